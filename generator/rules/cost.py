"""The cost of the estate a year: personnel by post, and the cost lines of the knowledge base."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from generator.errors import InputError, Problem
from generator.model.estimate import (
    Cost,
    CostEntry,
    CostItemTotal,
    Finding,
    Headcount,
    Operand,
    Trace,
    WageLine,
)
from generator.model.knowledge import CostLine
from generator.model.values import Department, Sourced
from generator.rules.basis import Basis, MissingFactError, applies, quantity
from generator.rules.counting import DEPARTMENT_ORDER, OWN_SOURCE
from generator.rules.formulas import FORMULAS
from generator.rules.methods import ZERO
from generator.rules.oncosts import MAIN_PART, personnel_entries
from generator.rules.staffing import Staffing
from generator.rules.wages import parameter_operand


def cost_of(
    basis: Basis, staffing: Staffing, wages: dict[str, WageLine]
) -> tuple[Cost, list[Finding]]:
    """Return all cost lines with their sums, and findings for lines that lack a fact.

    Raises ``InputError`` for missing parameters and for cost ids that nobody defines.
    """
    _check_names(basis)
    entries = personnel_entries(basis, staffing, wages)
    names = _names(basis, staffing.headcount)
    findings: list[Finding] = []
    for line in sorted(basis.kb.costs.values(), key=lambda line: line.id):
        try:
            computed = _line(basis, line, names)
        except MissingFactError as missing:
            findings.append(_missing(line, missing))
            continue
        if computed is not None and computed.annual:
            entries.append(computed)
    return _totals(basis, entries), findings


def staff_names(basis: Basis, headcount: Headcount) -> dict[str, Any]:
    """Return the ``staff`` namespace: total, scopes, departments and every known post."""
    posts = dict.fromkeys(basis.kb.posts, ZERO)
    posts |= {line.id: line.persons for line in headcount.posts}
    names: dict[str, Any] = {
        "total": headcount.total,
        "in_house": headcount.in_house,
        "outsourced": headcount.outsourced,
        "posts": posts,
    }
    names.update({str(name): persons for name, persons in headcount.by_department.items()})
    return names


def _names(basis: Basis, headcount: Headcount) -> dict[str, Any]:
    return {
        "facts": dict(basis.facts),
        "level": basis.levels.overall,
        "staff": staff_names(basis, headcount),
    }


def _line(basis: Basis, line: CostLine, names: dict[str, Any]) -> CostEntry | None:
    service = basis.case.profile.service
    own = basis.case.profile.costs.get(line.id)
    if own is not None:
        return _given(basis, line, own)
    if line.unless_buyer_pays in service.buyer_pays:
        return None
    if line.department not in service.modules:
        return None
    place = basis.kb.place("costs", line.id)
    if not applies(line.when, names, place):
        return None
    amount = quantity(line.quantity, names, place)
    price = basis.parameters.get(line.unit_price)
    operands = (
        Operand(name="数量", value=amount, unit=line.quantity_unit, ref=line.quantity),
        parameter_operand(price),
        Operand(name="年次数", value=line.times_per_year, unit="次"),
    )
    return _entry(basis, line, "cost_line", operands, "")


def _given(basis: Basis, line: CostLine, own: Sourced) -> CostEntry:
    """A cost that the profile states as a sum a year."""
    source = own.source or own.note or OWN_SOURCE
    operand = Operand(
        name="本项目年费用", value=own.value, unit="元/年", source=source, tag=own.tag
    )
    return _entry(basis, line, "given", (operand,), own.note or own.source or "项目档案设定")


def _entry(
    basis: Basis, line: CostLine, formula: str, operands: tuple[Operand, ...], override: str
) -> CostEntry:
    last = operands[0] if override else operands[1]
    return CostEntry(
        id=line.id,
        name=line.title,
        cost_item=line.cost_item,
        department=line.department,
        price_part=MAIN_PART,
        annual=FORMULAS[formula].compute(*(operand.value for operand in operands)),
        source=last.source or line.source,
        tag=last.tag or line.tag,
        trace=Trace(
            rule=f"costs.{line.id}",
            method=formula,
            operands=operands,
            rounding="四舍五入到0.01元",
            layer=basis.kb.layer("costs", line.id),
            override=override,
        ),
    )


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


def _check_names(basis: Basis) -> None:
    known = list(basis.kb.costs)
    problems = []
    for name in basis.case.profile.costs:
        if name not in basis.kb.costs:
            close = difflib.get_close_matches(name, known, 1, 0.5)
            hint = f"是否想写 {close[0]}" if close else "可用：" + "、".join(known)
            place = basis.case.place("profile", f"costs.{name}")
            problems.append(Problem(place, "unknown-cost", f"没有费用项 {name}", hint))
    for line in basis.kb.costs.values():
        if line.cost_item not in basis.kb.cost_items:
            place = basis.kb.place("costs", line.id)
            message = f"费用 {line.id} 的成本构成项 {line.cost_item} 未定义"
            problems.append(Problem(place, "unknown-cost-item", message))
    if problems:
        raise InputError(problems)


def _missing(line: CostLine, missing: MissingFactError) -> Finding:
    message = (
        f"{line.title}的计算缺少{missing.titles()}，该项费用未计入；请在项目档案的 estate 下填写"
    )
    return Finding(
        code="missing-fact", severity="warning", message=message, where=f"costs.{line.id}"
    )
