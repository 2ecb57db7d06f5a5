"""Cost: clamps by insurance line, fund rounding, overtime, cost lines, and formulas in Excel."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from generator.errors import InputError
from generator.model.estimate import Estimate, Trace
from generator.model.knowledge_base import KnowledgeBase
from generator.rules import estimate
from generator.rules.formulas import FORMULAS
from tests.rules import inputs

INSURANCE = ("pension", "medical", "unemployment", "injury")


def made(kb: KnowledgeBase, *, wage: int = 4000, **more: Any) -> Estimate:
    estate = {"gross_area": 3000, "gates": inputs.all_day(1), "fire_control_rooms": 1}
    profile = inputs.profile(estate, modules=("security", "cleaning"), **more)
    return estimate(kb, inputs.case(profile, company_=inputs.company(wage=wage)))


def entries(found: Estimate) -> dict[str, Decimal]:
    return {entry.id: entry.annual for entry in found.cost.items}


def per_head(found: Estimate, *components: str) -> Decimal:
    """Yuan per cleaner and month."""
    line = next(line for line in found.headcount.posts if line.id == "cleaner")
    costs = entries(found)
    return sum((costs[f"cleaner.{name}"] for name in components), Decimal(0)) / line.persons / 12


def test_burden_below_the_floor_in_shanghai(kb: KnowledgeBase) -> None:
    found = made(kb, wage=2740)
    assert round(per_head(found, *INSURANCE)) == 1954
    assert per_head(found, "fund") == 137


def test_burden_below_the_floor_in_beijing(kb: KnowledgeBase) -> None:
    bounds = {f"{line}_floor": 7270 for line in INSURANCE}
    bounds |= {f"{line}_ceiling": 36348 for line in INSURANCE}
    rates = {"medical_rate": Decimal("9.8"), "unemployment_rate": Decimal("0.5")}
    own = {name: inputs.given(value) for name, value in (bounds | rates).items()}
    assert round(per_head(made(kb, wage=2540, parameters=own), *INSURANCE)) == 1941


def test_base_is_clamped_above_too(kb: KnowledgeBase) -> None:
    assert per_head(made(kb, wage=50000), "pension") == Decimal("6036.96")


def test_fund_is_rounded_as_the_city_says(kb: KnowledgeBase) -> None:
    assert per_head(made(kb, wage=2750), "fund") == 138  # 137.50 to the whole yuan
    own = {"fund_rounding": inputs.given(Decimal("0.01"))}
    assert per_head(made(kb, wage=2750, parameters=own), "fund") == Decimal("137.50")


def test_injury_borrows_the_pension_bounds_where_it_has_none(kb: KnowledgeBase) -> None:
    own = {
        name: inputs.given(value)
        for name, value in {
            "pension_floor": 4775,
            "pension_ceiling": 27549,
            "unemployment_floor": 2700,
            "unemployment_ceiling": 48471,
            "unemployment_rate": Decimal("0.8"),
        }.items()
    }
    found = made(kb, city="shenzhen", parameters=own)
    entry = next(entry for entry in found.cost.items if entry.id == "cleaner.injury")
    assert "parameters.pension_floor" in [operand.ref for operand in entry.trace.operands]


def test_missing_figures_are_named_all_at_once(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError) as caught:
        made(kb, city="shenzhen")
    codes = [problem.code for problem in caught.value.problems]
    assert set(codes) == {"missing-parameter"}
    assert len(codes) == 5


def test_missing_wage_says_where_to_put_it(kb: KnowledgeBase) -> None:
    company = inputs.company().model_copy(update={"wages": {}})
    profile = inputs.profile({"gates": inputs.all_day(1)})
    with pytest.raises(InputError) as caught:
        estimate(kb, inputs.case(profile, company_=company))
    problem = caught.value.problems[0]
    assert problem.code == "missing-wage"
    assert "wages" in problem.hint


def test_holiday_pay_is_three_times_the_hour(kb: KnowledgeBase) -> None:
    costs = entries(made(kb))
    hour = Decimal(4000) / Decimal("21.75") / 8
    assert costs["fire_control_operator.holiday"] == round(624 * hour * 3, 2)


def test_overtime_of_six_in_the_control_room(kb: KnowledgeBase) -> None:
    profile = inputs.profile({"fire_control_rooms": 1})
    case = inputs.case(profile, tender_=inputs.tender({"fire_control_operator": 6}))
    hours = 17520 - 624 - 6 * 1984
    expected = Decimal(hours) * 4000 * Decimal("1.5") / Decimal("21.75") / 8
    assert entries(estimate(kb, case))["fire_control_operator.overtime"] == round(expected, 2)


def test_what_the_buyer_pays_is_left_out(kb: KnowledgeBase) -> None:
    assert "cleaning_material" in entries(made(kb))
    assert "cleaning_material" not in entries(
        made(kb, service={"buyer_pays": ["cleaning_material"]})
    )


def test_cost_override_and_unknown_cost(kb: KnowledgeBase) -> None:
    found = made(kb, costs={"cleaning_material": inputs.given(1234)})
    entry = next(entry for entry in found.cost.items if entry.id == "cleaning_material")
    assert entry.annual == 1234
    assert entry.tag == "assumption"
    with pytest.raises(InputError) as caught:
        made(kb, costs={"cleaning_materials": inputs.given(1)})
    assert caught.value.problems[0].hint == "是否想写 cleaning_material"


def test_sums_agree(kb: KnowledgeBase) -> None:
    cost = made(kb).cost
    total = sum(entry.annual for entry in cost.items)
    assert cost.annual == total
    assert sum(item.annual for item in cost.by_item) == total
    assert sum(cost.by_department.values()) == total


def test_every_trace_can_be_written_as_a_workbook_formula(kb: KnowledgeBase) -> None:
    found = made(kb, parameters={"management_fee_rate": inputs.given(Decimal("3.37"))})
    checked = set()
    for entry in found.cost.items:
        assert excel(entry.trace) == entry.annual, entry.id
        checked.add(entry.trace.method)
    for step in found.price.chain:
        assert excel(step.trace) == step.amount, step.id
        checked.add(step.trace.method)
    assert {"wages", "insurance", "fund", "hourly_pay", "cost_line", "step"} <= checked


def excel(trace: Trace) -> Decimal:
    """Evaluate the spreadsheet form of a trace with decimal arithmetic."""
    values = [f"D('{operand.value}')" for operand in trace.operands]
    text = FORMULAS[trace.method].excel
    text = re.sub(r"(?<![{\d])(\d+)(?![}\d])", r"D('\1')", text).format(*values)
    names = {"D": Decimal, "ROUND": _round, "MIN": min, "MAX": max, "IF": _if}
    return Decimal(eval(text, {"__builtins__": {}}, names))


def _if(condition: bool, then: Decimal, otherwise: Decimal) -> Decimal:
    return then if condition else otherwise


def _round(value: Decimal, digits: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_HALF_UP)
