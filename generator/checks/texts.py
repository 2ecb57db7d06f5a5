"""The texts of a knowledge base that people write, with the place of every line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.errors import Place
from generator.model.drawings import Path
from generator.model.knowledge import Clause, Drawing, Form
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import LevelledFigure
from generator.source import BLOCK

DRAWN = ("workflows", "organisations", "calendars")
"""Fields of the knowledge base whose entries are drawings."""


@dataclass(frozen=True, slots=True)
class DrawnText:
    """All texts of a drawing as one, a line for each, with the path of each line."""

    id: str
    text: str
    when: str | None
    parameters: Mapping[str, LevelledFigure]
    cites: tuple[str, ...]
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A clause, form or drawing under check."""

    field: str
    entry: Clause | Form | DrawnText
    kb: KnowledgeBase

    def place(self, line: int) -> Place:
        """Return the place of a line of the text (one is the first)."""
        if isinstance(self.entry, DrawnText):
            return self.part(*self.entry.paths[line - 1])
        start = self.kb.place(self.field, self.entry.id, "text", BLOCK)
        if not start.line or line == 1:
            return start
        return Place(start.file, start.line + line - 1, 1)

    def part(self, *path: str | int) -> Place:
        """Return the place of another part of the entry."""
        return self.kb.place(self.field, self.entry.id, *path)


def written_texts(kb: KnowledgeBase) -> Iterator[WrittenText]:
    """Yield every clause, form and drawing."""
    for clause in kb.clauses.values():
        yield WrittenText("clauses", clause, kb)
    for form in kb.forms.values():
        yield WrittenText("forms", form, kb)
    for field, drawing in drawings(kb):
        yield WrittenText(field, _drawn_text(drawing), kb)


def drawings(kb: KnowledgeBase) -> Iterator[tuple[str, Drawing]]:
    """Yield every workflow, organisation and calendar with the field that holds it."""
    for field in DRAWN:
        found: Mapping[str, Drawing] = getattr(kb, field)
        for drawing in found.values():
            yield field, drawing


def _drawn_text(drawing: Drawing) -> DrawnText:
    pieces = list(drawing.pieces())
    return DrawnText(
        drawing.id,
        "\n".join(text.replace("\n", " ") for _, text in pieces),
        drawing.when,
        drawing.parameters,
        drawing.cites,
        tuple(path for path, _ in pieces),
    )
