"""Checks on what counts people: tasks, productivity, floors of law and norm, calibration."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.checks.references import condition, near
from generator.errors import Place, Problem
from generator.model.knowledge_base import KnowledgeBase


def names(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Formulas compile and name what exists; posts exist."""
    for task in kb.tasks.values():
        place = kb.place("tasks", task.id)
        for source in filter(None, (task.when, task.driver)):
            yield from condition(source, place, kb)
        if task.post is not None:
            yield from _post(task.post, kb.place("tasks", task.id, "post"), kb)
    for floor in kb.floors.values():
        for source in filter(None, (floor.when, *floor.largest_of)):
            yield from condition(source, kb.place("floors", floor.id), kb)
        for post in floor.posts:
            yield from _post(post, kb.place("floors", floor.id, "posts"), kb)
    for rate in kb.productivity.values():
        yield from _post(rate.post, kb.place("productivity", rate.id, "post"), kb)
    yield from _calibration(kb)


def _calibration(kb: KnowledgeBase) -> Iterator[Problem]:
    """Typical values name facts; what widens a range names posts."""
    for row in kb.typicals.values():
        place = kb.place("typicals", row.id)
        for source in filter(None, (row.when, row.low, row.usual, row.high)):
            yield from condition(source, place, kb)
        for name in (row.fact, *row.sets):
            yield from condition(f"facts.{name}", place, kb)
    for overhead in kb.overheads.values():
        place = kb.place("overheads", overhead.id)
        for source in (overhead.fewer, overhead.more):
            yield from condition(source, place, kb)
        for post in overhead.posts:
            yield from _post(post, place, kb)
    for reading in kb.readings.values():
        for post in reading.posts:
            yield from _post(post, kb.place("readings", reading.id, "posts"), kb)


def sources(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Sources of tasks, minutes, productivity, floors and calibration are registered."""
    uses = [("tasks", t.id, t.source) for t in kb.tasks.values()]
    uses += [("tasks", t.id, t.minutes.source) for t in kb.tasks.values()]
    uses += [("floors", f.id, f.source) for f in kb.floors.values()]
    uses += [("productivity", r.id, r.source) for r in kb.productivity.values()]
    uses += [("typicals", t.id, t.source) for t in kb.typicals.values()]
    uses += [("spreads", s.id, s.source) for s in kb.spreads.values()]
    uses += [("readings", r.id, r.source) for r in kb.readings.values()]
    uses += [("overheads", o.id, o.source) for o in kb.overheads.values()]
    uses += [("uncounted", u.id, u.source) for u in kb.uncounted.values()]
    for field, entry, source in uses:
        law = source.removeprefix("law:") if source.startswith("law:") else None
        if source not in kb.sources and (law is None or law not in kb.laws):
            hint = near(source, kb.sources) or "在 sources.yaml 登记来源"
            yield Problem(kb.place(field, entry), "unknown-source", f"没有来源 {source}", hint)


def bases(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """On-duty and payroll productivity never meet in one post."""
    kinds: dict[str, str] = {}
    for rate in kb.productivity.values():
        if kinds.setdefault(rate.post, rate.basis) != rate.basis:
            place = kb.place("productivity", rate.id, "basis")
            message = f"岗位 {rate.post} 同时用了在岗与在册口径"
            yield Problem(place, "mixed-basis", message, "同一岗位只用一种口径")


def inversions(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """A higher level asks no task less often, unless the published scheme itself does."""
    for task in kb.tasks.values():
        times = [task.times_per_year.at(level) for level in range(1, 6)]
        if times != sorted(times) and not task.published_inversion:
            place = kb.place("tasks", task.id, "times_per_year")
            message = f"{task.title}的次数没有随档次递进"
            hint = "原资料如此的，写 published_inversion: true"
            yield Problem(place, "task-inversion", message, hint, "warning")


def _post(name: str, place: Place, kb: KnowledgeBase) -> Iterator[Problem]:
    if name not in kb.posts:
        yield Problem(place, "unknown-post", f"没有岗位 {name}", near(name, kb.posts))
