"""Money in its forms: tax modes, taxpayers, parts, tables, payroll components, internal view."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from generator.cases import internal_case
from generator.errors import InputError
from generator.model.estimate import Estimate
from generator.model.knowledge import CostLine, PriceChain
from generator.model.knowledge_base import KnowledgeBase
from generator.rules import estimate
from tests.rules import inputs
from tests.rules.test_cost import excel

ALL = ("management", "security", "cleaning", "engineering")
ESTATE = {"gross_area": 12000, "gates": inputs.all_day(1)}


def made(kb: KnowledgeBase, tender: Any = None, modules: Any = ALL, **more: Any) -> Estimate:
    if "parameters" in more:
        more["parameters"] = {n: inputs.given(v) for n, v in more["parameters"].items()}
    profile = inputs.profile(ESTATE, modules=modules, **more)
    return estimate(kb, inputs.case(profile, tender_=tender))


def amounts(found: Estimate) -> dict[str, Decimal]:
    return {step.id: step.amount for step in found.price.chain}


def costs(found: Estimate) -> dict[str, Decimal]:
    return {entry.id: entry.annual for entry in found.cost.items}


def test_tax_inside_the_price_is_its_share_of_the_price(kb: KnowledgeBase) -> None:
    found = made(kb, pricing={"chain": "lump-sum-of-price"}, parameters={"tax_of_price_rate": 6})
    steps = amounts(found)
    before = found.price.annual - steps["tax"] - steps["rounding"]
    assert abs(steps["tax"] - (before + steps["tax"]) * Decimal("0.06")) < Decimal("0.01")


def test_input_vat_lowers_the_tax_and_is_absent_by_default(kb: KnowledgeBase) -> None:
    plain = made(kb)
    credit = made(kb, parameters={"input_vat_rate": 6})
    assert "input_vat" not in amounts(plain)
    step = next(step for step in credit.price.chain if step.id == "input_vat")
    assert step.amount == -round(step.base * 6 / 106, 2) < 0
    assert amounts(credit)["urban_maintenance"] < amounts(plain)["urban_maintenance"]
    assert excel(step.trace) == step.amount


def test_input_vat_is_never_more_than_the_tax(kb: KnowledgeBase) -> None:
    heavy = {"input_vat_rate": 13, "office_per_month": 900_000}
    steps = amounts(made(kb, parameters=heavy))
    assert steps["vat"] + steps["input_vat"] == 0
    assert steps["urban_maintenance"] == 0
    step = next(s for s in made(kb, parameters=heavy).price.chain if s.id == "input_vat")
    assert excel(step.trace) == step.amount


def test_waiting_for_payment_costs_months_times_the_yearly_rate(kb: KnowledgeBase) -> None:
    assert "payment_finance" not in amounts(made(kb))
    found = made(kb, parameters={"payment_term_months": 3, "payment_term_annual_rate": 4})
    step = next(step for step in found.price.chain if step.id == "payment_finance")
    assert step.amount == round(step.base * 4 * 3 / 1200, 2) > 0
    assert excel(step.trace) == step.amount
    fees = ("award_service_rate", "guarantee_fee_rate", "payment_term_months")
    known = kb.regions["national"].parameters
    assert all(known[name].values and known[name].values[-1].review_by for name in fees)


def test_small_taxpayers_pay_the_levy_rate_below_the_limit(kb: KnowledgeBase) -> None:
    found = made(kb, pricing={"chain": "lump-sum-small"})
    steps = {step.id: step for step in found.price.chain}
    assert steps["vat"].rate == 1
    assert steps["urban_maintenance"].amount == round(steps["vat"].amount * 7 * 50 / 10000, 2)
    assert "small-taxpayer-over-limit" not in {check.code for check in found.checks}
    costs = {"project_office": inputs.given(6_000_000)}
    large = made(kb, pricing={"chain": "lump-sum-small"}, costs=costs)
    assert "small-taxpayer-over-limit" in {check.code for check in large.checks}


def test_fees_of_the_price_are_taken_beside_each_other(kb: KnowledgeBase) -> None:
    rates = {"award_service_rate": 2, "guarantee_fee_rate": 1}
    found = made(kb, parameters=rates)
    steps = {step.id: step for step in found.price.chain}
    whole = steps["award_service"].base + steps["award_service"].amount
    whole += steps["guarantee_fee"].amount
    assert abs(steps["award_service"].amount - whole * 2 / 100) < Decimal("0.02")
    assert "payment_term" not in steps


def test_rates_of_the_price_that_leave_nothing_are_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError) as caught:
        made(kb, pricing={"chain": "lump-sum-of-price"}, parameters={"tax_of_price_rate": 100})
    assert caught.value.problems[0].code == "bad-operand"


def test_margin_tax_is_for_guards_only(kb: KnowledgeBase) -> None:
    pricing = {"chain": "guard-margin"}
    found = made(kb, modules=("security",), pricing=pricing)
    steps = {step.id: step for step in found.price.chain}
    margin = steps["management_fee"].amount + steps["profit"].amount
    assert steps["margin_vat"].amount == round(margin / 20, 2)
    with pytest.raises(InputError) as caught:
        made(kb, pricing=pricing)
    assert caught.value.problems[0].code == "chain-not-allowed"
    chain = kb.chains["guard-margin"].model_dump()
    with pytest.raises(ValidationError):
        PriceChain.model_validate({**chain, "departments": ("cleaning",)})


def test_several_taxpayers_sum_to_the_price(kb: KnowledgeBase) -> None:
    guards = {"id": "guards", "title": "保安公司", "departments": ["security"]}
    rest = {"id": "estate", "title": "物业公司", "departments": ["management", "cleaning"]}
    pricing = {
        "taxpayers": [
            {**guards, "chain": "guard-margin"},
            {**rest, "chain": "lump-sum-general"},
        ]
    }
    found = made(kb, modules=("management", "security", "cleaning"), pricing=pricing)
    steps = amounts(found)
    assert found.price.annual == found.cost.annual + sum(steps.values())
    assert sum(line.annual for line in found.price.quote_lines) == found.price.annual
    assert "guards_margin_vat" in steps and "estate_vat" in steps
    fee = next(step for step in found.price.chain if step.id == "guards_management_fee")
    assert fee.base == found.cost.by_department["security"]
    with pytest.raises(InputError) as caught:
        made(kb, pricing=pricing)
    assert caught.value.problems[0].code == "taxpayer-missing"


def test_parts_follow_the_lines_that_are_assigned_to_them(kb: KnowledgeBase) -> None:
    parts = [{"id": "a", "title": "甲", "cap": 100}, {"id": "b", "title": "乙", "cap": 200}]
    tender = inputs.tender(total=300, parts=parts)
    pricing = {"split": "by_part", "parts": {"cleaning": "a"}}
    found = made(kb, tender, pricing=pricing)
    share = found.cost.by_department["cleaning"] / found.cost.annual
    assert abs(found.price.parts[0].annual - found.price.annual * share) < Decimal("0.01")


def test_a_quotation_table_must_sum_to_the_price(kb: KnowledgeBase) -> None:
    rows: list[dict[str, Any]] = [
        {
            "id": "wages",
            "title": "工资",
            "amount": "cost.payroll.wages",
            "quantity": "staff.total",
            "times": 12,
            "unit_rounding": {"to": 1},
        },
        {"id": "rest", "title": "其余", "amount": "price.annual - cost.payroll.wages"},
    ]
    found = made(kb, quotation_table={"title": "表", "rows": rows})
    assert found.price.table[0].unit_price == 4000
    assert not [check for check in found.checks if check.code == "table-total-differs"]
    short = made(kb, quotation_table={"title": "表", "rows": rows[:1]})
    assert "table-total-differs" in [check.code for check in short.checks]
    rows[1]["amount"] = "price.annual / (staff.total - staff.total)"
    with pytest.raises(InputError) as caught:
        made(kb, quotation_table={"title": "表", "rows": rows})
    assert caught.value.problems[0].code == "division-by-zero"
    assert "零" in caught.value.problems[0].message


def test_retirees_carry_accident_cover_instead_of_insurance(kb: KnowledgeBase) -> None:
    own = {"cleaner": {"insured": False, "reason": "退休返聘"}}
    found = costs(made(kb, posts=own))
    assert "cleaner.pension" not in found and "cleaner.fund" not in found
    assert found["cleaner.accident"] > 0
    assert "gate_guard.pension" in found


@pytest.mark.parametrize(
    ("parameter", "value", "line"),
    [
        ("heat_allowance_per_month", 300, "heat_allowance_security"),
        ("night_allowance_per_month", 100, "night_allowance_security"),
        ("meal_allowance_per_month", 300, "meals_cleaning"),
        ("dormitory_per_month", 200, "dormitory_engineering"),
        ("certificate_per_head", 100, "certificates_engineering"),
        ("year_end_pay_rate", 8, "year_end_pay"),
        ("severance_reserve_rate", 2, "severance_reserve"),
        ("start_up_amount", 30000, "start_up"),
        ("equipment_purchase_amount", 50000, "equipment_depreciation"),
    ],
)
def test_payroll_components_appear_only_with_a_value(
    kb: KnowledgeBase, parameter: str, value: int, line: str
) -> None:
    assert line not in costs(made(kb))
    found = made(kb, parameters={parameter: value})
    entry = next(entry for entry in found.cost.items if entry.id == line)
    assert entry.annual > 0
    assert excel(entry.trace) == entry.annual
    if parameter == "year_end_pay_rate":
        wages = sum(amount for name, amount in costs(found).items() if name.endswith(".wages"))
        assert entry.annual == round(wages * 8 / 100, 2)
    if parameter == "start_up_amount":
        assert entry.annual == 10000


def test_lines_that_are_a_share_of_each_other_are_refused(kb: KnowledgeBase) -> None:
    def line(name: str, base: str) -> CostLine:
        return CostLine.model_validate(
            {
                "id": name,
                "title": name,
                "cost_item": "other",
                "department": "security",
                "base": [base],
                "unit_price": "profit_rate",
                "source": "wuye-default",
                "tag": "assumption",
            }
        )

    circle = replace(kb, costs={"a": line("a", "b"), "b": line("b", "a")})
    with pytest.raises(InputError) as caught:
        made(circle)
    assert caught.value.problems[0].code == "circular-base"
    unknown = replace(kb, costs={"a": line("a", "nothing")})
    with pytest.raises(InputError) as caught:
        made(unknown)
    assert caught.value.problems[0].code == "unknown-base"


def test_items_and_departments_are_the_same_lines(kb: KnowledgeBase) -> None:
    cost = made(kb).cost
    assert sum(total.annual for total in cost.by_item) == cost.annual
    assert sum(cost.by_department.values()) == cost.annual


def test_the_internal_view_has_its_own_wages_and_parameters(kb: KnowledgeBase) -> None:
    internal = {
        "wages": {"guard": inputs.given(3500)},
        "parameters": {"profit_rate": inputs.given(0)},
    }
    profile = inputs.profile(ESTATE, modules=ALL, internal=internal)
    case = inputs.case(profile)
    quoted, own = estimate(kb, case), estimate(kb, internal_case(case))
    assert own.cost.annual < quoted.cost.annual
    assert quoted.price.annual == made(kb).price.annual
    assert {wage.group: wage.monthly for wage in own.wages}["guard"] == 3500
