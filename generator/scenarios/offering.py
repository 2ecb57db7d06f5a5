"""A target price laid over the estimate: posts stay, floors hold, and what gives is said.

The order is profit, management fee, contingency, then wages above the minimum wage (the weights
file says so). Insurance stays on its clamped bases because the engine computes it from the new
wages. A target below the floor price is infeasible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.errors import fail
from generator.model.case import Case
from generator.model.estimate import Estimate, Ground
from generator.model.knowledge_base import KnowledgeBase
from generator.rules import estimate
from generator.scenarios.floors import minimum_wage
from generator.scenarios.grounds import grounds_of, margin_of
from generator.scenarios.levers import (
    MAX_RATE,
    PARTS,
    Levers,
    Setting,
    exact_rate,
    last_within,
    lowered_wages,
)
from generator.scenarios.points import PricePoints, price_points


@dataclass(frozen=True)
class Given:
    """What one lever gives: its value before and after, and the money a year that it gives up."""

    id: str
    title: str
    unit: str
    before: Decimal
    after: Decimal
    gives: Decimal

    @property
    def changed(self) -> bool:
        """Whether the lever moved."""
        return self.before != self.after


@dataclass(frozen=True)
class Step:
    """The price when everything up to a lever stands at its floor."""

    id: str
    title: str
    price: Decimal


@dataclass(frozen=True)
class Offer:
    """The answer to a target price; without ``estimate`` it is infeasible."""

    total: Decimal
    ceiling: Decimal | None
    own: Estimate
    """The estimate before anything gave."""
    ladder: tuple[Step, ...]
    """The price as each lever in turn comes down to its floor; the last is the floor price."""
    estimate: Estimate | None
    case: Case | None
    given: tuple[Given, ...] = ()
    grounds: tuple[Ground, ...] = ()
    points: PricePoints | None = None
    settings: tuple[str, ...] = ()
    """``--set`` options with which other commands repeat the offer."""
    repeatable: bool = True
    """Whether those settings alone repeat it: else the chain's rounding had to change too."""
    reasons: tuple[str, ...] = ()

    @property
    def floor(self) -> Decimal:
        """The lowest price that keeps every floor."""
        return self.ladder[-1].price

    @property
    def profit(self) -> Decimal | None:
        """The profit inside the price, yuan a year."""
        if self.estimate is None:
            return None
        return sum((s.amount for s in self.estimate.price.chain if s.group == "profit"), Decimal(0))

    @property
    def profit_share(self) -> Decimal | None:
        """The profit in per cent of the price."""
        return None if self.profit is None else 100 * self.profit / self.total

    @property
    def margin(self) -> Decimal | None:
        """Price less taxes less cost, yuan a year."""
        return None if self.estimate is None else margin_of(self.estimate)


def offer(
    kb: KnowledgeBase, case: Case, total: Decimal, lowest_rival: Decimal | None = None
) -> Offer:
    """Lay a yearly total in yuan over the estimate of a case.

    Raises ``InputError`` for what stops an estimate, and ``nothing-to-give`` where the chain has
    no rate that the weights file lets give way.
    """
    own = estimate(kb, case)
    levers = Levers(kb, case)
    concessions = levers.concessions()
    if not concessions:
        title = "、".join(chain.title for chain in levers.chains)
        hint = "在 weights.yaml 的 concessions 中列出该价格链的费率"
        raise fail("nothing-to-give", f"价格链“{title}”没有可以让价的费率", hint)
    floors = _wage_floors(kb, case, own)
    wages = {w.group: max(w.monthly, floors[w.group]) for w in own.wages}
    start = Setting(
        wages={w.group: floors[w.group] for w in own.wages if w.monthly < wages[w.group]}
    )
    ladder = _ladder(levers, start, floors, wages)
    ceiling = own.price.budget
    reasons = _refusals(total, ceiling, ladder)
    if reasons:
        return Offer(total, ceiling, own, ladder, None, None, reasons=reasons)
    setting, rate = _search(levers, start, floors, wages, total)
    found = exact_rate(levers, setting, rate, total)
    if found is None:
        reason = (
            f"没有费率能使报价正好为 {total} 元/年：所需费率高于 {MAX_RATE}%；"
            "请核对金额单位和计价周期"
        )
        return Offer(total, ceiling, own, ladder, None, None, reasons=(reason,))
    result = found.levers.estimate(found.setting)
    over = tuple(f.message for f in result.checks if f.code == "over-budget" and not f.accepted)
    if over:
        return Offer(total, ceiling, own, ladder, None, None, reasons=over)
    return Offer(
        total=total,
        ceiling=ceiling,
        own=own,
        ladder=ladder,
        estimate=result,
        case=case,
        given=tuple(_given(levers, own, result, found.setting)),
        grounds=tuple(grounds_of(kb, case, result)),
        points=price_points(case, result, lowest_rival),
        settings=_settings(found.setting),
        repeatable=found.levers is levers,
    )


