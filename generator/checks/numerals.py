"""Quantities written in Chinese characters: figures in prose all the same."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from generator.checks.texts import written_texts
from generator.errors import Problem
from generator.expression import ExpressionError, literal_text
from generator.model.knowledge_base import KnowledgeBase

_UNITS = (
    "个月|小时|分钟|平方米|公里|千克|工作日|日内|人|名|次|日|天|秒|周|年|元|米|台|部|户|份|倍|岗|"
    "轮|盏|辆|度|成|批"
)
_SEVERAL = re.compile(
    rf"(?<![第十一二三四五六七八九])[二两三四五六七八九十百千]+余?个?(?:{_UNITS})"
)
"""Two or more of something; “第三次” counts nothing."""
_OFTEN = re.compile(
    r"每(?:个)?(?:小时|工作日|半年|季度|班|日|天|周|旬|月|季|年)[^，。；、|\n]{0,4}[一半]次"
)
"""How often: “每月一次”, “每季度检查一次”."""
_IDIOMS = ("二次", "百年", "千元以")
"""“二次供水”, “二次污染” name a kind, not a number."""


def numerals(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """A quantity in Chinese characters is a declared parameter too."""
    for text in written_texts(kb):
        try:
            literals = list(literal_text(text.entry.text))
        except ExpressionError:
            continue
        for literal, line in literals:
            for match in _found(literal):
                row = line + literal.count("\n", 0, match.start())
                message = f"正文中有写成汉字的数量“{match.group(0)}”"
                hint = "声明为条款参数，用 {{ p.名称 }} 引用"
                yield Problem(text.place(row), "numeral-in-prose", message, hint)


def _found(literal: str) -> Iterator[re.Match[str]]:
    for pattern in (_SEVERAL, _OFTEN):
        for match in pattern.finditer(literal):
            around = literal[match.start() : match.end() + 3]
            if not around.startswith(_IDIOMS):
                yield match
