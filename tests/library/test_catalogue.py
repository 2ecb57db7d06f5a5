"""The catalogue of service tasks, indicators and grade schemes: how much, and whether it holds."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from generator.checks.people import inversions as task_inversions
from generator.checks.schemes import inversions as scheme_inversions
from generator.checks.values import kpi_order
from generator.expression import references
from generator.facts import fact_names
from generator.library import Layer, load_knowledge_base
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import DEPARTMENT_TITLES, Department, PropertyType
from generator.rules.workload import BINDING_TAGS

BASE = Path(__file__).parents[2] / "knowledge_base"
PARTS = ("tasks", "kpis.yaml", "schemes")
TODAY = datetime.date(2026, 11, 20)
MAIN = (25, 35)
"""How many indicators an evaluator reads in one table."""
EVERY_LINE: tuple[Department, ...] = tuple(DEPARTMENT_TITLES)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_knowledge_base([Layer("shipped", BASE / name) for name in PARTS])


def test_there_are_enough_tasks_and_each_says_what_comes_of_it(kb: KnowledgeBase) -> None:
    assert len(kb.tasks) >= 450
    for task in kb.tasks.values():
        assert task.object and task.result and task.record and task.driver_unit, task.id
        assert task.result != task.title, task.id


def test_titles_of_tasks_and_indicators_are_unique(kb: KnowledgeBase) -> None:
    tasks = Counter(task.title for task in kb.tasks.values())
    names = Counter(name for kpi in kb.kpis.values() for name in (kpi.title, *kpi.aliases))
    assert [title for title, times in (*tasks.items(), *names.items()) if times > 1] == []


def test_every_driver_is_a_known_fact(kb: KnowledgeBase) -> None:
    known = {f"facts.{name}" for name in fact_names()}
    for task in kb.tasks.values():
        for source in filter(None, (task.driver, task.when)):
            assert {name for name, _ in references(source, text=False)} <= known, task.id
        assert task.driver == "1" or "facts." in task.driver, task.id


def test_no_shipped_minutes_may_bind_a_headcount(kb: KnowledgeBase) -> None:
    assert [t.id for t in kb.tasks.values() if t.minutes.tag in BINDING_TAGS] == []


def test_there_are_enough_indicators_of_one_definition_each(kb: KnowledgeBase) -> None:
    assert len(kb.kpis) >= 60
    definitions = Counter(kpi.definition for kpi in kb.kpis.values())
    assert max(definitions.values()) == 1
    assert all(kpi.formula and kpi.frequency and kpi.seed_value for kpi in kb.kpis.values())


@pytest.mark.parametrize(
    "kind", ["residential", "school", "hospital", "office", "commercial", "public_venue"]
)
def test_the_table_of_indicators_stays_readable(kb: KnowledgeBase, kind: PropertyType) -> None:
    found = [kpi.id for kpi in kb.kpis.values() if kpi.in_table(kind, EVERY_LINE)]
    assert MAIN[0] <= len(found) <= MAIN[1]


def test_a_single_service_is_measured_by_its_own_indicators(kb: KnowledgeBase) -> None:
    cleaning: tuple[Department, ...] = ("management", "cleaning")
    found = {kpi.id for kpi in kb.kpis.values() if kpi.in_table("office", cleaning)}
    assert {"clean_rate", "toilet_pass_rate", "satisfaction_rate"} <= found
    assert not found & {"crime_count", "fire_equipment_intact_rate", "repair_timely_rate"}


def test_an_indicator_of_one_type_stays_out_of_the_others(kb: KnowledgeBase) -> None:
    assert kb.kpis["hand_hygiene_rate"].types == ("hospital",)
    assert "school" not in kb.kpis["fee_collection_rate"].types


def test_published_inversions_are_kept_and_marked(kb: KnowledgeBase) -> None:
    scheme = kb.schemes["four-grade-company"]
    marked = {item.id for item in scheme.items if item.published_inversion}
    assert {"lobby_walls", "high_lamps"} <= marked
    assert marked == {item.id for item in scheme.items if scheme.inverted(item)}
    for check in (task_inversions, scheme_inversions, kpi_order):
        assert list(check(kb, TODAY)) == []


def test_schemes_hold_what_was_published(kb: KnowledgeBase) -> None:
    assert len(kb.schemes) >= 8
    published = kb.schemes["cpmi-2004"]
    asked = {item.id: item for item in published.items}
    assert len(asked) >= 40
    assert dict(asked["hotline"].values) == {"一级": 24, "二级": 16, "三级": 8}
    assert "三级" not in asked["lobby_mop"].values  # a blank cell asks nothing
    assert published.direction == "descending"
    assert [grade.level for grade in published.grades] == [4, 3, 2]


def test_every_shipped_file_of_tasks_is_read(kb: KnowledgeBase) -> None:
    read = {Path(kb.place("tasks", task).file).name for task in kb.tasks}
    assert read == {path.name for path in (BASE / "tasks").glob("*.yaml")}
