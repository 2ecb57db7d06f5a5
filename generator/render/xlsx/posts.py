"""Sheet of posts and persons: one blue cell of persons for each post, everything else follows."""

from __future__ import annotations

from decimal import Decimal

from generator.model.estimate import PoolLine, PostLine
from generator.render.xlsx.grid import Grid
from generator.render.xlsx.inputs import overtime_name, persons_name, value_of
from generator.render.xlsx.sheets import POSTS, Check, Sheets, total_of

TITLES = (
    "部门",
    "岗位",
    "用工方式",
    "轮换池",
    "班制",
    "岗位数",
    "每日小时",
    "每年天数",
    "全年岗时",
    "人数",
    "规则测算",
    "下限",
    "上限",
    "人均月加班（小时）",
    "工资档",
    "来源",
    "可信标签",
)
WIDTHS = (10, 20, 9, 20, 18, 8, 9, 9, 11, 9, 9, 8, 8, 12, 18, 24, 10)
PERSONS, RULES, OVERTIME = 9, 10, 13
FIRST = 3
NOTE = (
    "蓝色单元格可改；岗位数、班次或年岗时变化影响定员，请改项目档案后重新测算。"
    "改人数不会自动改变其他岗位的人数。"
)


def write_posts(sheets: Sheets) -> None:
    """Write posts, departments, relief pools and the buyer's own post table."""
    grid = sheets.grids[POSTS]
    grid.columns(WIDTHS)
    grid.title_row("岗位与人数", NOTE)
    grid.header(FIRST - 1, TITLES)
    lines = sheets.estimate.headcount.posts
    pools = {pool.id: pool for pool in sheets.estimate.headcount.pools}
    for row, line in enumerate(lines, FIRST):
        _post(sheets, grid, row, line, pools[line.pool])
        sheets.post_rows[line.id] = row
    last = FIRST + len(lines) - 1
    _totals(sheets, grid, last)
    row = _departments(sheets, grid, last + 3)
    row = _pools(sheets, grid, row + 1)
    _required(sheets, grid, row + 1)
    grid.print_setup(repeat=FIRST - 1, freeze=(FIRST, 2))


def _post(sheets: Sheets, grid: Grid, row: int, line: PostLine, pool: PoolLine) -> None:
    scope = sheets.context.scopes.get(line.scope, line.scope)
    grid.texts(row, 0, (sheets.department(line.department), line.title, scope, pool.title))
    grid.text(row, 4, line.shift)
    numbers = (line.positions, line.hours_per_day, line.days_per_year, line.annual_hours)
    for column, number in enumerate(numbers, 5):
        grid.number(row, column, number, "count")
    grid.entry(row, PERSONS, line.persons, "count", persons_name(line.id))
    for column, number in enumerate((line.rules_persons, line.low, line.high), RULES):
        grid.number(row, column, number, "count")
    overtime = line.overtime_hours_per_month
    if covers(sheets, line):
        grid.formula(row, OVERTIME, overtime_name(pool.id), overtime, "count")
    else:
        grid.number(row, OVERTIME, overtime, "count")
    source = sheets.context.source(line.source)
    grid.texts(row, 14, (line.wage, source, sheets.context.tag(line.tag)))


def covers(sheets: Sheets, line: PostLine) -> bool:
    """Return whether a post is manned by hours, so that its pool has overtime to share."""
    return any(entry.id == f"{line.id}.overtime" for entry in sheets.estimate.cost.items)


def _totals(sheets: Sheets, grid: Grid, last: int) -> None:
    headcount, row = sheets.estimate.headcount, last + 1
    for column in range(len(TITLES)):
        grid.text(row, column, "合计" if column == 0 else "", "text_total")
    rows = range(FIRST, last + 1)
    if rows:
        grid.total(row, PERSONS, rows, "count_total", "staff_total")
    else:
        grid.number(row, PERSONS, Decimal(0), "count_total")
        grid.name(row, PERSONS, "staff_total")
    grid.number(row, RULES, headcount.rules_only.total, "count_total")
    grid.text(row + 1, RULES, "规则测算合计含本项目未设的岗位", "plain")
    for key, column in (("post_departments", 0), ("post_scopes", 2), ("post_persons", PERSONS)):
        sheets.ranges[key] = grid.span((FIRST, column), (max(last, FIRST), column))
    outside = sheets.context.scopes.get("outsourced", "outsourced")
    where = f'{sheets.ranges["post_scopes"]},"{outside}"'
    grid.texts(row + 1, 0, ("其中：外包", "", "", "", "", "", "", "", ""))
    formula = f"SUMIFS({sheets.ranges['post_persons']},{where})"
    grid.formula(row + 1, PERSONS, formula, headcount.outsourced, "count", "staff_outsourced")
    grid.texts(row + 2, 0, ("其中：自有", "", "", "", "", "", "", "", ""))
    formula = "staff_total-staff_outsourced"
    grid.formula(row + 2, PERSONS, formula, headcount.in_house, "count", "staff_in_house")


