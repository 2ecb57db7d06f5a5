"""Words that clauses must not print: the rules on words applied to texts, and the rules proved."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from generator.checks.texts import WrittenText, written_texts
from generator.errors import Problem
from generator.expression import ExpressionError, literal_text
from generator.model.knowledge import BANNED_WORD, WORD_CODES, Wording
from generator.model.knowledge_base import KnowledgeBase

CODES = tuple(sorted({BANNED_WORD, *WORD_CODES.values()}))
"""Every code that a rule on words may report."""

_BLANK = "\ufffc"
"""Stands where a text prints a reference, so that a rule sees that something is there."""


def words(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """No word in a clause, form or drawing that the rules forbid there."""
    rules = [rule for rule in kb.wordings.values() if "clause" in rule.scope and not _faulty(rule)]
    for text in written_texts(kb):
        words_only, lines = _joined(text)
        for rule in rules:
            for match in rule.found(words_only):
                line = lines(match.start())
                message = f"不宜使用“{match.group(0).replace(_BLANK, '…').strip()}”：{rule.reason}"
                yield Problem(text.place(line), rule.code, message, rule.instead, rule.severity)


def proofs(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """A rule on words compiles, finds its sample and spares what it allows."""
    for rule in kb.wordings.values():
        place = kb.place("wordings", rule.id, "words")
        fault = _faulty(rule)
        if fault:
            yield Problem(place, "bad-pattern", f"用语规则 {rule.id}：{fault}")


def _faulty(rule: Wording) -> str:
    try:
        if not any(rule.found(rule.sample)):
            return "没有发现自己的例句 sample"
        for text in rule.allowed:
            if any(rule.found(text)):
                return f"发现了容许的例句“{text}”"
    except re.error as error:
        return f"正则表达式有误（{error}）"
    return ""


class _Lines:
    """Finds the line of a position in joined pieces, each of which knows its first line."""

    def __init__(self, pieces: list[tuple[str, int]]) -> None:
        self._pieces = pieces
        self._starts = [0, *accumulate(len(piece) + 1 for piece, _ in pieces)]

    def __call__(self, position: int) -> int:
        index = min(bisect_right(self._starts, position), len(self._pieces)) - 1
        piece, line = self._pieces[index]
        return line + piece.count("\n", 0, position - self._starts[index])


def _joined(text: WrittenText) -> tuple[str, _Lines]:
    """Return a text with a mark for each reference, and what finds the line of a position."""
    try:
        pieces = list(literal_text(text.entry.text)) or [("", 1)]
    except ExpressionError:
        pieces = [("", 1)]
    return _BLANK.join(piece for piece, _ in pieces), _Lines(pieces)
