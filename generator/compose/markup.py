"""The small markup of clause and form texts to blocks: paragraphs, lists, sub-headings, tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from generator.expression import TOKEN_END, TOKEN_START
from generator.model.document import (
    Align,
    Block,
    Cell,
    Column,
    ListBlock,
    Origin,
    Paragraph,
    ParagraphStyle,
    Run,
    Runs,
    Table,
    Text,
    Unfilled,
    runs_text,
)

_TOKEN = re.compile(f"{TOKEN_START}(\\d+){TOKEN_END}|【待填写：([^】]+)】")
_ORDERED = re.compile(r"\d+\. +")
_ENGINE_TABLE = re.compile(r"\[\[table: *([a-z_]+)\]\]\Z")
_DRAWING = re.compile(r"\[\[(workflow|organisation|calendar): *([a-z0-9-]+) *\]\]\Z")
_RULE = re.compile(r"\|?[\s|:-]+\|?\Z")
_PREFIXES: dict[str, ParagraphStyle] = {
    "### ": "subhead",
    "> ": "plain",
    "@ ": "salutation",
    "= ": "centered",
}
"""Line prefixes and the paragraph role that they give; without one a line is body text."""

LINE_CHARACTERS = 40
"""Characters of table text on a portrait line, borders and paddings left out."""
CELL_PADDING = 1.2
SHORT_ENTRY = 8

EngineTable = Callable[[str], Sequence[Block]]


def to_blocks(
    text: str,
    runs: Sequence[Run],
    origin: Origin,
    engine_table: EngineTable,
) -> list[Block]:
    """Turn rendered text with run tokens into blocks.

    ``engine_table`` supplies the blocks of a ``[[table: name]]`` line, and under ``kind:id`` those
    of a line such as ``[[workflow: id]]``.
    """
    blocks: list[Block] = []
    for chunk in _chunks(text.splitlines()):
        blocks.extend(_chunk_blocks(chunk, runs, origin, engine_table))
    return blocks


def _chunks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Group lines of the same nature: table rows, list items, single paragraphs."""
    group: list[str] = []
    nature = ""
    for raw in lines:
        line = raw.strip()
        new = _nature(line)
        if group and (new != nature or new == "text"):
            yield group
            group = []
        if line:
            group.append(line)
        nature = new
    if group:
        yield group


def _nature(line: str) -> str:
    if line.startswith("|"):
        return "table"
    if line.startswith("- "):
        return "bullet"
    if _ORDERED.match(line):
        return "ordered"
    return "text"


def _chunk_blocks(
    chunk: list[str],
    runs: Sequence[Run],
    origin: Origin,
    engine_table: EngineTable,
) -> Iterator[Block]:
    nature = _nature(chunk[0])
    if nature == "table":
        yield _table(chunk, runs, origin)
    elif nature == "bullet":
        items = tuple(to_runs(line[2:], runs, origin) for line in chunk)
        yield ListBlock(items, ordered=False, origin=origin)
    elif nature == "ordered":
        items = tuple(to_runs(_ORDERED.sub("", line, count=1), runs, origin) for line in chunk)
        yield ListBlock(items, ordered=True, origin=origin)
    else:
        match, drawing = _ENGINE_TABLE.match(chunk[0]), _DRAWING.match(chunk[0])
        if match:
            yield from engine_table(match.group(1))
        elif drawing:
            yield from engine_table(f"{drawing.group(1)}:{drawing.group(2)}")
        else:
            yield _paragraph(chunk[0], runs, origin)


def _paragraph(line: str, runs: Sequence[Run], origin: Origin) -> Paragraph:
    for prefix, style in _PREFIXES.items():
        if line.startswith(prefix):
            return Paragraph(to_runs(line[len(prefix) :], runs, origin), style, origin)
    return Paragraph(to_runs(line, runs, origin), "body", origin)


def to_runs(line: str, runs: Sequence[Run], origin: Origin) -> Runs:
    """Split a line at its tokens: literal text between printed values and marks of blanks.

    A blank that the text itself leaves belongs to the clause or form it stands in.
    """
    result: list[Run] = []
    end = 0
    for match in _TOKEN.finditer(line):
        if match.start() > end:
            result.append(Text(line[end : match.start()]))
        blank = match.group(2)
        own = Unfilled(f"{origin.kind}.{origin.id}", blank) if blank else None
        result.append(own or runs[int(match.group(1))])
        end = match.end()
    if end < len(line):
        result.append(Text(line[end:]))
    return tuple(result)


def _table(chunk: list[str], runs: Sequence[Run], origin: Origin) -> Table:
    rows = [_cells(line, runs, origin) for line in chunk if not _RULE.match(line)]
    width = max(len(row) for row in rows)
    padded = [row + [()] * (width - len(row)) for row in rows]
    lengths = [[len(runs_text(row[index])) for row in padded] for index in range(width)]
    columns = tuple(map(_column, lengths, _widths(lengths)))
    body = tuple(tuple(Cell(cell) for cell in row) for row in padded[1:])
    return Table(columns, tuple(padded[0]), body, origin=origin)


def _cells(line: str, runs: Sequence[Run], origin: Origin) -> list[Runs]:
    return [to_runs(cell.strip(), runs, origin) for cell in line.strip().strip("|").split("|")]


def _widths(lengths: Sequence[Sequence[int]]) -> list[int]:
    """Return relative column widths.

    A column of short entries gets what its longest entry needs on one line; the others share the
    rest of the line by the length of their text.
    """
    needed = [max(column) + CELL_PADDING for column in lengths]
    short = [max(column) <= SHORT_ENTRY for column in lengths]
    rest = LINE_CHARACTERS - sum(n for n, is_short in zip(needed, short, strict=True) if is_short)
    weights = [sum(column) / len(column) + max(column) / 2 for column in lengths]
    total = sum(w for w, is_short in zip(weights, short, strict=True) if not is_short)
    if not total or rest < LINE_CHARACTERS / 4:
        return [round(min(n, LINE_CHARACTERS / 2) * 10) for n in needed]
    return [
        round(n * 10) if is_short else max(round(rest * w / total * 10), 60)
        for n, w, is_short in zip(needed, weights, short, strict=True)
    ]


def _column(lengths: Sequence[int], width: int) -> Column:
    align: Align = "center" if max(lengths) <= SHORT_ENTRY else "left"
    return Column(width, align)
