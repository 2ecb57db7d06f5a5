"""Searching the knowledge base: Chinese full text, ranked.

The index is SQLite's FTS5 in memory, ranked by BM25. Chinese has no spaces, so a run of Chinese
characters is indexed as its overlapping pairs and searched as a phrase of them: that finds every
substring of two characters or more without a dictionary.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.model.knowledge_base import KnowledgeBase
from generator.reports.knowledge import FIELDS

_RUN = re.compile(r"[一-鿿]+|[A-Za-z0-9]+")
_TITLE_WEIGHT, _TEXT_WEIGHT = 6.0, 1.0
_AROUND = 24
"""Characters shown on either side of what was found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, the best first; ``score`` grows with the match."""

    kind: str
    id: str
    title: str
    file: str
    line: int
    score: float
    excerpt: str


def search(
    kb: KnowledgeBase, query: str, kinds: tuple[str, ...] = (), limit: int = 20
) -> list[Hit]:
    """Return the entries that hold all words of a query, or, where none does, any of them."""
    phrases = [_phrase(run) for run in _RUN.findall(query)]
    if not phrases:
        return []
    with sqlite3.connect(":memory:") as index:
        _fill(index, kb, kinds)
        for operator in (" AND ", " OR "):
            rows = _match(index, operator.join(phrases), limit)
            if rows:
                break
    return [_hit(kb, query, *row) for row in rows]


def _fill(index: sqlite3.Connection, kb: KnowledgeBase, kinds: tuple[str, ...]) -> None:
    index.execute("CREATE VIRTUAL TABLE entries USING fts5(kind UNINDEXED, id, title, body)")
    for kind, field in FIELDS.items():
        if kinds and kind not in kinds:
            continue
        found: Mapping[str, Any] = getattr(kb, field)
        for name, entry in found.items():
            row = (kind, name, _indexed(f"{name} {entry.title}"), _indexed(_body(entry)))
            index.execute("INSERT INTO entries VALUES (?, ?, ?, ?)", row)


def _match(index: sqlite3.Connection, expression: str, limit: int) -> list[tuple[str, str, float]]:
    rank = f"bm25(entries, 0, 0, {_TITLE_WEIGHT}, {_TEXT_WEIGHT})"
    found = index.execute(
        f"SELECT kind, id, -{rank} FROM entries WHERE entries MATCH ? "
        f"ORDER BY {rank}, kind, id LIMIT ?",
        (f"{{title body}} : ({expression})", limit),
    )
    return found.fetchall()


def _indexed(text: str) -> str:
    return " ".join(word for run in _RUN.findall(text) for word in _words(run))


def _words(run: str) -> list[str]:
    """Return the index words of a run: Chinese as single characters' pairs, the rest whole."""
    if run[0].isascii():
        return [run.lower()]
    return [run[i : i + 2] for i in range(len(run))]


def _phrase(run: str) -> str:
    """Return a run as an FTS5 phrase; a single Chinese character matches as a beginning."""
    if run[0].isascii():
        return f'"{run.lower()}"*'
    pairs = [run[i : i + 2] for i in range(len(run) - 1)]
    return f'"{" ".join(pairs)}"' if pairs else f'"{run}"*'


def _body(entry: Any) -> str:
    return "\n".join(_texts(entry.model_dump()))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _hit(kb: KnowledgeBase, query: str, kind: str, name: str, score: float) -> Hit:
    field = FIELDS[kind]
    entry = getattr(kb, field)[name]
    place = kb.place(field, name)
    excerpt = _excerpt(_body(entry), _RUN.findall(query))
    return Hit(kind, name, entry.title, place.file, place.line, round(score, 3), excerpt)


def _excerpt(body: str, words: list[str]) -> str:
    """Return the words around the first place where one of the query's stands."""
    text = re.sub(r"\s+", " ", body)
    starts = [found for word in words if (found := text.lower().find(word.lower())) >= 0]
    if not starts:
        return ""
    start = min(starts)
    first, last = max(0, start - _AROUND), start + _AROUND * 2
    cut = text[first:last].strip()
    return ("…" if first else "") + cut + ("…" if last < len(text) else "")
