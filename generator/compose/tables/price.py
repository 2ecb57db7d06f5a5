"""Tables of the price volume: totals in figures and capitals, and the itemised quotation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.compose.context import Context
from generator.compose.tables.cells import given, serial, table, value, words
from generator.model.document import Block, Cell, Paragraph, Run, Runs, Unfilled
from generator.model.estimate import BESIDE_COST, Ground, TableRow


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


def buyer_quotation(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The buyer's own table, filled; columns that no row needs are left out."""
    price = context.estimate.price
    if not price.table:
        return ()
    counted = any(row.quantity is not None for row in price.table)
    monthly = any(row.monthly for row in price.table)
    rows = [
        _buyer_row(context, row, number, counted=counted, monthly=monthly)
        for number, row in enumerate(price.table, start=1)
    ]
    columns = [("序号", 5, "center"), ("项目", 22, "left")]
    if counted:
        columns += [
            ("单位", 6, "center"),
            ("数量", 9, "right"),
            ("单价（元）", 11, "right"),
            ("每年次数", 7, "right"),
        ]
    columns += [("月金额（元）", 12, "right")] if monthly else []
    columns += [("年金额（元）", 13, "right")]
    if sum(row.annual for row in price.table if row.in_total) == price.annual:
        total = value(context.refs, "price.table.total", bold=True)
        rows.append([Cell(words("合计", bold=True), span=len(columns) - 1), Cell(total)])
    named = given("price.table.title", price.table_title, "采购人的报价表")
    lead = Paragraph((*words("下表按“"), *named, *words("”的格式填报，金额与投标总价一致。")))
    return [lead, table("buyer_quotation", columns, rows, "采购人报价表")]  # type: ignore[arg-type]


def _buyer_row(
    context: Context, row: TableRow, number: int, *, counted: bool, monthly: bool
) -> list[Runs | Cell]:
    ref = f"price.table.{row.id}"
    title = given(f"{ref}.title", row.title, "项目")
    cells: list[Runs | Cell] = [serial(number), title]
    if not row.in_total:
        cells[1] = (*title, *words("（不计入合计）"))
    if counted and row.quantity is None:
        cells += [words("—"), words("—"), words("—"), words("—")]
    elif counted:
        cells += [
            given(f"{ref}.unit", row.unit, "单位"),
            value(context.refs, f"{ref}.quantity"),
            words("—") if row.unit_price is None else value(context.refs, f"{ref}.unit_price"),
            value(context.refs, f"{ref}.times"),
        ]
    if monthly:
        cells.append(value(context.refs, f"{ref}.monthly"))
    cells.append(value(context.refs, f"{ref}.annual"))
    return cells


def price_grounds(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """Why the price is not below cost, ground by ground, with the estimate's own figures.

    Only a ground that holds is claimed. One about cost that does not hold stays a blank for whoever
    signs; one about something else is left to the text around the table.
    """
    rows: list[list[Runs | Cell]] = []
    for ground in context.grounds:
        if not ground.holds and ground.id in BESIDE_COST:
            continue
        stands: Runs = words("成立")
        if not ground.holds:
            stands = (Unfilled(f"grounds.{ground.id}", f"未成立的依据的说明：{ground.claim}"),)
        rows.append([serial(len(rows) + 1), words(ground.claim), _figures(context, ground), stands])
    if not rows:
        return ()
    columns = (
        ("序号", 5, "center"),
        ("依据", 20, "left"),
        ("数据", 38, "left"),
        ("结论", 9, "center"),
    )
    return [table("price_grounds", columns, rows, "报价不低于成本的依据")]  # type: ignore[arg-type]


def _figures(context: Context, ground: Ground) -> Runs:
    runs: list[Run] = []
    for number, figure in enumerate(ground.figures):
        ref = f"grounds.{ground.id}.{number}"
        runs += words("；") if runs else ()
        runs += given(f"{ref}.name", figure.name, "名称")
        runs += value(context.refs, ref)
    return tuple(runs)
