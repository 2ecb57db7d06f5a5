"""JSON, CSV, tables and explanations of an estimate."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest

from generator.errors import InputError
from generator.model.case import Case
from generator.model.estimate import Estimate
from generator.model.knowledge_base import KnowledgeBase
from generator.reports.estimate import to_csv, to_json, to_tables
from generator.reports.explain import explain
from generator.rules import estimate
from tests.rules import inputs


@pytest.fixture(scope="module")
def case() -> Case:
    estate = {"gross_area": 30000, "gates": inputs.all_day(2), "fire_control_rooms": 1}
    profile = inputs.profile(estate, modules=("management", "security", "cleaning", "engineering"))
    return inputs.case(profile)


@pytest.fixture(scope="module")
def made(kb: KnowledgeBase, case: Case) -> Estimate:
    return estimate(kb, case)


def numbers(value: Any) -> list[Any]:
    """Every leaf of a JSON value."""
    if isinstance(value, dict):
        return [leaf for child in value.values() for leaf in numbers(child)]
    if isinstance(value, list):
        return [leaf for child in value for leaf in numbers(child)]
    return [value]


def test_json_keeps_the_contract(made: Estimate) -> None:
    data = json.loads(json.dumps(to_json(made), ensure_ascii=False))
    assert {"profile", "as_of", "currency", "headcount", "cost", "price", "checks"} <= set(data)
    post = {"id", "name", "department", "site", "module", "scope", "positions", "persons"}
    post |= {"method", "operands", "rule", "source", "tag", "overtime_hours_per_month"}
    assert all(post <= set(line) for line in data["headcount"]["posts"])
    entry = {"id", "name", "cost_item", "department", "price_part", "annual", "operands"}
    assert all(entry | {"source", "tag"} <= set(line) for line in data["cost"]["items"])
    assert all({"name", "rate", "base", "amount"} <= set(step) for step in data["price"]["chain"])
    assert {"low", "high", "causes", "point", "contributions"} <= set(data["headcount"]["range"])
    cause = {"id", "title", "low", "high", "reason", "source", "tag"}
    assert all(set(part) == cause for part in data["headcount"]["range"]["contributions"])
    assert {"calibrated", "whole", "partial"} == set(data["headcount"]["calibration"])


def test_json_has_no_floats_and_no_exponents(made: Estimate) -> None:
    leaves = numbers(to_json(made))
    assert not any(isinstance(leaf, float) for leaf in leaves)
    total = to_json(made)["headcount"]["total"]
    assert total == f"{Decimal(total):f}"


def test_same_input_gives_the_same_result(kb: KnowledgeBase, case: Case, made: Estimate) -> None:
    assert estimate(kb, case) == made


def test_csv_is_rectangular(made: Estimate) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(made))))
    assert {len(row) for row in rows} == {8}
    assert rows[-1][4] == f"{made.price.annual:.2f}"


def test_tables_are_rectangular(made: Estimate) -> None:
    for sheet in to_tables(made):
        assert len(sheet.header) == len(sheet.numeric)
        assert all(len(row) == len(sheet.header) for row in sheet.rows)


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("gate_guard", "按岗位值守"),
        ("guard", "轮换池"),
        ("cleaner.pension", "ROUND"),
        ("cleaning_material", "元/人·月"),
        ("personnel", "cleaner.wages"),
        ("vat", "基数"),
        ("minimum_wage", "2740"),
        ("student_care_lead", "未设"),
    ],
)
def test_explanations(
    kb: KnowledgeBase, case: Case, made: Estimate, target: str, text: str
) -> None:
    assert text in "\n".join(explain(made, kb, case, target))


def test_every_number_explains_itself(kb: KnowledgeBase, case: Case, made: Estimate) -> None:
    names = [line.id for line in made.headcount.posts]
    names += [entry.id for entry in made.cost.items]
    names += [step.id for step in made.price.chain]
    assert all(len(explain(made, kb, case, name)) > 1 for name in names)


def test_unknown_target_names_the_nearest(kb: KnowledgeBase, case: Case, made: Estimate) -> None:
    with pytest.raises(InputError) as caught:
        explain(made, kb, case, "gate_gard")
    problem = caught.value.problems[0]
    assert problem.code == "unknown-target"
    assert "gate_guard" in problem.hint
