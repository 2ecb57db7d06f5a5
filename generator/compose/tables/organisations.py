"""An organisation chart as a table: rank, body or post, persons, under whom, what for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compose import formatting as fmt
from generator.compose.context import Context
from generator.compose.tables.cells import words
from generator.compose.tables.drawings import NONE, Pen, pen
from generator.expression import ExpressionError, evaluate
from generator.model.document import Block, Runs
from generator.model.knowledge import Node, Organisation

_COLUMNS = (
    ("层级", 6, "center"),
    ("机构或岗位", 18, "left"),
    ("人数", 8, "center"),
    ("上级", 16, "left"),
    ("说明", 26, "left"),
)
_RELATIONS = {"line": "", "staff": "（职能指导）", "cooperation": "（协作）"}


def organisation_table(context: Context, organisation: Organisation) -> list[Block]:
    """Return the nodes from the top down; posts that this case does not man are left out."""
    writer = pen(context, "organisations", organisation)
    titles = {node.id: node.title for node in organisation.nodes}
    rows = [
        [
            words(f"{fmt.counting(depth)}级"),
            writer.runs(node.title),
            _persons(context, writer, node),
            _above(writer, node, titles),
            writer.runs(node.note),
        ]
        for node, depth in _manned(context, organisation)
    ]
    return writer.table(_COLUMNS, rows)  # type: ignore[arg-type]


def _manned(context: Context, organisation: Organisation) -> list[tuple[Node, int]]:
    """Return nodes with their depth, each before those under it, without empty posts."""
    kept: list[tuple[Node, int]] = []
    for node, depth in reversed(list(_descend(organisation, None, 1))):
        has_below = any(below.parent == node.id for below, _ in kept)
        if has_below or not node.persons or _count(context, node):
            kept.append((node, depth))
    return kept[::-1]


def _descend(
    organisation: Organisation, parent: str | None, depth: int
) -> Iterator[tuple[Node, int]]:
    if depth > len(organisation.nodes):
        return
    for node in organisation.nodes:
        if node.parent == parent:
            yield node, depth
            yield from _descend(organisation, node.id, depth + 1)


def _count(context: Context, node: Node) -> bool:
    try:
        return bool(evaluate(node.persons, context.refs.names))
    except ExpressionError:
        return False


def _persons(context: Context, writer: Pen, node: Node) -> Runs:
    if not node.persons or not _count(context, node):
        return words(NONE)
    return writer.runs(f"{{{{ {node.persons} }}}}")


def _above(writer: Pen, node: Node, titles: dict[str, str]) -> Runs:
    if node.parent is None:
        return words(NONE)
    return (*writer.runs(titles.get(node.parent)), *words(_RELATIONS[node.relation]))
