"""What the reader sees as numbers: of headings and captions, computed once for all renderers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.errors import fail
from generator.model.document import Document, Heading, Ref, Table, runs_text
from generator.render.numbers import HEADING_LEVELS, HeadingCounter, LevelFormat


@dataclass(frozen=True, slots=True)
class HeadingLabel:
    """A heading with the number that Word will print before it; level 0 has none."""

    anchor: str
    level: int
    number: str
    separator: str
    title: str

    @property
    def text(self) -> str:
        """Number and title as they stand on the page."""
        return f"{self.number}{self.separator}{self.title}"


@dataclass(frozen=True, slots=True)
class TableLabel:
    """The number of a caption: a chapter digit and the place within the chapter."""

    anchor: str
    chapter: int
    index: int

    @property
    def prefix(self) -> str:
        """What stands before the running number."""
        return f"表{self.chapter}-" if self.chapter else "表"

    @property
    def text(self) -> str:
        """The label as printed, for example 表3-2."""
        return f"{self.prefix}{self.index}"


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels by position of their block, and by anchor."""

    headings: Mapping[int, HeadingLabel]
    tables: Mapping[int, TableLabel]
    by_anchor: Mapping[str, HeadingLabel | TableLabel]
    anchors: frozenset[str]

    def reference(self, run: Ref) -> str:
        """Return the text of a cross reference: the number of a captioned table, else its own."""
        label = self.by_anchor.get(run.anchor)
        if isinstance(label, TableLabel):
            return label.text
        if not run.text and isinstance(label, HeadingLabel):
            return label.number or label.title
        return run.text


def label_document(document: Document, levels: Sequence[LevelFormat] = HEADING_LEVELS) -> Labels:
    """Number the headings and captions of a document in reading order."""
    counter = HeadingCounter(levels)
    headings: dict[int, HeadingLabel] = {}
    tables: dict[int, TableLabel] = {}
    per_chapter: dict[int, int] = {}
    for place, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            headings[place] = _label_heading(block, place, counter, levels)
        elif isinstance(block, Table) and block.caption:
            chapter = counter.chapter
            per_chapter[chapter] = per_chapter.get(chapter, 0) + 1
            tables[place] = TableLabel(block.anchor, chapter, per_chapter[chapter])
    labels: list[HeadingLabel | TableLabel] = [*headings.values(), *tables.values()]
    return Labels(
        headings,
        tables,
        {label.anchor: label for label in labels if label.anchor},
        _unique_anchors(document, headings),
    )


def _label_heading(
    block: Heading, place: int, counter: HeadingCounter, levels: Sequence[LevelFormat]
) -> HeadingLabel:
    title = runs_text(block.runs)
    if not 0 <= block.level <= len(levels):
        raise fail("heading-level", f"标题“{title}”的层级是 {block.level}，应为 0–{len(levels)}")
    anchor = block.anchor or f"heading-{place}"
    if block.level == 0:
        return HeadingLabel(anchor, 0, "", "", title)
    separator = levels[block.level - 1].separator
    return HeadingLabel(anchor, block.level, counter.next(block.level), separator, title)


def _unique_anchors(document: Document, headings: Mapping[int, HeadingLabel]) -> frozenset[str]:
    found = [label.anchor for label in headings.values()]
    found += [block.anchor for block in document.blocks if isinstance(block, Table)]
    seen: set[str] = set()
    for anchor in filter(None, found):
        if anchor in seen:
            raise fail("duplicate-anchor", f"锚点“{anchor}”在文件“{document.title}”中出现两次")
        seen.add(anchor)
    return frozenset(seen)
