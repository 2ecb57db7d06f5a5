"""Sheets of cost: by statutory item from one flat list, and by department from the same list."""

from __future__ import annotations

from decimal import Decimal

from generator.model.estimate import CostEntry, PostLine
from generator.render.xlsx.grid import Grid
from generator.render.xlsx.inputs import cost_name, department_name, item_name, value_of
from generator.render.xlsx.sheets import DEPARTMENTS, ITEMS, PAY, Check, Sheets, cents, total_of

TITLES = (
    "成本构成项",
    "明细",
    "部门",
    "数量",
    "单位",
    "单价（元）",
    "年次数",
    "金额（元/年）",
    "报价分项",
    "来源",
    "可信标签",
)
WIDTHS = (30, 26, 10, 12, 10, 12, 9, 16, 12, 34, 10)
AMOUNT, PART = 7, 8
SUMMARY_ROW = 3
SHOWN = (
    ("cost_share", ((3, 0, "money"), (5, 1, "count"))),
    ("cost_", ((3, 0, "count"), (5, 1, "money"), (6, 2, "count"))),
)
"""Beginning of a formula's name → column, operand and style of what its line shows."""


def write_items(sheets: Sheets) -> None:
    """Write the statutory items with their sums, and under them every line of cost."""
    grid = sheets.grids[ITEMS]
    grid.columns(WIDTHS)
    grid.title_row(
        "成本（按构成项，元/年）", "上表汇总下面的明细；数量、单价、年次数在“参数”修改。"
    )
    totals = sheets.estimate.cost.by_item
    first = SUMMARY_ROW + len(totals) + 4
    rows = _details(sheets, grid, first)
    last = max(first, first + rows - 1)
    for key, column in (
        ("items", 0),
        ("item_departments", 2),
        ("amounts", AMOUNT),
        ("parts", PART),
    ):
        sheets.ranges[key] = grid.span((first, column), (last, column))
    _summary(sheets, grid)
    listed = sheets.ranges["amounts"]
    value = sheets.estimate.cost.annual
    sheets.checks.append(
        Check("成本明细之和等于成本合计", f"SUM({listed})", "=", "cost_total", (value,) * 2)
    )
    grid.text(first - 2, 0, "成本明细", "section")
    grid.header(first - 1, TITLES)
    grid.sheet.autofilter(first - 1, 0, last, len(TITLES) - 1)
    grid.print_setup(repeat=first - 1, freeze=(SUMMARY_ROW, 2))


def _summary(sheets: Sheets, grid: Grid) -> None:
    grid.texts(SUMMARY_ROW - 1, 0, ("成本构成项", "金额（元/年）", "占比"), "header")
    totals = sheets.estimate.cost.by_item
    annual = sheets.estimate.cost.annual
    for row, total in enumerate(totals, SUMMARY_ROW):
        grid.text(row, 0, total.title)
        formula = f'SUMIFS({sheets.ranges["amounts"]},{sheets.ranges["items"]},"{total.title}")'
        grid.formula(row, 1, formula, total.annual, name=item_name(total.id))
        share = total.annual / annual if annual else Decimal(0)
        cell = grid.at(row, 1)
        grid.formula(row, 2, f"IF(cost_total>0,{cell}/cost_total,0)", share, "percent")
    last = SUMMARY_ROW + len(totals)
    grid.text(last, 0, "成本合计", "text_total")
    grid.total(last, 1, range(SUMMARY_ROW, last), name="cost_total")
    grid.text(last, 2, "", "text_total")
    sheets.ranges["item_titles"] = grid.span((SUMMARY_ROW, 0), (last - 1, 0))
    sheets.ranges["item_amounts"] = grid.span((SUMMARY_ROW, 1), (last - 1, 1))


def _details(sheets: Sheets, grid: Grid, first: int) -> int:
    """Write the lines item by item: personnel of each post as one line, then the others."""
    row = first
    for total in sheets.estimate.cost.by_item:
        posts: list[str] = []
        for entry in sheets.estimate.cost.items:
            if entry.cost_item != total.id:
                continue
            owned = sheets.component(entry)
            if owned is None:
                _line(sheets, grid, row, entry, total.title)
            elif owned[0].id not in posts:
                posts.append(owned[0].id)
                _personnel(sheets, grid, row, owned[0], entry, total.title)
            else:
                continue
            row += 1
    return row - first


