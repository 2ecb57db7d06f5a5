"""What the digest of the source texts lists is there: every kind of document, every topic."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.model.knowledge_base import KnowledgeBase
from tests.compose.samples import SCHOOL, estimated

NOTES = {"conduct-code-note", "chain-of-command-note", "career-note"}
"""Listed among the kinds, but said there to become clauses, not documents of their own."""


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return estimated(SCHOOL).kb


@pytest.fixture
def digest(need_shared: Path) -> str:
    return (need_shared / "domain" / "seeds.md").read_text(encoding="utf-8")


def test_every_kind_of_document_is_there(kb: KnowledgeBase, digest: str) -> None:
    kinds = set(re.findall(r"(?m)^### 1\.\d+ ([a-z0-9-]+)", digest)) - NOTES
    assert len(kinds) >= 42
    assert kinds - set(kb.documents) == set()


def test_every_topic_is_there_and_has_a_clause(kb: KnowledgeBase, digest: str) -> None:
    start, end = digest.index("\n## 3."), digest.index("\n## 4.")
    slugs = set(re.findall(r"(?m)^\| ([a-z0-9-]+) \|", digest[start:end])) - {"slug"}
    assert len(slugs) >= 300
    assert slugs - set(kb.topics) == set()
    assert slugs - {clause.topic for clause in kb.clauses.values()} == set()


def test_the_catalogue_is_as_large_as_promised(kb: KnowledgeBase) -> None:
    counts = {
        "workflows": 44,
        "organisations": 15,
        "kpis": 60,
        "laws": 60,
        "tasks": 450,
        "documents": 44,
    }
    assert {
        name: len(getattr(kb, name)) >= least for name, least in counts.items()
    } == dict.fromkeys(counts, True)
