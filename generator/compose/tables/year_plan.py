"""The plan of a year, computed from the service tasks: which task, how often, in which months."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from generator.compose import formatting as fmt
from generator.compose.context import Context
from generator.compose.tables.cells import ColumnSpec, table, words
from generator.model.document import Block, Cell, Figure, Paragraph, Runs
from generator.model.estimate import TaskLine
from generator.model.knowledge import Task
from generator.model.values import DEPARTMENT_TITLES

YearPlan = Callable[[Context, Mapping[str, str]], Sequence[Block]]

MONTHS = range(1, 13)
EVERY_MONTH = 12
DAYS = 365
WEEKS = 52
MARK, DUE_YEAR_MARK = "●", "○"
CONTRACTED = "专业单位"
_PERIODS = {DAYS: "每日", WEEKS: "每周", EVERY_MONTH: "每月"}
_SINGLE = {183: "每2日1次", 26: "每2周1次", 6: "每2月1次", 4: "每季1次", 2: "每半年1次"}


def year_plan(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The tasks of every line of service over the months of a year."""
    return _plan(context, "year_plan", None)


def year_plan_of(department: str) -> YearPlan:
    """Return the maker of the plan of one line of service."""

    def make(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
        return _plan(context, f"year_plan_{department}", department)

    return make


def _plan(context: Context, name: str, department: str | None) -> Sequence[Block]:
    lines = list(_lines(context, department))
    if not lines:
        return []
    rows = [_row(context, context.kb.tasks[line.id], line) for line in lines]
    columns: list[ColumnSpec] = [("任务", 17, "left"), ("周期", 10, "center")]
    columns += [(fmt.counting(month), 3, "center") for month in MONTHS]
    columns.append(("责任岗位", 11, "center"))
    title = DEPARTMENT_TITLES[department] if department else ""
    note = (
        f"{MARK}为安排实施的月份，{DUE_YEAR_MARK}为轮到的年度实施；"
        "法规、检验结论或合同要求更密的从其要求。"
    )
    return [
        table(name, columns, rows, f"{title}年度任务计划表"),
        Paragraph(words(note), "table_note"),
    ]


def _lines(context: Context, department: str | None) -> Iterator[TaskLine]:
    """Yield each planned task once, by line of service, the frequent ones first."""
    found: dict[str, TaskLine] = {}
    for line in context.estimate.tasks:
        task = context.kb.tasks.get(line.id)
        if task is None or not task.in_plan or not line.times:
            continue
        present = line.units > 0 and line.hours is not None
        if present and department in (None, line.module):
            found.setdefault(line.id, line)
    order = list(DEPARTMENT_TITLES)
    yield from sorted(
        found.values(), key=lambda line: (order.index(line.module), -line.times, line.id)
    )


def _row(context: Context, task: Task, line: TaskLine) -> list[Cell]:
    months = planned_months(task, line.times)
    mark = MARK if line.times >= 1 else DUE_YEAR_MARK
    cycle = Figure(
        f"tasks.{task.id}.cycle", task.cycle or cycle_text(line.times, seasonal=bool(task.months))
    )
    post = context.kb.posts.get(task.post or "")
    return [
        Cell(words(task.title)),
        Cell((cycle,)),
        *(Cell(words(mark) if month in months else ()) for month in MONTHS),
        Cell(_post(post.title if post else CONTRACTED)),
    ]


def _post(title: str) -> Runs:
    return words(title)


def planned_months(task: Task, times: Decimal) -> frozenset[int]:
    """Return the months of a task, spread evenly over those it names or over the whole year.

    Where a task falls is settled by its id, so that the same plan comes out every time and tasks
    of equal frequency do not all fall into January.
    """
    allowed = sorted(set(task.months)) or list(MONTHS)
    count = max(int(times.quantize(Decimal(1), ROUND_HALF_UP)), 1)
    if count >= len(allowed):
        return frozenset(allowed)
    first = 0 if task.months else zlib.crc32(task.id.encode()) % (len(allowed) // count)
    return frozenset(allowed[first + index * len(allowed) // count] for index in range(count))


def cycle_text(times: Decimal, *, seasonal: bool = False) -> str:
    """Return how often something is done: 每日2次, 每2周1次, 每季1次, 每年3次, 每2年1次.

    What keeps to its season is said by the year: four times between spring and autumn is not once
    a quarter.
    """
    if times < 1:
        years = (1 / times).quantize(Decimal(1), ROUND_HALF_UP)
        return f"每{fmt.number(years)}年1次"
    whole = int(times)
    if whole != times:
        return f"每年{fmt.number(whole)}—{fmt.number(whole + 1)}次"
    if whole in _SINGLE and not seasonal:
        return _SINGLE[whole]
    for base, period in _PERIODS.items():
        if whole % base == 0:
            return f"{period}{fmt.number(whole // base)}次"
    return f"每年{fmt.number(whole)}次"