def _personnel(
    sheets: Sheets, grid: Grid, row: int, line: PostLine, entry: CostEntry, item: str
) -> None:
    pay = sheets.grids[PAY]
    pay_row, column = sheets.pay_rows[line.id], sheets.pay_columns["=total"]
    department = sheets.department(line.department)
    grid.texts(row, 0, (item, f"{line.title}人员成本", department, "", "", "", ""))
    grid.formula(row, AMOUNT, pay.place(pay_row, column), pay.value(pay_row, column))
    grid.texts(row, PART, (sheets.part(entry), "见“工资与社保”", ""))


def _line(sheets: Sheets, grid: Grid, row: int, entry: CostEntry, item: str) -> None:
    grid.texts(row, 0, (item, entry.name, sheets.department(entry.department)))
    operands = entry.trace.operands
    terms = sheets.inputs.terms(entry.trace, entry.id)
    grid.texts(row, 3, ("", "", "", ""))
    cells = next((c for start, c in SHOWN if entry.trace.method.startswith(start)), ())
    if cells:
        grid.text(row, 4, operands[0].unit)
    for column, index, style in cells:
        grid.formula(row, column, terms[index], value_of(operands[index]), style)
    formula = sheets.amount(entry.trace, entry.id)
    grid.formula(row, AMOUNT, formula, entry.annual, name=cost_name(entry.id))
    source = sheets.context.source(entry.source)
    grid.texts(row, PART, (sheets.part(entry), source, sheets.context.tag(entry.tag)))


def write_departments(sheets: Sheets) -> None:
    """Write department × cost item with sums, persons and cost per person and month."""
    grid = sheets.grids[DEPARTMENTS]
    items = sheets.estimate.cost.by_item
    grid.columns([12, *[15] * len(items), 16, 9, 14])
    grid.title_row("成本（按部门，元/年）")
    grid.header(2, ["部门", *(item.title for item in items), "合计", "人数", "人均月成本"])
    row = first = 3
    for name, annual in sheets.estimate.cost.by_department.items():
        _department(sheets, grid, row, name, annual)
        row += 1
    rows = range(first, row)
    grid.text(row, 0, "合计", "text_total")
    for column in range(1, len(items) + 2):
        grid.total(row, column, rows)
    grid.total(row, len(items) + 2, rows, "count_total")
    grid.text(row, len(items) + 3, "", "text_total")
    total, annual = grid.place(row, len(items) + 1), sheets.estimate.cost.annual
    sheets.checks.append(
        Check("各部门成本之和等于成本合计", total, "=", "cost_total", (annual, annual))
    )
    _agree(sheets, grid, (first, row - 1), len(items) + 1)
    sheets.ranges["department_titles"] = grid.span((first, 0), (row - 1, 0))
    sheets.ranges["department_amounts"] = grid.span(
        (first, len(items) + 1), (row - 1, len(items) + 1)
    )
    grid.sheet.repeat_columns(0, 0)
    grid.print_setup(repeat=2, freeze=(3, 1))


def _agree(sheets: Sheets, grid: Grid, ends: tuple[int, int], column: int) -> None:
    """Items and departments are two views of the same lines."""
    annual = sheets.estimate.cost.annual
    items = f"SUM({sheets.ranges['item_amounts']})"
    departments = f"SUM({grid.span((ends[0], column), (ends[1], column))})"
    title = "各构成项之和等于各部门之和"
    sheets.checks.append(Check(title, items, "=", departments, (annual, annual)))


def _department(sheets: Sheets, grid: Grid, row: int, name: str, annual: Decimal) -> None:
    cost = sheets.estimate.cost
    title = sheets.department(name)
    grid.text(row, 0, title)
    for column, item in enumerate(cost.by_item, 1):
        value = total_of(
            [e.annual for e in cost.items if e.department == name and e.cost_item == item.id]
        )
        formula = (
            f'SUMIFS({sheets.ranges["amounts"]},{sheets.ranges["items"]},"{item.title}",'
            f'{sheets.ranges["item_departments"]},"{title}")'
        )
        grid.formula(row, column, formula, value, name=department_name(name, item.id))
    total = len(cost.by_item) + 1
    cells = f"{grid.at(row, 1)}:{grid.at(row, total - 1)}"
    grid.formula(row, total, f"SUM({cells})", annual, "money_total", department_name(name))
    persons = dict(sheets.estimate.headcount.by_department).get(name, Decimal(0))  # type: ignore[call-overload]
    grid.formula(row, total + 1, f"staff_{name}", persons, "count")
    head = annual / persons / 12 if persons else Decimal(0)
    amount, count = grid.at(row, total), grid.at(row, total + 1)
    grid.formula(row, total + 2, f"IF({count}>0,ROUND({amount}/{count}/12,2),0)", cents(head))
