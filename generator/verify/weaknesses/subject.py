"""What is reviewed: the package cut into passages, with the case that it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.model.case import Case
from generator.model.document import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Package,
    Paragraph,
    Run,
    Runs,
    Table,
    block_runs,
    runs_text,
)
from generator.model.estimate import Estimate
from generator.model.knowledge import Clause
from generator.model.knowledge_base import KnowledgeBase
from generator.model.tender import ScoringItem

_LIBRARY = ("laws.", "clauses.", "heading.", "serial.")
"""References that the library brings along: they say nothing about this project."""


@dataclass(frozen=True)
class Passage:
    """A heading with the blocks right under it; ``path`` holds the headings above, and itself."""

    volume: str
    path: tuple[str, ...]
    anchors: tuple[str, ...]
    heading: Heading
    blocks: tuple[Block, ...]
    clause: Clause | None

    @property
    def title(self) -> str:
        """The heading's own words."""
        return self.path[-1]

    @property
    def chapter(self) -> str:
        """The heading of the first level above."""
        return self.path[0]

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """Texts of paragraphs and list items; tables and their notes are left out."""
        return tuple(text for text in map(runs_text, self._running()) if text.strip())

    @cached_property
    def text(self) -> str:
        """Everything printed under the heading, tables included."""
        return "\n".join(runs_text(runs) for block in self.blocks for runs in _lines(block))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables under the heading."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def topic(self) -> str:
        """The topic of the clause printed here; empty where something else is."""
        return self.clause.topic if self.clause else ""

    def _running(self) -> Iterator[Runs]:
        for block in self.blocks:
            if isinstance(block, Paragraph) and block.style != "table_note":
                yield block.runs
            elif isinstance(block, ListBlock):
                yield from block.items

    def figures(self) -> Iterator[Figure]:
        """Yield every figure under the heading."""
        for block in self.blocks:
            for run in block_runs(block):
                if isinstance(run, Figure):
                    yield run


@dataclass(frozen=True)
class Subject:
    """A package under review. ``names`` are the raw values of the case by name."""

    package: Package
    kb: KnowledgeBase
    case: Case
    estimate: Estimate
    names: Mapping[str, Any]
    scored: tuple[ScoringItem, ...] = ()
    """The scored items that a written plan answers."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage of every volume, in reading order."""
        found: list[Passage] = []
        for volume in self.package.volumes:
            found += _passages(self.kb, volume.document.file_stem, volume.document.blocks)
        return tuple(found)

    @cached_property
    def library(self) -> tuple[Passage, ...]:
        """The passages that print a clause."""
        return tuple(passage for passage in self.passages if passage.clause)

    def chapters(self) -> dict[tuple[str, str], list[Passage]]:
        """Return the passages that print clauses, by volume and chapter."""
        found: dict[tuple[str, str], list[Passage]] = {}
        for passage in self.library:
            found.setdefault((passage.volume, passage.chapter), []).append(passage)
        return found

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts of the estate by name."""
        facts: Mapping[str, Any] = self.names.get("facts", {})
        return facts


def is_project(run: Run) -> bool:
    """Return whether a run prints something of this project, which no other bid would print."""
    return isinstance(run, Figure) and not run.ref.startswith(_LIBRARY)


def _lines(block: Block) -> Iterator[Runs]:
    """Yield paragraphs, items and cells of a block, each as a line of its own."""
    match block:
        case Paragraph(runs=runs) | Heading(runs=runs):
            yield runs
        case ListBlock(items=items):
            yield from items
        case Table(header=header, rows=rows):
            yield from header
            for row in rows:
                for cell in row:
                    yield cell.runs


def _passages(kb: KnowledgeBase, volume: str, blocks: tuple[Block, ...]) -> Iterator[Passage]:
    above: list[Heading] = []
    start = 0
    for index, block in enumerate((*blocks, None)):
        if block is not None and not isinstance(block, Heading):
            continue
        if above:
            yield _passage(kb, volume, above, blocks[start:index])
        if isinstance(block, Heading):
            above = [heading for heading in above if 0 < heading.level < block.level]
            above.append(block)
        start = index + 1


def _passage(
    kb: KnowledgeBase, volume: str, above: list[Heading], blocks: tuple[Block, ...]
) -> Passage:
    heading = above[-1]
    clause = None
    for block in (heading, *blocks[:1]):
        origin = getattr(block, "origin", None)
        if clause is None and origin is not None and origin.kind == "clause":
            clause = kb.clauses.get(origin.id)
    return Passage(
        volume,
        tuple(runs_text(one.runs) for one in above),
        tuple(one.anchor for one in above),
        heading,
        tuple(blocks),
        clause,
    )
