"""The engine: from a case to its estimate, stage by stage."""

from __future__ import annotations

from generator.model.case import Case
from generator.model.estimate import Estimate
from generator.model.knowledge_base import KnowledgeBase
from generator.rules.basis import basis_of
from generator.rules.checks import Result, findings_of
from generator.rules.cost import cost_of
from generator.rules.price import price_of
from generator.rules.sites import site_bases
from generator.rules.staffing import staff
from generator.rules.wages import wage_lines
from generator.rules.workload import task_lines


def estimate(kb: KnowledgeBase, case: Case) -> Estimate:
    """Compute posts, persons, cost and price of a case, each figure with its trace.

    Raises ``InputError`` for what stops the calculation (unknown city, scheme, grade, post, cost
    or chain; missing parameter or wage; a wrong formula). What merely makes the result doubtful
    comes back in ``checks``.
    """
    basis = basis_of(kb, case)
    staffing = staff(basis)
    wages = wage_lines(basis, staffing.headcount)
    cost, cost_findings = cost_of(basis, staffing, wages)
    price = price_of(basis, cost, staffing.headcount)
    result = Result(basis, staffing, wages, cost, price)
    return Estimate(
        profile=case.name,
        as_of=case.as_of,
        level=basis.levels.overall,
        levels=dict(basis.levels.modules),
        headcount=staffing.headcount,
        cost=cost,
        price=price,
        wages=tuple(wages.values()),
        tasks=tuple(line for site in site_bases(basis) for line in task_lines(site)),
        checks=findings_of(result, (*staffing.findings, *cost_findings)),
    )
