"""Sheet of the payroll by month: each year's amount split so that the months sum to it exactly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.estimate import PostLine
from generator.render.xlsx.context import MONTHS
from generator.render.xlsx.grid import Grid
from generator.render.xlsx.pay import GROUPS, components
from generator.render.xlsx.sheets import MONTHLY, PAY, Check, Sheets, cents, total_of

FIRST = 6
DAYS_ROW = 3
JANUARY = 3
SUM = JANUARY + MONTHS
HOLIDAY = "holiday"
NOTE = "各月之和等于全年；法定节假日工资按各月节假日天数分摊（蓝色天数可改），其余按月均摊。"


@dataclass(frozen=True)
class Line:
    """A row of a post: what is paid, and the cell of the year's amount."""

    title: str
    column: int
    component: str = ""

    @property
    def by_days(self) -> bool:
        """Whether the amount follows the holidays of the months."""
        return self.component == HOLIDAY


def write_months(sheets: Sheets) -> None:
    """Write post × month: pay by kind, insurance, fund, and the rest, with sums by month."""
    grid = sheets.grids[MONTHLY]
    grid.columns([10, 20, 22, *[12] * MONTHS, 14])
    grid.title_row("工资表（按月，元）", NOTE)
    days = sheets.context.holiday_days()
    _days(sheets, grid, days)
    months = [f"{month}月" for month in range(1, MONTHS + 1)]
    grid.header(FIRST - 1, ["部门", "岗位", "项目", *months, "全年"])
    known = {entry.id for entry in sheets.estimate.cost.items}
    kinds: list[str] = []
    for post in sheets.estimate.headcount.posts:
        if post.id not in sheets.pay_rows:
            continue
        for line in _lines(sheets):
            if line.component and f"{post.id}.{line.component}" not in known:
                continue
            _row(sheets, grid, FIRST + len(kinds), post, line, days)
            kinds.append(line.title)
    _totals(sheets, grid, kinds)
    grid.print_setup(repeat=FIRST - 1, freeze=(FIRST, JANUARY))


def _lines(sheets: Sheets) -> list[Line]:
    """Pay by component, the other groups as one line each."""
    lines = []
    for group, title in GROUPS:
        members = [c for c in components(sheets) if c.group == group]
        if group == "pay":
            lines += [Line(c.title, sheets.pay_columns[c.id], c.id) for c in members]
        elif members:
            lines.append(Line(title, sheets.pay_columns[f"={group}"]))
    return lines


def _days(sheets: Sheets, grid: Grid, days: tuple[Decimal, ...]) -> None:
    title = sheets.context.holidays_title or "法定节假日（各月均等）"
    grid.texts(DAYS_ROW, 0, ("", title, "各月天数" if sheets.context.holidays else "各月份额"))
    for month, number in enumerate(days):
        grid.entry(DAYS_ROW, JANUARY + month, number, "count", f"holiday_days_{month + 1}")
    cells = f"{grid.at(DAYS_ROW, JANUARY)}:{grid.at(DAYS_ROW, SUM - 1)}"
    grid.formula(
        DAYS_ROW, SUM, f"SUM({cells})", sum(days, Decimal(0)), "count_total", "holiday_days"
    )


def _row(
    sheets: Sheets, grid: Grid, row: int, post: PostLine, line: Line, days: tuple[Decimal, ...]
) -> None:
    pay, pay_row = sheets.grids[PAY], sheets.pay_rows[post.id]
    grid.texts(row, 0, (sheets.department(post.department), post.title, line.title))
    year, value = pay.place(pay_row, line.column), pay.value(pay_row, line.column)
    whole = sum(days, Decimal(0))
    before = Decimal(0)
    for month in range(1, MONTHS + 1):
        share = (sum(days[:month], Decimal(0)) / whole) if line.by_days else None
        upto = cents(value * share) if share is not None else cents(value * month / MONTHS)
        formula = _split(grid, year, month, line.by_days)
        grid.formula(row, JANUARY + month - 1, formula, upto - before)
        before = upto
    _sum_months(grid, row)


def _split(grid: Grid, year: str, month: int, by_days: bool) -> str:
    """The year's amount up to this month less that up to the one before, each rounded."""
    if not by_days:
        earlier = f"-ROUND({year}*{month - 1}/12,2)" if month > 1 else ""
        return f"ROUND(ROUND({year}*{month}/12,2){earlier},2)"
    upto = f"ROUND({year}*{_days_until(grid, month)}/holiday_days,2)"
    earlier = f"-ROUND({year}*{_days_until(grid, month - 1)}/holiday_days,2)" if month > 1 else ""
    return f"IF(holiday_days>0,ROUND({upto}{earlier},2),ROUND({year}/12,2))"


def _days_until(grid: Grid, month: int) -> str:
    cells = grid.span((DAYS_ROW, JANUARY), (DAYS_ROW, JANUARY + month - 1))
    return f"SUM({cells.partition('!')[2]})"


def _sum_months(grid: Grid, row: int, style: str = "money_total") -> None:
    value = sum((grid.value(row, JANUARY + month) for month in range(MONTHS)), Decimal(0))
    cells = f"{grid.at(row, JANUARY)}:{grid.at(row, SUM - 1)}"
    grid.formula(row, SUM, f"SUM({cells})", value, style)


def _totals(sheets: Sheets, grid: Grid, kinds: list[str]) -> None:
    """Sums by kind and month over all posts, then of everything."""
    if not kinds:
        return
    first = row = FIRST + len(kinds)
    titles = grid.span((FIRST, 2), (row - 1, 2))
    for kind in dict.fromkeys(kinds):
        grid.texts(row, 0, ("合计", "", kind), "text_total")
        for column in range(JANUARY, SUM):
            cells = [grid.value(FIRST + n, column) for n, own in enumerate(kinds) if own == kind]
            amounts = grid.span((FIRST, column), (first - 1, column))
            formula = f'SUMIFS({amounts},{titles},"{kind}")'
            grid.formula(row, column, formula, total_of(cells), "money_total")
        _sum_months(grid, row)
        row += 1
    grid.texts(row, 0, ("合计", "", "全部"), "text_total")
    for column in range(JANUARY, SUM + 1):
        grid.total(row, column, range(first, row))
    sheets.checks.append(
        Check(
            "工资表十二个月之和等于人员成本",
            grid.place(row, SUM),
            "=",
            "personnel_total",
            (grid.value(row, SUM), sheets.book.names["personnel_total"]),
        )
    )
