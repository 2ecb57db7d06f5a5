"""Checks on grade schemes: grades, tasks and sources exist; inversions are those as published."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.checks.references import near
from generator.errors import Problem
from generator.model.knowledge_base import KnowledgeBase
from generator.model.register import Scheme, SchemeItem


def items(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """What a scheme asks names its own grades, tasks that exist and a registered source."""
    for scheme in kb.schemes.values():
        for index, item in enumerate(scheme.items):
            yield from _item(kb, scheme, index, item)


def _item(kb: KnowledgeBase, scheme: Scheme, index: int, item: SchemeItem) -> Iterator[Problem]:
    labels = [grade.label for grade in scheme.grades]
    for label in item.values:
        if label not in labels:
            place = kb.place("schemes", scheme.id, "items", index, "values")
            hint = "可用：" + "、".join(labels)
            yield Problem(place, "unknown-grade", f"等级“{label}”不属于“{scheme.title}”", hint)
    for name in item.tasks:
        if name not in kb.tasks:
            place = kb.place("schemes", scheme.id, "items", index, "tasks")
            yield Problem(place, "unknown-task", f"没有服务任务 {name}", near(name, kb.tasks))
    if item.source not in kb.sources:
        place = kb.place("schemes", scheme.id, "items", index, "source")
        hint = near(item.source, kb.sources) or "在 sources.yaml 登记来源"
        yield Problem(place, "unknown-source", f"没有来源 {item.source}", hint)


def inversions(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """A better grade asks no less, unless the item says that it was published so.

    Published values are kept as they are, never smoothed; the mark is what a reader goes by, so
    one that is not true is reported too.
    """
    for scheme in kb.schemes.values():
        for index, item in enumerate(scheme.items):
            inverted = scheme.inverted(item)
            if inverted == item.published_inversion:
                continue
            place = kb.place("schemes", scheme.id, "items", index, "values")
            message = f"{scheme.title}：{item.title}的取值没有随等级递进"
            hint = "原资料如此的，写 published_inversion: true"
            if not inverted:
                message = f"{scheme.title}：{item.title}的取值随等级递进，却标了倒挂"
                hint = "删去 published_inversion"
            yield Problem(place, "scheme-inversion", message, hint, "warning")
