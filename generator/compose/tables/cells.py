"""Building blocks of engine tables: cells, serial numbers, a table from columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.compose.references import References
from generator.model.document import (
    Align,
    Cell,
    Column,
    Figure,
    Origin,
    Run,
    Runs,
    Table,
    Text,
    Unfilled,
)

ColumnSpec = tuple[str, int, Align]
"""Title, relative width and alignment of a column."""


def words(text: str, *, bold: bool = False) -> Runs:
    """Return literal words."""
    return (Text(text, bold),) if text else ()


def value(refs: References, ref: str, *, bold: bool = False) -> Runs:
    """Return a printed reference."""
    return (refs.run(ref, bold=bold),)


def given(ref: str, text: str | None, title: str) -> Runs:
    """Return a text that the case gives (company, tender), or the mark of a blank."""
    run: Run = Figure(ref, text) if text is not None else Unfilled(ref, title)
    return (run,)


def serial(number: int) -> Runs:
    """Return the serial number of a row."""
    return (Figure(f"serial.{number}", str(number)),)


def table(
    name: str, columns: Sequence[ColumnSpec], rows: Iterable[Sequence[Runs | Cell]], caption: str
) -> Table:
    """Return a table; a row's entries are runs or ready cells."""
    return Table(
        columns=tuple(Column(width, align) for _, width, align in columns),
        header=tuple(words(title) for title, _, _ in columns),
        rows=tuple(
            tuple(entry if isinstance(entry, Cell) else Cell(entry) for entry in row)
            for row in rows
        ),
        caption=caption,
        origin=Origin("table", name),
    )
