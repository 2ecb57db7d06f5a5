"""A small spreadsheet for tests: computes our workbooks' formulas with decimal arithmetic.

It knows the few functions that the workbook writes. LibreOffice is the judge of the same files in
the slow tests; this one is fast enough for properties.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import (
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    localcontext,
)
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

Cell = tuple[str, int, int]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<range>(?:'(?P<sheet>[^']+)'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![\w(])
    | (?P<text>"[^"]*")
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<call>[A-Z][A-Z0-9]*)(?=\()
    | (?P<name>[A-Za-z_]\w*)
    | (?P<sign><>|<=|>=|[-+*/(),<>=])
    )""",
    re.VERBOSE,
)
_SIGNS = {"=": "==", "<>": "!="}


class Spreadsheet:
    """A workbook's cells and names; inputs can be changed, formulas are computed when asked."""

    def __init__(self, data: bytes) -> None:
        written = openpyxl.load_workbook(io.BytesIO(data))
        cached = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        self.cells: dict[Cell, Any] = {}
        self.cached: dict[Cell, Any] = {}
        for sheet in written:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        place = (sheet.title, cell.row, cell.column)
                        self.cells[place] = cell.value
                        self.cached[place] = cached[sheet.title][cell.coordinate].value
        self.names: dict[str, Cell] = {}
        for name, defined in written.defined_names.items():
            sheet_title, _, address = defined.attr_text.rpartition("!")
            column, row_number, _, _ = range_boundaries(address.replace("$", ""))
            self.names[name] = (sheet_title.strip("'"), row_number, column)
        self._known: dict[Cell, Any] = {}
        self._code: dict[Cell, Any] = {}

    def formulas(self) -> Iterator[Cell]:
        """Yield every cell that holds a formula."""
        for place, value in self.cells.items():
            if isinstance(value, str) and value.startswith("="):
                yield place

    def computed(self, changes: Mapping[str, Decimal], *names: str) -> dict[str, Decimal]:
        """Return named cells as they are once the named inputs have other values."""
        self._known = {self.names[name]: value for name, value in changes.items()}
        return {name: self.value(self.names[name]) for name in names}

    def value(self, place: Cell) -> Any:
        """Return what a cell shows."""
        if place not in self._known:
            self._known[place] = self._compute(place)
        return self._known[place]

    def _compute(self, place: Cell) -> Any:
        held = self.cells.get(place)
        if isinstance(held, int | float):
            return Decimal(repr(held))
        if not (isinstance(held, str) and held.startswith("=")):
            return held if held is not None else Decimal(0)
        if place not in self._code:
            self._code[place] = compile(_python(held[1:], place[0]), str(place), "eval")
        with localcontext() as context:
            context.traps[DivisionByZero] = context.traps[InvalidOperation] = False
            return eval(self._code[place], {"__builtins__": {}}, self._words())

    def _words(self) -> dict[str, Callable[..., Any]]:
        return {
            "D": Decimal,
            "at": lambda sheet, row, column: self.value((sheet, row, column)),
            "area": self._area,
            "named": lambda name: self.value(self.names[name]),
            "ROUND": lambda value, digits: _round(value, digits, ROUND_HALF_UP),
            "ROUNDDOWN": lambda value, digits: _round(value, digits, ROUND_DOWN),
            "ROUNDUP": lambda value, digits: _round(value, digits, ROUND_UP),
            "SUM": lambda values: sum((v for v in values if isinstance(v, Decimal)), Decimal(0)),
            "SUMIFS": _sumifs,
            "COUNTIF": _countifs,
            "COUNTIFS": _countifs,
            "COUNTBLANK": lambda values: Decimal(sum(not v for v in values)),
            "SUMXMY2": lambda one, two: sum(
                ((a - b) ** 2 for a, b in zip(one, two, strict=True)), Decimal(0)
            ),
            "INT": lambda value: value.to_integral_value(ROUND_FLOOR),
            "AND": lambda *tests: all(tests),
            "OR": lambda *tests: any(tests),
            "NOT": lambda test: not test,
            "MIN": lambda *values: min(_flat(values)),
            "MAX": lambda *values: max(_flat(values)),
            "ABS": abs,
            "IF": lambda condition, then, otherwise: then if condition else otherwise,
        }

    def _area(self, sheet: str, address: str) -> list[Any]:
        left, top, right, bottom = range_boundaries(address)
        return [
            self.value((sheet, row, column))
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]


def _python(formula: str, sheet: str) -> str:
    parts, position = [], 0
    while position < len(formula):
        found = _TOKEN.match(formula, position)
        assert found is not None, formula[position:]
        position = found.end()
        if found["range"]:
            address = found["range"].rpartition("!")[2].replace("$", "")
            title = found["sheet"] or sheet
            if ":" in address:
                parts.append(f"area({title!r},{address!r})")
            else:
                column, row, _, _ = range_boundaries(address)
                parts.append(f"at({title!r},{row},{column})")
        elif found["number"]:
            parts.append(f"D({found['number']!r})")
        elif found["name"]:
            parts.append(f"named({found['name']!r})")
        else:
            sign = found["text"] or found["call"] or found["sign"]
            parts.append(_SIGNS.get(sign, sign))
    return "".join(parts)


def _round(value: Decimal, digits: Decimal, way: str) -> Decimal:
    if not value.is_finite():
        return value
    return value.quantize(Decimal(1).scaleb(-int(digits)), rounding=way)


def _sumifs(amounts: list[Any], *pairs: Any) -> Decimal:
    total = Decimal(0)
    for index, amount in enumerate(amounts):
        wanted = all(pairs[n][index] == pairs[n + 1] for n in range(0, len(pairs), 2))
        if wanted and isinstance(amount, Decimal):
            total += amount
    return total


def _countifs(*pairs: Any) -> Decimal:
    """Count the places where every range has what is wanted; ``*`` at the end is any ending."""
    found = zip(*(pairs[n] for n in range(0, len(pairs), 2)), strict=True)
    wanted = pairs[1::2]
    return Decimal(sum(all(map(_is, values, wanted)) for values in found))


def _is(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, str) and wanted.endswith("*"):
        return isinstance(value, str) and value.startswith(wanted[:-1])
    return bool(value == wanted)


def _flat(values: tuple[Any, ...]) -> list[Decimal]:
    found = [v for value in values for v in (value if isinstance(value, list) else [value])]
    return [value for value in found if isinstance(value, Decimal)]
