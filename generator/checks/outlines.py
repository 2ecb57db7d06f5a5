"""Outlines: their conditions compile, the kinds they take in exist, and none contains itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.checks.references import condition, near
from generator.errors import Problem
from generator.model.knowledge import Section
from generator.model.knowledge_base import KnowledgeBase

Path = tuple[str | int, ...]


def includes(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Every included kind exists, and following the inclusions never leads back."""
    for document in kb.documents.values():
        for name, path in _included(document.chapters, ("chapters",)):
            place = kb.place("documents", document.id, *path, "include")
            if name not in kb.documents:
                hint = near(name, kb.documents)
                yield Problem(place, "unknown-document", f"没有文书种类 {name}", hint)
            elif document.id in _reached(kb, name):
                message = f"{document.id} 并入 {name}，又绕回自身"
                yield Problem(place, "circular-include", message, "去掉其中一处 include")


def conditions(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """The conditions of chapters and of the nodes of volumes compile and name what exists."""
    for document in kb.documents.values():
        for source, path in _conditions(document.chapters, ("chapters",)):
            yield from condition(source, kb.place("documents", document.id, *path), kb)
        for number, volume in enumerate(document.volumes):
            for index, node in enumerate(volume.nodes):
                if node.when is not None:
                    path = ("volumes", number, "nodes", index, "when")
                    yield from condition(node.when, kb.place("documents", document.id, *path), kb)


def _conditions(sections: tuple[Section, ...], above: Path) -> Iterator[tuple[str, Path]]:
    for index, section in enumerate(sections):
        if section.when is not None:
            yield section.when, (*above, index, "when")
        yield from _conditions(section.sections, (*above, index, "sections"))


def _included(sections: tuple[Section, ...], above: Path) -> Iterator[tuple[str, Path]]:
    for index, section in enumerate(sections):
        if section.include is not None:
            yield section.include, (*above, index)
        yield from _included(section.sections, (*above, index, "sections"))


def _reached(kb: KnowledgeBase, start: str) -> set[str]:
    """Return every kind that a kind takes in, directly or through others, and itself."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in found and name in kb.documents:
            found.add(name)
            waiting += [other for other, _ in _included(kb.documents[name].chapters, ())]
    return found
