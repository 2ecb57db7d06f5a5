"""Pairs what a file should say with what it says, so that one lost paragraph is one finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.verify.expected import Expected
from generator.verify.reread import ReadParagraph

LOOK_AHEAD = 40
"""How far the next agreeing paragraph is sought; a table row more or less is found within it."""

Pair = tuple[Expected | None, ReadParagraph | None]


def aligned(wanted: Sequence[Expected], present: Sequence[ReadParagraph]) -> Iterator[Pair]:
    """Yield pairs in order: without a paragraph where one is missing, without an expectation
    where one was added.

    Where two paragraphs disagree, the lengths of the rests say what to try: a longer expectation
    hints at a deletion, a longer file at an addition, equal lengths at a change.
    """
    i = j = 0
    while i < len(wanted) and j < len(present):
        if agree(wanted[i], present[j]):
            yield wanted[i], present[j]
            i, j = i + 1, j + 1
            continue
        surplus = (len(wanted) - i) - (len(present) - j)
        missing = _missing(wanted, i, present[j]) if surplus > 0 else 0
        added = _added(wanted[i], present, j) if surplus < 0 else 0
        yield from ((expected, None) for expected in wanted[i : i + missing])
        yield from ((None, paragraph) for paragraph in present[j : j + added])
        if not missing and not added:
            yield wanted[i], present[j]
            missing = added = 1
        i, j = i + missing, j + added
    yield from ((expected, None) for expected in wanted[i:])
    yield from ((None, paragraph) for paragraph in present[j:])


def agree(expected: Expected, paragraph: ReadParagraph) -> bool:
    """Return whether a paragraph says what is expected."""
    return expected.pattern.match(paragraph.text) is not None


def _missing(wanted: Sequence[Expected], start: int, paragraph: ReadParagraph) -> int:
    rest = wanted[start : start + LOOK_AHEAD]
    return next((n for n, expected in enumerate(rest) if agree(expected, paragraph)), 0)


def _added(expected: Expected, present: Sequence[ReadParagraph], start: int) -> int:
    rest = present[start : start + LOOK_AHEAD]
    return next((n for n, paragraph in enumerate(rest) if agree(expected, paragraph)), 0)
