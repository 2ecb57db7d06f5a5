"""The buyer's list answered in the buyer's order and with substance; shifts that can exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.document import block_runs
from generator.model.tender import ScoringItem
from generator.verify.weaknesses.finding import Note, note, note_on_chapter
from generator.verify.weaknesses.subject import Passage, Subject, is_project

ELEMENT_CHARACTERS = 200
LONGEST_SHIFT = 12
OVERWEIGHT = 2.5
"""So many times its part of the points an item may take of the pages."""
HEAVY = 9000
"""Characters below which an item is not too long, whatever its points."""
_LISTED_LEVEL = 3
"""Headings down to this level stand in the table of contents."""
_CLOCKS = re.compile(
    r"(?<![0-9:：])([01]?[0-9]|2[0-4])[:：]([0-5][0-9])\s*[—–\-~～至到]+\s*(次日)?"
    r"([01]?[0-9]|2[0-4])[:：]([0-5][0-9])"
)


def is_bid(subject: Subject) -> bool:
    """Return whether the package answers a scoring table."""
    keys = {f"{item.id}-1" for item in subject.scored}
    return any(key_of(passage) in keys for passage in subject.passages)


def key_of(passage: Passage) -> str:
    """Return the key under which composing made the heading of a passage."""
    return passage.heading.anchor.partition("-")[2]


def thin_elements(subject: Subject) -> Iterator[Note]:
    """Yield scored elements without a heading, or with too little under it.

    A default table names more than one site has; only a tender's elements must all be there.
    """
    if not is_bid(subject):
        return
    by_key: dict[str, list[Passage]] = {}
    for passage in subject.passages:
        for anchor in passage.anchors:
            by_key.setdefault(anchor.partition("-")[2], []).append(passage)
    first = subject.package.volumes[-1].document.file_stem
    for item in subject.scored:
        for number, element in enumerate(item.elements, start=1):
            below = by_key.get(f"{item.id}-{number}", [])
            if not below and subject.case.tender is None:
                continue
            if not below:
                yield Note(first, element.title, f"评分要点“{element.title}”没有标题与内容")
                continue
            text = "".join(passage.text for passage in below)
            shown = any(p.tables for p in below) or any(
                is_project(run) for p in below for block in p.blocks for run in block_runs(block)
            )
            if len(text) < ELEMENT_CHARACTERS or not shown:
                message = f"评分要点只有 {len(text)} 字" + ("" if shown else "，没有表格或数字")
                yield note(below[0], message)


def item_of(subject: Subject, passage: Passage) -> ScoringItem | None:
    """Return the scored item under whose heading a passage stands."""
    for anchor in passage.anchors:
        key = anchor.partition("-")[2]
        for item in subject.scored:
            number = key.removeprefix(f"{item.id}-")
            if key == item.id or (number != key and number.isdecimal()):
                return item
    return None


def overweight_items(subject: Subject) -> Iterator[Note]:
    """Yield scored items whose part of the pages is far above their part of the points."""
    if not is_bid(subject):
        return
    lengths: dict[str, int] = {}
    for passage in subject.passages:
        item = item_of(subject, passage)
        if item is not None:
            lengths[item.id] = lengths.get(item.id, 0) + len(passage.text)
    items = [item for item in subject.scored if item.id in lengths]
    total, points = sum(lengths.values()), float(sum(item.points for item in items))
    for item in items:
        part, worth = lengths[item.id] / max(total, 1), float(item.points) / max(points, 1)
        if len(items) > 1 and lengths[item.id] > HEAVY and part > OVERWEIGHT * worth:
            message = f"占方案篇幅 {part:.0%}，只值分值的 {worth:.0%}"
            volume = next(p.volume for p in subject.passages if item_of(subject, p) == item)
            yield note_on_chapter(volume, item.title, message)


def contents_out_of_order(subject: Subject) -> Iterator[Note]:
    """Yield scored elements whose headings are too deep for the contents or out of order."""
    if not is_bid(subject):
        return
    places = {key_of(passage): n for n, passage in enumerate(subject.passages)}
    for item in subject.scored:
        last = -1
        for number, element in enumerate(item.elements, start=1):
            place = places.get(f"{item.id}-{number}")
            if place is None:
                continue
            passage = subject.passages[place]
            if place < last:
                yield note(passage, f"评分要点“{element.title}”没有按评分表的次序")
            if passage.heading.level > _LISTED_LEVEL:
                yield note(passage, f"评分要点“{element.title}”的标题层级过深，目录中看不到")
            last = max(last, place)


def impossible_shifts(subject: Subject) -> Iterator[Note]:
    """Yield shifts by the clock that last longer than twelve hours, such as 12:30–7:30."""
    for passage in subject.passages:
        for line in passage.text.split("\n"):
            if "班" not in line:
                continue
            for match in _CLOCKS.finditer(line):
                hours = _hours(match)
                if LONGEST_SHIFT < hours < 24:
                    yield note(passage, f"班次“{match.group(0)}”长 {hours:g} 小时")


def _hours(match: re.Match[str]) -> float:
    start = int(match.group(1)) * 60 + int(match.group(2))
    end = int(match.group(4)) * 60 + int(match.group(5))
    if end <= start:
        end += 24 * 60
    return (end - start) / 60
