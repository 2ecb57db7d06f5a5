"""The named ways to count a post, one function per counting model of the knowledge base.

Payroll methods (area, unit, tiers, tasks, span, fixed, formula) give persons with relief inside.
Coverage and productivity give hours to be manned; their persons follow from the relief pool
(``pools``). ``METHODS`` is keyed by model class; a test asserts that it matches ``Counting``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from generator.errors import Place
from generator.expression import references
from generator.facts import fact_names, fact_title, fact_unit
from generator.model.estimate import Operand
from generator.model.knowledge import (
    Coverage,
    Fixed,
    Formula,
    PerArea,
    PerUnit,
    Productivity,
    Span,
    Tiered,
    Workload,
)
from generator.rules.areas import areas_of
from generator.rules.basis import Basis, MissingFactError, quantity
from generator.rules.formulas import HUNDRED, tidy
from generator.rules.workload import all_bind, bound_hours, hours_operand, task_hours
from generator.rules.worktime import WHOLE_YEAR, depends_on_gates

ZERO = Decimal(0)


@dataclass(frozen=True)
class Situation:
    """What a counting method sees: names for formulas, the level, persons counted so far."""

    basis: Basis
    names: Mapping[str, Any]
    holiday_names: Mapping[str, Any]
    level: int
    place: Place
    persons: Mapping[str, Decimal] = field(default_factory=dict)
    post: str = ""

    def number(self, source: str) -> Decimal:
        """Evaluate a formula of the rule."""
        return quantity(source, self.names, self.place)


@dataclass(frozen=True)
class Count:
    """The result of one method.

    ``persons`` is None for coverage: its hours go to the relief pool, unless ``stated`` says how
    many persons a stated shift system or relief factor gives. Hours are hours a year.
    """

    method: str
    persons: Decimal | None = None
    low: Decimal = ZERO
    high: Decimal = ZERO
    positions: Decimal = ZERO
    hours_per_day: Decimal = ZERO
    days_per_year: Decimal = ZERO
    annual_hours: Decimal = ZERO
    holiday_hours: Decimal = ZERO
    at_least: Decimal = ZERO
    spread: Decimal = ZERO
    operands: tuple[Operand, ...] = ()
    stated: Decimal | None = None
    flexible: bool = False

    @property
    def is_coverage(self) -> bool:
        """Whether the post is counted by hours to be manned."""
        return self.persons is None


def per_area(counting: PerArea, situation: Situation) -> Count:
    """Persons = area ÷ area per person."""
    area = situation.number(counting.area)
    ratio = counting.area_per_person.at(situation.level)
    operands = (
        *_fact_operands(counting.area, situation),
        Operand(name="人均面积", value=ratio, unit="平方米/人", ref="rule.area_per_person"),
    )
    weighted = area
    for beyond in counting.beyond:
        if area > beyond.above:
            weighted -= (area - beyond.above) * (1 - beyond.factor)
            name = f"超过 {beyond.above:f} 平方米部分的系数"
            operands = (*operands, Operand(name=name, value=beyond.factor, ref="rule.beyond"))
    return _ratio("per_area", weighted, ratio, counting.spread, operands)


def per_unit(counting: PerUnit, situation: Situation) -> Count:
    """Persons = units ÷ units per person."""
    units = situation.number(counting.units)
    ratio = counting.units_per_person.at(situation.level)
    name, unit = f"每人负责（{counting.unit}）", f"{counting.unit}/人"
    operands = (
        *_fact_operands(counting.units, situation),
        Operand(name=name, value=ratio, unit=unit, ref="rule.units_per_person"),
    )
    return _ratio("per_unit", units, ratio, counting.spread, operands)


def tiered(counting: Tiered, situation: Situation) -> Count:
    """Persons = Σ slice ÷ its own ratio: each ratio holds for its slice only."""
    units, below, persons = situation.number(counting.units), ZERO, ZERO
    operands = _fact_operands(counting.units, situation)
    for tier in counting.tiers:
        end = units if tier.up_to is None else min(units, tier.up_to)
        if end <= below:
            break
        persons += (end - below) / tier.units_per_person
        name = f"{below:f}—{end:f}{counting.unit}，每人负责"
        unit = f"{counting.unit}/人"
        operand = Operand(name=name, value=tier.units_per_person, unit=unit, ref="rule.tiers")
        operands = (*operands, operand)
        below = end
    return _ratio("tiered", persons, Decimal(1), counting.spread, operands)


def workload(counting: Workload, situation: Situation) -> Count:
    """Persons = Σ units × minutes × times ÷ 60 ÷ available hours, over the post's tasks."""
    tasks = task_hours(situation.basis, (situation.post,))
    hours, available = bound_hours(tasks), situation.basis.worktime.available_hours
    operands = (
        hours_operand(tasks, hours),
        Operand(name="人均可用工时", value=available, unit="小时/人·年", ref="worktime.year"),
    )
    return _ratio("workload", hours, available, ZERO, operands)


def productivity(counting: Productivity, situation: Situation) -> Count:
    """Hours from the areas on duty (area ÷ output of a shift × shift), or persons (payroll)."""
    found = areas_of(situation.basis, situation.post, situation.level, counting.hours_per_shift)
    if found.persons is not None:
        return _ratio("productivity", found.persons, Decimal(1), ZERO, found.operands)
    return Count(
        "productivity",
        positions=found.shifts,
        hours_per_day=counting.hours_per_shift,
        days_per_year=WHOLE_YEAR,
        annual_hours=found.hours,
        holiday_hours=found.holiday_hours,
        operands=found.operands,
    )


