"""A workflow as a table: step, who, within what time, recorded where, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping

from generator.compose.context import Context
from generator.compose.tables.cells import serial, words
from generator.compose.tables.drawings import NONE, Pen, joined, pen
from generator.model.document import Block, Runs
from generator.model.knowledge import Step, Workflow

_COLUMNS = (
    ("步骤", 22, "left"),
    ("责任岗位", 12, "left"),
    ("时限", 10, "center"),
    ("记录", 13, "left"),
    ("下一步", 16, "left"),
)


def workflow_table(context: Context, workflow: Workflow) -> list[Block]:
    """Return a workflow's steps in their order; the ways out name the numbers of the steps."""
    writer = pen(context, "workflows", workflow)
    numbers = {step.id: number for number, step in enumerate(workflow.steps, start=1)}
    rows = [_row(writer, step, numbers) for step in workflow.steps]
    return writer.table(_COLUMNS, rows)  # type: ignore[arg-type]


def _row(writer: Pen, step: Step, numbers: Mapping[str, int]) -> list[Runs]:
    within = f"{{{{ p.{step.within} }}}}" if step.within else None
    return [
        (*serial(numbers[step.id]), *words("．"), *writer.runs(step.title)),
        writer.runs(step.actor),
        writer.runs(within),
        writer.runs(step.record),
        _ways(writer, step, numbers),
    ]


def _ways(writer: Pen, step: Step, numbers: Mapping[str, int]) -> Runs:
    if step.kind == "end":
        return words("结束")
    ways = [
        (*(writer.runs(way.when) if way.when else ()), *_target(numbers[way.to], bool(way.when)))
        for way in step.next
        if way.to in numbers
    ]
    return joined(ways, "；") or words(NONE)


def _target(number: int, labelled: bool) -> Runs:
    return (*words("→" if labelled else ""), *words("第"), *serial(number), *words("步"))
