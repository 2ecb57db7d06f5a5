"""One sheet as a grid that remembers what it wrote, so that sums carry their cached value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from generator.render.xlsx.book import Book

Value = Decimal | str
ZERO = Decimal(0)
WRAPPED = ("text", "header")
"""Styles whose words take more lines where the column is narrow."""
STANDARD_WIDTH = 8.43
LINE_HEIGHT = 13.5
"""Points of a line of ten-point letters."""


class Grid:
    """A sheet: rows and columns count from zero; every formula is written with its value."""

    def __init__(self, book: Book, sheet: Worksheet, title: str) -> None:
        self.book, self.sheet, self.title = book, sheet, title
        self._values: dict[tuple[int, int], Decimal] = {}
        self._widths: list[float] = []
        self._lengths: dict[tuple[int, int], int] = {}
        self._paragraphs: dict[int, int] = {}

    def at(self, row: int, column: int) -> str:
        """Return a cell as formulas of the same sheet name it."""
        return str(xl_rowcol_to_cell(row, column))

    def span(self, first: tuple[int, int], last: tuple[int, int]) -> str:
        """Return a fixed range with its sheet."""
        ends = [xl_rowcol_to_cell(*cell, row_abs=True, col_abs=True) for cell in (first, last)]
        return f"'{self.title}'!{ends[0]}:{ends[1]}"

    def place(self, row: int, column: int) -> str:
        """Return a fixed cell with its sheet."""
        return f"'{self.title}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def value(self, row: int, column: int) -> Decimal:
        """Return the number a cell carries; an empty cell is zero, as in a sum."""
        return self._values.get((row, column), ZERO)

    def columns(self, widths: Iterable[float]) -> None:
        """Set the widths of the columns from the first on."""
        self._widths = list(widths)
        for index, width in enumerate(self._widths):
            self.sheet.set_column(index, index, width)

    def text(self, row: int, column: int, text: str, style: str = "text") -> None:
        """Write words; an empty text still gets its frame."""
        if text:
            self.sheet.write_string(row, column, text, self.book.style(style))
        else:
            self.sheet.write_blank(row, column, None, self.book.style(style))
        if style in WRAPPED:
            self._lengths[row, column] = _letters(text)

    def texts(self, row: int, column: int, texts: Sequence[str], style: str = "text") -> None:
        """Write words side by side."""
        for offset, text in enumerate(texts):
            self.text(row, column + offset, text, style)

    def number(self, row: int, column: int, value: Decimal, style: str = "money") -> None:
        """Write a number that nobody is meant to change."""
        self.sheet.write_number(row, column, float(value), self.book.style(style))
        self._values[row, column] = value

    def entry(self, row: int, column: int, value: Decimal, style: str, name: str) -> None:
        """Write an input cell: blue, named, and only numbers from zero up are taken."""
        self.number(row, column, value, f"{style}_input")
        self.name(row, column, name)
        self.sheet.data_validation(
            row,
            column,
            row,
            column,
            {
                "validate": "decimal",
                "criteria": ">=",
                "value": 0,
                "error_title": "输入无效",
                "error_message": "请输入不小于零的数字。",
            },
        )

    def formula(
        self, row: int, column: int, text: str, value: Value, style: str = "money", name: str = ""
    ) -> None:
        """Write a formula with the value that the engine found for it."""
        cached = float(value) if isinstance(value, Decimal) else value
        self.sheet.write_formula(row, column, f"={text}", self.book.style(style), cached)
        if isinstance(value, Decimal):
            self._values[row, column] = value
        if name:
            self.name(row, column, name)

    def total(
        self, row: int, column: int, rows: Sequence[int], style: str = "money_total", name: str = ""
    ) -> Decimal:
        """Write the sum of rows that lie together above or below and return it."""
        value = sum((self.value(r, column) for r in rows), ZERO)
        cells = f"{self.at(rows[0], column)}:{self.at(rows[-1], column)}"
        self.formula(row, column, f"SUM({cells})", value, style, name)
        return value

    def name(self, row: int, column: int, name: str) -> None:
        """Give a cell its name in the whole workbook."""
        self.book.define(name, self.place(row, column), self.value(row, column))

    def merged(self, row: int, first: int, last: int, text: str) -> None:
        """Write a heading across columns."""
        if first == last:
            self.text(row, first, text, "header")
        else:
            self.sheet.merge_range(row, first, row, last, text, self.book.style("header"))

    def merged_formula(self, row: int, first: int, last: int, formula: str, value: str) -> None:
        """Write a formula that gives words across columns."""
        style = self.book.style("verdict")
        self.sheet.merge_range(row, first, row, last, "", style)
        self.sheet.write_formula(row, first, f"={formula}", style, value)

    def paragraph(self, row: int, first: int, last: int, text: str) -> None:
        """Write words across columns, on as many lines as they need."""
        self.sheet.merge_range(row, first, row, last, text, self.book.style("text"))
        width = sum(self._widths[first : last + 1])
        self._paragraphs[row] = ceil(_letters(text) / max(width, 1))

    def header(self, row: int, titles: Sequence[str]) -> None:
        """Write a heading row."""
        self.texts(row, 0, titles, "header")

    def title_row(self, text: str, note: str = "") -> None:
        """Write the sheet's title and a note under it."""
        self.sheet.write_string(0, 0, text, self.book.style("title"))
        self.sheet.set_row(0, 26)
        if note:
            self.sheet.write_string(1, 0, note, self.book.style("note"))

    def fit_rows(self) -> None:
        """Make rows as high as their wrapped words need: not every program does so by itself."""
        lines = dict(self._paragraphs)
        for (row, column), length in self._lengths.items():
            width = self._widths[column] if column < len(self._widths) else STANDARD_WIDTH
            need = ceil(length / max(width, 1))
            lines[row] = max(lines.get(row, 1), need)
        for row, count in lines.items():
            if count > 1:
                self.sheet.set_row(row, LINE_HEIGHT * count + 2)

    def print_setup(self, *, repeat: int, freeze: tuple[int, int], pages: int = 0) -> None:
        """Set A4 across, one page wide, a heading row on every page, and panes that stay."""
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, pages)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.repeat_rows(repeat)
        sheet.freeze_panes(*freeze)
        sheet.set_footer("&L&A&C第 &P 页　共 &N 页")
        sheet.hide_gridlines(2)


def _letters(text: str) -> int:
    """Width of words in letters; a Chinese character is two wide."""
    return sum(2 if ord(letter) > 255 else 1 for letter in text)
