"""The workbook under way: formats, sheets, and the names by which formulas find their inputs."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from generator.render.xlsx.grid import Grid

FONT = {"font_name": "宋体", "font_size": 10}
BLUE = "#0000FF"
HEAD = "#D9E2F3"
SUM = "#F2F2F2"
INPUT = "#FFFBE6"
OFF = "#F8CBAD"
MONEY = "#,##0.00"
PLAIN = "General"

_FRAME = {"border": 1, "border_color": "#A6A6A6", "valign": "vcenter"}
STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15},
    "note": {"font_color": "#595959"},
    "plain": {"font_color": "#595959", "font_size": 9},
    "section": {"bold": True, "font_size": 12},
    "header": {**_FRAME, "bold": True, "bg_color": HEAD, "align": "center", "text_wrap": True},
    "text": {**_FRAME, "text_wrap": True},
    "text_total": {**_FRAME, "bold": True, "bg_color": SUM},
    "code": {**_FRAME, "font_color": "#595959", "font_size": 9},
    "money": {**_FRAME, "num_format": MONEY},
    "money_total": {**_FRAME, "num_format": MONEY, "bold": True, "bg_color": SUM},
    "money_input": {**_FRAME, "num_format": MONEY, "font_color": BLUE, "bg_color": INPUT},
    "count": {**_FRAME, "num_format": PLAIN},
    "count_total": {**_FRAME, "num_format": PLAIN, "bold": True, "bg_color": SUM},
    "count_input": {**_FRAME, "num_format": PLAIN, "font_color": BLUE, "bg_color": INPUT},
    "percent": {**_FRAME, "num_format": "0.00%"},
    "percent_total": {**_FRAME, "num_format": "0.00%", "bold": True, "bg_color": SUM},
    "change": {**_FRAME, "num_format": "+#,##0.00;-#,##0.00;0.00"},
    "unit_price": {**_FRAME, "num_format": "#,##0.00##"},
    "shown": {**_FRAME, "font_color": "#595959", "font_size": 9},
    "day": {**_FRAME, "align": "center", "bg_color": HEAD},
    "day_off": {**_FRAME, "align": "center", "bg_color": OFF},
    "duty": {**_FRAME, "align": "center", "font_size": 9},
    "duty_sum": {**_FRAME, "align": "center", "font_size": 9, "num_format": PLAIN},
    "verdict": {**_FRAME, "align": "center", "bold": True},
}
"""Formats by name. Blue on yellow is an input; everything else is calculated."""


class Book:
    """Sheets, formats and names; a name may be used by formulas before its cell is written."""

    def __init__(self, title: str, as_of: datetime.date) -> None:
        self._stream = io.BytesIO()
        options = {"in_memory": True, "default_format_properties": dict(FONT)}
        self.workbook = xlsxwriter.Workbook(self._stream, options)
        created = datetime.datetime(as_of.year, as_of.month, as_of.day, tzinfo=datetime.UTC)
        self.workbook.set_properties({"title": title, "created": created})
        self.workbook.set_calc_mode("auto")
        self._formats: dict[str, Format] = {}
        self.names: dict[str, Decimal] = {}

    def grid(self, title: str) -> Grid:
        """Add a sheet."""
        return Grid(self, self.workbook.add_worksheet(title), title)

    def style(self, name: str) -> Format:
        """Return a format by its name."""
        if name not in self._formats:
            self._formats[name] = self.workbook.add_format({**FONT, **STYLES[name]})
        return self._formats[name]

    def define(self, name: str, place: str, value: Decimal) -> None:
        """Give a cell a name. A name belongs to one cell; a second use is a mistake here."""
        assert name not in self.names, name
        self.names[name] = value
        self.workbook.define_name(name, f"={place}")

    def data(self) -> bytes:
        """Finish and return the file."""
        self.workbook.close()
        return self._stream.getvalue()
