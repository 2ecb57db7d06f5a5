"""The engine: from a case to its estimate, stage by stage."""

from __future__ import annotations

from generator.model.case import Case
from generator.model.estimate import Estimate
from generator.model.knowledge_base import KnowledgeBase
from generator.rules.basis import basis_of
from generator.rules.checks import Result, findings_of
from generator.rules.contracts import below_floor, contract_lines, contracted, contracts_of
from generator.rules.cost import cost_of
from generator.rules.overrides import check_overrides
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
    check_overrides(basis)
    staffing = staff(basis)
    contracts = contracts_of(basis, staffing.headcount)
    wages = wage_lines(basis, staffing.headcount, contracted(contracts))
    cost, cost_findings = cost_of(basis, staffing, wages, contracts)
    stated = contract_lines(basis, contracts, list(cost.items))
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
        contracts=stated,
        checks=findings_of(result, (*staffing.findings, *cost_findings, *below_floor(stated))),
    )
