"""How much of each scored chapter is the library's own text: what two bidders might both print.

Two bids that read alike are a case of collusion whatever the intent, so every bid says where the
company's own substance is still thin. The product never rephrases in order to differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.errors import Place, Problem
from generator.model.document import Block, ListBlock, Paragraph, Runs, Table, runs_text
from generator.pipeline import Made
from generator.verify.weaknesses import Subject
from generator.verify.weaknesses.structure import is_bid, item_of
from generator.verify.weaknesses.subject import Passage, is_project

LIMIT = "library_text_limit"
"""The parameter with the share that a company tolerates (percent)."""
LIBRARY_TEXT = "library-text"
_CLAUSE = "clause"
_PIECES = 3
_SHOWN = 18


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: all its characters, those of the library alone, its longest such pieces."""

    volume: str
    title: str
    characters: int
    library: int
    pieces: tuple[str, ...]

    @property
    def share(self) -> float:
        """Library text as a part of all text."""
        return self.library / self.characters if self.characters else 0.0


def library_chapters(subject: Subject) -> list[Chapter]:
    """Return the scored chapters of a bid, or every chapter of a plan."""
    scored = is_bid(subject)
    groups: dict[tuple[str, str], list[Passage]] = {}
    for passage in subject.passages:
        item = item_of(subject, passage) if scored else None
        title = item.title if item else "" if scored else passage.chapter
        if title:
            groups.setdefault((passage.volume, title), []).append(passage)
    return [_chapter(volume, title, found) for (volume, title), found in groups.items()]


def _chapter(volume: str, title: str, passages: list[Passage]) -> Chapter:
    characters = library = 0
    longest: dict[str, int] = {}
    for passage in passages:
        for block in passage.blocks:
            for runs in _pieces(block):
                length = len(runs_text(runs))
                characters += length
                if _from_library(block) and not any(map(is_project, runs)):
                    library += length
                    longest[passage.title] = longest.get(passage.title, 0) + length
    shown = sorted(longest, key=lambda name: -longest[name])[:_PIECES]
    return Chapter(volume, title, characters, library, tuple(shown))


def _from_library(block: Block) -> bool:
    origin = getattr(block, "origin", None)
    return origin is not None and origin.kind == _CLAUSE


def _pieces(block: Block) -> Iterator[Runs]:
    """Yield paragraphs, items and rows: a figure of the project makes its whole piece its own."""
    match block:
        case Paragraph(runs=runs):
            yield runs
        case ListBlock(items=items):
            yield from items
        case Table(header=header, rows=rows):
            yield tuple(run for runs in header for run in runs)
            for row in rows:
                yield tuple(run for cell in row for run in cell.runs)


def originality_problems(made: Made) -> Iterator[Problem]:
    """Yield a warning for each chapter above the company's threshold, with its longest pieces."""
    limit = made.subject.names.get("parameters", {}).get(LIMIT) if made.subject else None
    if made.subject is None or not isinstance(limit, Decimal):
        return
    for chapter in library_chapters(made.subject):
        if chapter.share * 100 > limit:
            message = (
                f"“{chapter.title}”有 {chapter.share:.0%} 是条款库原文，"
                f"高于 {limit.normalize():f}%；"
                f"最长的是：{'、'.join(title[:_SHOWN] for title in chapter.pieces)}"
            )
            hint = "在这些条款写入本项目的事实、做法与企业自有内容，或换用企业条款"
            place = Place(f"{chapter.volume}.docx")
            yield Problem(place, LIBRARY_TEXT, message, hint, "warning")


def has_own_limit(made: Made) -> bool:
    """Return whether the company or the profile set the limit itself."""
    case = made.estimated.case
    return LIMIT in case.company.parameters or LIMIT in case.profile.parameters


def originality_lines(made: Made) -> Iterator[str]:
    """Yield the section of the report: each chapter with its share."""
    if made.subject is None:
        return
    yield from ("", "## 条款库原文占比", "")
    yield "不含本项目事实与数字的条款原文占该章全部文字的比例；两家投标人可能印出同样的文字。"
    yield ""
    yield from ("| 文件 | 章节 | 字数 | 原文占比 |", "|---|---|---:|---:|")
    for one in library_chapters(made.subject):
        yield f"| {one.volume} | {one.title} | {one.characters} | {one.share:.0%} |"
