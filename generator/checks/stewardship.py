"""Stewardship of texts: who owns a clause, and when it must be read again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.errors import Problem
from generator.model.knowledge_base import KnowledgeBase


def overdue_clauses(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """A clause whose review is overdue should be read again by its owner."""
    for clause in kb.clauses.values():
        if clause.overdue(today):
            place = kb.place("clauses", clause.id, "reviewed")
            message = (
                f"条款“{clause.title}”应在 {clause.review_by} 前复核（责任人：{clause.owner}）"
            )
            hint = "核对内容与所引法规，更新 reviewed"
            yield Problem(place, "overdue-clause", message, hint, "warning")
