"""Statutes are cited as they stood on the day of the document."""

from __future__ import annotations

import datetime

import pytest

from generator.compose.citations import law_on
from generator.compose.clauses import filled_blocks
from generator.model.document import Origin, Paragraph, runs_text
from generator.model.knowledge import Clause, Form
from tests.compose.samples import PROFILES, SCHOOL, context, estimated, no_tables

BEFORE = datetime.date(2025, 8, 1)
LAST_DAY = datetime.date(2026, 8, 14)
FIRST_DAY = datetime.date(2026, 8, 15)
AFTER = datetime.date(2026, 11, 20)
CODE = "《中华人民共和国生态环境法典》第五百零六条"
OLD = "《中华人民共和国固体废物污染环境防治法》第四十九条"


@pytest.mark.parametrize(
    ("day", "text"), [(BEFORE, OLD), (LAST_DAY, OLD), (FIRST_DAY, CODE), (AFTER, CODE)]
)
def test_the_text_in_force_on_the_day_is_printed(day: datetime.date, text: str) -> None:
    found = context(SCHOOL, as_of=day)
    source = "依{{ law('ecological-environment-code', 506) }}分类。"
    (block,) = filled_blocks(found, source, {}, Origin("clause", "x"), 3, no_tables)
    assert isinstance(block, Paragraph)
    assert runs_text(block.runs) == f"依{text}分类。"


def test_an_unregistered_article_is_a_problem() -> None:
    found = context(SCHOOL)
    source = "依{{ law('ecological-environment-code', 1) }}。"
    assert filled_blocks(found, source, {}, Origin("clause", "x"), 3, no_tables) == []
    assert [problem.code for problem in found.problems] == ["unknown-law"]


@pytest.mark.parametrize("profile", PROFILES)
def test_everything_cited_is_in_force_on_the_day(profile: str) -> None:
    done = estimated(profile)
    known = done.kb.laws
    wrong = []
    entries: list[Clause | Form] = [*done.kb.clauses.values(), *done.kb.forms.values()]
    for entry in entries:
        for citation in entry.cites:
            name, _, number = citation.partition(":")
            found, article = law_on(known, done.case.as_of, name, int(number) if number else None)
            law = known[found]
            late = law.in_force is not None and law.in_force > done.case.as_of
            gone = law.until is not None and law.until <= done.case.as_of
            unknown = article is not None and article not in law.articles
            if late or gone or unknown:
                wrong.append(f"{entry.id}: {citation} → {found} {article}")
    assert not wrong, "\n".join(wrong)
