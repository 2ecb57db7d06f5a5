"""The workbook of estimates with everything in them: sites, taxpayers, shares, stated sums."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from generator.model.case import Case
from generator.model.knowledge import CostLine, PriceChain
from generator.model.knowledge_base import KnowledgeBase
from generator.pipeline import Estimated
from generator.render.xlsx.inputs import Inputs
from generator.reports.workbook import to_xlsx
from generator.rules import estimate
from tests.render.estimates import shipped
from tests.render.spreadsheet import Spreadsheet
from tests.render.test_xlsx import CENT, results
from tests.rules import inputs

LINES: tuple[dict[str, Any], ...] = (
    {"id": "share_of_wages", "base": ["wages", "overtime"], "unit_price": "own_rate"},
    {"id": "share_of_lines", "base": ["share_of_wages"], "unit_price": "own_rate"},
    {
        "id": "spread",
        "quantity": "staff.posts.cleaner + staff.posts.gate_guard * 2",
        "unit_price": "own_price",
        "over_years": "own_years",
    },
    {
        "id": "cut_off",
        "quantity": "staff.total",
        "unit_price": "own_price",
        "rounding": {"mode": "down", "to": 10},
    },
)
STEPS: tuple[dict[str, Any], ...] = (
    {"id": "fee", "rate": "own_rate", "base": ["cost"], "mode": "of_price", "beside": ["vat_rate"]},
    {"id": "sum", "amount": "own_price", "quantity": "staff.total"},
    {"id": "input_vat", "rate": "vat_rate", "base": ["cleaning"], "mode": "inside", "deduct": True},
    {"id": "vat", "rate": "vat_rate", "base": ["cost", "fee", "sum"], "rounding": {"mode": "up"}},
    {"id": "round", "round_to": 12, "base": ["cost", "fee", "sum", "input_vat", "vat"]},
)
OWN = {"own_rate": Decimal("3.3"), "own_price": Decimal("77.7"), "own_years": Decimal(3)}


TABLE: dict[str, Any] = {
    "title": "采购人格式",
    "rows": [
        {
            "id": "guards",
            "title": "保安人员费",
            "amount": "cost.posts.gate_guard_at_east.wages + cost.payroll.wages * 0.5",
            "quantity": "staff.posts.gate_guard",
            "unit": "人",
            "times": 12,
            "unit_rounding": {"to": Decimal("0.0001")},
            "stated": 20000,
            "per": "month",
        },
        {
            "id": "items",
            "title": "物料与部门",
            "amount": "cost.items.cleaning / 2 + cost.lines.spread - cost.departments.greening",
            "quantity": "facts.gross_area",
            "unit": "平方米",
            "unit_rounding": {"mode": "down", "to": Decimal("0.000001")},
            "stated_unit": Decimal("0.5"),
        },
        {
            "id": "rated",
            "title": "按费率的保险",
            "amount": "cost.annual * parameters.own_rate / 100",
            "quantity": "ceil(staff.total / 2)",
            "unit": "项",
        },
        {"id": "none", "title": "无数量", "amount": "parameters.own_price", "quantity": "0"},
        {
            "id": "choice",
            "title": "取高者",
            "amount": "max(parameters.own_price, 50) if staff.total > 5 else min(1, 2)",
        },
        {"id": "shown", "title": "总价", "amount": "price.annual", "in_total": False},
        {
            "id": "coarse",
            "title": "每人每月",
            "amount": "price.annual",
            "quantity": "staff.total",
            "times": 12,
            "unit_rounding": {"mode": "up", "to": 1},
            "in_total": False,
        },
        {
            "id": "rest",
            "title": "其余",
            "amount": "price.annual - parameters.own_price - (cost.annual * parameters.own_rate"
            " / 100) - (cost.posts.gate_guard_at_east.wages + cost.payroll.wages * 0.5)"
            " - (cost.items.cleaning / 2 + cost.lines.spread - cost.departments.greening)"
            " - (max(parameters.own_price, 50) if staff.total > 5 else 1)",
            "balance": True,
        },
    ],
}
"""A row of every form: rounded and plain unit prices, no quantity, a choice, a balancing row."""


@cache
def knowledge() -> KnowledgeBase:
    """The shipped base with lines and a chain of every form."""
    kb = shipped()
    common = {
        "cost_item": "cleaning",
        "department": "cleaning",
        "source": "测试",
        "tag": "assumption",
    }
    lines = [CostLine.model_validate({"title": line["id"], **common, **line}) for line in LINES]
    steps = [{"title": step["id"], "group": "tax", **step} for step in STEPS]
    chain = PriceChain.model_validate(
        {
            "id": "rich",
            "title": "测试链",
            "pricing": "lump_sum",
            "tax_mode": "on_cost",
            "source": "测试",
            "steps": steps,
        }
    )
    return replace(
        kb,
        costs={**kb.costs, **{line.id: line for line in lines}},
        chains={**kb.chains, chain.id: chain},
    )


def case(pricing: dict[str, Any], wage: Any = 4000, **own: Any) -> Case:
    """Two sites of guards and cleaners."""
    site = {"gross_area": 9000, "fire_control_rooms": 1, "gates": inputs.all_day(2)}
    profile = inputs.profile(
        {"gross_area": 20000},
        modules=("management", "security", "cleaning"),
        sites=[
            {"id": "east", "title": "东区", "estate": site},
            {"id": "west", "title": "西区", "estate": {**site, "gross_area": 5000}},
        ],
        parameters={name: inputs.given(value) for name, value in (OWN | own).items()},
        pricing=pricing,
        quotation_table=TABLE,
    )
    return inputs.case(profile, company_=inputs.company({"guard": wage}))


PRICINGS: dict[str, dict[str, Any]] = {
    "one": {"chain": "rich"},
    "two": {
        "taxpayers": [
            {
                "id": "guards",
                "title": "保安公司",
                "departments": ["security"],
                "chain": "lump-sum-general",
            },
            {
                "id": "rest",
                "title": "物业公司",
                "departments": ["management", "cleaning"],
                "chain": "rich",
            },
        ]
    },
}


def made(pricing: str, **changes: Any) -> Estimated:
    asked = case(PRICINGS[pricing], **changes)
    return Estimated(knowledge(), asked, estimate(knowledge(), asked))


@pytest.mark.parametrize("pricing", PRICINGS)
def test_everything_is_live(pricing: str) -> None:
    done = made(pricing)
    assert any("_at_east" in line.id for line in done.estimate.headcount.posts)
    assert {line["id"] for line in LINES} <= {entry.id for entry in done.estimate.cost.items}
    assert not Inputs(done.estimate).frozen
    book = Spreadsheet(to_xlsx(done))
    for place in book.formulas():
        cached = book.cached[place]
        if not isinstance(cached, str):
            assert abs(book.value(place) - Decimal(repr(cached))) < Decimal("0.000001"), place
    changes = {
        "wage_guard": Decimal(4713),
        "param_own_rate": Decimal("4.1"),
        "param_own_price": Decimal("81.3"),
        "param_own_years": Decimal(4),
        "param_vat_rate": Decimal(9),
    }
    own = {name.removeprefix("param_"): value for name, value in changes.items() if "param" in name}
    again = results(made(pricing, wage=4713, **own).estimate)
    computed = book.computed(changes, *again)
    wrong = {n: (computed[n], v) for n, v in again.items() if abs(computed[n] - v) >= CENT}
    assert not wrong
