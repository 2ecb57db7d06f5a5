"""Clauses that say the same in the same words: each thing is said once and used twice."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from generator.errors import Problem
from generator.model.knowledge_base import KnowledgeBase

RUN = 60
"""So many characters in common are no coincidence."""
_SEED = RUN // 2
"""Any run of sixty characters holds a whole block of thirty that starts at a multiple of thirty,
so it is enough to index those blocks."""
_NOISE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|《[^》]*》|^[ \t]*#+ .*$|\|[-:| ]+\|$|\s", re.MULTILINE)


def shared_runs(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """No two clauses share a run of sixty characters, headings, statutes and blanks left out."""
    texts = {clause.id: plain_text(clause.text) for clause in kb.clauses.values()}
    for (one, other), run in longest_runs(texts).items():
        place = kb.place("clauses", other, "text")
        message = f"与条款 {one} 有 {len(run)} 个字相同：“{run[:30]}…”"
        hint = "改写其一，或合并为一条供两处引用"
        yield Problem(place, "shared-run", message, hint)


def plain_text(text: str) -> str:
    """Return the words of a text without headings, names of statutes, blanks and white space."""
    return _NOISE.sub("", text)


def longest_runs(texts: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Return the longest run of sixty characters or more that two texts share, by pair of names."""
    index: dict[str, tuple[str, int]] = {}
    found: dict[tuple[str, str], str] = {}
    for name, text in texts.items():
        for start in range(len(text) - _SEED + 1):
            hit = index.get(text[start : start + _SEED])
            if hit is not None:
                run = _around(texts[hit[0]], hit[1], text, start)
                key = (hit[0], name)
                if len(run) >= RUN and len(run) > len(found.get(key, "")):
                    found[key] = run
        for start in range(0, len(text) - _SEED + 1, _SEED):
            index.setdefault(text[start : start + _SEED], (name, start))
    return found


def _around(one: str, i: int, other: str, j: int) -> str:
    """Return the common run around two equal positions, as far as it goes either way."""
    back = 0
    while back < min(i, j) and one[i - back - 1] == other[j - back - 1]:
        back += 1
    length, limit = 0, min(len(one) - i, len(other) - j)
    while length < limit and one[i + length] == other[j + length]:
        length += 1
    return one[i - back : i + length]
