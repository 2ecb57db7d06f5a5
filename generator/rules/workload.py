"""Service tasks as hours: Σ units × times × minutes ÷ 60, and what of it may bind a headcount.

Minutes bind only where they are official, the tender's, or the user's own; every other minute is
an assumption, so its hours are a check beside the ratio, a calendar and a quantity to contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.errors import InputError, Problem
from generator.model.estimate import Operand, TaskLine
from generator.model.knowledge import Task
from generator.model.values import Tag
from generator.rules.basis import Basis, MissingFactError, applies, quantity
from generator.rules.formulas import half_up, tidy

MINUTES = Decimal(60)
BINDING_TAGS = ("official", "tender")
ZERO = Decimal(0)


@dataclass(frozen=True)
class TaskHours:
    """One task at an estate: its quantities and hours a year.

    ``hours`` is None where the profile lacks a fact; ``missing`` names it.
    """

    task: Task
    units: Decimal
    times: Decimal
    minutes: Decimal
    tag: Tag
    hours: Decimal | None
    binding: bool
    missing: str = ""


def task_hours(basis: Basis, posts: Iterable[str] | None = None) -> list[TaskHours]:
    """Return the tasks that apply, in the order of their ids; ``posts`` narrows to performers."""
    if "tasks" not in basis.memo:
        basis.memo["tasks"] = [_hours(basis, task) for task in _applying(basis)]
    found: list[TaskHours] = basis.memo["tasks"]
    wanted = None if posts is None else frozenset(posts)
    return [t for t in found if wanted is None or t.task.post in wanted]


def _applying(basis: Basis) -> Iterator[Task]:
    modules = basis.case.profile.service.modules
    kind = basis.case.profile.estate.property_type
    for task in basis.kb.tasks.values():
        if task.module not in modules or (task.types and kind not in task.types):
            continue
        place = basis.kb.place("tasks", task.id)
        if applies(task.when, basis.names(task.module), place):
            yield task


def bound_hours(tasks: Iterable[TaskHours]) -> Decimal:
    """Hours that bind a headcount and that no post on duty absorbs."""
    return sum(
        (t.hours for t in tasks if t.binding and t.hours is not None and not t.task.absorbed), ZERO
    )


def all_bind(tasks: list[TaskHours]) -> bool:
    """Return whether there are tasks and every one of them may bind."""
    return bool(tasks) and all(t.binding and t.hours is not None for t in tasks)


def hours_operand(tasks: Iterable[TaskHours], hours: Decimal) -> Operand:
    """Return task hours as an operand of a post's trace."""
    used = [t.task.id for t in tasks if t.binding]
    return Operand(name="任务工时", value=hours, unit="小时/年", ref="+".join(used))


def task_lines(basis: Basis) -> Iterable[TaskLine]:
    """Yield the tasks of one site as lines of the estimate: for calendars and contracted work."""
    for found in task_hours(basis):
        task = found.task
        yield TaskLine(
            id=task.id,
            title=task.title,
            module=task.module,
            site=basis.site,
            post=task.post or "",
            performer=task.performer,
            units=found.units,
            unit=task.driver_unit,
            times=found.times,
            minutes=found.minutes,
            hours=found.hours,
            binding=found.binding,
            missing=found.missing,
            tag=found.tag,
        )


def check_task_names(basis: Basis) -> None:
    """Raise ``unknown-task`` for overrides of tasks that nobody defines."""
    problems = [
        Problem(
            basis.case.place("profile", f"tasks.{name}"),
            "unknown-task",
            f"没有服务任务 {name}",
            "用 wuye kb list tasks 查看编号",
        )
        for name in basis.case.profile.tasks
        if name not in basis.kb.tasks
    ]
    if problems:
        raise InputError(problems)


def _hours(basis: Basis, task: Task) -> TaskHours:
    own = basis.case.profile.tasks.get(task.id)
    level = basis.levels.of(task.module)
    times, minutes, tag = task.times_per_year.at(level), task.minutes.value, task.minutes.tag
    binding = tag in BINDING_TAGS
    if own is not None:
        times = own.times_per_year if own.times_per_year is not None else times
        if own.minutes is not None:
            minutes, tag, binding = own.minutes, own.tag, True
    try:
        if own is not None and own.units is not None:
            units = own.units
        else:
            place = basis.kb.place("tasks", task.id)
            units = quantity(task.driver, basis.names(task.module), place)
    except MissingFactError as missing:
        return TaskHours(task, ZERO, times, minutes, tag, None, binding, missing.titles())
    hours = tidy(half_up(units * times * minutes / MINUTES))
    return TaskHours(task, units, times, minutes, tag, hours, binding)
