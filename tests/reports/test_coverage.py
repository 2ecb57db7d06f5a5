"""Coverage: which clauses answer the points of checklists, named elements and topics."""

from __future__ import annotations

from dataclasses import replace

from generator.model.checklists import Checklist
from generator.model.knowledge_base import KnowledgeBase
from generator.reports.coverage import ANY_TYPE, Row, coverage
from tests.compose.samples import SCHOOL, estimated

KB = estimated(SCHOOL).kb


def asked(*words: str, topics: tuple[str, ...] = ("lift-operation",), types: str = "") -> Row:
    """The row of one planted point."""
    point = {"id": "p", "title": "要点", "topics": topics, "words": words, "types": types.split()}
    planted = Checklist.model_validate({"id": "t", "title": "清单", "points": [point]})
    kb: KnowledgeBase = replace(KB, checklists={"t": planted})
    return next(row for row in coverage(kb) if row.table == "points")


def test_everything_shipped_is_answered() -> None:
    rows = coverage(KB)
    assert {row.table for row in rows} == {"points", "elements", "topics"}
    assert [row.id for row in rows if row.open] == []
    assert all(row.clauses for row in rows)


def test_all_checklists_are_there() -> None:
    assert list(KB.checklists) == [f"t{number:02d}" for number in range(1, 39)]
    assert sum(len(checklist.points) for checklist in KB.checklists.values()) > 600


def test_a_clause_answers_where_it_uses_a_word() -> None:
    assert "lift-operation" in asked("维保单位").clauses
    assert asked("绝无此词").open == (ANY_TYPE,)
    assert asked("维保单位", topics=("cleaning-tools",)).open == (ANY_TYPE,)


def test_a_point_is_answered_for_each_of_its_property_types() -> None:
    assert asked("洗涤", topics=("linen-service",), types="hospital").open == ()
    assert asked("洗涤", topics=("linen-service",), types="hospital office").open == ("office",)
    assert "residential" in asked("洗涤", topics=("linen-service",)).open
