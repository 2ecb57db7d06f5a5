"""Outlines to chapters: headings, and under each the clauses of its topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.compose.clauses import choose, clause_blocks, clauses_by_topic
from generator.compose.context import Context
from generator.compose.headings import Headings
from generator.compose.tables import EngineTableSet
from generator.model.document import Block, Origin
from generator.model.knowledge import Clause, Section, Voice

CHARACTERS_PER_PAGE = 900
"""Printed characters on a page of clause text, lists and tables (measured on laid-out samples)."""


@dataclass
class Chapters:
    """Writes topics once each: a topic asked for again is left out, not repeated."""

    context: Context
    headings: Headings
    tables: EngineTableSet
    voice: Voice = "company"
    written: dict[str, str] = field(default_factory=dict)
    """Topic id → anchor of the heading under which it stands."""

    def __post_init__(self) -> None:
        self._variants = clauses_by_topic(self.context.kb)

    def sections(self, sections: Sequence[Section], level: int = 1) -> list[Block]:
        """Return the blocks of an outline; a section without content leaves no heading."""
        blocks: list[Block] = []
        for section in sections:
            if not self.context.holds(section.when, self.context.kb.place("documents", "")):
                continue
            heading = self.headings.make(level, section.title, f"s{level}", new_page=level == 1)
            content = self.topics(section.topics, level + 1)
            content += self.sections(section.sections, level + 1)
            if section.include:
                included = self.context.kb.documents[section.include]
                content += self.sections(included.chapters, level + 1)
            if content:
                blocks += [heading, *content]
        return blocks

    def topics(self, topics: Sequence[str], level: int) -> list[Block]:
        """Return heading and text for each topic that has a clause for this case."""
        blocks: list[Block] = []
        for topic in topics:
            blocks += self.topic(topic, level)
        return blocks

    def topic(self, topic: str, level: int) -> list[Block]:
        """Return heading and text of one topic, or nothing if it was written or does not apply."""
        clause = self.clause(topic)
        if clause is None:
            return []
        body = clause_blocks(self.context, clause, self.tables)
        if not body:
            return []
        origin = Origin("clause", clause.id)
        heading = self.headings.make(level, clause.title, topic, origin=origin)
        self.written[topic] = heading.anchor
        return [heading, *body]

    def clause(self, topic: str) -> Clause | None:
        """Return the clause that would be written for a topic now."""
        if topic in self.written or topic in self.context.case.profile.exclude_topics:
            return None
        return choose(self.context, self._variants.get(topic, ()), self.voice)

    def estimated_pages(self, topic: str) -> float:
        """Return how many pages a topic's clause takes, from the length of its text."""
        clause = self.clause(topic)
        return len(clause.text) / CHARACTERS_PER_PAGE if clause else 0.0