def _search(
    levers: Levers,
    start: Setting,
    floors: Mapping[str, Decimal],
    wages: Mapping[str, Decimal],
    total: Decimal,
) -> tuple[Setting, str]:
    """Lower one lever after the other until the price keeps the target, before any rounding.

    Returns that setting and the rate to raise from it until the target is met.
    """
    levers = levers.unrounded()
    setting = start
    for item in levers.concessions():
        floored = setting.with_rate(item.rate, min(item.at_least, levers.rate(item.rate)))
        if levers.price(floored) <= total:
            return setting, item.rate
        setting = floored

    def lowered(part: int) -> Setting:
        return Setting(setting.rates, {**start.wages, **lowered_wages(wages, floors, part)})

    part = last_within(0, PARTS, lambda number: levers.price(lowered(number)) <= total)
    assert part is not None, "the floor price is below the target"
    return lowered(part), levers.concessions()[0].rate


def _ladder(
    levers: Levers, start: Setting, floors: Mapping[str, Decimal], wages: Mapping[str, Decimal]
) -> tuple[Step, ...]:
    """Return the prices on the way down; the floor is not rounded, so that it covers the cost."""
    setting = start
    steps = [Step("own", "测算价", levers.price(setting))]
    for item in levers.concessions():
        setting = setting.with_rate(item.rate, min(item.at_least, levers.rate(item.rate)))
        title = f"{item.title}降至 {item.at_least:f}%"
        steps.append(Step(item.rate, title, levers.price(setting)))
    lowest = {**start.wages, **lowered_wages(wages, floors, 0)}
    price = levers.unrounded().price(Setting(setting.rates, lowest))
    steps.append(Step("wages", "工资降至最低工资标准", price))
    return tuple(steps)


def _wage_floors(kb: KnowledgeBase, case: Case, own: Estimate) -> dict[str, Decimal]:
    """The minimum wage for every group; without one on file, wages may not fall at all."""
    minimum = minimum_wage(kb, case)
    return {w.group: w.monthly if minimum is None else minimum for w in own.wages}


def _refusals(total: Decimal, ceiling: Decimal | None, ladder: tuple[Step, ...]) -> tuple[str, ...]:
    reasons = []
    if ceiling is not None and total > ceiling:
        reasons.append(f"目标总价 {total} 元/年高于最高限价 {ceiling} 元/年")
    floor = ladder[-1].price
    if total < floor:
        reasons.append(
            f"目标总价 {total} 元/年低于底价 {floor} 元/年，相差 {floor - total} 元；"
            "底价已按固定岗位、最低工资标准、法定缴费基数和税费计算，利润、管理费、不可预见费为底线"
        )
    return tuple(reasons)


def _given(levers: Levers, own: Estimate, result: Estimate, setting: Setting) -> list[Given]:
    found = []
    for item in levers.concessions():
        before = levers.rate(item.rate)
        after = setting.rates.get(item.rate, before)
        gives = _amount(own, item.rate) - _amount(result, item.rate)
        found.append(Given(item.rate, item.title, "%", before, after, gives))
    paid = {wage.group: wage.monthly for wage in result.wages}
    costs = _by_wage(own), _by_wage(result)
    for wage in own.wages:
        if paid[wage.group] != wage.monthly:
            posts = "、".join(p.title for p in own.headcount.posts if p.wage == wage.group)
            gives = costs[0][wage.group] - costs[1][wage.group]
            title = f"月工资：{posts}"
            name = f"wages.{wage.group}"
            found.append(Given(name, title, "元/月", wage.monthly, paid[wage.group], gives))
    return found


def _amount(made: Estimate, rate: str) -> Decimal:
    steps = made.price.chain
    found = (
        s.amount for s in steps if any(o.ref == f"parameters.{rate}" for o in s.trace.operands)
    )
    return sum(found, Decimal(0))


def _by_wage(made: Estimate) -> dict[str, Decimal]:
    """The whole cost of each wage group: wages with everything that is laid on them."""
    found = dict.fromkeys((wage.group for wage in made.wages), Decimal(0))
    for entry in made.cost.items:
        for operand in entry.trace.operands:
            group = operand.ref.removeprefix("wages.")
            if operand.ref.startswith("wages.") and group in found:
                found[group] += entry.annual
    return found


def _settings(setting: Setting) -> tuple[str, ...]:
    rates = [f"parameters.{name}={value:f}" for name, value in sorted(setting.rates.items())]
    return (*rates, *(f"wages.{name}={value:f}" for name, value in sorted(setting.wages.items())))
