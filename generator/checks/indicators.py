"""Service indicators have one value: no clause sets its own beside the name of an indicator."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from generator.errors import Problem
from generator.model.knowledge_base import KnowledgeBase
from generator.verify.indicators import SAYING, names_pattern

_CELLS = r"(?:\s*\|(?:[^|\n{}]*\|)?)?"
"""In a table the value stands in the next cell or the one after it."""


def shadowed(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """A clause's own parameter never stands right after the name of an indicator of its unit."""
    names = {name: kpi for kpi in kb.kpis.values() for name in (kpi.title, *kpi.aliases)}
    if not names:
        return
    pattern = re.compile(names_pattern(names) + _CELLS + SAYING + r"\{\{\s*p\.(\w+)\s*\}\}")
    for clause in kb.clauses.values():
        for match in pattern.finditer(clause.text):
            kpi, parameter = names[match.group(1)], clause.parameters.get(match.group(2))
            if parameter is None or parameter.unit != kpi.unit:
                continue
            place = kb.place("clauses", clause.id, "parameters", match.group(2))
            message = f"“{match.group(1)}”是服务指标，条款另设了 {match.group(2)}"
            yield Problem(place, "kpi-shadowed", message, f"改用 {{{{ kpi.{kpi.id} }}}}")
