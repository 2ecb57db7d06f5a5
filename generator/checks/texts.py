"""The texts of a knowledge base that people write, with the place of every line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.errors import Place
from generator.model.knowledge import Clause, Form
from generator.model.knowledge_base import KnowledgeBase
from generator.source import BLOCK


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A clause or form under check."""

    field: str
    entry: Clause | Form
    kb: KnowledgeBase

    def place(self, line: int) -> Place:
        """Return the place of a line of the text (one is the first)."""
        start = self.kb.place(self.field, self.entry.id, "text", BLOCK)
        if not start.line or line == 1:
            return start
        return Place(start.file, start.line + line - 1, 1)

    def part(self, *path: str | int) -> Place:
        """Return the place of another part of the entry."""
        return self.kb.place(self.field, self.entry.id, *path)


def written_texts(kb: KnowledgeBase) -> Iterator[WrittenText]:
    """Yield every clause and form."""
    for clause in kb.clauses.values():
        yield WrittenText("clauses", clause, kb)
    for form in kb.forms.values():
        yield WrittenText("forms", form, kb)
