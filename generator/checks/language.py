"""The language of clauses: no figure without a reference, full-width punctuation."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from generator.checks.texts import WrittenText, written_texts
from generator.errors import Problem
from generator.expression import ExpressionError, literal_text
from generator.model.knowledge_base import KnowledgeBase

_DIGIT = re.compile(r"[0-9０-９]+")
_MARKER = re.compile(r"(?m)^[ \t]*\d+\. ")
_RULE_LINE = re.compile(r"(?m)^[ \t]*\|[-|\s:]+\|[ \t]*$")
_HALF_WIDTH = re.compile(r"[一-鿿][,;:?!()]|[,;:?!()][一-鿿]")


def figures(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """A digit in a text is a reference or a declared parameter, never typed."""
    for text, literal, line in _literals(kb):
        cleaned = _RULE_LINE.sub(_blank, _MARKER.sub(_blank, literal))
        for match in _DIGIT.finditer(cleaned):
            row = line + cleaned.count("\n", 0, match.start())
            around = cleaned[max(0, match.start() - 6) : match.end() + 6].replace("\n", " ")
            message = f"正文中有未引用的数字“{around}”"
            hint = "声明为条款参数，用 {{ p.名称 }} 引用"
            yield Problem(text.place(row), "figure-in-prose", message, hint)
    for clause in kb.clauses.values():
        if _DIGIT.search(clause.title):
            place = kb.place("clauses", clause.id, "title")
            yield Problem(place, "figure-in-prose", "标题中有数字", "标题不写数字")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group(0))


def punctuation(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Chinese text takes full-width punctuation."""
    for text, literal, line in _literals(kb):
        for match in _HALF_WIDTH.finditer(literal):
            row = line + literal.count("\n", 0, match.start())
            message = f"中文旁的半角标点“{match.group(0)}”"
            yield Problem(text.place(row), "half-width-punctuation", message, "改用全角标点")


def _literals(kb: KnowledgeBase) -> Iterator[tuple[WrittenText, str, int]]:
    for text in written_texts(kb):
        try:
            for literal, line in literal_text(text.entry.text):
                yield text, literal, line
        except ExpressionError:
            continue
