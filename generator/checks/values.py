"""Figures: used, within their review dates, in order."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.checks.texts import written_texts
from generator.errors import Problem
from generator.expression import ExpressionError, references
from generator.model.knowledge_base import KnowledgeBase


def unused_parameters(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """A declared parameter is printed or tested by its text."""
    for text in written_texts(kb):
        try:
            used = {path for path, _ in references(text.entry.text, text=True)}
        except ExpressionError:
            continue
        for name in text.entry.parameters:
            if f"p.{name}" not in used:
                place = text.part("parameters", name)
                yield Problem(place, "unused-parameter", f"参数 {name} 没有用到", "删去或引用")


def overdue(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """A value in force whose review date has passed should be looked up again."""
    for region in kb.regions.values():
        for parameter in region.parameters.values():
            if not parameter.values:
                continue
            last = parameter.values[-1]
            if last.until is None and last.review_by and last.review_by < today:
                name = f"{region.id}.{parameter.id}"
                place = kb.place("parameters", name, "values", len(parameter.values) - 1)
                message = f"{region.title}{parameter.title}应在 {last.review_by} 前复核"
                hint = "核对来源，更新取值或 review_by"
                yield Problem(place, "overdue-value", message, hint, "warning")


def kpi_order(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """A higher level never promises less."""
    for kpi in kb.kpis.values():
        values = [kpi.values[level] for level in range(1, 6)]
        better = sorted(values, reverse=kpi.comparator == "<=")
        if kpi.comparator != "==" and values != better:
            place = kb.place("kpis", kpi.id, "values")
            message = f"{kpi.title}的取值没有随档次递进"
            yield Problem(place, "kpi-inversion", message, severity="warning")
