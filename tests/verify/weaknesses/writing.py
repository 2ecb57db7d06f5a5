"""Small packages written by hand, on the facts of a sample profile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.model.document import (
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    ListBlock,
    Origin,
    Package,
    Paragraph,
    Table,
    Text,
    Volume,
)
from generator.verify.weaknesses import Subject
from tests.compose.samples import SCHOOL, TODAY, context

FIT = Figure("facts.gross_area", "18000平方米")
"""A figure of the project."""


def subject(*blocks: Block, profile: str = SCHOOL, **changes: Any) -> Subject:
    """A package of one volume with these blocks.

    ``facts`` replace facts of the estate; other changes replace fields of the subject.
    """
    found = context(profile)
    names = {**found.refs.names, "facts": {**found.refs.names["facts"], **changes.pop("facts", {})}}
    document = Document("plan", "方案", "plan", "plan.docx", (), blocks, "")
    volume = Volume("plan", "方案", "private", True, False, document)
    package = Package("sample", "方案", TODAY, (volume,))
    made = Subject(package, found.kb, found.case, found.estimate, names)
    return replace(made, **changes)


def chapter(title: str = "第一章", key: str = "s1") -> Heading:
    """A heading of the first level."""
    return Heading(1, (Text(title),), f"t-{key}", Origin("outline"))


def clause(name: str, title: str, *blocks: Block) -> list[Block]:
    """A heading with blocks as a clause of the knowledge base prints them."""
    return [Heading(2, (Text(title),), f"t-{name}", Origin("clause", name)), *blocks]


def said(text: str, *figures: Figure) -> Paragraph:
    """A paragraph of a clause."""
    return Paragraph((Text(text), *figures), origin=Origin("clause", "any"))


def steps(*texts: str) -> ListBlock:
    """A numbered list."""
    return ListBlock(tuple((Text(text),) for text in texts), True)


def rows(header: tuple[str, ...], *lines: tuple[str, ...]) -> Table:
    """A table of words."""
    return Table(
        tuple(Column(1) for _ in header),
        tuple((Text(cell),) for cell in header),
        tuple(tuple(Cell((Text(cell),)) for cell in line) for line in lines),
    )
