"""Reading knowledge-base folders: kinds, ids, layers, and what is wrong with a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import InputError, Problem
from generator.library import Layer, load_knowledge_base
from generator.library.kinds import ALL_KINDS, INPUT_KINDS, KINDS
from generator.library.loader import kind_of, read_knowledge_base
from generator.model.knowledge_base import KnowledgeBase
from generator.source import load_text

TOPICS = "kind: topics\ntopics:\n  - {{id: {0}, title: {1}, group: cleaning}}\n"
CITY = """\
kind: parameters
region: shanghai
title: 上海市
parameters:
  - id: {0}
    title: 某数
    unit: 元
    values:
      - {{value: {1}, from: 2025-07-01, tag: official, source: test}}
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def layered(tmp_path: Path, first: dict[str, str], second: dict[str, str]) -> KnowledgeBase:
    layers = [
        Layer("shipped", write(tmp_path / "one", **first)),
        Layer("own", write(tmp_path / "two", **second)),
    ]
    return load_knowledge_base(layers)


def problems(folder: Path) -> list[Problem]:
    return read_knowledge_base([Layer("own", folder)])[1]


def test_entries_come_from_every_file_below_the_folder(tmp_path: Path) -> None:
    files = {"a": TOPICS.format("one", "甲"), "deep__down__b": TOPICS.format("two", "乙")}
    kb = load_knowledge_base([Layer("shipped", write(tmp_path, **files))])
    assert list(kb.topics) == ["one", "two"]
    assert kb.place("topics", "two").file.endswith("deep/down/b.yaml")
    assert (kb.place("topics", "two").line, kb.place("topics", "two").column) == (3, 10)
    assert kb.place("topics", "two", "title").column == 22


def test_order_does_not_depend_on_file_names(tmp_path: Path) -> None:
    one = write(tmp_path / "one", a=TOPICS.format("x", "甲"), b=TOPICS.format("y", "乙"))
    two = write(tmp_path / "two", a=TOPICS.format("y", "乙"), b=TOPICS.format("x", "甲"))
    first, second = (load_knowledge_base([Layer("shipped", folder)]) for folder in (one, two))
    assert list(first.topics.items()) == list(second.topics.items())


def test_a_later_layer_replaces_an_entry_and_says_so(tmp_path: Path) -> None:
    both = TOPICS.format("one", "甲") + "  - {id: two, title: 乙, group: cleaning}\n"
    kb = layered(tmp_path, {"a": both}, {"other": TOPICS.format("one", "自有")})
    assert kb.topics["one"].title == "自有"
    assert kb.topics["two"].title == "乙"
    assert kb.layer("topics", "one") == "own"
    assert kb.layer("topics", "two") == "shipped"
    assert kb.place("topics", "one").file.endswith("two/other.yaml")


def test_a_later_layer_adds_entries(tmp_path: Path) -> None:
    kb = layered(tmp_path, {"a": TOPICS.format("one", "甲")}, {"a": TOPICS.format("two", "乙")})
    assert set(kb.topics) == {"one", "two"}


def test_a_later_layer_replaces_one_figure_of_a_city(tmp_path: Path) -> None:
    first = CITY.format("x", 1) + CITY.format("y", 2).partition("parameters:\n")[2]
    kb = layered(tmp_path, {"city": first}, {"city": CITY.format("y", 20)})
    figures = kb.regions["shanghai"].parameters
    assert [figures[name].values[0].value for name in ("x", "y")] == [1, 20]
    assert kb.layer("parameters", "shanghai.x") == "shipped"
    assert kb.layer("parameters", "shanghai.y") == "own"


def test_one_file_can_be_a_layer(tmp_path: Path) -> None:
    folder = write(tmp_path, a=TOPICS.format("one", "甲"), b=TOPICS.format("two", "乙"))
    kb = load_knowledge_base([Layer("own", folder / "b.yaml")])
    assert list(kb.topics) == ["two"]


def test_unknown_entries_have_no_place_and_are_shipped() -> None:
    kb = KnowledgeBase()
    assert str(kb.place("topics", "none")) == ""
    assert kb.layer("topics", "none") == "shipped"


def test_same_id_twice_in_a_layer(tmp_path: Path) -> None:
    text = TOPICS.format("one", "甲")
    (problem,) = problems(write(tmp_path, a=text, b=text))
    assert (problem.code, problem.place.line) == ("duplicate-id", 3)
    assert problem.place.file.endswith("b.yaml")
    assert "a.yaml:3:10" in problem.hint


def test_same_figure_twice_in_a_city(tmp_path: Path) -> None:
    text = CITY.format("x", 1) + CITY.format("x", 2).partition("parameters:\n")[2]
    (problem,) = problems(write(tmp_path, a=text))
    assert (problem.code, problem.place.line) == ("duplicate-id", 10)


def test_every_broken_file_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    files = {
        "a": TOPICS.format("one", "甲"),
        "b": "kind: topics\ntopcs: []\n",
        "c": "kind: topics\ntopics:\n\t- x\n",
        "d": "kind: profile\n",
    }
    kb, found = read_knowledge_base([Layer("own", write(tmp_path, **files))])
    assert list(kb.topics) == ["one"]
    assert [problem.code for problem in found] == [
        "missing-key",
        "unknown-key",
        "yaml-tab",
        "misplaced-file",
    ]
    with pytest.raises(InputError) as caught:
        load_knowledge_base([Layer("own", tmp_path)])
    assert len(caught.value.problems) == 4


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none: folder-missing"):
        load_knowledge_base([Layer("own", tmp_path / "none")])


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("kind: nothing", encoding="utf-8")
    assert problems(write(tmp_path, a=TOPICS.format("one", "甲"))) == []


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "empty-file", 1),
        ("# only a comment\n", "empty-file", 1),
        ("title: x\n", "missing-kind", 1),
        ("- kind: topics\n", "missing-kind", 1),
        ("kind:\n", "missing-kind", 1),
        ("kind: topcs\n", "unknown-kind", 7),
        ("kind: [topics]\n", "unknown-kind", 7),
        ("kind: {a: 1}\n", "unknown-kind", 7),
        ("kind: 5\n", "unknown-kind", 7),
    ],
)
def test_kind_of_a_file(text: str, code: str, column: int) -> None:
    with pytest.raises(InputError) as caught:
        kind_of(load_text(text, "a.yaml"), KINDS)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == (code, 1, column)


def test_near_kind_is_named() -> None:
    with pytest.raises(InputError, match="是否想写 topics"):
        kind_of(load_text("kind: topcs\n", "a.yaml"), KINDS)


@pytest.mark.parametrize("name", sorted(ALL_KINDS))
def test_every_kind_is_registered_under_its_own_name(name: str) -> None:
    kind = ALL_KINDS[name]
    assert kind.name == name
    assert kind.model.model_fields["kind"].annotation is not None
    fields = set(KnowledgeBase.__dataclass_fields__)
    assert set(kind.entries.values()) | ({kind.field} - {""}) <= fields
    assert (name in KINDS) != (name in INPUT_KINDS)
