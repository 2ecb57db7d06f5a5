"""Outlines to chapters: headings, and under each the clauses of its topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.compose.clauses import choose, clause_blocks, clauses_by_topic
from generator.compose.context import Context
from generator.compose.headings import Headings
from generator.compose.tables import EngineTableSet
from generator.compose.tables.drawings import FIELDS as DRAWINGS
from generator.model.document import Block, Origin, Paragraph, Text
from generator.model.knowledge import Clause, Section, StandardElement, Voice

CHARACTERS_PER_PAGE = 900
"""Printed characters on a page of clause text, lists and tables (measured on laid-out samples).

A table or drawing that the engine puts in takes about a page.
"""

REVIEW_MARK = "【待复核：本节条款已过复核期限，定稿前由责任人复核】"


def element_key(name: str) -> str:
    """Return the key under which ``written`` holds a standard element that was treated."""
    return f"uses:{name}"


@dataclass
class Chapters:
    """Writes topics once each: a topic asked for again is left out, not repeated."""

    context: Context
    headings: Headings
    tables: EngineTableSet
    voice: Voice = "company"
    draft: bool = False
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
            content += self.elements(section.elements, level + 1)
            content += self.drawings(section, level + 1)
            content += self.sections(section.sections, level + 1)
            if section.include:
                included = self.context.kb.documents[section.include]
                content += self.sections(included.chapters, level + 1)
            if content:
                blocks += [heading, *content]
        return blocks

    def elements(self, elements: Sequence[str], level: int) -> list[Block]:
        """Return heading and topics of each element that fits and that no scored item treats."""
        blocks: list[Block] = []
        for name in elements:
            element = self.context.kb.elements[name]
            if element_key(name) in self.written or not self.applies(element):
                continue
            heading = self.headings.make(level, element.title, f"e{level}-{name}")
            content = self.topics(element.topics, level + 1)
            if content:
                blocks += [heading, *content]
        return blocks

    def applies(self, element: StandardElement) -> bool:
        """Return whether an element has a place in documents of this case."""
        if element.types and self.context.property_type not in element.types:
            return False
        return self.context.holds(element.when, self.context.kb.place("elements", element.id))

    def drawings(self, section: Section, level: int) -> list[Block]:
        """Return heading and table of each drawing of a section that does not stand yet."""
        blocks: list[Block] = []
        for kind, listed in DRAWINGS.items():
            for entry in getattr(section, listed):
                body = self.tables.drawing(kind, entry)
                if body:
                    title = self.tables.title(kind, entry)
                    origin = Origin("table", entry)
                    blocks += [self.headings.make(level, title, entry, origin=origin), *body]
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
        return [heading, *self._review_mark(clause), *body]

    def _review_mark(self, clause: Clause) -> list[Block]:
        """Return a visible note under the heading of a clause that is overdue; drafts only."""
        if not self.draft or not clause.overdue(self.context.case.as_of):
            return []
        return [Paragraph((Text(REVIEW_MARK),), "table_note")]

    def clause(self, topic: str) -> Clause | None:
        """Return the clause that would be written for a topic now."""
        if topic in self.written or topic in self.context.case.profile.exclude_topics:
            return None
        return choose(self.context, self._variants.get(topic, ()), self.voice)

    def estimated_pages(self, topic: str) -> float:
        """Return how many pages a topic's clause takes, from the length of its text."""
        clause = self.clause(topic)
        if clause is None:
            return 0.0
        return len(clause.text) / CHARACTERS_PER_PAGE + clause.text.count("[[")
