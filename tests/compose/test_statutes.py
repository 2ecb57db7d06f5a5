"""The table of statutes lists what the document cites, on the day of the document."""

from __future__ import annotations

import datetime

import pytest

from generator.compose.clauses import filled_blocks
from generator.compose.context import Context
from generator.compose.tables.statutes import laws, with_statutes
from generator.model.document import Block, Origin, Table, runs_text
from tests.compose.samples import SCHOOL, context, no_tables

BEFORE = datetime.date(2025, 8, 1)
AFTER = datetime.date(2026, 11, 20)


def _document(found: Context, source: str) -> list[Block]:
    body = filled_blocks(found, source, {}, Origin("clause", "x"), 3, no_tables)
    return with_statutes(found, [*laws(found, {}), *body])


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_it_names_what_is_cited_and_in_force(day: datetime.date) -> None:
    found = context(SCHOOL, as_of=day)
    text = "依{{ law('ecological-environment-code', 506) }}与{{ law('civil-code', 942) }}。"
    table = _document(found, text)[0]
    assert isinstance(table, Table)
    titles = [runs_text(row[1].runs) for row in table.rows]
    code, old = "《中华人民共和国生态环境法典》", "《中华人民共和国固体废物污染环境防治法》"
    assert titles == ["《中华人民共和国民法典》", code if day == AFTER else old]


def test_without_a_citation_there_is_no_table() -> None:
    found = context(SCHOOL)
    assert [type(block).__name__ for block in _document(found, "按约定执行。")] == ["Paragraph"]
