"""Workflows, organisation charts and calendars: whole in themselves, and called by true ids."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from generator.checks.references import near
from generator.checks.texts import drawings, written_texts
from generator.compose.tables.drawings import FIELDS
from generator.errors import Place, Problem
from generator.model.calendars import EVERYWHERE
from generator.model.knowledge import Drawing, Section
from generator.model.knowledge_base import KnowledgeBase

_DIRECTIVE = re.compile(r"\[\[(\w+): *([^\]]*?) *\]\]")
_TABLE = "table"
SHAPE_CODES = (
    "duplicate-step",
    "unknown-step",
    "no-start-or-end",
    "unreachable-step",
    "endless-step",
    "lone-exit",
    "unlabelled-exit",
    "undecided-exit",
    "exit-after-end",
    "duplicate-node",
    "unknown-parent",
    "circular-parent",
    "wrong-roots",
    "unknown-period",
    "duplicate-period",
    "missing-period",
    "unknown-team",
)
"""What may be wrong with a drawing taken by itself."""
_TITLES = {"workflow": "流程", "organisation": "组织架构", "calendar": "日历"}


def shapes(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Steps lead from a start to an end, charts have their tops, calendars all their periods."""
    for field, drawing in drawings(kb):
        for fault in drawing.faults():
            place = kb.place(field, drawing.id, *fault.path)
            yield Problem(place, fault.code, f"{drawing.title}：{fault.message}", fault.hint)


def calls(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Texts and outlines call workflows, organisation charts and calendars that exist."""
    for text in written_texts(kb):
        for number, line in enumerate(text.entry.text.splitlines(), start=1):
            for kind, name in _DIRECTIVE.findall(line):
                if kind in FIELDS:
                    yield from _unknown(kb, kind, name, text.place(number))
                elif kind != _TABLE:
                    hint = near(kind, [_TABLE, *FIELDS])
                    message = f"不认识的标记 [[{kind}: …]]"
                    yield Problem(text.place(number), "unknown-directive", message, hint)
    for document in kb.documents.values():
        for kind, name, path in _called(document.chapters, ("chapters",)):
            yield from _unknown(kb, kind, name, kb.place("documents", document.id, *path))


def _called(
    sections: tuple[Section, ...], above: tuple[str | int, ...]
) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    for index, section in enumerate(sections):
        for kind, field in FIELDS.items():
            for number, name in enumerate(getattr(section, field)):
                yield kind, name, (*above, index, field, number)
        yield from _called(section.sections, (*above, index, "sections"))


def _unknown(kb: KnowledgeBase, kind: str, name: str, place: Place) -> Iterator[Problem]:
    known: Mapping[str, Drawing] = getattr(kb, FIELDS[kind])
    if name not in known:
        message = f"没有{_TITLES[kind]} {name}"
        yield Problem(place, f"unknown-{kind}", message, near(name, known))


def zones(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """The zones that cells name exist; a city has figures of its own and stands in one zone."""
    for calendar in kb.calendars.values():
        for index, period in enumerate(calendar.periods):
            for team, work in period.work.items():
                for zone in work:
                    if zone != EVERYWHERE and zone not in kb.climate_zones:
                        path = ("periods", index, "work", team, zone)
                        place = kb.place("calendars", calendar.id, *path)
                        hint = near(zone, [EVERYWHERE, *kb.climate_zones])
                        yield Problem(place, "unknown-zone", f"没有气候区 {zone}", hint)
    owner: dict[str, str] = {}
    for found in kb.climate_zones.values():
        for index, city in enumerate(found.cities):
            place = kb.place("climate_zones", found.id, "cities", index)
            if city not in kb.regions:
                hint = near(city, kb.regions)
                yield Problem(place, "unknown-city", f"没有城市 {city}", hint)
            elif owner.setdefault(city, found.id) != found.id:
                message = f"城市 {city} 已列入 {owner[city]}"
                yield Problem(place, "city-in-two-zones", message)
