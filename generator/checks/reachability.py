"""Clauses that can be reached, topics that have something to say."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.checks.references import section_topics
from generator.compose.clauses import clauses_by_topic, specificity
from generator.errors import Problem
from generator.model.knowledge import Clause
from generator.model.knowledge_base import KnowledgeBase


def empty_topics(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """An outline asks only for topics that some clause treats."""
    treated = {clause.topic for clause in kb.clauses.values()}
    for document in kb.documents.values():
        for topic in dict.fromkeys(section_topics(document.chapters)):
            if topic in kb.topics and topic not in treated:
                message = f"{document.title}的提纲要用主题 {topic}，但没有条款"
                place = kb.place("documents", document.id)
                yield Problem(place, "empty-topic", message, "写一条条款，或从提纲删去", "warning")


def ambiguous(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Two clauses of a topic that apply to the same case with the same specificity."""
    for variants in clauses_by_topic(kb).values():
        for index, clause in enumerate(variants):
            for other in variants[index + 1 :]:
                if specificity(clause) == specificity(other) and _overlap(clause, other):
                    place = kb.place("clauses", other.id)
                    message = f"与 {clause.id} 同一主题，适用范围相同，无法选择"
                    hint = "用 types、levels 或 when 区分"
                    yield Problem(place, "ambiguous-clause", message, hint)


def _overlap(one: Clause, other: Clause) -> bool:
    types = not one.types or not other.types or bool(set(one.types) & set(other.types))
    levels = (
        one.levels is None
        or other.levels is None
        or (one.levels[0] <= other.levels[1] and other.levels[0] <= one.levels[1])
    )
    voices = not one.voices or not other.voices or bool(set(one.voices) & set(other.voices))
    return types and levels and voices and one.when == other.when
