"""What the library answers: points of checklists, named elements and topics, with their clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from generator.compose.clauses import clauses_by_topic
from generator.model.checklists import Checklist, ChecklistPoint
from generator.model.knowledge import Clause
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import PropertyType

TYPES: tuple[PropertyType, ...] = get_args(PropertyType)
ANY_TYPE = "全部类型"

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to be answered, the clauses that answer it, and what they leave open.

    ``field``, ``entry`` and ``path`` say where it stands in the knowledge base.
    """

    table: str
    id: str
    title: str
    clauses: tuple[str, ...]
    open: tuple[str, ...]
    field: str
    entry: str
    path: Path = ()


def coverage(kb: KnowledgeBase) -> list[Row]:
    """Return the three tables one after the other: points, elements, topics."""
    written = clauses_by_topic(kb)
    rows: list[Row] = []
    for checklist in kb.checklists.values():
        rows += _points(checklist, written)
    rows += _elements(kb, written)
    for topic in kb.topics.values():
        names = tuple(clause.id for clause in written.get(topic.id, ()))
        left = () if names else (ANY_TYPE,)
        rows.append(Row("topics", topic.id, topic.title, names, left, "topics", topic.id))
    return rows


def _points(checklist: Checklist, written: Mapping[str, Sequence[Clause]]) -> Iterator[Row]:
    for index, point in enumerate(checklist.points):
        found = [
            clause
            for topic in point.topics
            for clause in written.get(topic, ())
            if _treats(clause, point)
        ]
        yield Row(
            "points",
            point.id,
            f"{checklist.title}：{point.title}",
            tuple(clause.id for clause in found),
            _open(found, point.types),
            "checklists",
            checklist.id,
            ("points", index),
        )


def _elements(kb: KnowledgeBase, written: Mapping[str, Sequence[Clause]]) -> Iterator[Row]:
    for element in kb.elements.values():
        found = [clause for topic in element.topics for clause in written.get(topic, ())]
        names = tuple(clause.id for clause in found)
        left = _open(found, element.types, any_one=not element.types)
        yield Row("elements", element.id, element.title, names, left, "elements", element.id)


def _treats(clause: Clause, point: ChecklistPoint) -> bool:
    text = clause.title + clause.text
    return any(word in text for word in point.words)


def _open(
    found: Sequence[Clause], types: Sequence[PropertyType], any_one: bool = False
) -> tuple[str, ...]:
    """Return the property types that no clause serves; ``any_one`` is content with some clause."""
    if not found:
        return tuple(types) or (ANY_TYPE,)
    if any_one or any(not clause.types for clause in found):
        return ()
    served = {kind for clause in found for kind in clause.types}
    return tuple(kind for kind in types or TYPES if kind not in served)
