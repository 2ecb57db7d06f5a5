"""Lines that flow together: a line that ends with a tag loses its line break when it is filled."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise

from generator.checks.texts import written_texts
from generator.errors import Problem
from generator.model.knowledge_base import KnowledgeBase

_ENDS_WITH_TAG = re.compile(r"[^\s{].*%\}\s*\Z")
_LISTED = re.compile(r"(\d+\.|-) \S")


def joined(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """A list item after a line that ends with ``%}`` would stand in the middle of that line."""
    for text in written_texts(kb):
        lines = text.entry.text.splitlines()
        for number, (line, following) in enumerate(pairwise(lines), start=1):
            if _ENDS_WITH_TAG.match(line) and _LISTED.match(following):
                message = f"下一行“{following[:12]}…”会接到本行末尾：行末的标记吃掉了换行"
                yield Problem(
                    text.place(number), "joined-line", message, "把句号写到 {% endif %} 之后"
                )
