"""Padding and repetition: long headings, the same said twice, the requirement copied back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from generator.verify.weaknesses.finding import Note, note
from generator.verify.weaknesses.structure import overweight_items
from generator.verify.weaknesses.subject import Passage, Subject

CHARACTERS_PER_PAGE = 900
MOST_PAGES = 6
"""More under one heading is padding, however many points it earns."""
REPEATED = 0.5
"""Share of three-character groups that are repetitions; good prose of one page stays below."""
_LONG_ENOUGH = 400

SAME = 0.8
COPIED = 0.6
_SHINGLE = 12
_STEP = 4
_SHARED = 3
_WORTH = 40
_REQUIREMENT = 16
_COPIED_SHINGLE = 6


def padded(subject: Subject) -> Iterator[Note]:
    """Yield passages that are too long for one heading, or that turn in circles."""
    for passage in subject.library:
        pages = len(passage.text) / CHARACTERS_PER_PAGE
        if pages > MOST_PAGES:
            yield note(passage, f"一个标题下约 {pages:.0f} 页，应拆分或精简")
        running = "".join(passage.paragraphs)
        share = repeated_share(running)
        if len(running) >= _LONG_ENOUGH and share > REPEATED:
            yield note(passage, f"重复用语占 {share:.0%}，应删去重复")
    yield from overweight_items(subject)


def repeated_share(text: str) -> float:
    """Return which share of a text's groups of three characters occurred before."""
    groups = Counter(text[i : i + 3] for i in range(len(text) - 2))
    total = sum(groups.values())
    return 1 - len(groups) / total if total else 0.0


def said_twice(subject: Subject) -> Iterator[Note]:
    """Yield paragraphs that stand almost word for word under two headings of one volume."""
    seen: dict[tuple[str, str], int] = {}
    paragraphs: list[tuple[Passage, str]] = []
    noted: set[tuple[str, str]] = set()
    for passage in subject.library:
        for text in passage.paragraphs:
            if len(text) < _WORTH:
                continue
            for index in _candidates(seen, passage.volume, text):
                other, earlier = paragraphs[index]
                key = (other.title, passage.title)
                if other is passage or key in noted or not _alike(earlier, text):
                    continue
                noted.add(key)
                yield note(passage, f"与“{other.title}”的一段重复：{text[:30]}…")
            for start in range(len(text) - _SHINGLE + 1):
                shingle = text[start : start + _SHINGLE]
                seen.setdefault((passage.volume, shingle), len(paragraphs))
            paragraphs.append((passage, text))


def _candidates(seen: dict[tuple[str, str], int], volume: str, text: str) -> list[int]:
    hits: Counter[int] = Counter()
    for start in range(0, len(text) - _SHINGLE + 1, _STEP):
        index = seen.get((volume, text[start : start + _SHINGLE]))
        if index is not None:
            hits[index] += 1
    return [index for index, count in hits.items() if count >= _SHARED]


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SAME * max(len(one), len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() > SAME and matcher.ratio() > SAME


def copied_requirements(subject: Subject) -> Iterator[Note]:
    """Yield paragraphs that give the tender's requirement back as the answer."""
    demanded = list(_requirements(subject))
    index: dict[str, set[int]] = {}
    for number, text in enumerate(demanded):
        for start in range(len(text) - _COPIED_SHINGLE + 1):
            index.setdefault(text[start : start + _COPIED_SHINGLE], set()).add(number)
    if not index:
        return
    for passage in subject.library:
        for text in passage.paragraphs:
            numbers = _asked(index, text)
            for number in numbers:
                if SequenceMatcher(None, demanded[number], text, autojunk=False).ratio() > COPIED:
                    yield note(passage, f"照抄招标要求：{text[:40]}…")
                    break


def _asked(index: dict[str, set[int]], text: str) -> Iterable[int]:
    hits: Counter[int] = Counter()
    for start in range(len(text) - _COPIED_SHINGLE + 1):
        hits.update(index.get(text[start : start + _COPIED_SHINGLE], ()))
    return [number for number, count in hits.items() if count >= _COPIED_SHINGLE]


def _requirements(subject: Subject) -> Iterator[str]:
    tender = subject.case.tender
    if tender is None:
        return
    for text in (*tender.scope, *(star.text for star in tender.star_clauses)):
        if len(text) >= _REQUIREMENT:
            yield text
