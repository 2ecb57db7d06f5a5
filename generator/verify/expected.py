"""What the paragraphs of a file must say, derived from the blocks and their references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.document import (
    Block,
    Figure,
    Heading,
    ListBlock,
    PageRef,
    Paragraph,
    Runs,
    Table,
    block_runs,
)


@dataclass(frozen=True, slots=True)
class Expected:
    """A paragraph to be found: its pattern, its readable text, and the heading it stands under."""

    pattern: re.Pattern[str]
    text: str
    heading: str


def expected_paragraphs(blocks: tuple[Block, ...], texts: Mapping[str, str]) -> Iterator[Expected]:
    """Yield every non-empty paragraph in order; figures speak as their references say now."""
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = _text(block.runs, texts)
        for runs in _paragraphs(block):
            text = _text(runs, texts)
            if text.strip():
                yield Expected(_pattern(runs, texts), text, heading)


def printed_references(blocks: tuple[Block, ...]) -> Iterator[Figure]:
    """Yield every figure printed in the blocks."""
    for block in blocks:
        for run in block_runs(block):
            if isinstance(run, Figure):
                yield run


def _paragraphs(block: Block) -> Iterator[Runs]:
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            yield runs
        case ListBlock(items=items):
            yield from items
        case Table(header=header, rows=rows):
            yield from header
            for row in rows:
                for cell in row:
                    yield cell.runs
        case _:
            return


def _said(run: object, texts: Mapping[str, str]) -> str:
    if isinstance(run, Figure):
        return texts.get(run.ref, run.text)
    if isinstance(run, PageRef):
        return "#"
    return str(run.text)  # type: ignore[attr-defined]


def _text(runs: Runs, texts: Mapping[str, str]) -> str:
    return "".join(_said(run, texts) for run in runs)


def _pattern(runs: Runs, texts: Mapping[str, str]) -> re.Pattern[str]:
    parts = [
        r"[0-9]+" if isinstance(run, PageRef) else re.escape(_said(run, texts)) for run in runs
    ]
    return re.compile("".join(parts) + r"\Z")
