"""Typed blocks of typed runs: what ``compose`` makes and what every renderer reads.

A figure is a *reference* with the text that prints it, so that the finished file can be read
again and each figure compared with what its reference says. Anchors are unique in a package.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

# --- runs ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Words. A digit in here that no reference vouches for is an error of the document."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed value: the reference it was read from, and its text with unit."""

    ref: str
    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """A cross reference inside the file: the anchor and its cached text."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class PageRef:
    """The page on which an anchor stands; the layout pass fills it in."""

    anchor: str


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A visible mark for a field that nobody has given yet."""

    field: str
    title: str

    @property
    def text(self) -> str:
        """The mark as printed."""
        return f"【待填写：{self.title}】"


Run = Text | Figure | Ref | PageRef | Unfilled
Runs = tuple[Run, ...]

# --- blocks ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a block comes from: the clause, form or table, and its place in the source."""

    kind: Literal["clause", "form", "table", "outline", "engine"] = "engine"
    id: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–4; its number is Word's. Level 0 is neither numbered nor listed."""

    level: int
    runs: Runs
    anchor: str
    origin: Origin = Origin()
    page_break_before: bool = False


ParagraphStyle = Literal[
    "body", "plain", "form_title", "table_note", "signature", "salutation", "centered", "subhead"
]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text in a named role."""

    runs: Runs
    style: ParagraphStyle = "body"
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list of items; a numbered list starts again at one."""

    items: tuple[Runs, ...]
    ordered: bool
    origin: Origin = Origin()


Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: relative width and alignment of its cells."""

    width: int
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its runs, how many columns it spans, and a vertical merge (start or continued)."""

    runs: Runs
    span: int = 1
    merge: Literal["", "start", "continue"] = ""
    header: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a repeated header; ``caption`` is numbered by the renderer."""

    columns: tuple[Column, ...]
    header: tuple[Runs, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    anchor: str = ""
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a new page."""


@dataclass(frozen=True, slots=True)
class PageLayout:
    """From here on pages are portrait or landscape."""

    landscape: bool


Block = Heading | Paragraph | ListBlock | Table | PageBreak | PageLayout

# --- documents -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """One file: cover fields, blocks, and what the file may and may not contain."""

    id: str
    title: str
    file_stem: str
    template: str
    cover: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    header_text: str
    language: str = "zh-CN"
    draft: bool = True
    has_contents: bool = True


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume of a package."""

    id: str
    title: str
    visibility: Literal["public", "private"]
    may_contain_price: bool
    blind: bool
    document: Document


@dataclass(frozen=True, slots=True)
class Package:
    """Everything that one run makes."""

    id: str
    title: str
    as_of: datetime.date
    volumes: tuple[Volume, ...] = field(default=())


def block_runs(block: Block) -> Iterator[Run]:
    """Yield every run of a block in reading order."""
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            yield from runs
        case ListBlock(items=items):
            for item in items:
                yield from item
        case Table(header=header, rows=rows):
            for head in header:
                yield from head
            for row in rows:
                for cell in row:
                    yield from cell.runs
        case PageBreak() | PageLayout():
            return


def run_text(run: Run, page: str = "") -> str:
    """Return a run as it is printed; a page reference prints ``page``."""
    return page if isinstance(run, PageRef) else run.text


def runs_text(runs: Runs) -> str:
    """Return the printed text of runs."""
    return "".join(run_text(run) for run in runs)
