"""The registry of checks on a knowledge base: one entry per check, in the order they run."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.checks import (
    citations,
    language,
    outlines,
    people,
    reachability,
    references,
    shifts,
    values,
)
from generator.errors import Problem
from generator.model.knowledge_base import KnowledgeBase

Run = Callable[[KnowledgeBase, datetime.date], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check, its family, and the codes that it may report."""

    id: str
    family: str
    codes: tuple[str, ...]
    run: Run


CHECKS: dict[str, Check] = {
    check.id: check
    for check in (
        Check("topics", "references", ("unknown-topic",), references.topics),
        Check("names", "references", ("unknown-name", "unknown-kpi"), references.names),
        Check(
            "expressions", "references", ("bad-expression", "forbidden-syntax"), references.syntax
        ),
        Check(
            "laws",
            "references",
            ("unknown-law", "unlisted-article", "repealed-law", "uncited-law"),
            citations.laws,
        ),
        Check(
            "outline-conditions",
            "references",
            ("bad-expression", "unknown-name"),
            outlines.conditions,
        ),
        Check(
            "includes", "references", ("unknown-document", "circular-include"), outlines.includes
        ),
        Check("sources", "references", ("unknown-source",), references.sources),
        Check("tables", "references", ("unknown-table", "unknown-form"), references.tables),
        Check(
            "posts",
            "references",
            ("unknown-post", "unknown-pool", "unknown-parameter"),
            references.posts,
        ),
        Check("shifts", "references", ("unknown-work-rules", "unknown-post"), shifts.shifts),
        Check("people", "references", ("unknown-name", "unknown-post"), people.names),
        Check("people-sources", "references", ("unknown-source",), people.sources),
        Check("people-bases", "values", ("mixed-basis",), people.bases),
        Check("inversions", "values", ("task-inversion",), people.inversions),
        Check("empty-topics", "reachability", ("empty-topic",), reachability.empty_topics),
        Check("ambiguous", "reachability", ("ambiguous-clause",), reachability.ambiguous),
        Check("figures", "language", ("figure-in-prose",), language.figures),
        Check("banned", "language", ("banned-word",), language.banned),
        Check("garbled", "language", ("garbled-text",), language.garbled),
        Check("punctuation", "language", ("half-width-punctuation",), language.punctuation),
        Check("parameters", "values", ("unused-parameter",), values.unused_parameters),
        Check("overdue", "values", ("overdue-value",), values.overdue),
        Check("kpis", "values", ("kpi-inversion",), values.kpi_order),
    )
}
