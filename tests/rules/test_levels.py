"""Grades: the scheme alone says what a label means."""

from __future__ import annotations

import pytest

from generator.errors import InputError
from generator.model.knowledge_base import KnowledgeBase
from generator.rules.levels import levels_of
from tests.rules import inputs


def levels(kb: KnowledgeBase, **service: object) -> tuple[int, int]:
    found = levels_of(kb, inputs.case(inputs.profile(service=service)))
    return found.overall, found.of("cleaning")


def test_label_of_a_descending_scheme(kb: KnowledgeBase) -> None:
    assert levels(kb, scheme="cpmi-2004", grade="一级") == (4, 4)
    assert levels(kb, scheme="cpmi-2004", grade="三级") == (2, 2)


def test_module_has_its_own_grade(kb: KnowledgeBase) -> None:
    assert levels(kb, grade="L2", module_grades={"cleaning": "L5"}) == (2, 5)


def test_unknown_grade_names_the_labels(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError) as caught:
        levels(kb, scheme="cpmi-2004", grade="五级", module_grades={"cleaning": "甲"})
    assert [problem.code for problem in caught.value.problems] == ["unknown-grade"] * 2
    assert "一级、二级、三级" in caught.value.problems[0].hint


def test_unknown_scheme(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError) as caught:
        levels(kb, scheme="nowhere")
    assert caught.value.problems[0].code == "unknown-scheme"
