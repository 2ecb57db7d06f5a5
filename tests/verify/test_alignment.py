"""Pairing of what should stand in a file with what stands there."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.verify.alignment import Pair, aligned
from generator.verify.expected import Expected
from generator.verify.reread import ReadParagraph

texts = st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=12)


def pairs(wanted: list[str], present: list[str]) -> list[Pair]:
    """Pairs of these paragraphs."""
    expected = [Expected(re.compile(re.escape(text) + r"\Z"), text, "") for text in wanted]
    return list(aligned(expected, [ReadParagraph("", text) for text in present]))


def said(found: list[Pair]) -> list[tuple[str | None, str | None]]:
    """The texts of pairs."""
    return [(a.text if a else None, b.text if b else None) for a, b in found]


@given(texts, texts)
def test_nothing_is_lost_and_the_order_stays(wanted: list[str], present: list[str]) -> None:
    found = said(pairs(wanted, present))
    assert [a for a, _ in found if a is not None] == wanted
    assert [b for _, b in found if b is not None] == present
    assert (None, None) not in found


@given(texts)
def test_equal_texts_agree(wanted: list[str]) -> None:
    assert all(a == b for a, b in said(pairs(wanted, wanted)))


@given(texts.filter(bool), st.data())
def test_one_deletion_is_one_finding(wanted: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(wanted) - 1))
    found = said(pairs(wanted, wanted[:gone] + wanted[gone + 1 :]))
    assert [pair for pair in found if pair[0] != pair[1]] == [(wanted[gone], None)]


@given(texts, st.data())
def test_one_addition_is_one_finding(wanted: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(wanted)))
    found = said(pairs(wanted, [*wanted[:place], "庚", *wanted[place:]]))
    assert [pair for pair in found if pair[0] != pair[1]] == [(None, "庚")]


@given(texts.filter(bool), st.data())
def test_one_change_is_one_finding(wanted: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(wanted) - 1))
    changed = [*wanted[:place], "庚", *wanted[place + 1 :]]
    found = said(pairs(wanted, changed))
    assert [pair for pair in found if pair[0] != pair[1]] == [(wanted[place], "庚")]


def test_a_change_and_a_deletion_are_two_findings() -> None:
    found = said(pairs(list("甲乙丙丁戊"), list("甲庚丙戊")))
    assert [pair for pair in found if pair[0] != pair[1]] == [("乙", "庚"), ("丁", None)]
