"""Which figures move the price most: each driver up and down by a tenth, the engine run again.

Drivers are the wages, parameters and yearly sums that the estimate really used, and the estate's
sizes. Definitions of law (a day has eight hours, holidays pay threefold) are no drivers; the
weights file lists them. Small counts (one control room) are left out: a tenth of them means
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from generator.errors import InputError
from generator.model.case import Case
from generator.model.estimate import Estimate
from generator.model.knowledge import Sensitivity
from generator.model.knowledge_base import KnowledgeBase
from generator.model.premises import AREA_TITLES, Area, Premises
from generator.rules import estimate
from generator.scenarios.floors import minimum_wage
from generator.scenarios.variants import (
    weights_of,
    with_contract,
    with_costs,
    with_facts,
    with_parameters,
    with_site_facts,
    with_wages,
)

NOTE = "敏感性试算"
HUNDRED = Decimal(100)
NOT_SIZES = ("built_year", "floors_max")
"""Numbers of the estate that say when or how high, not how much there is to serve."""
Change = Callable[[Decimal], Case]
Facts = Callable[[Mapping[str, Any]], Case]


@dataclass(frozen=True)
class Driver:
    """One figure with the yearly price when it is lower and when it is higher."""

    id: str
    title: str
    unit: str
    value: Decimal
    low_value: Decimal
    high_value: Decimal
    low_price: Decimal
    high_price: Decimal
    base_price: Decimal
    note: str = ""

    @property
    def low_change(self) -> Decimal:
        """How the yearly price changes with the lower value."""
        return self.low_price - self.base_price

    @property
    def high_change(self) -> Decimal:
        """How the yearly price changes with the higher value."""
        return self.high_price - self.base_price

    @property
    def share(self) -> Decimal:
        """The swing in per cent of the price."""
        return self.swing * HUNDRED / self.base_price if self.base_price else Decimal(0)

    @property
    def swing(self) -> Decimal:
        """The larger of both changes of the price, without sign."""
        return max(abs(self.low_change), abs(self.high_change))


@dataclass(frozen=True)
class _Candidate:
    id: str
    title: str
    unit: str
    value: Decimal
    whole: bool
    change: Change


def tornado(kb: KnowledgeBase, case: Case) -> tuple[Driver, ...]:
    """Return the drivers that move the price most, the strongest first."""
    rules = weights_of(kb).sensitivity
    made = estimate(kb, case)
    minimum = minimum_wage(kb, case)
    found = []
    figures = (*_wages(case, made), *_figures(case, made, rules), *_contracts(case, made))
    for candidate in (*figures, *_sizes(case, rules)):
        driver = _moved(kb, candidate, made.price.annual, rules)
        if driver is not None and driver.swing:
            found.append(_noted(driver, minimum))
    found.sort(key=lambda driver: (-driver.swing, driver.id))
    return tuple(found[: rules.drivers])


def _moved(
    kb: KnowledgeBase, candidate: _Candidate, base: Decimal, rules: Sensitivity
) -> Driver | None:
    """Price a driver both ways; one that cannot move (the engine refuses) is none."""
    share = rules.step / HUNDRED
    low, high = candidate.value * (1 - share), candidate.value * (1 + share)
    if candidate.whole:
        low, high = _whole(low), _whole(high)
    try:
        prices = [estimate(kb, candidate.change(value)).price.annual for value in (low, high)]
    except InputError:
        return None
    return Driver(
        id=candidate.id,
        title=candidate.title,
        unit=candidate.unit,
        value=candidate.value,
        low_value=low,
        high_value=high,
        low_price=prices[0],
        high_price=prices[1],
        base_price=base,
    )


def _noted(driver: Driver, minimum: Decimal | None) -> Driver:
    """Say where the lower value is a trial only, because the law forbids it."""
    is_wage = driver.id.startswith("wages.")
    if not is_wage or minimum is None or driver.low_value >= minimum:
        return driver
    return replace(driver, note=f"下调后低于最低工资标准 {minimum:f} 元，仅作试算")


def _wages(case: Case, made: Estimate) -> Iterator[_Candidate]:
    for wage in made.wages:
        posts = "、".join(p.title for p in made.headcount.posts if p.wage == wage.group)
        name = f"wages.{wage.group}"
        yield _Candidate(
            name, f"月工资：{posts}", "元/月", wage.monthly, False, _wage_change(case, wage.group)
        )


def _wage_change(case: Case, group: str) -> Change:
    return lambda value: with_wages(case, {group: value}, NOTE)


def _figures(case: Case, made: Estimate, rules: Sensitivity) -> Iterator[_Candidate]:
    """The parameters that traces name, and the yearly sums that the profile gives."""
    seen = set(rules.leave_out)
    traces = [entry.trace for entry in made.cost.items]
    traces += [step.trace for step in made.price.chain]
    traces += [line.trace for line in made.headcount.posts]
    for operand in (operand for trace in traces for operand in trace.operands):
        name = operand.ref.removeprefix("parameters.")
        if not operand.ref.startswith("parameters.") or name in seen:
            continue
        seen.add(name)
        if isinstance(operand.value, Decimal) and operand.value:
            yield _Candidate(
                operand.ref,
                operand.name,
                operand.unit,
                operand.value,
                False,
                _parameter_change(case, name),
            )
    titles = {entry.id: entry.name for entry in made.cost.items}
    for name, given in case.profile.costs.items():
        if name in titles and given.value:
            yield _Candidate(
                f"costs.{name}", titles[name], "元/年", given.value, False, _cost_change(case, name)
            )


def _contracts(case: Case, made: Estimate) -> Iterator[_Candidate]:
    """The stated contract prices; a guide price is a parameter and stands among the figures."""
    titles = {line.id.removeprefix("contract_"): line.title for line in made.contracts}
    for key, price in case.profile.contracts.items():
        for field, unit in (("amount", "元/年"), ("unit_price", "元")):
            value = getattr(price, field)
            if value and key in titles:
                title, change = f"{titles[key]}合同价", _contract_change(case, key, field)
                yield _Candidate(f"contracts.{key}", title, unit, value, False, change)


def _contract_change(case: Case, key: str, field: str) -> Change:
    return lambda value: with_contract(case, key, {field: value})


def _parameter_change(case: Case, name: str) -> Change:
    return lambda value: with_parameters(case, {name: value}, NOTE)


def _cost_change(case: Case, name: str) -> Change:
    return lambda value: with_costs(case, {name: value}, NOTE)


def _sizes(case: Case, rules: Sensitivity) -> Iterator[_Candidate]:
    """The sizes of the estate and of every site, and the areas by type."""
    estate = case.profile.estate
    yield from _sizes_of(estate, "estate", "", rules, lambda new: with_facts(case, new))
    for index, site in enumerate(case.profile.sites):
        change = _site_change(case, index)
        yield from _sizes_of(site.estate, f"sites.{site.id}", f"（{site.title}）", rules, change)


def _sizes_of(
    premises: Premises, path: str, where: str, rules: Sensitivity, change: Facts
) -> Iterator[_Candidate]:
    for name, field in Premises.model_fields.items():
        value = getattr(premises, name)
        if name in NOT_SIZES or isinstance(value, bool) or not isinstance(value, int | Decimal):
            continue
        if value < rules.smallest_count:
            continue
        extra = field.json_schema_extra
        unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
        title, whole = f"{field.title or name}{where}", isinstance(value, int)
        move = _fact_change(change, name, whole=whole)
        yield _Candidate(f"{path}.{name}", title, unit, Decimal(value), whole, move)
    for index, area in enumerate(premises.areas):
        if area.area is not None and area.area >= rules.smallest_count:
            title = f"{area.title or AREA_TITLES[area.type]}{where}"
            move = _area_change(change, premises.areas, index)
            yield _Candidate(f"{path}.areas.{index}", title, "平方米", area.area, False, move)


def _site_change(case: Case, index: int) -> Facts:
    return lambda new: with_site_facts(case, index, new)


def _fact_change(change: Facts, name: str, *, whole: bool) -> Change:
    return lambda value: change({name: int(value) if whole else value})


def _area_change(change: Facts, areas: tuple[Area, ...], index: int) -> Change:
    def moved(value: Decimal) -> Case:
        area = areas[index].model_copy(update={"area": value})
        return change({"areas": (*areas[:index], area, *areas[index + 1 :])})

    return moved


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), rounding=ROUND_HALF_UP)
