"""Points of checklists, named elements and topics that no clause answers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.checks.references import near
from generator.errors import Problem
from generator.model.knowledge_base import KnowledgeBase
from generator.reports.coverage import coverage

NAMES = {"points": "要点", "elements": "评分要点", "topics": "主题"}


def topics(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """The topics that a point names are registered."""
    for checklist in kb.checklists.values():
        for index, point in enumerate(checklist.points):
            for number, topic in enumerate(point.topics):
                if topic not in kb.topics:
                    path = ("points", index, "topics", number)
                    place = kb.place("checklists", checklist.id, *path)
                    message = f"没有主题 {topic}"
                    yield Problem(place, "unknown-topic", message, near(topic, kb.topics))


def unanswered(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Whatever the coverage tables leave open; a topic of an overlay may wait for its clause."""
    for row in coverage(kb):
        waiting = row.table == "topics" and kb.layer("topics", row.entry) != "shipped"
        if row.open and not waiting:
            message = (
                f"{NAMES[row.table]} {row.id}（{row.title}）没有条款回答：{'、'.join(row.open)}"
            )
            place = kb.place(row.field, row.entry, *row.path)
            yield Problem(place, "unanswered-point", message, "写一条条款，或改主题、用词、类型")
