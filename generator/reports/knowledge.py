"""Listing and describing the entries of a knowledge base."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.errors import fail
from generator.expression import law_citations, references
from generator.model.knowledge import Clause, Scheme, Section
from generator.model.knowledge_base import KnowledgeBase
from generator.model.register import SchemeItem
from generator.model.values import TAG_TITLES

FIELDS = {
    "documents": "documents",
    "topics": "topics",
    "clauses": "clauses",
    "kpis": "kpis",
    "laws": "laws",
    "tasks": "tasks",
    "posts": "posts",
    "shifts": "shift_systems",
    "costs": "costs",
    "forms": "forms",
    "schemes": "schemes",
    "sources": "sources",
    "workflows": "workflows",
    "organisations": "organisations",
    "calendars": "calendars",
    "elements": "elements",
    "checklists": "checklists",
}
"""Kinds that are listed straight from a field of the knowledge base."""

DRAWINGS = {"workflows": "workflow", "organisations": "organisation", "calendars": "calendar"}
"""Kinds that clauses and outlines call by a directive, with its name."""


def entries(kb: KnowledgeBase, kind: str) -> list[dict[str, Any]]:
    """Return id, title, file and line of every entry of a kind; kinds without entries give none."""
    if kind == "parameters":
        return [_row(kb, kind, name, title) for name, title in _parameters(kb)]
    field = FIELDS.get(kind)
    if field is None:
        return []
    found: Mapping[str, Any] = getattr(kb, field)
    return [_row(kb, field, name, entry.title) for name, entry in found.items()]


def _row(kb: KnowledgeBase, field: str, name: str, title: str) -> dict[str, Any]:
    place = kb.place(field, name)
    return {"id": name, "title": title, "file": place.file, "line": place.line}


def _parameters(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    for region in kb.regions.values():
        for parameter in region.parameters.values():
            yield f"{region.id}.{parameter.id}", parameter.title


def describe(kb: KnowledgeBase, entry: str) -> list[str]:
    """Return an entry's fields, place, layer, and what uses it, as lines.

    Raises ``InputError`` with the nearest ids where there is no such entry.
    """
    lines: list[str] = []
    for kind, field in FIELDS.items():
        found: Mapping[str, Any] = getattr(kb, field)
        if entry in found:
            lines += _described(kb, kind, field, entry, found[entry])
    if not lines:
        known = [name for field in FIELDS.values() for name in getattr(kb, field)]
        close = difflib.get_close_matches(entry, known, 3, 0.5)
        hint = "是否想看 " + "、".join(close) if close else "用 wuye kb list 查看编号"
        raise fail("unknown-entry", f"知识库没有条目 {entry}", hint)
    return lines


def _described(kb: KnowledgeBase, kind: str, field: str, name: str, entry: Any) -> Iterator[str]:
    yield f"{kind} {name}　{entry.title}"
    yield f"  位置：{kb.place(field, name)}　层：{kb.layer(field, name)}"
    for key, value in entry.model_dump(by_alias=True).items():
        if key in ("id", "title") or value in (None, (), {}, ""):
            continue
        if key == "items" and isinstance(entry, Scheme):
            yield f"  items：{len(entry.items)} 项"
            yield from (f"    {_asked(entry, item)}" for item in entry.items)
            continue
        text = str(value)
        if "\n" in text:
            yield f"  {key}："
            yield from (f"    {line}" for line in text.rstrip().splitlines())
        else:
            yield f"  {key}：{text}"
    users = list(_users(kb, kind, name))
    yield "  用到它的：" + ("、".join(users) if users else "无")


def _asked(scheme: Scheme, item: SchemeItem) -> str:
    """Return what a scheme asks at its grades as one line; what is not in order is marked."""
    values = "、".join(f"{label} {value}" for label, value in item.values.items())
    mark = "　【倒挂，照原资料】" if scheme.inverted(item) else ""
    return f"{item.group}　{item.title}（{item.unit}）：{values}　{TAG_TITLES[item.tag]}{mark}"


def _users(kb: KnowledgeBase, kind: str, name: str) -> Iterator[str]:
    if kind == "tasks":
        for scheme in kb.schemes.values():
            titles = [item.title for item in scheme.items if name in item.tasks]
            if titles:
                yield f"等级体系 {scheme.id}（{'、'.join(titles)}）"
    if kind == "topics":
        yield from (f"条款 {c.id}" for c in kb.clauses.values() if c.topic == name)
    if kind in ("topics", "clauses"):
        topic = kb.clauses[name].topic if kind == "clauses" else name
        yield from _topic_users(kb, topic)
    if kind in DRAWINGS:
        for document in kb.documents.values():
            if name in _drawings(document.chapters, kind):
                yield f"文书 {document.id}"
    for clause in kb.clauses.values():
        if _uses(clause, kind, name):
            yield f"条款 {clause.id}"


def _topic_users(kb: KnowledgeBase, topic: str) -> Iterator[str]:
    for document in kb.documents.values():
        if topic in _topics(document.chapters):
            yield f"文书 {document.id}"
    for element in kb.elements.values():
        if topic in element.topics:
            yield f"要点 {element.id}"


def _topics(sections: tuple[Section, ...]) -> set[str]:
    found: set[str] = set()
    for section in sections:
        found.update(section.topics)
        found |= _topics(section.sections)
    return found


def _drawings(sections: tuple[Section, ...], kind: str) -> set[str]:
    found: set[str] = set()
    for section in sections:
        found.update(getattr(section, kind))
        found |= _drawings(section.sections, kind)
    return found


def _uses(clause: Clause, kind: str, name: str) -> bool:
    if kind in DRAWINGS:
        return (
            re.search(rf"\[\[{DRAWINGS[kind]}: *{re.escape(name)} *\]\]", clause.text) is not None
        )
    if kind == "laws":
        return any(law == name for law, _, _ in law_citations(clause.text))
    prefix = {"kpis": "kpi.", "posts": "staff.posts."}.get(kind)
    if prefix is None:
        return False
    return any(path == prefix + name for path, _ in references(clause.text, text=True))
