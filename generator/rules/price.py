"""From cost to price: the chain of steps, the parts that a buyer caps, the quotation's lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.model.estimate import (
    ChainAmount,
    Cost,
    Headcount,
    PartAmount,
    Price,
    QuoteLine,
)
from generator.model.tender import Budget, BudgetPart
from generator.model.values import DEPARTMENT_TITLES
from generator.rules.basis import Basis
from generator.rules.chains import COST, chains_of, run_chains
from generator.rules.chains import run_chain as run_chain
from generator.rules.cost import staff_names
from generator.rules.formulas import MONTHS, half_up
from generator.rules.methods import ZERO
from generator.rules.oncosts import MAIN_PART, PERSONNEL
from generator.rules.quotation import fill_table, table_of

GROUP_TITLES = {
    PERSONNEL: "人员费用",
    COST: "物料、设施与其他费用",
    "overhead": "管理费用",
    "profit": "利润",
    "tax": "税金",
    "rounding": "取整",
}
"""Groups of the quotation, in its order, as the quotation prints them."""


@dataclass(frozen=True)
class YearlyBudget:
    """The buyer's ceilings as yuan a year."""

    total: Decimal
    parts: tuple[tuple[BudgetPart, Decimal], ...]


def price_of(basis: Basis, cost: Cost, headcount: Headcount) -> Price:
    """Run the price chain and split the result. Raises ``InputError`` for an unknown chain."""
    chains = [chain for _, chain in chains_of(basis)]
    names = {"facts": dict(basis.facts), "staff": staff_names(basis, headcount)}
    steps = run_chains(basis, cost, names)
    annual = cost.annual + sum((step.amount for step in steps), ZERO)
    area = basis.case.profile.estate.gross_area
    monthly = half_up(annual / MONTHS)
    budget = yearly_budget(basis)
    table = table_of(basis)
    return Price(
        annual=annual,
        monthly=monthly,
        per_m2_month=half_up(annual / MONTHS / area) if area else None,
        parts=_parts(basis, budget, annual, cost),
        chain=tuple(steps),
        quote_lines=tuple(_quote_lines(cost, headcount, steps)),
        pricing="、".join(dict.fromkeys(chain.pricing for chain in chains)),
        tax_mode="、".join(dict.fromkeys(chain.tax_mode for chain in chains)),
        chain_title="、".join(dict.fromkeys(chain.title for chain in chains)),
        budget=budget.total if budget else None,
        area=area,
        split=basis.case.profile.pricing.split,
        table_title=table.title if table else "",
        table=fill_table(basis, table, names, cost, steps) if table else (),
    )


def yearly_budget(basis: Basis) -> YearlyBudget | None:
    """Return the tender's budget as yuan a year: a month × 12, a term ÷ its years."""
    tender = basis.case.tender
    if tender is None:
        return None
    budget = tender.budget
    parts = tuple((part, _yearly(budget, part.cap, tender.term_months)) for part in budget.parts)
    return YearlyBudget(_yearly(budget, budget.total, tender.term_months), parts)


def split_by_weight(total: Decimal, weights: list[Decimal]) -> list[Decimal]:
    """Split a total in proportion, each share rounded to 0.01, the remainder to the largest."""
    whole = sum(weights, ZERO)
    if not whole:
        return [total, *([ZERO] * (len(weights) - 1))]
    shares = [half_up(total * weight / whole) for weight in weights]
    largest = max(range(len(weights)), key=lambda index: (weights[index], -index))
    shares[largest] += total - sum(shares, ZERO)
    return shares


def _yearly(budget: Budget, amount: Decimal, term_months: int) -> Decimal:
    if budget.per == "month":
        return amount * MONTHS
    if budget.per == "term" and term_months:
        return half_up(amount * MONTHS / term_months)
    return amount


def _parts(
    basis: Basis, budget: YearlyBudget | None, annual: Decimal, cost: Cost
) -> tuple[PartAmount, ...]:
    if budget is None or not budget.parts:
        return (
            PartAmount(
                id=MAIN_PART, title="服务费", annual=annual, cap=budget.total if budget else None
            ),
        )
    weights = [cap for _, cap in budget.parts]
    if basis.case.profile.pricing.split == "by_part":
        weights = _part_costs(budget, cost)
    shares = split_by_weight(annual, weights)
    return tuple(
        PartAmount(id=part.id, title=part.title, annual=share, cap=cap)
        for (part, cap), share in zip(budget.parts, shares, strict=True)
    )


def _part_costs(budget: YearlyBudget, cost: Cost) -> list[Decimal]:
    """Cost by part; what belongs to no named part goes to the part with the highest ceiling."""
    largest = max(budget.parts, key=lambda pair: pair[1])[0].id
    named = {part.id: ZERO for part, _ in budget.parts}
    for entry in cost.items:
        named[entry.price_part if entry.price_part in named else largest] += entry.annual
    return list(named.values())


def _quote_lines(cost: Cost, headcount: Headcount, steps: list[ChainAmount]) -> Iterable[QuoteLine]:
    """Personnel by department, other cost items, then the steps; the lines sum to the price."""
    for department, title in DEPARTMENT_TITLES.items():
        entries = [e for e in cost.items if e.cost_item == PERSONNEL and e.department == department]
        if entries:
            posts = "、".join(p.title for p in headcount.posts if p.department == department)
            yield QuoteLine(
                id=f"{PERSONNEL}.{department}",
                group=GROUP_TITLES[PERSONNEL],
                title=f"{title}人员费用",
                annual=sum((entry.annual for entry in entries), ZERO),
                basis=f"{posts}的工资、社会保险费、住房公积金、加班工资、福利费等",
            )
    for total in cost.by_item:
        names = "、".join(e.name for e in cost.items if e.cost_item == total.id != PERSONNEL)
        if names:
            yield QuoteLine(
                id=total.id,
                group=GROUP_TITLES[COST],
                title=total.title,
                annual=total.annual,
                basis=names,
            )
    titles = {COST: "成本"} | {t.id: t.title for t in cost.by_item} | {s.id: s.name for s in steps}
    titles |= {
        f"departments.{name}": f"{DEPARTMENT_TITLES[name]}成本" for name in DEPARTMENT_TITLES
    }
    for step in steps:
        if step.amount:
            yield _step_line(step, titles)


def _step_line(step: ChainAmount, titles: dict[str, str]) -> QuoteLine:
    group = GROUP_TITLES[step.group]
    return QuoteLine(
        id=step.id, group=group, title=step.name, annual=step.amount, basis=_grounds(step, titles)
    )


def _grounds(step: ChainAmount, titles: dict[str, str]) -> str:
    if step.group == "rounding":
        return "使每月为整数元的取整差额"
    if step.rate is None:
        return "按约定金额计取"
    refs = step.trace.operands[0].ref.split("+")
    names = "、".join(dict.fromkeys(titles.get(ref, ref.rpartition(".")[2]) for ref in refs))
    return f"按{names}之和计取"
