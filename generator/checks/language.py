"""The language of clauses: no figure without a reference, no banned word, clean characters."""

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
_GARBLED = frozenset(
    "癿迚丌敁叏冴劤讣弅庨叐枂觃収亊挄掋仸挃劢丏幵梱玱敀庩盙杅枀卲掊冎绅逡彔刉刈\ufffd□"
)
"""Characters of the garbled source texts (seed digest §4.3) that never occur in good Chinese."""

BANNED: dict[str, str] = {
    "物业管理企业": "用“物业服务企业”",
    "维修基金": "用“专项维修资金”",
    "业主公约": "用“管理规约”",
    "管理处": "用“物业服务中心”或“项目部”",
    "业户": "用“业主及物业使用人”",
    "资质等级": "物业服务企业资质已取消",
    "一流": "删去最高级用语",
    "极致": "删去最高级用语",
    "尊贵": "删去最高级用语",
    "完美": "删去最高级用语",
    "无微不至": "删去夸张用语",
    "零距离": "删去口号",
    "万无一失": "不作绝对承诺",
    "绝不": "不作绝对承诺",
    "永不": "不作绝对承诺",
    "罚款": "企业无处罚权",
    "(以|通过)停(水|电)[^。]*催": "不得以此催费",
    "我司": "用企业名称或“投标人”",
    "建设部(?!门)": "用“住房和城乡建设部”",
}
"""Words that no document of ours may print, with what to write instead."""


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


def banned(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """No banned word: stale terms, superlatives, absolute promises."""
    for text, literal, line in _literals(kb):
        for word, advice in BANNED.items():
            for match in re.finditer(word, literal):
                row = line + literal.count("\n", 0, match.start())
                yield Problem(text.place(row), "banned-word", f"不宜使用“{match.group(0)}”", advice)


def garbled(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """No character that only damaged text has."""
    for text, literal, line in _literals(kb):
        for index, character in enumerate(literal):
            if character in _GARBLED:
                row = line + literal.count("\n", 0, index)
                yield Problem(text.place(row), "garbled-text", f"乱码字“{character}”")


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
