"""Names that nothing would read are refused, each with the nearest name there is."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.errors import InputError, Problem
from generator.model.knowledge_base import KnowledgeBase
from generator.rules import estimate
from generator.rules.overrides import FINDINGS
from tests.conftest import ROOT
from tests.rules import inputs

ESTATE = {"gross_area": 12000, "gates": inputs.all_day(1)}
SUPPLIED = ("fund_rate", "overtime_base_month", "hourly_pay_rounding")


def refused(kb: KnowledgeBase, company: dict[str, Any] | None = None, **more: Any) -> list[Problem]:
    own = inputs.company().model_copy(update=company or {})
    with pytest.raises(InputError) as caught:
        estimate(kb, inputs.case(inputs.profile(ESTATE, **more), company_=own))
    return list(caught.value.problems)


def test_a_misspelt_parameter_names_the_nearest(kb: KnowledgeBase) -> None:
    (problem,) = refused(kb, parameters={"profit_rat": inputs.given(5)})
    assert (problem.code, problem.hint) == ("unknown-parameter", "是否想写 profit_rate")


def test_company_and_internal_parameters_are_checked_too(kb: KnowledgeBase) -> None:
    other = inputs.profile(ESTATE, parameters={"fund_rate": inputs.given(7)}).parameters
    (problem,) = refused(kb, {"parameters": {"fund_rates": other["fund_rate"]}})
    assert problem.hint == "是否想写 fund_rate"
    (problem,) = refused(kb, internal={"parameters": {"vat_rat": inputs.given(1)}})
    assert problem.hint == "是否想写 vat_rate"


@pytest.mark.parametrize("name", SUPPLIED)
def test_what_only_companies_supply_is_declared(kb: KnowledgeBase, name: str) -> None:
    declared = kb.regions["national"].parameters[name]
    assert declared.supplied and not declared.values and declared.title and declared.unit
    profile = inputs.profile(ESTATE, parameters={name: inputs.given(5)})
    assert estimate(kb, inputs.case(profile)).price.annual > 0


def test_a_parameter_of_the_profiles_own_formula_is_known(kb: KnowledgeBase) -> None:
    row = {"id": "a", "title": "甲", "amount": "parameters.my_price * 2", "in_total": False}
    table = {"title": "表", "rows": [row], "partial": True}
    profile = inputs.profile(
        ESTATE, parameters={"my_price": inputs.given(5)}, quotation_table=table
    )
    assert estimate(kb, inputs.case(profile)).price.table[0].annual == 10


def test_only_known_findings_can_be_accepted(kb: KnowledgeBase) -> None:
    (problem,) = refused(kb, accepts=[{"check": "over-budgt", "reason": "x"}])
    assert (problem.code, problem.hint) == ("unknown-check", "是否想写 over-budget")


def test_the_list_of_findings_is_that_of_the_code() -> None:
    made = set()
    for path in (ROOT / "generator" / "rules").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        made |= set(re.findall(r'code="([a-z-]+)"', text))
        made |= set(re.findall(r'_(?:error|notice|finding)\(\s*"([a-z-]+)"', text))
    assert made == set(FINDINGS)
