"""Hours: what one person can work in a year, what a post needs, what is overtime.

Sources of the arithmetic: 248 working days × 8 h = 1,984 h (人社部发〔2025〕2号); overtime beyond
that is paid at 150 % (劳动法第四十四条) and may not exceed 36 h a month (第四十一条); hours on
statutory holidays are paid once, at 300 %, outside the 150 % hours. All figures are parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from generator.expression import references
from generator.facts import facts_of
from generator.model.knowledge import Coverage
from generator.model.profile import Profile
from generator.parameters import Parameters
from generator.rules.formulas import half_up, tidy

MONTHS = Decimal(12)
WHOLE_YEAR = Decimal(365)
HOURS_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class WorkTime:
    """The working-time figures in force (days and hours a year unless named otherwise)."""

    working_days: Decimal
    hours_per_day: Decimal
    leave_days: Decimal
    planned_overtime_month: Decimal
    overtime_limit_month: Decimal
    holiday_days: Decimal

    @property
    def standard_hours(self) -> Decimal:
        """Hours of one person a year before overtime is due: 248 × 8 = 1,984."""
        return self.working_days * self.hours_per_day

    @property
    def available_hours(self) -> Decimal:
        """Hours of one person a year for planning: standard − annual leave + planned overtime."""
        leave = self.leave_days * self.hours_per_day
        return self.standard_hours - leave + self.planned_overtime_month * MONTHS

    @property
    def lawful_hours(self) -> Decimal:
        """Most hours of one person a year within the law: standard − leave + limit of overtime."""
        leave = self.leave_days * self.hours_per_day
        return self.standard_hours - leave + self.overtime_limit_month * MONTHS

    def overtime_per_month(self, annual_hours: Decimal, persons: Decimal) -> Decimal:
        """Implied overtime per person and month, averaged over the year; never below zero."""
        if persons <= 0:
            return Decimal(0)
        hours = (annual_hours / persons - self.standard_hours) / MONTHS
        return max(Decimal(0), tidy(half_up(hours, HOURS_STEP)))

    def persons_needed(self, annual_hours: Decimal) -> Decimal:
        """Fewest whole persons that may lawfully man so many hours."""
        return (annual_hours / self.lawful_hours).quantize(Decimal(1), rounding=ROUND_CEILING)


def workdays_off(worktime: WorkTime) -> Decimal:
    """Days a year that are neither workdays nor statutory holidays: the weekends."""
    return WHOLE_YEAR - worktime.working_days - worktime.holiday_days


def worktime_of(parameters: Parameters) -> WorkTime:
    """Return the working-time figures in force for a case."""
    return WorkTime(
        working_days=parameters.number("working_days_per_year"),
        hours_per_day=parameters.number("standard_hours_per_day"),
        leave_days=parameters.number("annual_leave_days"),
        planned_overtime_month=parameters.number("planned_overtime_hours_month"),
        overtime_limit_month=parameters.number("overtime_limit_hours_month"),
        holiday_days=parameters.number("holiday_days"),
    )


def holiday_facts(profile: Profile, holiday_days: Decimal) -> dict[str, object]:
    """Return the estate's facts as they are on the statutory holidays alone.

    Gates that are manned all year keep their hours, but only for the holidays; gates manned on
    fewer days are shut. The annual hours of a gate post, read over these facts, are therefore
    its holiday hours: no second formula has to be kept.
    """
    if profile.estate.gates is None:
        return facts_of(profile)
    gates = tuple(
        gate.model_copy(update={"days_per_year": holiday_days})
        for gate in profile.estate.gates
        if gate.days_per_year >= WHOLE_YEAR
    )
    estate = profile.estate.model_copy(update={"gates": gates})
    return facts_of(profile.model_copy(update={"estate": estate}))


def depends_on_gates(counting: Coverage) -> bool:
    """Return whether the annual hours come from the estate's own gates."""
    if counting.annual_hours is None:
        return False
    names = (name for name, _ in references(counting.annual_hours, text=False))
    return any(name.startswith("facts.gate") for name in names)
