"""Shift systems: the rules, attendance and posts that they name exist."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Iterator

from generator.errors import Place, Problem
from generator.model.knowledge_base import KnowledgeBase


def shifts(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Rules and attendance of shift systems exist, and the posts that a limit names."""
    for system in kb.shift_systems.values():
        place = kb.place("shift_systems", system.id, "rules")
        yield from _unknown(system.rules, kb.work_rules, "unknown-work-rules", place)
        if system.attendance is not None:
            place = kb.place("shift_systems", system.id, "attendance")
            yield from _unknown(system.attendance, kb.attendance, "unknown-work-rules", place)
    for rules in kb.work_rules.values():
        if rules.floor is not None:
            place = kb.place("work_rules", rules.id, "floor")
            yield from _unknown(rules.floor, kb.work_rules, "unknown-work-rules", place)
    for limit in kb.shift_limits.values():
        for index, post in enumerate(limit.posts):
            place = kb.place("shift_limits", limit.id, "posts", index)
            yield from _unknown(post, kb.posts, "unknown-post", place)


def shift_sources(
    kb: KnowledgeBase,
) -> Iterator[tuple[str, str, tuple[str | int, ...], str]]:
    """Yield field, entry, path and source of everything in the files of shifts."""
    for field in ("work_rules", "shift_systems", "shift_limits", "holidays"):
        for name, entry in getattr(kb, field).items():
            yield field, name, ("source",), entry.source


def _unknown(name: str, known: Iterable[str], code: str, place: Place) -> Iterator[Problem]:
    names = list(known)
    if name not in names:
        close = difflib.get_close_matches(name, names, 1, 0.5)
        hint = f"是否想写 {close[0]}" if close else "可用：" + "、".join(names)
        yield Problem(place, code, f"没有 {name}", hint)
