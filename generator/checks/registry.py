"""The registry of checks on a knowledge base: one entry per check, in the order they run."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.checks import (
    citations,
    coverage,
    duplicates,
    indicators,
    language,
    lines,
    numerals,
    outlines,
    people,
    reachability,
    references,
    schemes,
    shifts,
    stewardship,
    values,
    words,
    workflows,
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
        Check(
            "scheme-items",
            "references",
            ("unknown-grade", "unknown-task", "unknown-source"),
            schemes.items,
        ),
        Check("scheme-inversions", "values", ("scheme-inversion",), schemes.inversions),
        Check(
            "drawings",
            "references",
            ("unknown-workflow", "unknown-organisation", "unknown-calendar", "unknown-directive"),
            workflows.calls,
        ),
        Check(
            "zones",
            "references",
            ("unknown-zone", "unknown-city", "city-in-two-zones"),
            workflows.zones,
        ),
        Check("shapes", "shapes", workflows.SHAPE_CODES, workflows.shapes),
        Check("empty-topics", "reachability", ("empty-topic",), reachability.empty_topics),
        Check("checklist-topics", "references", ("unknown-topic",), coverage.topics),
        Check("unanswered", "reachability", ("unanswered-point",), coverage.unanswered),
        Check("ambiguous", "reachability", ("ambiguous-clause",), reachability.ambiguous),
        Check("figures", "language", ("figure-in-prose",), language.figures),
        Check("joined-lines", "language", ("joined-line",), lines.joined),
        Check("numerals", "language", ("numeral-in-prose",), numerals.numerals),
        Check("words", "language", words.CODES, words.words),
        Check("word-rules", "language", ("bad-pattern",), words.proofs),
        Check("shared-runs", "language", ("shared-run",), duplicates.shared_runs),
        Check("punctuation", "language", ("half-width-punctuation",), language.punctuation),
        Check("parameters", "values", ("unused-parameter",), values.unused_parameters),
        Check("overdue", "values", ("overdue-value",), values.overdue),
        Check("kpis", "values", ("kpi-inversion",), values.kpi_order),
        Check("kpi-shadows", "values", ("kpi-shadowed",), indicators.shadowed),
        Check("stewardship", "values", ("overdue-clause",), stewardship.overdue_clauses),
    )
}
