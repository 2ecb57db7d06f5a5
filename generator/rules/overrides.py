"""Overrides that nothing would ever read: unknown wages, costs, parameters and finding codes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from generator.errors import InputError, Problem
from generator.expression import ExpressionError, references
from generator.rules.basis import Basis

FINDINGS = (
    "assumed-fact",
    "below-floor",
    "below-required",
    "contract-below-floor",
    "contradictory-facts",
    "floor-unknown",
    "headcount-differs",
    "line-without-posts",
    "hours-need-approval",
    "missing-fact",
    "nil-driver",
    "no-persons",
    "outside-band",
    "over-budget",
    "overtime-over-limit",
    "parameter-overdue",
    "parameter-provisional",
    "posts-unmanned",
    "ratio-differs",
    "shift-over-day",
    "small-taxpayer-over-limit",
    "stated-differs",
    "table-row-differs",
    "table-total-differs",
    "uncalibrated",
    "wage-below-minimum",
    "workload-differs",
)
"""Codes of the findings on an estimate: what a profile may accept knowingly."""
REVIEWED = (
    "absent-role",
    "cleaning-without-areas",
    "company-share",
    "contents-order",
    "copied-requirement",
    "equipment-omitted",
    "foreign-equipment",
    "foreign-people",
    "foreign-weather",
    "impossible-shift",
    "industry-lecture",
    "padding",
    "said-twice",
    "site-fit",
    "slogans",
    "thin-element",
    "thin-emergency-plan",
    "training-without-calendar",
    "unpriced-gift",
    "vague-procedures",
)
"""Codes of the review of finished texts, which a profile may accept likewise."""


def check_overrides(basis: Basis) -> None:
    """Refuse names that nothing reads, each with the nearest name there is.

    Raises ``InputError`` with every problem. A parameter is known where the knowledge base has or
    declares it, or where a cost line, price chain or formula of the case reads it.
    """
    problems = [
        *_unknown(basis, "costs", "unknown-cost", "费用项", basis.kb.costs),
        *_unknown(basis, "wages", "unknown-wage", "工资档", _wage_groups(basis)),
        *_unknown(basis, "parameters", "unknown-parameter", "参数", parameter_names(basis)),
        *_unknown_findings(basis),
    ]
    for line in basis.kb.costs.values():
        if line.cost_item not in basis.kb.cost_items:
            place = basis.kb.place("costs", line.id)
            message = f"费用 {line.id} 的成本构成项 {line.cost_item} 未定义"
            problems.append(Problem(place, "unknown-cost-item", message))
    if problems:
        raise InputError(problems)


def parameter_names(basis: Basis) -> frozenset[str]:
    """Return every parameter that the knowledge base has, or that something of the case reads."""
    names = {name for region in basis.kb.regions.values() for name in region.parameters}
    for line in basis.kb.costs.values():
        names |= {line.unit_price, line.times or "", line.over_years or ""}
    for chain in basis.kb.chains.values():
        for step in chain.steps:
            optional = (step.rate, step.factor, step.amount, step.months)
            names |= {*step.beside, *filter(None, optional)}
    for source in _formulas(basis):
        names |= set(_parameters_of(source))
    return frozenset(names - {""})


def _formulas(basis: Basis) -> Iterator[str]:
    """The formulas that the profile or tender brings along."""
    case = basis.case
    tables = [case.profile.quotation_table]
    tables += [case.tender.quotation_table] if case.tender is not None else []
    for table in filter(None, tables):
        for row in table.rows:
            yield row.amount
            if row.quantity is not None:
                yield row.quantity
    for contract in case.profile.contracts.values():
        yield contract.quantity


def _parameters_of(source: str) -> Iterator[str]:
    try:
        paths = [path for path, _ in references(source, text=False)]
    except ExpressionError:  # reported where the formula is evaluated
        return
    for path in paths:
        head, _, name = path.partition(".")
        if head == "parameters":
            yield name


def _wage_groups(basis: Basis) -> Iterable[str]:
    return dict.fromkeys(post.wage for post in basis.kb.posts.values())


def _unknown(
    basis: Basis, field: str, code: str, title: str, known: Iterable[str]
) -> Iterator[Problem]:
    """Yield a problem for every override of the profile or company that nothing would read.

    A company has wages for posts of other estates too, so that only its parameters are checked.
    """
    case, names = basis.case, list(known)
    given = [("profile", field, getattr(case.profile, field))]
    given += [("profile", f"internal.{field}", getattr(case.profile.internal, field))]
    if field == "parameters":
        company = case.company
        given += [("company", field, company.parameters)]
        given += [("company", f"internal.{field}", company.internal.parameters)]
    for role, path, figures in given:
        for name in figures:
            if name not in names:
                place = case.place(role, f"{path}.{name}")
                yield Problem(place, code, f"没有{title} {name}", _hint(name, names))


def _unknown_findings(basis: Basis) -> Iterator[Problem]:
    for index, accept in enumerate(basis.case.profile.accepts):
        if accept.check not in (*FINDINGS, *REVIEWED):
            place = basis.case.place("profile", f"accepts.{index}.check")
            message = f"没有检查代码 {accept.check}，无从接受"
            yield Problem(
                place, "unknown-check", message, _hint(accept.check, [*FINDINGS, *REVIEWED])
            )


def _hint(name: str, names: list[str]) -> str:
    close = difflib.get_close_matches(name, names, 1, 0.5)
    if close:
        return f"是否想写 {close[0]}"
    shown = sorted(names)
    return "可用：" + "、".join(shown[:20]) + ("等，见 wuye kb list" if len(shown) > 20 else "")
