"""What a client would read differently in two variants: other clauses, other figures in them.

The clauses are those that composing would choose; nothing is written for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.compose.clauses import choose, clauses_by_topic
from generator.compose.context import Context
from generator.model.knowledge import Clause
from generator.model.knowledge_base import KnowledgeBase
from generator.pipeline import Estimated, compose_context
from generator.reports.figures import plain
from generator.scenarios.comparison import Variant

_BLANK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_SENTENCE_END = re.compile(r"[。；\n]")
_ROW_END = re.compile(r"\n")


@dataclass(frozen=True)
class ClauseChange:
    """A topic on which the variants do not print the same clause; an empty title prints none."""

    topic: str
    title: str
    clauses: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True)
class FigureChange:
    """A figure of one clause that follows the level; ``text`` is the sentence around it."""

    clause: str
    title: str
    parameter: str
    text: str
    unit: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Promises:
    """Everything that a client would notice in the texts."""

    clauses: tuple[ClauseChange, ...]
    figures: tuple[FigureChange, ...]


def promises(kb: KnowledgeBase, variants: Sequence[Variant]) -> Promises:
    """Compare what the texts of the variants would say."""
    contexts = [compose_context(Estimated(kb, v.case, v.estimate)) for v in variants]
    clauses: list[ClauseChange] = []
    figures: list[FigureChange] = []
    for topic, candidates in sorted(clauses_by_topic(kb).items()):
        chosen = [_chosen(context, topic, candidates) for context in contexts]
        ids = tuple(clause.id if clause else "" for clause in chosen)
        first = next((clause for clause in chosen if clause), None)
        if first is None:
            continue
        if len(set(ids)) > 1:
            titles = tuple(clause.title if clause else "" for clause in chosen)
            name = kb.topics[topic].title if topic in kb.topics else topic
            clauses.append(ClauseChange(topic, name, ids, titles))
        else:
            figures += _figures(first, contexts)
    return Promises(tuple(clauses), tuple(figures))


def _chosen(context: Context, topic: str, candidates: Sequence[Clause]) -> Clause | None:
    excluded = topic in context.case.profile.exclude_topics
    return None if excluded else choose(context, candidates)


def _figures(clause: Clause, contexts: Sequence[Context]) -> list[FigureChange]:
    found = []
    for name, figure in clause.parameters.items():
        values = tuple(_text(figure.at(context.level(clause.module))) for context in contexts)
        if len(set(values)) > 1:
            text = _sentence(clause.text, name, figure.unit)
            found.append(FigureChange(clause.id, clause.title, name, text, figure.unit, values))
    return found


def _text(value: Decimal | str) -> str:
    return plain(value) if isinstance(value, Decimal) else value


def _sentence(text: str, name: str, unit: str) -> str:
    """Return the sentence in which a figure stands, with ＿ for it and … for other blanks."""
    blank = re.compile(r"\{\{\s*p\." + re.escape(name) + r"\b.*?\}\}")
    match = blank.search(text)
    if match is None:
        return name
    line_start = text.rfind("\n", 0, match.start()) + 1
    ends = _ROW_END if text[line_start : line_start + 1] == "|" else _SENTENCE_END
    starts = [m.end() for m in ends.finditer(text, 0, match.start())]
    end = ends.search(text, match.end())
    sentence = text[starts[-1] if starts else 0 : end.start() if end else len(text)]
    marked = _BLANK.sub("…", blank.sub(f"＿{unit}", sentence))
    return re.sub(r"\s*\|\s*", " ", marked.strip("| ")).strip(" -*#>0123456789.").strip()
