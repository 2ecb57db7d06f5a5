"""Tables of the price volume: totals in figures and capitals, and the itemised quotation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.compose.context import Context
from generator.compose.tables.cells import given, serial, table, value, words
from generator.model.document import Block, Cell, Runs


def quotation_summary(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The opening sheet: one price in figures and capitals, term, validity."""
    refs = context.refs
    rows: list[list[Runs | Cell]] = [
        [Cell(words("项目名称"), header=True), Cell(value(refs, "project.name"))],
        [Cell(words("项目编号"), header=True), Cell(value(refs, "project.number"))],
        [Cell(words("投标人"), header=True), Cell(value(refs, "company.name"))],
        [
            Cell(words("投标总价（小写，元/年）"), header=True),
            Cell(value(refs, "price.annual_amount", bold=True)),
        ],
        [
            Cell(words("投标总价（大写）"), header=True),
            Cell(value(refs, "price.annual_capital", bold=True)),
        ],
        [Cell(words("折合每月（元）"), header=True), Cell(value(refs, "price.monthly_amount"))],
        [Cell(words("服务期限"), header=True), Cell(value(refs, "project.term_months"))],
        [Cell(words("投标有效期"), header=True), Cell(value(refs, "tender.validity_days"))],
    ]
    columns = (("项目", 16, "center"), ("内容", 40, "left"))
    return [table("quotation_summary", columns, rows, "")]  # type: ignore[arg-type]


def quotation(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The price by part of the budget, each beside its ceiling."""
    price = context.estimate.price
    rows: list[list[Runs | Cell]] = []
    for number, part in enumerate(price.parts, start=1):
        rows.append(
            [
                serial(number),
                given(f"tender.parts.{part.id}", part.title, "报价组成"),
                value(context.refs, f"price.parts.{part.id}"),
            ]
        )
    total = value(context.refs, "price.annual_amount", bold=True)
    rows.append([Cell(words("合计", bold=True), span=2), Cell(total)])
    columns = (("序号", 6, "center"), ("报价组成", 36, "left"), ("年金额（元）", 16, "right"))
    return [table("quotation", columns, rows, "报价组成表")]  # type: ignore[arg-type]


def quotation_items(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The itemised quotation; its lines sum to the annual price."""
    rows: list[list[Runs | Cell]] = []
    previous = ""
    for number, line in enumerate(context.estimate.price.quote_lines, start=1):
        merge = "continue" if line.group == previous else "start"
        previous = line.group
        rows.append(
            [
                serial(number),
                Cell(words(line.group) if merge == "start" else (), merge=merge),  # type: ignore[arg-type]
                words(line.title),
                value(context.refs, f"price.basis.{line.id}"),
                value(context.refs, f"price.lines.{line.id}"),
            ]
        )
    total = value(context.refs, "price.annual_amount", bold=True)
    rows.append([Cell(words("合计", bold=True), span=4), Cell(total)])
    columns = (
        ("序号", 5, "center"),
        ("类别", 10, "center"),
        ("费用项目", 16, "left"),
        ("测算依据", 30, "left"),
        ("年金额（元）", 13, "right"),
    )
    return [table("quotation_items", columns, rows, "分项报价表")]  # type: ignore[arg-type]
