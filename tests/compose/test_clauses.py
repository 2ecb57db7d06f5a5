"""Which clause is printed for a topic, and how its blanks are filled."""

from __future__ import annotations

from typing import Any

import pytest

from generator.compose.clauses import choose, clause_blocks, clauses_by_topic
from generator.compose.context import Context
from generator.compose.headings import Headings
from generator.compose.outline import Chapters
from generator.compose.tables import EngineTableSet
from generator.model.document import Figure, Heading, Paragraph, Unfilled, runs_text
from generator.model.knowledge import Clause, Section, Voice
from tests.compose.samples import HIGHRISE, SCHOOL, context, no_tables


def clause(name: str, text: str = "一段。", **changes: Any) -> Clause:
    """A clause on the topic ``sample``."""
    values: dict[str, Any] = {
        "id": name,
        "topic": "sample",
        "title": name,
        "module": "security",
        "owner": "方案组",
        "reviewed": "2026-11-20",
        "text": text,
    }
    return Clause.model_validate({**values, **changes})


def with_clauses(*clauses: Clause, profile: str = SCHOOL, **changes: Any) -> Context:
    """A context whose knowledge base holds only these clauses."""
    return context(profile, clauses={item.id: item for item in clauses}, **changes)


def chosen(found: Context) -> str | None:
    """The id of the clause that a context chooses for the sample topic."""
    best = choose(found, clauses_by_topic(found.kb)["sample"])
    return best.id if best else None


GENERAL = clause("general")
SCHOOLS = clause("schools", types=["school", "government"])
ONLY_SCHOOL = clause("only-school", types=["school"])
HIGH_LEVEL = clause("high-level", levels=[4, 5])
MIDDLE = clause("middle", levels=[3, 3])
LARGE = clause("large", when="facts.gross_area > 100000")
STUDENTS = clause("students", when="facts.students")


@pytest.mark.parametrize(
    ("variants", "winner"),
    [
        ([GENERAL], "general"),
        ([GENERAL, SCHOOLS], "schools"),
        ([SCHOOLS, ONLY_SCHOOL, GENERAL], "only-school"),
        ([GENERAL, MIDDLE, HIGH_LEVEL], "middle"),
        ([MIDDLE, SCHOOLS], "schools"),
        ([GENERAL, LARGE, STUDENTS], "students"),
        ([HIGH_LEVEL, LARGE], None),
        ([clause("b"), clause("a")], "a"),
    ],
)
def test_the_most_specific_clause_that_applies(variants: list[Clause], winner: str | None) -> None:
    assert chosen(with_clauses(*variants)) == winner
    assert chosen(with_clauses(*reversed(variants))) == winner


def test_the_choice_follows_the_estate() -> None:
    variants = [GENERAL, ONLY_SCHOOL, LARGE]
    assert chosen(with_clauses(*variants, profile=HIGHRISE)) == "large"


def test_a_condition_that_cannot_be_evaluated_does_not_hold_and_is_reported() -> None:
    found = with_clauses(clause("broken", when="facts.no_such_fact > 3"), GENERAL)
    assert chosen(found) == "general"
    assert [problem.code for problem in found.problems] == ["unknown-name"]


def text_of(found: Context, item: Clause) -> str:
    """The single paragraph of a clause."""
    (block,) = clause_blocks(found, item, no_tables)
    assert isinstance(block, Paragraph)
    return runs_text(block.runs)


def test_parameters_follow_the_level() -> None:
    days = {"by_level": {1: 5, 3: 3, 4: 2}, "unit": "日", "tag": "assumption", "source": "测试"}
    item = clause("days", "限{{ p.days }}内办结。", parameters={"days": days})
    assert text_of(with_clauses(item), item) == "限3日内办结。"


def test_blanks_print_references_and_words() -> None:
    item = clause("blanks", "{{ word.site }}合计{{ staff.total }}，地址{{ project.address }}。")
    found = with_clauses(item)
    (block,) = clause_blocks(found, item, no_tables)
    assert isinstance(block, Paragraph)
    assert [run.ref for run in block.runs if isinstance(run, Figure)] == ["staff.total"]
    assert [run.field for run in block.runs if isinstance(run, Unfilled)] == ["project.address"]
    assert "合计35人" in runs_text(block.runs)


def test_a_broken_text_leaves_no_blocks_but_a_problem_with_its_place() -> None:
    item = clause("broken", "共{{ staff.nobody }}人")
    found = with_clauses(item)
    assert clause_blocks(found, item, no_tables) == []
    assert [problem.code for problem in found.problems] == ["unknown-name"]
    assert "broken" in found.problems[0].message


def chapters(found: Context) -> Chapters:
    """Chapters of a context with the real engine tables."""
    written: dict[str, str] = {}
    return Chapters(found, Headings("t"), EngineTableSet(found, written), written=written)


def test_a_topic_is_written_once() -> None:
    writer = chapters(with_clauses(GENERAL))
    assert len(writer.topic("sample", 2)) == 2
    assert writer.topic("sample", 2) == []
    assert writer.written == {"sample": "t-sample"}


def test_an_excluded_topic_is_not_written() -> None:
    found = with_clauses(GENERAL, profile_={"exclude_topics": ("sample",)})
    assert chapters(found).topic("sample", 2) == []


def test_an_unknown_engine_table_is_a_problem() -> None:
    item = clause("table", "[[table: nonsense]]")
    found = with_clauses(item)
    assert chapters(found).topic("sample", 2) == []
    assert [problem.code for problem in found.problems] == ["unknown-table"]


def test_headings_with_the_same_key_get_different_anchors() -> None:
    headings = Headings("v1")
    first, second = (headings.make(2, "保洁", "cleaning") for _ in range(2))
    assert (first.anchor, second.anchor) == ("v1-cleaning", "v1-cleaning-2")
    numbered = headings.make(1, "24小时值守", "posts")
    assert isinstance(numbered.runs[0], Figure)


OWNERS = clause("owners", voices=["owners"])


def test_a_document_prints_the_clause_of_its_voice() -> None:
    found = with_clauses(GENERAL, ONLY_SCHOOL, OWNERS)
    variants = clauses_by_topic(found.kb)["sample"]
    voices: tuple[Voice, ...] = ("company", "owners")
    by_voice = {voice: choose(found, variants, voice) for voice in voices}
    assert {voice: best and best.id for voice, best in by_voice.items()} == {
        "company": "only-school",
        "owners": "owners",
    }


def test_a_line_of_service_that_is_not_asked_for_is_not_written() -> None:
    greening = clause("greening", module="greening")
    found = with_clauses(greening)
    assert chosen(found) == "greening"
    modules = tuple(m for m in found.case.profile.service.modules if m != "greening")
    service = found.case.profile.service.model_copy(update={"modules": modules})
    assert chosen(with_clauses(greening, profile_={"service": service})) is None


def test_the_chapters_of_another_kind_stand_where_it_is_included() -> None:
    inner = Section(title="内", topics=("sample",))
    kind = context().kb.documents["old-estate-plan"].model_copy(update={"chapters": (inner,)})
    found = with_clauses(GENERAL, documents={kind.id: kind})
    blocks = chapters(found).sections([Section(title="外", include=kind.id)])
    titles = [runs_text(block.runs) for block in blocks if isinstance(block, Heading)]
    assert titles == ["外", "内", "general"]
