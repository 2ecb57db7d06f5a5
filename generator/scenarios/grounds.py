"""Why a price is not below cost: the grounds of 报价合理性说明, each with its figures.

A ground that does not hold is said as plainly as one that does: who signs must know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from generator.model.case import Case
from generator.model.estimate import BESIDE_COST, GROUNDS, CostEntry, Estimate, Ground, Operand
from generator.model.knowledge_base import KnowledgeBase
from generator.parameters import Parameters
from generator.rules.formulas import MONTHS, half_up

CONTRIBUTIONS = ("pension", "medical", "unemployment", "injury")
MANNING = ("posts-unmanned", "overtime-over-limit", "below-required")


def grounds_of(kb: KnowledgeBase, case: Case, made: Estimate) -> Iterator[Ground]:
    """Yield the grounds of an estimate in the order of the statement."""
    yield _covers_cost(made)
    yield from _minimum_wage(kb, case, made)
    yield _insurance(made)
    yield _hours(made)
    if made.contracts:
        yield _contracts(made)
    yield _manning(made)
    yield _overheads(made)
    yield from _efficiency(kb, case, made)
    if made.price.budget is not None:
        yield _within_budget(made)


def not_below_cost(grounds: tuple[Ground, ...]) -> bool:
    """Return whether every ground about cost holds; manning and ceilings are other questions."""
    return all(ground.holds for ground in grounds if ground.id not in BESIDE_COST)


def margin_of(made: Estimate) -> Decimal:
    """Return price less taxes less cost: what pays head office, risk and profit."""
    return made.price.annual - taxes_of(made) - made.cost.annual


def taxes_of(made: Estimate) -> Decimal:
    """Return the taxes inside the price."""
    return sum((s.amount for s in made.price.chain if s.group == "tax"), Decimal(0))


def _covers_cost(made: Estimate) -> Ground:
    tax = _group(made, "tax")
    net = made.price.annual - tax
    figures = (
        _yuan("年报价", made.price.annual, "price.annual"),
        _yuan("其中税金", tax, "price.tax"),
        _yuan("不含税报价", net),
        _yuan("测算成本", made.cost.annual, "cost.annual"),
        _yuan("不含税报价高出成本", net - made.cost.annual),
    )
    holds = net >= made.cost.annual
    return _ground("covers_cost", holds, figures)


def _minimum_wage(kb: KnowledgeBase, case: Case, made: Estimate) -> Iterator[Ground]:
    if not made.wages:
        return
    lowest = min(made.wages, key=lambda wage: (wage.monthly, wage.group))
    paid = Operand(
        name="最低的岗位月工资",
        value=lowest.monthly,
        unit="元/月",
        ref=f"wages.{lowest.group}",
        source=lowest.source,
        tag=lowest.tag,
    )
    figure = Parameters(kb, case).find("minimum_wage")
    if figure is None:
        note = "知识库没有该城市的最低工资标准，无法核对"
        yield _ground("minimum_wage", False, (paid,), note)
        return
    minimum = Operand(
        name=figure.title,
        value=figure.number,
        unit=figure.unit,
        ref=figure.ref,
        source=figure.source,
        tag=figure.tag,
    )
    yield _ground("minimum_wage", lowest.monthly >= figure.number, (paid, minimum))


def _insurance(made: Estimate) -> Ground:
    """The engine clamps every base, so the ground holds by construction where persons are paid."""
    insurance = [e for e in made.cost.items if _component(e) in CONTRIBUTIONS]
    fund = [e for e in made.cost.items if _component(e) == "fund"]
    held = {e.id.partition(".")[0] for e in insurance if _on_floor(e)}
    persons = sum((p.persons for p in made.headcount.posts if p.id in held), Decimal(0))
    figures = (
        _yuan("社会保险费", _sum(insurance)),
        _yuan("住房公积金", _sum(fund)),
        Operand(name="按缴费基数下限计算的人数", value=persons, unit="人"),
    )
    holds = all(e.annual > 0 for e in insurance) and bool(insurance or not made.wages)
    return _ground("insurance", holds, figures)


def _hours(made: Estimate) -> Ground:
    figures = (
        _yuan("加班工资", _sum(e for e in made.cost.items if _component(e) == "overtime")),
        _yuan("法定节假日工资", _sum(e for e in made.cost.items if _component(e) == "holiday")),
    )
    return _ground("hours", True, figures)


def _manning(made: Estimate) -> Ground:
    heads = made.headcount
    figures = (
        Operand(name="人员合计", value=heads.total, unit="人", ref="staff.total"),
        Operand(name="按规则测算", value=heads.rules_only.total, unit="人"),
    )
    found = [f.message for f in made.checks if f.code in MANNING]
    return _ground("manning", not found, figures, "；".join(found))


def _overheads(made: Estimate) -> Ground:
    figures = (
        _yuan("管理费用", _group(made, "overhead")),
        _yuan("利润", _group(made, "profit")),
        _yuan("两项合计（含取整）", margin_of(made)),
    )
    empty = not _group(made, "overhead")
    note = "管理费用为零：总部费用未分摊到本项目，说明中须写明由何处负担" if empty else ""
    return _ground("overheads", all(_not_negative(made)), figures, note)


def _contracts(made: Estimate) -> Ground:
    """The lines that contractors serve: their stated prices beside the lawful cost of labour."""
    figures: list[Operand] = []
    for contract in made.contracts:
        figures.append(
            Operand(
                name=f"{contract.title}约定价",
                value=contract.annual,
                unit="元/年",
                ref=f"costs.{contract.id}",
                source=contract.source,
                tag=contract.tag,
            )
        )
        if contract.labour_floor is not None:
            figures.append(_yuan(f"{contract.title}法定用工成本", contract.labour_floor))
    low = [f.message for f in made.checks if f.code == "contract-below-floor"]
    return _ground("contracts", not low, tuple(figures), "；".join(low))


def _efficiency(kb: KnowledgeBase, case: Case, made: Estimate) -> Iterator[Ground]:
    """What a head and a square metre cost and serve, beside the band of real contracts."""
    heads = made.headcount.total
    if not heads:
        return
    each = half_up(made.price.annual / heads / MONTHS)
    figures = [Operand(name="人均每月报价", value=each, unit="元")]
    low = Parameters(kb, case).find("price_band_low")
    if low is not None:
        figures.append(
            Operand(
                name="同类合同人均每月下限",
                value=low.number,
                unit="元",
                ref=low.ref,
                source=low.source,
                tag=low.tag,
            )
        )
    if made.price.area:
        area = (made.price.area / heads).quantize(Decimal(1), ROUND_HALF_UP)
        figures.append(Operand(name="人均服务面积", value=area, unit="平方米"))
    if made.price.per_m2_month is not None:
        per_area = made.price.per_m2_month
        figures.append(Operand(name="每平方米每月报价", value=per_area, unit="元"))
    yield _ground("efficiency", low is None or each >= low.number, tuple(figures))


def _within_budget(made: Estimate) -> Ground:
    assert made.price.budget is not None
    figures = (
        _yuan("年报价", made.price.annual, "price.annual"),
        _yuan("最高限价", made.price.budget, "price.budget"),
    )
    holds = all(f.code != "over-budget" for f in made.checks)
    return _ground("within_budget", holds, figures)


def _ground(name: str, holds: bool, figures: tuple[Operand, ...], note: str = "") -> Ground:
    return Ground(id=name, claim=GROUNDS[name], holds=holds, figures=figures, note=note)


def _not_negative(made: Estimate) -> Iterator[bool]:
    for step in made.price.chain:
        yield step.group == "rounding" or step.amount >= 0


def _group(made: Estimate, group: str) -> Decimal:
    return sum((s.amount for s in made.price.chain if s.group == group), Decimal("0.00"))


def _component(entry: CostEntry) -> str:
    return entry.trace.rule.removeprefix("personnel.")


def _on_floor(entry: CostEntry) -> bool:
    values = {o.ref: o.value for o in entry.trace.operands}
    wage = next((v for ref, v in values.items() if ref.startswith("wages.")), None)
    floor = next((v for ref, v in values.items() if ref.endswith("_floor")), None)
    return isinstance(wage, Decimal) and isinstance(floor, Decimal) and wage < floor


def _sum(entries: Iterable[CostEntry]) -> Decimal:
    return sum((entry.annual for entry in entries), Decimal("0.00"))


def _yuan(name: str, value: Decimal, ref: str = "") -> Operand:
    return Operand(name=name, value=value, unit="元/年", ref=ref)