def _departments(sheets: Sheets, grid: Grid, row: int) -> int:
    headcount = sheets.estimate.headcount
    grid.text(row + 1, 0, "部门人数", "section")
    grid.texts(row + 2, 0, ("部门", "人数", "规则测算"), "header")
    first = row = row + 3
    for name, persons in headcount.by_department.items():
        title = sheets.department(name)
        grid.text(row, 0, title)
        formula = (
            f'SUMIFS({sheets.ranges["post_persons"]},{sheets.ranges["post_departments"]},"{title}")'
        )
        grid.formula(row, 1, formula, persons, "count", f"staff_{name}")
        grid.number(row, 2, headcount.rules_only.by_department.get(name, Decimal(0)), "count")
        row += 1
    sheets.ranges["staff_titles"] = grid.span((first, 0), (row - 1, 0))
    sheets.ranges["staff_persons"] = grid.span((first, 1), (row - 1, 1))
    total = total_of(list(headcount.by_department.values()))
    sheets.checks.append(
        Check(
            "各部门人数之和等于总人数",
            f"SUM({sheets.ranges['staff_persons']})",
            "=",
            "staff_total",
            (total, headcount.total),
        )
    )
    return row


def _pools(sheets: Sheets, grid: Grid, row: int) -> int:
    pools = [pool for pool in sheets.estimate.headcount.pools if _covering(sheets, pool)]
    if not pools:
        return row
    grid.text(row, 0, "轮换池工时（人均月加班随人数变化）", "section")
    titles = ("部门", "轮换池", "值守人数", "证书", "年岗时", "其中节假日", "人均月加班", "上限")
    grid.texts(row + 1, 0, titles, "header")
    row += 2
    for pool in pools:
        covering = _covering(sheets, pool)
        (annual, holiday, persons, days, hours), value = _hours(sheets, covering[0])
        department = sheets.department(pool.department)
        grid.texts(row, 0, (department, pool.title, "", pool.certificate))
        grid.formula(row, 2, persons, value, "count")
        grid.formula(row, 4, annual, pool.annual_hours, "count")
        grid.formula(row, 5, holiday, pool.holiday_hours, "count")
        own = grid.at(row, 2)
        overtime = f"IF({own}>0,ROUND(MAX(0,({annual}/{own}-{days}*{hours})/12),2),0)"
        name, month = overtime_name(pool.id), pool.overtime_hours_per_month
        grid.formula(row, 6, overtime, month, "count", name)
        limit = next((o for o in pool.trace.operands if o.ref.startswith("parameters.")), None)
        if limit is not None and isinstance(limit.value, Decimal):
            term = sheets.inputs.term(limit, "", 0)
            grid.formula(row, 7, term, limit.value, "count")
            title = f"{pool.title}：人均月加班不超过上限"
            sheets.checks.append(Check(title, name, "<=", term, (month, limit.value)))
        row += 1
    return row


def _covering(sheets: Sheets, pool: PoolLine) -> list[PostLine]:
    lines = [line for line in sheets.estimate.headcount.posts if line.pool == pool.id]
    return [line for line in lines if covers(sheets, line)]


def _hours(sheets: Sheets, line: PostLine) -> tuple[list[str], Decimal]:
    """Return the terms of a pool's hours, holiday hours, persons, and a person's days and hours.

    The persons who man the hours come also as a number.
    """
    entry = next(e for e in sheets.estimate.cost.items if e.id == f"{line.id}.overtime")
    terms = sheets.inputs.terms(entry.trace, entry.id)
    return terms[:5], value_of(entry.trace.operands[2])


def _required(sheets: Sheets, grid: Grid, row: int) -> None:
    required = sheets.estimate.headcount.required
    if not required:
        return
    titles = {line.id: line.title for line in sheets.estimate.headcount.posts}
    grid.text(row, 0, "固定岗位要求（招标文件或委托方）", "section")
    grid.texts(row + 1, 0, ("序号", "要求的岗位", "人数", "对应岗位", "说明"), "header")
    for offset, demand in enumerate(required):
        place = row + 2 + offset
        assigned = "、".join(titles.get(post, post) for post, _ in demand.assign)
        grid.number(place, 0, Decimal(offset + 1), "count")
        grid.text(place, 1, demand.title)
        grid.number(place, 2, demand.persons, "count")
        grid.texts(place, 3, (assigned, demand.note))
