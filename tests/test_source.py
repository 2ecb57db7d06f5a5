"""Strict YAML: what a scalar means, where it stands, and what is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import source
from generator.errors import InputError, Place
from generator.source import BLOCK, load_file, load_text, plain_scalar, read_text


def loaded_value(text: str) -> Any:
    return load_text(f"value: {text}\n", "a.yaml").data["value"]


def problems(text: str) -> list[tuple[str, int, int]]:
    with pytest.raises(InputError) as caught:
        load_text(text, "a.yaml")
    return [(p.code, p.place.line, p.place.column) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("35", 35),
        ("-5", -5),
        ("7628.99", Decimal("7628.99")),
        ("0.10", Decimal("0.10")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("~", None),
        ("010", "010"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        (".5", ".5"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("2026-11-20", "2026-11-20"),
        ("12:30", "12:30"),
        ("'35'", "35"),
        ('"true"', "true"),
        (".inf", ".inf"),
        ("一二三", "一二三"),
    ],
)
def test_scalars(text: str, value: Any) -> None:
    found = loaded_value(text)
    assert found == value
    assert type(found) is type(value)


def test_no_float_is_ever_read() -> None:
    assert loaded_value("0.1") + loaded_value("0.2") == Decimal("0.3")


def test_huge_number_stays_text() -> None:
    assert loaded_value("9" * 50) == "9" * 50


@given(st.integers(min_value=-(10**30), max_value=10**30))
def test_every_integer_is_read_as_itself(number: int) -> None:
    assert plain_scalar(str(number)) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**9))
def test_every_decimal_keeps_its_digits(number: Decimal) -> None:
    found = plain_scalar(f"{number:f}")
    assert found == number
    assert str(found) == f"{number:f}"


def test_positions_of_keys_and_values() -> None:
    loaded = load_text("a:\n  b: 1\n  c:\n    - x\n    - {d: 2}\n", "a.yaml")
    assert loaded.place(("a", "b")) == Place("a.yaml", 2, 6)
    assert loaded.place(("a", "b"), key=True) == Place("a.yaml", 2, 3)
    assert loaded.place(("a", "c", 1, "d")) == Place("a.yaml", 5, 11)


def test_unknown_path_falls_back_to_the_nearest_parent() -> None:
    loaded = load_text("a:\n  b: 1\n", "a.yaml")
    assert loaded.place(("a", "missing", "deeper")) == Place("a.yaml", 2, 3)
    assert loaded.place(("missing",)) == Place("a.yaml", 1, 1)


def test_steps_that_are_not_in_the_file_are_skipped() -> None:
    loaded = load_text("a:\n  b: {c: 1}\n", "a.yaml")
    assert loaded.place(("a", "union-tag", "b", "c")) == Place("a.yaml", 2, 10)


def test_text_of_a_block_begins_below_its_indicator() -> None:
    loaded = load_text("a: |\n  first\n  second\nb: inline\n", "a.yaml")
    assert loaded.place(("a",)) == Place("a.yaml", 1, 4)
    assert loaded.place(("a", BLOCK)) == Place("a.yaml", 2, 1)
    assert loaded.place(("b", BLOCK)) == Place("a.yaml", 4, 4)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a:\n\tb: 1\n", "yaml-tab", 2, 1),
        ("a:\n  b: 1\n  \tc: 2\n", "yaml-tab", 3, 3),
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
        ("a: b: c\n", "yaml-syntax", 1, 5),
        ("a: [1, 2\n", "yaml-syntax", 2, 1),
        ("a: 'open\n", "yaml-syntax", 2, 1),
        ("a: 1\n---\nb: 2\n", "yaml-syntax", 2, 1),
        ("a: !!python/name:os.system x\n", "yaml-tag", 1, 4),
        ("a: !own x\n", "yaml-tag", 1, 4),
        ("a: !!str 5\n", "yaml-tag", 1, 4),
        ('a: !!int "5"\n', "yaml-tag", 1, 4),
        ("!!binary a: 5\n", "yaml-key", 1, 1),
        ("? [a, b]\n: 1\n", "yaml-key", 1, 3),
        ("true: 1\n", "yaml-key", 1, 1),
        ("1.5: 1\n", "yaml-key", 1, 1),
        ("a: &x [1]\nb: *x\n", "yaml-alias", 1, 4),
        ("a: &x [*x]\n", "yaml-alias", 1, 4),
        ("a: 有误\x07的\n", "yaml-character", 1, 6),
        ("a: 1\nb: \x00\n", "yaml-character", 2, 4),
        ('a: 1\nb: "有\\x07误"\n', "yaml-character", 2, 4),
        ('a: ["有", "\\uFFFE"]\n', "yaml-character", 1, 10),
    ],
)
def test_refused(text: str, code: str, line: int, column: int) -> None:
    assert (code, line, column) in problems(text)


def test_all_mistakes_are_reported_together() -> None:
    found = problems("a: 1\na: 2\nb: !own x\nc: &x 1\nd: *x\n")
    assert [code for code, _, _ in found] == ["duplicate-key", "yaml-tag", "yaml-alias"]


def test_message_says_what_to_mend() -> None:
    with pytest.raises(InputError, match="整段加引号"):
        load_text("a: b: c\n", "a.yaml")


@pytest.mark.parametrize("levels", [41, 1_000, 100_000])
@pytest.mark.parametrize("brackets", ["[]", "{}"])
def test_deep_nesting_is_refused(levels: int, brackets: str) -> None:
    """A hundred thousand levels would end the process in the parser."""
    opening = {"[]": "[", "{}": "{a: "}[brackets]
    ((code, line, _),) = problems("a: " + opening * levels + brackets[1] * levels)
    assert (code, line) == ("yaml-too-deep", 1)


def test_forty_levels_are_enough() -> None:
    assert load_text("a: " + "[" * 38 + "]" * 38, "a.yaml").data["a"]


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_NODES", 100)
    assert problems("a: [" + "1, " * 200 + "1]")[0][0] == "yaml-too-large"


def test_too_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    path = tmp_path / "a.yaml"
    path.write_bytes(b"kind: profile\n")
    with pytest.raises(InputError, match="file-too-large"):
        load_file(path)


def test_empty_text_is_no_data() -> None:
    assert load_text("", "a.yaml").data is None
    assert load_text("# only a comment\n", "a.yaml").data is None


def test_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("a: 一\n".encode("utf-8-sig"))
    loaded = load_file(path)
    assert loaded.data == {"a": "一"}
    assert loaded.place(("a",)).column == 4


def test_other_encoding_is_placed(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"kind: profile\n" + "title: 标题\n".encode("gb18030"))
    with pytest.raises(InputError) as caught:
        read_text(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("bad-encoding", 2, 8)


@pytest.mark.parametrize(("name", "code"), [("none.yaml", "file-missing"), ("", "file-unreadable")])
def test_unreadable_paths(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(InputError, match=code):
        read_text(tmp_path / name)


def test_places_are_relative_below_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_file(tmp_path / "sub" / "a.yaml").file == "sub/a.yaml"
    assert load_file(Path("sub") / "a.yaml").file == "sub/a.yaml"
    monkeypatch.chdir(tmp_path / "sub")
    assert load_file(tmp_path / "sub" / "a.yaml").file == "a.yaml"


@given(st.text(max_size=60))
def test_any_text_gives_data_or_a_placed_problem(text: str) -> None:
    try:
        load_text(text, "a.yaml")
    except InputError as error:
        assert error.exit_code == 2
        assert all(p.place.line >= 1 and p.place.column >= 1 for p in error.problems)


_CONTROLS = "".join(map(chr, {*range(32), 127} - {9, 10, 13}))
_TEXT = st.text(st.characters(max_codepoint=0xD7FF, exclude_characters=_CONTROLS), max_size=6)
_TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(_TREES)
def test_json_is_read_as_it_was_written(tree: Any) -> None:
    assert load_text(json.dumps({"value": tree}), "a.yaml").data == {"value": tree}
