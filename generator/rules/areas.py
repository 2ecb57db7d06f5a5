"""The estate's areas by type, as hours on duty or as persons, by the productivity of each type."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.errors import InputError, Problem
from generator.model.estimate import Operand
from generator.model.knowledge import AreaRate
from generator.model.premises import Area
from generator.rules.basis import Basis
from generator.rules.formulas import half_up, tidy
from generator.rules.worktime import WHOLE_YEAR

ZERO = Decimal(0)
SHIFTS = Decimal("0.0001")


@dataclass(frozen=True)
class AreaCount:
    """What the areas of one post come to: hours a year on duty, or persons on the payroll."""

    shifts: Decimal = ZERO
    hours: Decimal = ZERO
    holiday_hours: Decimal = ZERO
    persons: Decimal | None = None
    operands: tuple[Operand, ...] = ()
    given: bool = False


def areas_of(basis: Basis, post: str, level: int, hours_per_shift: Decimal) -> AreaCount:
    """Return what the areas that a post cleans or tends come to.

    Raises ``mixed-basis`` where on-duty and payroll productivity meet in one post.
    """
    rates = {rate.id: rate for rate in basis.kb.productivity.values() if rate.post == post}
    areas = [area for area in basis.case.profile.estate.areas if area.type in rates]
    if not areas:
        return AreaCount()
    kinds = {rates[area.type].basis for area in areas}
    if len(kinds) > 1:
        place = basis.kb.place("productivity", areas[0].type)
        message = f"岗位 {post} 的分区劳效同时用了在岗与在册口径"
        raise InputError([Problem(place, "mixed-basis", message, "同一岗位只用一种口径")])
    operands = tuple(op for area in areas for op in _operands(area, rates[area.type], level))
    if kinds == {"payroll"}:
        heads = sum((a.amount / rates[a.type].units_per_person.at(level) for a in areas), ZERO)
        return AreaCount(persons=heads, operands=operands, given=True)
    hours = holiday = ZERO
    for area in areas:
        each, on_holidays = _hours(basis, area, rates[area.type], level, hours_per_shift)
        hours, holiday = hours + each, holiday + on_holidays
    shifts = tidy(half_up(hours / hours_per_shift / WHOLE_YEAR, SHIFTS))
    return AreaCount(shifts, tidy(half_up(hours)), tidy(half_up(holiday)), None, operands, True)


def _hours(
    basis: Basis, area: Area, rate: AreaRate, level: int, hours_per_shift: Decimal
) -> tuple[Decimal, Decimal]:
    """Hours a year, and those on statutory holidays where the area is cleaned every day."""
    a_time = area.amount / rate.units_per_person.at(level) * hours_per_shift
    if rate.times_per_year is not None:
        return a_time * rate.times_per_year.at(level), ZERO
    days = area.days_per_year or rate.days_per_year
    return a_time * days, a_time * basis.worktime.holiday_days if days >= WHOLE_YEAR else ZERO


def _operands(area: Area, rate: AreaRate, level: int) -> tuple[Operand, ...]:
    title = area.title or rate.title
    ref = f"productivity.{rate.id}"
    shift = "班" if rate.basis == "on_duty" else "人"
    each = rate.units_per_person.at(level)
    operands = [
        Operand(name=title, value=area.amount, unit=rate.unit, ref="estate.areas", tag=area.tag),
        Operand(
            name=f"{title}劳效",
            value=each,
            unit=f"{rate.unit}/{shift}",
            ref=ref,
            source=rate.source,
            tag=rate.tag,
        ),
    ]
    if rate.times_per_year is not None:
        times = rate.times_per_year.at(level)
        operands.append(Operand(name=f"{title}每年次数", value=times, unit="次", ref=ref))
    else:
        days = area.days_per_year or rate.days_per_year
        operands.append(Operand(name=f"{title}每年天数", value=days, unit="天", ref=ref))
    return tuple(operands)
