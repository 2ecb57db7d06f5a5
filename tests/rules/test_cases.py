"""Runs the cases of ``tests/cases``: lists of name, given and expect that a consultant can write.

``given``: ``city``, ``as_of``, ``grade``, ``modules``, ``estate``, ``wage`` (of everybody),
``wages``, ``parameters``, ``posts``, ``service``, ``costs`` and ``required`` (post → persons, as in
a tender). ``expect``: ``total``, ``rules_total``, ``range`` and ``checks`` (codes that must
appear), or ``persons.<post>``, ``on_duty.<post>`` (places), ``hours.<post>``, ``rules.<post>``,
``task.<id>`` (hours), ``pool.<pool>``, ``overtime.<pool>``, ``cost.<cost line>``,
``step.<price step>``, ``monthly_per_head.<post>.<component>``.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.model.estimate import Estimate
from generator.model.knowledge_base import KnowledgeBase
from generator.rules import estimate
from generator.source import load_file
from tests.rules import inputs

FOLDER = Path(__file__).resolve().parents[1] / "cases"
CASES = [
    pytest.param(item, id=f"{path.stem}: {item['name']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for item in load_file(path).data
]


@pytest.mark.parametrize("item", CASES)
def test_case(kb: KnowledgeBase, item: dict[str, Any]) -> None:
    made = estimate(kb, _case(item["given"]))
    for name, expected in item["expect"].items():
        _compare(name, _found(made, name), expected)


def _case(asked: dict[str, Any]) -> Any:
    asked = dict(asked)
    company = inputs.company(asked.pop("wages", None), asked.pop("wage", 4000))
    day = datetime.date.fromisoformat(asked.pop("as_of", inputs.DAY.isoformat()))
    required = asked.pop("required", None)
    for name in ("parameters", "costs"):
        asked[name] = {key: inputs.given(value) for key, value in asked.get(name, {}).items()}
    profile = inputs.profile(asked.pop("estate", {}), **asked)
    tender = inputs.tender(required) if required else None
    return inputs.case(profile, tender_=tender, company_=company, as_of=day)


def _compare(name: str, found: Any, expected: Any) -> None:
    if name == "checks":
        assert set(expected) <= set(found), (name, found)
    elif name == "range":
        assert found == [Decimal(str(bound)) for bound in expected], (name, found)
    else:
        digits = -int(Decimal(str(expected)).as_tuple().exponent)
        assert round(found, digits) == Decimal(str(expected)), (name, found)


def _found(made: Estimate, name: str) -> Any:
    head, _, rest = name.partition(".")
    headcount = made.headcount
    if head in ("in_house", "outsourced"):
        return getattr(headcount, head)
    if head in ("total", "rules_total", "range", "checks"):
        return {
            "total": headcount.total,
            "rules_total": headcount.rules_only.total,
            "range": [headcount.range.low, headcount.range.high],
            "checks": [finding.code for finding in made.checks],
        }[head]
    persons = {line.id: line.persons for line in headcount.posts}
    pools = {pool.id: pool for pool in headcount.pools}
    costs = {entry.id: entry.annual for entry in made.cost.items}
    if head == "persons":
        return persons.get(rest, Decimal(0))
    if head in ("on_duty", "hours", "rules"):
        field = {"on_duty": "positions", "hours": "annual_hours", "rules": "rules_persons"}[head]
        return next(getattr(line, field) for line in headcount.posts if line.id == rest)
    if head == "task":
        return next(line.hours for line in made.tasks if line.id == rest)
    if head == "pool":
        return pools[rest].persons
    if head == "overtime":
        return pools[rest].overtime_hours_per_month
    if head == "cost":
        return costs.get(rest, Decimal(0))
    if head == "monthly_per_head":
        return costs[rest] / persons[rest.partition(".")[0]] / 12
    assert head == "step", f"unknown expectation {name}"
    return next(step.amount for step in made.price.chain if step.id == rest)
