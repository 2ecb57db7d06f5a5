"""Full-text search finds Chinese substrings and ranks titles first."""

from __future__ import annotations

import pytest

from generator.model.knowledge_base import KnowledgeBase
from generator.reports.search import search
from tests.compose.samples import SCHOOL, estimated


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return estimated(SCHOOL).kb


def test_the_entry_of_that_title_comes_first(kb: KnowledgeBase) -> None:
    hits = search(kb, "首接责任制", ("clauses",))
    assert hits[0].id == "first-contact-responsibility"
    assert hits[0].file.startswith("knowledge_base/clauses/") and hits[0].line > 1
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_all_words_must_be_there_while_any_entry_has_them(kb: KnowledgeBase) -> None:
    for hit in search(kb, "电梯 困人", ("clauses",), limit=50):
        text = kb.clauses[hit.id].title + kb.clauses[hit.id].text
        assert "电梯" in text and "困人" in text


def test_words_that_never_meet_are_searched_one_by_one(kb: KnowledgeBase) -> None:
    assert search(kb, "首接责任制 没有这样的词语")[0].title == "首接责任制"


@pytest.mark.parametrize("query", ["消防通道", "卫", "civil-code", "CIVIL"])
def test_what_is_found_holds_the_query(kb: KnowledgeBase, query: str) -> None:
    hits = search(kb, query)
    assert hits
    word = query.split("-")[0].lower()
    assert all(word in (hit.id + hit.title + hit.excerpt).lower() for hit in hits)


@pytest.mark.parametrize("query", ["", "！？", '"', "*) OR (", "zzzzqqqq"])
def test_odd_queries_find_nothing_and_break_nothing(kb: KnowledgeBase, query: str) -> None:
    assert isinstance(search(kb, query), list)


def test_the_limit_and_the_kinds_hold(kb: KnowledgeBase) -> None:
    hits = search(kb, "消防", ("laws", "kpis"), limit=3)
    assert 0 < len(hits) <= 3
    assert {hit.kind for hit in hits} <= {"laws", "kpis"}
