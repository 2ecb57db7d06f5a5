"""The share of the library's own text, and clauses whose review is overdue."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from generator.model.document import Block, Paragraph, Text
from generator.model.knowledge import Clause
from generator.model.values import Sourced
from generator.model.writing import months_later
from generator.pipeline import Made
from generator.reports.originality import (
    LIBRARY_TEXT,
    LIMIT,
    library_chapters,
    originality_problems,
)
from generator.reports.package import blocking, findings, report_text
from tests.compose.samples import SAMPLES, made
from tests.verify.weaknesses.writing import FIT, chapter, clause, said, subject

TOOLS = "cleaning-tools-school"


def with_text(*blocks: Block, limit: int = 90, **company: Any) -> Made:
    """The school's bid with another text in its place."""
    done = made(SAMPLES[0])
    found = subject(*blocks)
    names = {**found.names, "parameters": {LIMIT: Decimal(limit)}}
    case = replace(
        done.estimated.case, company=done.estimated.case.company.model_copy(update=company)
    )
    estimated = replace(done.estimated, case=case)
    return replace(done, subject=replace(found, names=names), estimated=estimated)


def test_a_figure_of_the_project_makes_its_paragraph_the_projects() -> None:
    blocks = [*clause(TOOLS, "工具", said("擦拭" * 40), said("本校" * 5, FIT))]
    (found,) = library_chapters(subject(chapter(), *blocks))
    assert found.library == 80 and found.characters == 80 + 10 + len(FIT.text)
    assert found.pieces == ("工具",) and 0.7 < found.share < 0.9


def test_what_no_clause_says_is_the_companys_own() -> None:
    own = Paragraph((Text("企业自有做法"),))
    (found,) = library_chapters(subject(chapter(), *clause(TOOLS, "工具", own)))
    assert found.library == 0 and found.share == 0


def test_a_chapter_above_the_limit_is_named() -> None:
    blocks = (chapter(), *clause(TOOLS, "工具", said("擦拭" * 40)))
    (problem,) = originality_problems(with_text(*blocks))
    assert problem.code == LIBRARY_TEXT and problem.severity == "warning"
    assert "100%" in problem.message and "工具" in problem.message
    assert list(originality_problems(with_text(*blocks, limit=100))) == []


def test_only_a_limit_of_the_companys_own_stops_a_final_bid() -> None:
    blocks = (chapter(), *clause(TOOLS, "工具", said("擦拭" * 40)))
    assert not any(LIBRARY_TEXT in line for line in blocking(with_text(*blocks)))
    own = with_text(*blocks, parameters={LIMIT: Sourced(value=Decimal(90))})
    assert any(LIBRARY_TEXT in line for line in blocking(own))


def test_the_report_has_a_line_for_each_scored_chapter() -> None:
    done = made(SAMPLES[0])
    text = report_text(done)
    assert "## 条款库原文占比" in text
    assert done.subject is not None
    for one in library_chapters(done.subject):
        assert f"| {one.title} | {one.characters} |" in text
    titles = {item.title for item in done.subject.scored}
    assert {one.title for one in library_chapters(done.subject)} <= titles


# --- stewardship -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2026, 11, 20), 12, (2027, 11, 20)),
        ((2026, 12, 31), 2, (2027, 2, 28)),
        ((2026, 11, 30), 1, (2026, 12, 30)),
    ],
)
def test_months_later(
    day: tuple[int, int, int], months: int, expected: tuple[int, int, int]
) -> None:
    assert months_later(datetime.date(*day), months) == datetime.date(*expected)


def overdue(clauses: Any) -> dict[str, Clause]:
    """The same clauses, last read long ago."""
    long_ago = datetime.date(2020, 1, 1)
    return {name: one.model_copy(update={"reviewed": long_ago}) for name, one in clauses.items()}


def test_an_overdue_clause_is_a_warning_of_the_package() -> None:
    found = with_text(chapter(), *clause(TOOLS, "工具", said("擦拭。")))
    assert found.subject is not None
    kb = replace(found.subject.kb, clauses=overdue(found.subject.kb.clauses))
    late = replace(found, subject=replace(found.subject, kb=kb))
    (problem,) = [p for p in findings(late) if p.code == "overdue-clause"]
    assert problem.severity == "warning" and "2021-01-01" in problem.message
    assert [p for p in findings(found) if p.code == "overdue-clause"] == []