def coverage(counting: Coverage, situation: Situation) -> Count:
    """Hours to be manned = positions × hours × days, or the rule's own annual hours.

    Holiday hours are those on statutory holidays: only posts manned all year have them.
    """
    positions = situation.number(counting.positions)
    days, hours = counting.days_per_year, counting.hours_per_day
    annual = positions * hours * days
    if counting.annual_hours is not None:
        annual = situation.number(counting.annual_hours)
        if positions and days:
            hours = tidy((annual / positions / days).quantize(Decimal("0.01")))
    holiday = _holiday_hours(counting, positions, situation)
    operands = (
        *_fact_operands(counting.positions, situation),
        Operand(name="岗位数", value=positions, unit="个", ref="rule.positions"),
        Operand(name="每日小时", value=hours, unit="小时", ref="rule.hours_per_day"),
        Operand(name="每年天数", value=days, unit="天", ref="rule.days_per_year"),
        Operand(name="年岗时", value=annual, unit="小时"),
    )
    return Count(
        "coverage",
        positions=positions,
        hours_per_day=hours,
        days_per_year=days,
        annual_hours=annual,
        holiday_hours=holiday,
        operands=operands,
    )


def span(counting: Span, situation: Situation) -> Count:
    """One lead for so many persons of other posts, from a smallest number on."""
    led = sum((situation.persons.get(post, ZERO) for post in counting.of), ZERO)
    operands = (
        Operand(name="所管人数", value=led, unit="人", ref="+".join(counting.of)),
        Operand(
            name="管理幅度", value=counting.persons_per_lead, unit="人", ref="rule.persons_per_lead"
        ),
    )
    persons = led / counting.persons_per_lead if led >= counting.from_persons else ZERO
    return Count("span", persons=persons, low=persons, high=persons, operands=operands)


def fixed(counting: Fixed, situation: Situation) -> Count:
    """A number that does not depend on the estate's size."""
    persons = counting.persons
    operand = Operand(name="定员", value=persons, unit="人", ref="rule.persons")
    return Count("fixed", persons=persons, low=persons, high=persons, operands=(operand,))


def formula(counting: Formula, situation: Situation) -> Count:
    """Persons by a formula of the knowledge base."""
    persons = situation.number(counting.persons)
    operands = _fact_operands(counting.persons, situation)
    return _ratio("formula", persons, Decimal(1), counting.spread, operands)


METHODS: dict[type[Any], Callable[[Any, Situation], Count]] = {
    PerArea: per_area,
    PerUnit: per_unit,
    Tiered: tiered,
    Workload: workload,
    Productivity: productivity,
    Coverage: coverage,
    Span: span,
    Fixed: fixed,
    Formula: formula,
}
"""Counting functions by the model that parameterises them."""


def usable(counting: Any, situation: Situation) -> bool:
    """Return whether a method has what it needs; the rules after it count where it has not."""
    if isinstance(counting, Workload):
        return all_bind(task_hours(situation.basis, (situation.post,)))
    if isinstance(counting, Productivity):
        return areas_of(situation.basis, situation.post, situation.level, Decimal(8)).given
    return True


def count(counting: Any, situation: Situation) -> Count:
    """Count a post by the method that its rule names. Raises ``MissingFactError``."""
    return METHODS[type(counting)](counting, situation)


def raised(result: Count, at_least: Decimal | None) -> Count:
    """Apply a rule's floor: a payroll count is raised, coverage keeps the floor for its pool."""
    if at_least is None:
        return result
    operand = Operand(name="下限", value=at_least, unit="人", ref="rule.at_least")
    result = replace(result, at_least=at_least, operands=(*result.operands, operand))
    if result.persons is None or result.persons == 0:
        return result
    return replace(
        result,
        persons=max(result.persons, at_least),
        low=max(result.low, at_least),
        high=max(result.high, at_least),
    )


def _ratio(
    method: str, units: Decimal, ratio: Decimal, spread: Decimal, operands: tuple[Operand, ...]
) -> Count:
    """Persons with their range: the ratio itself may lie ``spread`` per cent either way."""
    share = spread / HUNDRED
    high = units / (ratio * (1 - share)) if share < 1 else units / ratio
    low = units / (ratio * (1 + share))
    if spread:
        operands = (*operands, Operand(name="浮动", value=spread, unit="%", ref="rule.spread"))
    persons = units / ratio
    return Count(method, persons=persons, low=low, high=high, spread=spread, operands=operands)


def _holiday_hours(counting: Coverage, positions: Decimal, situation: Situation) -> Decimal:
    if depends_on_gates(counting):
        assert counting.annual_hours is not None
        try:
            return quantity(counting.annual_hours, situation.holiday_names, situation.place)
        except MissingFactError:  # no gate is manned on holidays
            return ZERO
    if counting.days_per_year < WHOLE_YEAR:
        return ZERO
    return positions * counting.hours_per_day * situation.basis.worktime.holiday_days


def _fact_operands(source: str, situation: Situation) -> tuple[Operand, ...]:
    """The facts that a formula reads, as operands."""
    operands: dict[str, Operand] = {}
    for path, _ in references(source, text=False):
        name = path.removeprefix("facts.")
        if path.startswith("facts.") and name in fact_names():
            value = situation.names["facts"][name]
            operands[path] = Operand(
                name=fact_title(name),
                value=Decimal(value) if isinstance(value, int) else value,
                unit=fact_unit(name),
                ref=path,
            )
    return tuple(operands.values())
