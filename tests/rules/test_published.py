"""Published cost measurements and contracts, run through the engine as data of its own kinds.

A case of ``tests/cases/published`` gives a profile and, under ``knowledge``, what a company would
put into a knowledge base of its own: ``posts`` (id: [department, persons or formula, monthly
wage]), ``costs``, ``steps`` and ``chain`` in the fields of those kinds (``price``, ``years``,
``percent`` and ``sum`` give the value of the parameter that the field would name). What the page
printed stands in the rows of a quotation table as ``stated``; where the page is wrong, the case
lists the finding that the engine must make: every other row has to agree within its tolerance.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.model.case import Case
from generator.model.estimate import Estimate
from generator.model.knowledge import CostLine, Post, PriceChain
from generator.model.knowledge_base import KnowledgeBase
from generator.rules import estimate
from generator.source import load_file
from tests.rules import inputs

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "published"
CASES = [
    pytest.param(item, id=f"{path.stem}: {item['name']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for item in load_file(path).data
]
LINES = ("pension", "medical", "unemployment", "injury", "fund")
UNINSURED = {
    **{f"{line}_rate": 0 for line in LINES},
    **dict.fromkeys(("welfare_rate", "trade_union_rate", "disability_levy_rate"), 0),
}
"""Pages of their time show no insurance, or show it as lines of their own."""


@pytest.mark.parametrize("item", CASES)
def test_published(kb: KnowledgeBase, item: dict[str, Any]) -> None:
    own, case = _built(kb, dict(item["given"]))
    made = estimate(own, case)
    found = {f.where if f.code.startswith("table-") else f.code for f in made.checks}
    wrong = {name for name in found if name.startswith("price.table")}
    expected = set(item.get("findings", ()))
    assert wrong == {name for name in expected if name.startswith("price.table")}, made.checks
    assert expected <= found, found
    for name, value in item.get("expect", {}).items():
        assert abs(_value(made, name) - Decimal(str(value))) <= Decimal("0.005"), name


def _built(kb: KnowledgeBase, asked: dict[str, Any]) -> tuple[KnowledgeBase, Case]:
    knowledge = asked.pop("knowledge", {})
    wages = dict(asked.pop("wages", {}))
    parameters: dict[str, Any] = dict(UNINSURED) | dict(asked.pop("parameters", {}))
    departments: dict[str, Any] = {}
    if "posts" in knowledge:
        posts = {}
        for order, (name, row) in enumerate(knowledge["posts"].items()):
            departments[name], persons, wages[name] = row
            posts[name] = _post(name, str(persons), order)
        kb = replace(kb, posts=posts, post_departments=departments, floors={}, pools={})
        asked.setdefault("modules", tuple(dict.fromkeys(departments.values())))
    costs = [CostLine.model_validate(_line(row, parameters)) for row in knowledge.get("costs", ())]
    steps = [_step(row, parameters) for row in knowledge["steps"]]
    head = {"id": "published", "title": "原页价格链", "source": "published", "steps": steps}
    head |= {"pricing": "lump_sum", "tax_mode": "on_cost", **knowledge.get("chain", {})}
    chain = PriceChain.model_validate(head)
    kb = replace(
        kb,
        costs={line.id: line for line in costs},
        chains={chain.id: chain},
    )
    required = asked.pop("required", None)
    profile = inputs.profile(
        asked.pop("estate", {}),
        parameters={name: inputs.given(value) for name, value in parameters.items()},
        pricing={"chain": "published"},
        **asked,
    )
    day = datetime.date(2026, 11, 20)
    tender = inputs.tender(required) if required else None
    company = inputs.company(wages)
    return kb, inputs.case(profile, tender_=tender, company_=company, as_of=day)


def _post(name: str, persons: str, order: int) -> Post:
    count = {"method": "formula", "persons": persons, "spread": 0}
    return Post.model_validate(
        {
            "id": name,
            "title": name,
            "wage": name,
            "shift": "行政班",
            "order": order,
            "rules": [{"count": count, "source": "published", "tag": "practice"}],
        }
    )


def _line(row: dict[str, Any], parameters: dict[str, Any]) -> dict[str, Any]:
    row = {"title": row["id"], "source": "published", "tag": "practice", **row}
    row.setdefault("department", "management")
    row["unit_price"] = f"{row['id']}_price"
    parameters[row["unit_price"]] = row.pop("price")
    if "years" in row:
        row["over_years"] = f"{row['id']}_years"
        parameters[row["over_years"]] = row.pop("years")
    return row


def _step(row: dict[str, Any], parameters: dict[str, Any]) -> dict[str, Any]:
    row = {"title": row["id"], **row}
    for given, field in (("percent", "rate"), ("sum", "amount")):
        if given in row:
            row[field] = f"{row['id']}_{given}"
            parameters[row[field]] = row.pop(given)
    return row


def _value(made: Estimate, name: str) -> Decimal:
    head, _, rest = name.partition(".")
    price = made.price
    if head == "persons":
        return made.headcount.total
    if head in ("pool", "overtime", "holiday_hours"):
        pool = next(pool for pool in made.headcount.pools if pool.id == rest)
        return {
            "pool": pool.persons,
            "overtime": pool.overtime_hours_per_month,
            "holiday_hours": pool.holiday_hours,
        }[head]
    found = {"annual": price.annual, "monthly": price.monthly, "per_m2_month": price.per_m2_month}
    amount = found[head]
    assert amount is not None
    return amount
