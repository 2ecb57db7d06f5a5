"""Listing and describing what the knowledge base holds, and the schemas of its files."""

from __future__ import annotations

import json

import pytest

from generator.errors import InputError
from generator.library.kinds import ALL_KINDS
from generator.reports.knowledge import FIELDS, describe, entries
from generator.reports.schema import schema_of
from tests.compose.samples import SCHOOL, estimated

KB = estimated(SCHOOL).kb


@pytest.mark.parametrize("kind", [*FIELDS, "parameters"])
def test_every_entry_is_listed_with_its_place(kind: str) -> None:
    rows = entries(KB, kind)
    assert rows and all({"id", "title", "file", "line"} <= set(row) for row in rows)
    assert all(row["file"] and row["line"] > 0 for row in rows)
    names = [row["id"] for row in rows]
    assert len(set(names)) == len(names)


def test_an_unknown_kind_has_no_entries() -> None:
    assert entries(KB, "no-such-kind") == []


def test_an_entry_says_what_it_is_and_who_uses_it() -> None:
    text = "\n".join(describe(KB, "fire-drill"))
    assert "topics fire-drill" in text and "位置：" in text
    assert "文书 old-estate-plan" in text and "条款 " in text


def test_a_post_names_the_clauses_that_print_it() -> None:
    text = "\n".join(describe(KB, "gate_guard"))
    assert "posts gate_guard" in text and "用到它的：" in text


def test_an_unknown_entry_names_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        describe(KB, "fire-dril")
    assert caught.value.problems[0].code == "unknown-entry"
    assert "fire-drill" in caught.value.problems[0].hint


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_schemas_are_json_with_chinese_titles(kind: str) -> None:
    schema = json.loads(json.dumps(schema_of(kind), ensure_ascii=False))
    assert schema["type"] == "object" and schema["$schema"].endswith("schema")
    assert schema["additionalProperties"] is False
    assert any("\u4e00" <= sign <= "\u9fff" for sign in schema["title"])


def test_an_unknown_schema_names_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        schema_of("profil")
    assert "profile" in caught.value.problems[0].hint
