"""Choosing the clause of a topic and filling its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.compose.context import Context
from generator.compose.markup import to_blocks
from generator.errors import Place
from generator.expression import ExpressionError, render
from generator.model.document import Block, Origin
from generator.model.knowledge import Clause, Voice
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import Department, LevelledFigure

_ALWAYS: tuple[Department, ...] = ("management", "customer_service", "other")
"""Lines on which every contract has something to say, whether or not it has posts of their own."""

EngineTables = Callable[[str], Sequence[Block]]


def clauses_by_topic(kb: KnowledgeBase) -> dict[str, list[Clause]]:
    """Return the clauses of each topic, the most specific first, ties by id."""
    found: dict[str, list[Clause]] = {}
    for clause in kb.clauses.values():
        found.setdefault(clause.topic, []).append(clause)
    for variants in found.values():
        variants.sort(key=lambda clause: (specificity(clause), clause.id))
    return found


def specificity(clause: Clause) -> tuple[int, int, int, int, int]:
    """Return a sort key: bound to a voice first, then property types, levels, conditions."""
    return (
        0 if clause.voices else 1,
        0 if clause.types else 1,
        len(clause.types),
        0 if clause.levels else 1,
        0 if clause.when else 1,
    )


def choose(context: Context, variants: Sequence[Clause], voice: Voice = "company") -> Clause | None:
    """Return the clause that a document of this voice prints: the most specific that applies."""
    for clause in variants:
        if _applies(context, clause, voice):
            return clause
    return None


def _applies(context: Context, clause: Clause, voice: Voice) -> bool:
    if clause.voices and voice not in clause.voices:
        return False
    if clause.module not in (*_ALWAYS, *context.case.profile.service.modules):
        return False
    if clause.types and context.property_type not in clause.types:
        return False
    level = context.level(clause.module)
    if clause.levels and not clause.levels[0] <= level <= clause.levels[1]:
        return False
    return context.holds(clause.when, context.kb.place("clauses", clause.id))


def clause_blocks(context: Context, clause: Clause, tables: EngineTables) -> list[Block]:
    """Return the blocks of a clause with its blanks filled."""
    place = context.kb.place("clauses", clause.id)
    origin = Origin("clause", clause.id, place.file, place.line)
    level = context.level(clause.module)
    return filled_blocks(context, clause.text, clause.parameters, origin, level, tables)


def filled_blocks(
    context: Context,
    text: str,
    parameters: Mapping[str, LevelledFigure],
    origin: Origin,
    level: int,
    tables: EngineTables,
) -> list[Block]:
    """Fill a text of a clause or form and turn it into blocks; problems go to the context."""
    scope = context.refs.scoped(origin.id, level, parameters)
    place = Place(origin.file, origin.line, 1)
    try:
        filled, runs = render(text, scope.names, scope.printed)
    except ExpressionError as error:
        context.report(place, error.code, f"{origin.id}：{error.message}")
        return []
    return to_blocks(filled, runs, origin, tables)
