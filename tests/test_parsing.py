"""Pydantic's errors as problems: place, code, Chinese message, nearest key."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import Field, model_validator

from generator.errors import InputError, Problem
from generator.model.profile import Profile
from generator.model.values import Count, Date, NonNegative, Record, Slug, Text
from generator.parsing import parse
from generator.source import load_text


class Inner(Record):
    """A nested record."""

    area: NonNegative = Field(title="面积")
    mode: Literal["fast", "slow"] = Field("fast", title="方式")
    on: Date | None = Field(None, title="日期")


class Outer(Record):
    """The record under test."""

    kind: Literal["outer"]
    id: Slug = Field("one", title="编号")
    name: Text = Field(title="名称")
    floors: Count = Field(1, title="层数")
    lift: bool = Field(False, title="电梯")
    parts: tuple[Inner, ...] = Field((), title="部分")
    by_name: dict[str, Inner] = Field(default_factory=dict, title="按名称")

    @model_validator(mode="after")
    def _known_name(self) -> Outer:
        if self.name == "bad":
            raise ValueError("名称不合", "name")
        if self.name == "worse":
            raise ValueError("整个不合")
        return self


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        parse(load_text("kind: outer\n" + text, "a.yaml"), Outer)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "words"),
    [
        ("name: 1\n", 2, 7, "bad-text", "名称：应为文字"),
        (f"name: {chr(0x957F) * 20_001}\n", 2, 7, "text-too-long", "不得超过 20000 字"),
        ("nmae: x\nname: x\n", 2, 1, "unknown-key", "nmae"),
        ("floors: 2\n", 1, 1, "missing-key", "缺少必填项 name"),
        ("name: x\nfloors: 1.5\n", 3, 9, "bad-number", "层数"),
        ("name: x\nfloors: '2'\n", 3, 9, "bad-number", "层数：应为数字，不加引号"),
        ("name: x\nfloors: -1\n", 3, 9, "out-of-range", "数值 -1 不应小于 0"),
        ("name: x\nlift: maybe\n", 3, 7, "bad-value", "true 或 false"),
        ("name: x\nid: Bad Id\n", 3, 5, "bad-id", "Bad Id"),
        ("name: x\nparts: one\n", 3, 8, "bad-type", "列表"),
        ("name: x\nparts:\n  - one\n", 4, 5, "bad-type", "键: 值"),
        ("name: x\nby_name: [1]\n", 3, 10, "bad-type", "键: 值"),
        ("name: x\nparts:\n  - {area: -3}\n", 4, 12, "out-of-range", "面积：数值 -3"),
        ("name: x\nparts:\n  - {area: 3, mode: fats}\n", 4, 21, "bad-value", "fats"),
        ("name: x\nparts:\n  - {area: 3, on: 20261120}\n", 4, 19, "bad-date", "YYYY-MM-DD"),
        ("name: x\nparts:\n  - {area: 3, on: 2026-02-30}\n", 4, 19, "bad-date", "不存在"),
        ("name: x\nparts:\n  - {area: 3, on: 2026-2-3}\n", 4, 19, "bad-date", "YYYY-MM-DD"),
        ("name: x\nby_name:\n  a: {area: true}\n", 4, 13, "bad-number", "面积"),
        ("name: bad\n", 2, 7, "inconsistent", "名称不合"),
        ("name: worse\n", 1, 1, "inconsistent", "整个不合"),
    ],
)
def test_problem(text: str, line: int, column: int, code: str, words: str) -> None:
    (problem,) = problems(text)
    assert (problem.place.line, problem.place.column, problem.code) == (line, column, code)
    assert words in problem.message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("nmae: x\nname: x\n", "是否想写 name"),
        ("name: x\nparts:\n  - {area: 1, aera: 2}\n", "是否想写 area"),
        ("name: x\nby_name:\n  a: {area: 1, mood: fast}\n", "是否想写 mode"),
        ("name: x\nparts:\n  - {area: 3, mode: fats}\n", "是否想写 fast"),
        ("floors: 2\n", "请填写名称"),
        ("name: x\nqqq: 1\n", "可用的键：kind、id、name"),
    ],
)
def test_hint(text: str, hint: str) -> None:
    (problem,) = problems(text)
    assert problem.hint.startswith(hint)


def test_every_problem_is_reported_in_order() -> None:
    found = problems("name: 1\nfloors: -1\nparts:\n  - {area: x}\n")
    assert [problem.place.line for problem in found] == [2, 3, 5]


def test_a_part_of_a_file_can_be_parsed() -> None:
    loaded = load_text("rows:\n  - {area: 1}\n  - {area: -1}\n", "a.yaml")
    assert parse(loaded, Inner, ("rows", 0)).area == 1
    with pytest.raises(InputError) as caught:
        parse(loaded, Inner, ("rows", 1))
    assert (caught.value.problems[0].place.line, caught.value.problems[0].place.column) == (3, 12)


def test_a_list_is_no_record() -> None:
    with pytest.raises(InputError, match=r"a\.yaml:1:1: bad-type"):
        parse(load_text("- 1\n", "a.yaml"), Outer)


def test_no_message_of_pydantic_reaches_a_person() -> None:
    text = "kind: profile\ntitle: 1\ncompany: x\nproject: {name: x, city: S H}\nestate: []\n"
    with pytest.raises(InputError) as caught:
        parse(load_text(text + "service: {grade: 1, modules: 3}\n", "a.yaml"), Profile)
    for problem in caught.value.problems:
        assert "Input should" not in problem.message
        assert "valid" not in problem.message
