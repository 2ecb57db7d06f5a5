"""Sheet of wages and insurance: post by component, every amount a formula over named cells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.estimate import CostEntry, PostLine
from generator.render.xlsx.grid import Grid
from generator.render.xlsx.inputs import payroll_name, persons_name
from generator.render.xlsx.sheets import PAY, Sheets, cents

GROUPS = (
    ("pay", "应发工资"),
    ("insurance", "社会保险（单位）"),
    ("fund", "住房公积金（单位）"),
    ("other", "福利与规费"),
)
"""Groups of components in the sheet's order; insurance and fund stand apart."""
METHODS = (
    ("wages", "pay"),
    ("overtime_pay", "pay"),
    ("hourly_pay", "pay"),
    ("insurance", "insurance"),
    ("fund", "fund"),
)
"""Beginning of a formula's name → group; everything else is welfare and levies."""
FIRST = 4
LEFT = ("部门", "岗位", "人数", "月工资（元）")
PER_HEAD = "人均月成本"


@dataclass(frozen=True)
class Component:
    """A component of personnel cost with its title and group."""

    id: str
    title: str
    group: str


def components(sheets: Sheets) -> list[Component]:
    """Return the components in the order of the groups, then as the traces have them."""
    found: dict[str, Component] = {}
    for entry in sheets.estimate.cost.items:
        owned = sheets.component(entry)
        if owned is not None:
            line, name = owned
            method = entry.trace.method
            group = next((g for start, g in METHODS if method.startswith(start)), "other")
            title = entry.name.removeprefix(line.title)
            found.setdefault(name, Component(name, title, group))
    order = [group for group, _ in GROUPS]
    return sorted(found.values(), key=lambda component: order.index(component.group))


def write_pay(sheets: Sheets) -> None:
    """Write the personnel cost of every post a year, with sums by group."""
    grid = sheets.grids[PAY]
    grid.title_row("工资与社保（元/年）", "人数在“岗位与人数”、月工资与费率在“参数”修改。")
    columns = _heading(sheets, grid)
    entries = {entry.id: entry for entry in sheets.estimate.cost.items}
    row = FIRST
    outside = {post for contract in sheets.estimate.contracts for post in contract.posts}
    for line in sheets.estimate.headcount.posts:
        if line.id in outside:  # a contractor's heads are on no payroll of ours
            continue
        _row(sheets, grid, row, line, columns, entries)
        sheets.pay_rows[line.id] = row
        row += 1
    _totals(sheets, grid, row)
    widths = [10, 20, 8, 11] + [13] * (max(sheets.pay_columns.values(), default=3) - 3)
    grid.columns(widths)
    sheets.grids[PAY].sheet.repeat_columns(0, 1)
    grid.print_setup(repeat=FIRST - 1, freeze=(FIRST, 2))


def _heading(sheets: Sheets, grid: Grid) -> dict[str, list[Component]]:
    """Write two heading rows and note the column of every component and sum."""
    grid.texts(FIRST - 2, 0, ("",) * len(LEFT), "header")
    grid.header(FIRST - 1, LEFT)
    by_group = {group: [c for c in components(sheets) if c.group == group] for group, _ in GROUPS}
    column = len(LEFT)
    for group, title in GROUPS:
        members = by_group[group]
        if not members:
            continue
        start = column
        for component in members:
            sheets.pay_columns[component.id] = column
            grid.text(FIRST - 1, column, component.title, "header")
            column += 1
        if len(members) > 1:
            sheets.pay_columns[f"={group}"] = column
            grid.text(FIRST - 1, column, "小计", "header")
            column += 1
        else:
            sheets.pay_columns[f"={group}"] = start
        grid.merged(FIRST - 2, start, column - 1, title)
    for key, title in (("=total", "合计"), ("=head", PER_HEAD)):
        sheets.pay_columns[key] = column
        grid.text(FIRST - 2, column, "", "header")
        grid.text(FIRST - 1, column, title, "header")
        column += 1
    return by_group


def _row(
    sheets: Sheets,
    grid: Grid,
    row: int,
    line: PostLine,
    groups: dict[str, list[Component]],
    entries: dict[str, CostEntry],
) -> None:
    wage = next(wage for wage in sheets.estimate.wages if wage.group == line.wage)
    grid.texts(row, 0, (sheets.department(line.department), line.title))
    grid.formula(row, 2, persons_name(line.id), line.persons, "count")
    grid.formula(row, 3, f"wage_{line.wage}", wage.monthly)
    sums = []
    for group, members in groups.items():
        for component in members:
            column = sheets.pay_columns[component.id]
            entry = entries.get(f"{line.id}.{component.id}")
            if entry is None:
                grid.text(row, column, "")
            else:
                grid.formula(row, column, sheets.amount(entry.trace, entry.id), entry.annual)
        if len(members) > 1:
            _sum(grid, row, [sheets.pay_columns[c.id] for c in members], f"={group}", sheets)
        if members:
            sums.append(sheets.pay_columns[f"={group}"])
    total = sheets.pay_columns["=total"]
    value = sum((grid.value(row, column) for column in sums), Decimal(0))
    grid.formula(
        row, total, "+".join(grid.at(row, column) for column in sums), value, "money_total"
    )
    persons, amount = grid.at(row, 2), grid.at(row, total)
    head = cents(value / line.persons / 12) if line.persons else Decimal(0)
    formula = f"IF({persons}>0,ROUND({amount}/{persons}/12,2),0)"
    grid.formula(row, sheets.pay_columns["=head"], formula, head)


def _sum(grid: Grid, row: int, columns: list[int], key: str, sheets: Sheets) -> None:
    value = sum((grid.value(row, column) for column in columns), Decimal(0))
    cells = f"{grid.at(row, columns[0])}:{grid.at(row, columns[-1])}"
    grid.formula(row, sheets.pay_columns[key], f"SUM({cells})", value, "money_total")


def _totals(sheets: Sheets, grid: Grid, row: int) -> None:
    rows = range(FIRST, row)
    last = sheets.pay_columns["=head"]
    for column in range(last + 1):
        grid.text(row, column, "合计" if column == 0 else "", "text_total")
    if not rows:
        return
    grid.total(row, 2, rows, "count_total")
    names = {
        column: payroll_name(name)
        for name, column in sheets.pay_columns.items()
        if not name.startswith("=")
    }
    names[sheets.pay_columns["=total"]] = "personnel_total"
    for column in sorted(set(sheets.pay_columns.values()) - {last}):
        grid.total(row, column, rows, name=names.get(column, ""))
