"""The cost of the estate a year: personnel by post, and the cost lines of the knowledge base."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from generator.model.estimate import (
    Cost,
    CostEntry,
    CostItemTotal,
    Finding,
    Headcount,
    WageLine,
)
from generator.model.knowledge import CostLine
from generator.model.values import Department
from generator.rules.basis import Basis, MissingFactError
from generator.rules.contracts import Contract, contract_entries, contracted, whole_lines
from generator.rules.costlines import line_entry, ordered_lines
from generator.rules.counting import DEPARTMENT_ORDER
from generator.rules.methods import ZERO
from generator.rules.oncosts import personnel_entries
from generator.rules.staffing import Staffing


def cost_of(
    basis: Basis,
    staffing: Staffing,
    wages: dict[str, WageLine],
    contracts: tuple[Contract, ...] = (),
) -> tuple[Cost, list[Finding]]:
    """Return all cost lines with their sums, and findings for lines that lack a fact.

    Raises ``InputError`` for missing parameters and contracts without a price.
    """
    outside = contracted(contracts)
    entries = personnel_entries(basis, staffing, wages, outside)
    names = _names(basis, staffing.headcount)
    entries += contract_entries(basis, contracts, names)
    names["staff"] = staff_names(basis, staffing.headcount, outside)
    closed, stated = whole_lines(contracts), basis.case.profile.costs
    findings: list[Finding] = []
    for line in ordered_lines(basis):
        if line.department in closed and line.id not in stated:
            continue
        try:
            computed = line_entry(basis, line, names, entries)
        except MissingFactError as missing:
            findings.append(_missing(line, missing))
            continue
        if computed is not None and computed.annual:
            entries.append(_own_heads(computed, staffing.headcount, outside))
    return _totals(basis, entries), findings


def staff_names(
    basis: Basis, headcount: Headcount, outside: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Return the ``staff`` namespace: total, scopes, departments and every known post.

    Posts ``outside`` are a contractor's: they take nothing that is paid by the head.
    """
    posts = dict.fromkeys(basis.kb.posts, ZERO)
    departments = {str(name): persons for name, persons in headcount.by_department.items()}
    gone = ZERO
    for line in headcount.posts:
        if line.id not in outside:
            posts[line.post] = posts.get(line.post, ZERO) + line.persons
            continue
        gone += line.persons
        departments[line.department] -= line.persons
    return {
        "total": headcount.total - gone,
        "in_house": headcount.in_house,
        "outsourced": headcount.outsourced - gone,
        "posts": posts,
        **departments,
    }


def _own_heads(entry: CostEntry, headcount: Headcount, outside: frozenset[str]) -> CostEntry:
    """Name the posts behind a quantity of heads where some heads are a contractor's."""
    operands = entry.trace.operands
    ref = operands[0].ref if operands else ""
    if not outside or "staff." not in ref:
        return entry
    own = [line for line in headcount.posts if line.id not in outside]
    name = ref.removeprefix("staff.").removeprefix("posts.")
    lines = [x for x in own if name in ("total", x.department, x.post)]
    known = sum((line.persons for line in lines), ZERO) == operands[0].value
    ref = "+".join(f"staff.posts.{line.id}" for line in lines) if known else ""
    first = operands[0].model_copy(update={"ref": ref})
    trace = entry.trace.model_copy(update={"operands": (first, *operands[1:])})
    return entry.model_copy(update={"trace": trace})


def _names(basis: Basis, headcount: Headcount) -> dict[str, Any]:
    return {
        "facts": dict(basis.facts),
        "level": basis.levels.overall,
        "staff": staff_names(basis, headcount),
    }


def _totals(basis: Basis, entries: list[CostEntry]) -> Cost:
    items = sorted(basis.kb.cost_items.values(), key=lambda item: (item.order, item.id))
    return Cost(
        annual=_sum(entries),
        items=tuple(entries),
        by_item=tuple(
            CostItemTotal(
                id=item.id,
                title=item.title,
                annual=_sum(entry for entry in entries if entry.cost_item == item.id),
            )
            for item in items
        ),
        by_department={name: _department(entries, name) for name in DEPARTMENT_ORDER},
    )


def _department(entries: list[CostEntry], name: Department) -> Decimal:
    return _sum(entry for entry in entries if entry.department == name)


def _sum(entries: Iterable[CostEntry]) -> Decimal:
    return sum((entry.annual for entry in entries), Decimal("0.00"))


def _missing(line: CostLine, missing: MissingFactError) -> Finding:
    message = (
        f"{line.title}的计算缺少数据“{missing.titles()}”，该项费用未计入；"
        f"请在项目档案的 estate 下填写"
    )
    where = f"costs.{line.id}"
    return Finding(code="missing-fact", severity="warning", message=message, where=where)
