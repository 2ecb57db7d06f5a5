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
    WageLine,
)
from generator.model.knowledge import CostLine
from generator.model.values import Department
from generator.rules.basis import Basis, MissingFactError
from generator.rules.costlines import line_entry, ordered_lines
from generator.rules.counting import DEPARTMENT_ORDER
from generator.rules.methods import ZERO
from generator.rules.oncosts import personnel_entries
from generator.rules.staffing import Staffing


def cost_of(
    basis: Basis, staffing: Staffing, wages: dict[str, WageLine]
) -> tuple[Cost, list[Finding]]:
    """Return all cost lines with their sums, and findings for lines that lack a fact.

    Raises ``InputError`` for missing parameters, cost ids and wage groups that nobody defines.
    """
    _check_names(basis)
    entries = personnel_entries(basis, staffing, wages)
    names = _names(basis, staffing.headcount)
    findings: list[Finding] = []
    for line in ordered_lines(basis):
        try:
            computed = line_entry(basis, line, names, entries)
        except MissingFactError as missing:
            findings.append(_missing(line, missing))
            continue
        if computed is not None and computed.annual:
            entries.append(computed)
    return _totals(basis, entries), findings


def staff_names(basis: Basis, headcount: Headcount) -> dict[str, Any]:
    """Return the ``staff`` namespace: total, scopes, departments and every known post."""
    posts = dict.fromkeys(basis.kb.posts, ZERO)
    for line in headcount.posts:
        posts[line.post] = posts.get(line.post, ZERO) + line.persons
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
    problems = _unknown(basis, "costs", "unknown-cost", "费用项", list(basis.kb.costs))
    groups = dict.fromkeys(post.wage for post in basis.kb.posts.values())
    problems += _unknown(basis, "wages", "unknown-wage", "工资档", list(groups))
    for line in basis.kb.costs.values():
        if line.cost_item not in basis.kb.cost_items:
            place = basis.kb.place("costs", line.id)
            message = f"费用 {line.id} 的成本构成项 {line.cost_item} 未定义"
            problems.append(Problem(place, "unknown-cost-item", message))
    if problems:
        raise InputError(problems)


def _unknown(basis: Basis, field: str, code: str, title: str, known: list[str]) -> list[Problem]:
    """Return a problem for every override of the profile that nothing would ever read."""
    problems = []
    for name in getattr(basis.case.profile, field):
        if name not in known:
            close = difflib.get_close_matches(name, known, 1, 0.5)
            hint = f"是否想写 {close[0]}" if close else "可用：" + "、".join(known)
            place = basis.case.place("profile", f"{field}.{name}")
            problems.append(Problem(place, code, f"没有{title} {name}", hint))
    return problems


def _missing(line: CostLine, missing: MissingFactError) -> Finding:
    message = (
        f"{line.title}的计算缺少数据“{missing.titles()}”，该项费用未计入；"
        f"请在项目档案的 estate 下填写"
    )
    where = f"costs.{line.id}"
    return Finding(code="missing-fact", severity="warning", message=message, where=where)
