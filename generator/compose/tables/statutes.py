"""The table of statutes: what a document cites, no more, with number and date of effect.

What is cited is known only when everything else is written, so the table stands empty at first
and is filled when the document is complete.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.compose.context import Context
from generator.compose.tables.cells import serial, table, value
from generator.model.document import Block, Cell, Figure, Runs, Table, block_runs
from generator.model.knowledge import Law

_CATEGORIES = ("law", "regulation", "judicial", "rule", "local", "policy", "standard")
_COLUMNS = (
    ("序号", 5, "center"),
    ("名称", 34, "left"),
    ("文号或标准号", 20, "left"),
    ("施行日期", 12, "center"),
)


def laws(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """Return the empty table, which ``with_statutes`` fills."""
    return [table("laws", _COLUMNS, [], "主要依据一览表")]  # type: ignore[arg-type]


def with_statutes(context: Context, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the table of statutes listing what the other blocks cite.

    Where nothing is cited the table falls away.
    """
    if not any(map(_is_statutes, blocks)):
        return list(blocks)
    cited = {law for block in blocks for law in _cited(block)}
    known = sorted((context.kb.laws[law] for law in cited & set(context.kb.laws)), key=_order)
    filled: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and _is_statutes(block):
            if known:
                filled.append(replace(block, rows=_rows(context, known)))
        else:
            filled.append(block)
    return filled


def _is_statutes(block: Block) -> bool:
    return isinstance(block, Table) and block.origin.id == "laws"


def _cited(block: Block) -> set[str]:
    refs = [run.ref for run in block_runs(block) if isinstance(run, Figure)]
    return {ref.split(".")[1] for ref in refs if ref.startswith("laws.")}


def _order(law: Law) -> tuple[int, str]:
    return _CATEGORIES.index(law.category), law.id


def _rows(context: Context, known: Sequence[Law]) -> tuple[tuple[Cell, ...], ...]:
    rows: list[list[Runs | Cell]] = []
    for number, law in enumerate(known, start=1):
        in_force = law.in_force.isoformat() if law.in_force else "—"
        rows.append(
            [
                serial(number),
                value(context.refs, f"laws.{law.id}"),
                (Figure(f"laws.{law.id}.number", law.number or "—"),),
                (Figure(f"laws.{law.id}.in_force", in_force),),
            ]
        )
    return table("laws", _COLUMNS, rows, "").rows  # type: ignore[arg-type]
