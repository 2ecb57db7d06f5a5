"""Contract prices of outsourced lines: paid instead of a payroll, heads are the contractor's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from generator.errors import InputError
from generator.model.estimate import Estimate
from generator.model.knowledge_base import KnowledgeBase
from generator.reports.estimate import to_json, to_tables
from generator.rules import estimate
from generator.scenarios.sensitivity import tornado
from tests.rules import inputs
from tests.rules.test_cost import excel

MODULES = ("management", "security", "cleaning", "greening")
ESTATE = {"gross_area": 30000, "green_area": 9000, "gates": inputs.all_day(1)}
QUOTE = {"source": "分包报价函"}


def case(contracts: dict[str, Any], **more: Any) -> Any:
    more.setdefault("service", {"outsourced": ["cleaning", "greening"]})
    profile = inputs.profile(
        more.pop("estate", ESTATE), modules=MODULES, contracts=contracts, **more
    )
    return inputs.case(profile)


def made(kb: KnowledgeBase, contracts: dict[str, Any], **more: Any) -> Estimate:
    return estimate(kb, case(contracts, **more))


def test_a_line_at_a_contract_price_has_no_payroll(kb: KnowledgeBase) -> None:
    own = made(kb, {})
    found = made(kb, {"cleaning": {"amount": 500_000, **QUOTE}})
    ids = {entry.id for entry in found.cost.items}
    assert not [name for name in ids if name.startswith("cleaner.")]
    assert not ids & {"cleaning_material", "uniform_cleaning_staff"}
    assert found.cost.by_department["cleaning"] == 500_000
    assert found.headcount == own.headcount
    (line,) = found.contracts
    assert line.persons == found.headcount.by_department["cleaning"]
    assert line.source == "分包报价函"
    entry = next(entry for entry in found.cost.items if entry.id == "contract_cleaning")
    assert (entry.cost_item, entry.trace.rule) == ("cleaning", "contracts.cleaning")


def test_labour_only_leaves_the_material_with_us(kb: KnowledgeBase) -> None:
    found = made(kb, {"greening": {"amount": 100_000, "covers": "labour", **QUOTE}})
    ids = {entry.id for entry in found.cost.items}
    assert "green_material" in ids and "uniform_greening" not in ids


def test_costs_by_the_head_leave_out_the_contractors(kb: KnowledgeBase) -> None:
    found = made(kb, {"cleaning": {"amount": 500_000, **QUOTE}})
    heads = found.headcount
    entry = next(entry for entry in found.cost.items if entry.id == "accident_insurance")
    quantity = entry.trace.operands[0]
    assert quantity.value == heads.total - heads.by_department["cleaning"]
    named = {name.removeprefix("staff.posts.") for name in quantity.ref.split("+")}
    assert sum(p.persons for p in heads.posts if p.id in named) == quantity.value


def test_unit_price_times_driver_and_the_dated_guide_price(kb: KnowledgeBase) -> None:
    price = {"unit_price": 45, "quantity": "facts.gross_area", "quantity_unit": "平方米", **QUOTE}
    found = made(kb, {"cleaning": price, "greening": {"guide": True}})
    amounts = {line.id: line.annual for line in found.contracts}
    assert amounts["contract_cleaning"] == 45 * 30000
    assert amounts["contract_greening"] == Decimal("4.54") * 9000
    for entry in found.cost.items:
        if entry.id.startswith("contract_"):
            assert excel(entry.trace) == entry.annual
    with pytest.raises(InputError) as caught:
        made(kb, {"cleaning": {"guide": True}})
    assert caught.value.problems[0].code == "missing-guide-price"


def test_wages_that_only_a_contractor_pays_may_be_missing(kb: KnowledgeBase) -> None:
    profile = inputs.profile(
        ESTATE,
        modules=MODULES,
        contracts={"cleaning": {"amount": 500_000, **QUOTE}},
        service={"outsourced": ["cleaning"]},
    )
    company = inputs.company()
    wages = {k: v for k, v in company.wages.items() if not k.startswith("clean")}
    lacking = company.model_copy(update={"wages": wages})
    assert estimate(kb, inputs.case(profile, company_=lacking)).contracts
    plain = profile.model_copy(update={"contracts": {}})
    with pytest.raises(InputError) as caught:
        estimate(kb, inputs.case(plain, company_=lacking))
    assert caught.value.problems[0].code == "missing-wage"


def test_a_post_of_its_own_comes_before_its_line(kb: KnowledgeBase) -> None:
    contracts = {
        "gate_guard": {"amount": 200_000, **QUOTE},
        "security": {"amount": 90_000, **QUOTE},
    }
    found = made(kb, contracts, service={"outsourced": ["security"]})
    posts = {line.id: line.posts for line in found.contracts}
    assert posts["contract_gate_guard"] == ("gate_guard",)
    assert "gate_guard" not in posts["contract_security"]


def test_a_price_below_lawful_labour_is_named(kb: KnowledgeBase) -> None:
    low = made(kb, {"cleaning": {"amount": 1000, **QUOTE}})
    (line,) = low.contracts
    assert line.labour_floor is not None and line.labour_floor > line.annual
    found = {check.code: check for check in low.checks}
    assert found["contract-below-floor"].where == "contracts.cleaning"
    fair = made(kb, {"cleaning": {"amount": line.labour_floor, **QUOTE}})
    assert "contract-below-floor" not in {check.code for check in fair.checks}


@pytest.mark.parametrize(
    ("contracts", "code"),
    [
        ({"security": {"amount": 1, **QUOTE}}, "contract-not-outsourced"),
        ({"cleanning": {"amount": 1, **QUOTE}}, "unknown-contract"),
        ({"cleaning": {"unit_price": 1, "quantity": "facts.beds", **QUOTE}}, "missing-fact"),
        ({"cleaning": {"unit_price": 1, "quantity": "facts.bedz", **QUOTE}}, "unknown-name"),
    ],
)
def test_contracts_that_cannot_be(kb: KnowledgeBase, contracts: Any, code: str) -> None:
    with pytest.raises(InputError) as caught:
        made(kb, contracts)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize("price", [{"amount": 5}, {**QUOTE}, {"amount": 1, "guide": True, **QUOTE}])
def test_a_contract_has_one_price_and_a_source(price: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        case({"cleaning": price})


def test_contracts_show_in_reports_and_move_the_price(kb: KnowledgeBase) -> None:
    contracts = {"cleaning": {"amount": 500_000, **QUOTE}}
    found = made(kb, contracts)
    assert to_json(found)["contracts"][0]["persons"]
    assert "外包合同价（元/年）" in [sheet.title for sheet in to_tables(found)]
    assert "contracts" not in to_json(made(kb, {}))
    assert "contracts.cleaning" in [driver.id for driver in tornado(kb, case(contracts))]
