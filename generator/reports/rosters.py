"""A month's shift plan as the workbook shows it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.parameters import Parameters
from generator.pipeline import Estimated
from generator.render.xlsx.context import (
    Roster,
    RosterDay,
    RosterPool,
    RosterTurn,
    RosterWindow,
)
from generator.roster import (
    Inputs,
    PoolPlan,
    RosterPlan,
    Wishes,
    WorkHours,
    month_of,
    plan_month,
)
from generator.roster.report import cells_of, weekday_of
from generator.roster.task import PoolTask
from generator.roster.verdict import span, sums, verdict
from generator.rules.worktime import worktime_of

HOLIDAY = weekday_of(1, holiday=True)


def plan_for(done: Estimated, month: str, wishes: Wishes | None = None) -> RosterPlan:
    """Plan a month (YYYY-MM) for the persons of an estimate, under its working-time figures."""
    worktime = worktime_of(Parameters(done.kb, done.case))
    hours = WorkHours(worktime.standard_hours, worktime.overtime_limit_month)
    when = month_of(month, done.kb)
    return plan_month(Inputs(done.kb, done.case, done.estimate, when, hours, wishes or Wishes()))


def roster_sheet(plan: RosterPlan) -> Roster:
    """Return the plan with its words."""
    month = plan.month
    note = "" if month.holidays_known else f"没有{month.year}年的法定节假日日期，按无节假日排班"
    return Roster(
        month=month.title,
        note=note,
        days=tuple(
            RosterDay(day.date.day, weekday_of(day.weekday, holiday=day.holiday), day.weekend)
            for day in month.days
        ),
        weekends=tuple(month.weekends()),
        holiday=HOLIDAY,
        pools=tuple(_pool(pool) for pool in plan.pools),
    )


def _pool(pool: PoolPlan) -> RosterPool:
    task = pool.task
    several = len(task.stations) > 1
    return RosterPool(
        id=task.id,
        title=task.title,
        posts=tuple(dict.fromkeys(station.post for station in task.stations)),
        verdict=verdict(pool),
        sums=sums(pool),
        rules=task.limits.title,
        notes=tuple(_notes(pool)),
        needed=pool.arithmetic.needed if pool.needed is None else pool.needed,
        proved=pool.proved,
        standard_hours=task.limits.standard,
        lawful_hours=pool.arithmetic.lawful_hours,
        windows=tuple(_windows(task)),
        stations=tuple(
            f"{number} {station.title}（{station.places} 人）" if several else station.title
            for number, station in enumerate(task.stations, start=1)
        ),
        turns=tuple(_turns(pool)),
    )


def _notes(pool: PoolPlan) -> Iterator[str]:
    for problem in pool.problems:
        yield f"{problem.message}（{problem.hint}）"
    if pool.rota is not None and pool.outcome != "feasible":
        yield f"现有人数排不出；下面是 {len(pool.rota.turns)} 人的排班示例"


def _windows(task: PoolTask) -> Iterator[RosterWindow]:
    for index, window in enumerate(task.windows):
        yield RosterWindow(
            letter=window.letter,
            title=window.title,
            span=span(window),
            minutes=window.minutes,
            night=window.night,
            demand=tuple(day[index] for day in task.demand),
        )


def _turns(pool: PoolPlan) -> Iterator[RosterTurn]:
    if pool.rota is None:
        return
    for turn in pool.rota.turns:
        yield RosterTurn(
            cells=tuple(cells_of(pool.rota, turn)),
            hours=turn.hours,
            overtime=turn.overtime,
            holiday_hours=turn.holiday_hours,
            nights=turn.nights,
            rest_days=turn.rest_days,
            weekends_off=turn.weekends_off,
        )
