"""Expressions as spreadsheet formulas: the same number, or nothing at all."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.expression import evaluate
from generator.spreadsheet import to_formula
from tests.render.spreadsheet import Spreadsheet

SOURCES = (
    "a + b * 2 - -a / 3",
    "(a + b) * 0.25",
    "a - (b - a)",
    "a / (b / 2)",
    "ceil(a / 3) + floor(b / 3) - round(a / 2)",
    "ceil(a * 0.1 * 3)",
    "max(a, b, 10) if a > b else min(a, b)",
    "1 if a >= b and not b == 3 else 2",
    "1 if a < b or a != 2 else 0.5",
)


def computed(formula: str, a: Decimal, b: Decimal) -> Decimal:
    """Let the spreadsheet of the tests compute a formula over two cells."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Tabelle"
    page["A1"], page["B1"], page["C1"] = float(a), float(b), f"={formula}"
    stream = io.BytesIO()
    book.save(stream)
    return Decimal(Spreadsheet(stream.getvalue()).value(("Tabelle", 1, 3)))


@pytest.mark.filterwarnings("ignore::EncodingWarning")
@pytest.mark.parametrize("source", SOURCES)
@given(a=st.integers(1, 400), b=st.integers(1, 400))
def test_formula_and_expression_agree(source: str, a: int, b: int) -> None:
    values = {"a": Decimal(a) / 4, "b": Decimal(b) / 4}
    formula = to_formula(source, {"a": "A1", "b": "B1"}.get)
    assert formula is not None
    found = computed(formula, values["a"], values["b"])
    assert abs(found - Decimal(evaluate(source, values))) < Decimal("0.0000001")


@pytest.mark.parametrize("source", ["c + 1", "a if city == '上海' else b", "a in (1, 2)", "true"])
def test_what_a_spreadsheet_cannot_say_is_nothing(source: str) -> None:
    assert to_formula(source, {"a": "A1", "b": "B1"}.get) is None


def test_paths_are_asked_for_whole() -> None:
    asked: list[str] = []

    def term(path: str) -> str:
        asked.append(path)
        return "A1"

    assert to_formula("cost.items.personnel / staff.total", term) == "(A1/A1)"
    assert asked == ["cost.items.personnel", "staff.total"]
