"""Price: chains cross-foot, parts keep to their caps, budgets become yearly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import InputError
from generator.model.estimate import Cost, CostItemTotal, Price
from generator.model.knowledge import PriceChain
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import DEPARTMENT_TITLES
from generator.rules import estimate
from generator.rules.basis import basis_of
from generator.rules.price import run_chain, split_by_weight, yearly_budget
from tests.rules import inputs

ESTATE = {"gross_area": 12000, "gates": inputs.all_day(1), "green_area": 900}
ALL = ("management", "security", "cleaning", "greening", "engineering", "customer_service")


def price(kb: KnowledgeBase, **budget: Any) -> Price:
    tender = inputs.tender(**budget) if budget else None
    case = inputs.case(inputs.profile(ESTATE, modules=ALL), tender_=tender)
    return estimate(kb, case).price


def test_chain_cross_foots_and_months_are_whole(kb: KnowledgeBase) -> None:
    found = price(kb)
    cost = found.chain[0].base
    assert found.annual == cost + sum(step.amount for step in found.chain)
    assert found.annual % 12 == 0
    assert found.monthly * 12 == found.annual
    assert found.per_m2_month == round(found.monthly / 12000, 2)
    vat = next(step for step in found.chain if step.id == "vat")
    assert vat.amount == round(vat.base * Decimal("0.06"), 2)


def test_quotation_lines_sum_to_the_price(kb: KnowledgeBase) -> None:
    found = price(kb)
    assert sum(line.annual for line in found.quote_lines) == found.annual
    groups = [line.group for line in found.quote_lines]
    assert [g for i, g in enumerate(groups) if i == 0 or groups[i - 1] != g] == list(
        dict.fromkeys(groups)
    )


def test_parts_in_proportion_to_their_caps(kb: KnowledgeBase) -> None:
    parts = [
        {"id": "a", "title": "甲", "cap": 2194900},
        {"id": "b", "title": "乙", "cap": 53500},
    ]
    found = price(kb, total=2248400, parts=parts)
    assert sum(part.annual for part in found.parts) == found.annual
    assert found.parts[1].annual == round(found.annual * 53500 / 2248400, 2)


@settings(max_examples=50, deadline=None)
@given(st.decimals(0, 10**8, places=2), st.lists(st.integers(1, 10**6), min_size=1, max_size=5))
def test_a_split_loses_nothing(total: Decimal, weights: list[int]) -> None:
    assert sum(split_by_weight(total, [Decimal(w) for w in weights])) == total


@pytest.mark.parametrize(
    ("total", "per", "months", "yearly"),
    [(100, "year", 12, 100), (100, "month", 12, 1200), (900, "term", 36, 300)],
)
def test_budget_a_year(kb: KnowledgeBase, total: int, per: str, months: int, yearly: int) -> None:
    tender = inputs.tender(total=total, per=per, term_months=months)
    basis = basis_of(kb, inputs.case(tender_=tender))
    budget = yearly_budget(basis)
    assert budget is not None
    assert budget.total == yearly


def test_real_contract_with_tax_on_the_margin(kb: KnowledgeBase) -> None:
    """Guard contract A, Changsha 2025: 697,320 yuan, tax exactly 5 % of the profit."""
    cost = Decimal(647400)  # thirteen guards: wage, insurance, welfare, board, clothing …
    management = Decimal(6009)
    profit = Decimal(41820)
    rates = {
        "management_fee_rate": management / cost * 100,
        "profit_rate": profit / (cost + management) * 100,
        "margin_tax_rate": Decimal(5),
    }
    profile = inputs.profile(parameters={n: inputs.given(v) for n, v in rates.items()})
    chain = PriceChain.model_validate(
        {
            "id": "contract-a",
            "title": "差额征税",
            "pricing": "lump_sum",
            "tax_mode": "on_margin",
            "departments": ["security"],
            "source": "changsha-guard-2025-a",
            "steps": [
                step("management_fee", "management_fee_rate", ["cost"], "overhead"),
                step("profit", "profit_rate", ["cost", "management_fee"], "profit"),
                step("tax", "margin_tax_rate", ["profit"], "tax"),
            ],
        }
    )
    steps = run_chain(basis_of(kb, inputs.case(profile)), chain, only(cost))
    assert [found.amount for found in steps] == [management, profit, 2091]
    assert cost + sum(found.amount for found in steps) == 697320


def test_tax_inside_the_price(kb: KnowledgeBase) -> None:
    profile = inputs.profile(parameters={"vat_rate": inputs.given(6)})
    chain = PriceChain.model_validate(
        {
            "id": "inside",
            "title": "税内",
            "pricing": "lump_sum",
            "tax_mode": "of_price",
            "source": "wuye-default",
            "steps": [step("vat", "vat_rate", ["cost"], "tax")],
        }
    )
    steps = run_chain(basis_of(kb, inputs.case(profile)), chain, only(Decimal(94)))
    assert steps[0].amount == 6


def test_unknown_chain(kb: KnowledgeBase) -> None:
    profile = inputs.profile(ESTATE, pricing={"chain": "nowhere"})
    with pytest.raises(InputError) as caught:
        estimate(kb, inputs.case(profile))
    assert caught.value.problems[0].code == "unknown-chain"


def test_commission_takes_an_award_on_expenditure(kb: KnowledgeBase) -> None:
    rate = {"award_rate": inputs.given(10), "contingency_rate": inputs.given(0)}
    profile = inputs.profile(ESTATE, pricing={"chain": "commission"}, parameters=rate)
    found = estimate(kb, inputs.case(profile)).price
    award = next(item for item in found.chain if item.id == "award")
    assert award.amount == round(award.base / 10, 2)
    assert found.pricing == "commission"


def step(name: str, rate: str, base: list[str], group: str) -> dict[str, Any]:
    return {"id": name, "title": name, "rate": rate, "base": base, "group": group}


def only(amount: Decimal) -> Cost:
    """A cost of one sum."""
    total = CostItemTotal(id="personnel", title="人员费用", annual=amount)
    departments = dict.fromkeys(DEPARTMENT_TITLES, Decimal(0))
    return Cost.model_validate(
        {"annual": amount, "items": (), "by_item": (total,), "by_department": departments}
    )


def test_parts_by_their_own_cost(kb: KnowledgeBase) -> None:
    """What belongs to no named part goes to the part with the highest ceiling."""
    parts = [{"id": "a", "title": "甲", "cap": 100}, {"id": "b", "title": "乙", "cap": 200}]
    tender = inputs.tender(total=300, parts=parts)
    profile = inputs.profile(ESTATE, pricing={"split": "by_part"})
    found = estimate(kb, inputs.case(profile, tender_=tender)).price
    assert [part.annual for part in found.parts] == [0, found.annual]
