"""The month's plan of every relief pool: a rota that proves the headcount, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from generator.errors import Problem
from generator.roster.arithmetic import Arithmetic, arithmetic, hours
from generator.roster.demand import plots_of
from generator.roster.inputs import Inputs
from generator.roster.month import Month
from generator.roster.solver import Grid, Outcome, decide, search
from generator.roster.stations import Posting, post_people
from generator.roster.task import PoolTask

Proof = Literal["", "arithmetic", "search"]
MORE = 4
"""So many persons beyond the arithmetic are tried in search of the least lawful number."""

LEAST_EFFORT = 3.0
"""Deterministic seconds for asking whether fewer persons than those at hand would do."""


@dataclass(frozen=True)
class Turn:
    """One person's month: shifts and stations by day, and what they add up to (hours)."""

    number: int
    windows: tuple[int | None, ...]
    stations: tuple[int | None, ...]
    hours: Decimal
    overtime: Decimal
    holiday_hours: Decimal
    nights: int
    rest_days: int
    weekend_days_off: int
    weekends_off: int


@dataclass(frozen=True)
class Rota:
    """A plan that breaks no rule, for so many persons."""

    task: PoolTask
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class PoolPlan:
    """The verdict on a pool.

    ``needed`` is the least number found to be enough and ``proved`` whether fewer are proved not
    to be. ``rota`` is for the persons at hand, or for the needed ones where these cannot do.
    ``lawful_otherwise``: without the company's own rest rules the persons at hand would do.
    """

    task: PoolTask
    arithmetic: Arithmetic
    outcome: Outcome
    proof: Proof
    needed: int | None
    proved: bool
    rota: Rota | None
    lawful_otherwise: bool
    problems: tuple[Problem, ...]

    @property
    def short(self) -> int | None:
        """Persons short, or None where the needed number is not known."""
        return None if self.needed is None else max(0, self.needed - self.task.persons)


@dataclass(frozen=True)
class RosterPlan:
    """The plans of all pools of a case in one month."""

    profile: str
    title: str
    month: Month
    pools: tuple[PoolPlan, ...]

    @property
    def clean(self) -> bool:
        """Whether every pool has a rota for its persons and no shift is too long."""
        return all(pool.outcome == "feasible" and not pool.problems for pool in self.pools)


def plan_month(inputs: Inputs) -> RosterPlan:
    """Plan a month for every pool that has posts to be manned."""
    return RosterPlan(
        profile=inputs.case.name,
        title=inputs.case.profile.title,
        month=inputs.month,
        pools=tuple(plan_pool(plot.task, plot.problems) for plot in plots_of(inputs)),
    )


def plan_pool(task: PoolTask, problems: tuple[Problem, ...] = ()) -> PoolPlan:
    """Plan one pool: pencil and paper first, then the search."""
    sums = arithmetic(task)
    if sums.short == 0:
        found = search(task)
        if found.outcome == "feasible":
            rota = rota_of(task, found.grid)
            return PoolPlan(task, sums, "feasible", "", *_least(task, sums), rota, False, problems)
        outcome: Outcome = found.outcome
        proof: Proof = "search" if outcome == "infeasible" else ""
    else:
        outcome, proof = "infeasible", "arithmetic"
    needed, proved, other = _enough(task, max(sums.needed, task.persons + 1))
    proved = proved and outcome == "infeasible"
    lawful = outcome == "infeasible" and _lawful_otherwise(task)
    return PoolPlan(task, sums, outcome, proof, needed, proved, other, lawful, problems)


def _least(task: PoolTask, sums: Arithmetic) -> tuple[int, bool]:
    """Return the least number that does, at most the persons at hand, and whether it is proved."""
    for persons in range(sums.needed, task.persons):
        found = decide(task.with_persons(persons), LEAST_EFFORT)
        if found.outcome == "feasible":
            return persons, True
        if found.outcome == "undecided":
            return task.persons, False
    return task.persons, True


def _enough(task: PoolTask, least: int) -> tuple[int | None, bool, Rota | None]:
    """Return the first number from ``least`` on that does, whether fewer cannot, and its rota."""
    proved = True
    for persons in range(least, least + MORE + 1):
        trial = task.with_persons(persons)
        found = search(trial)
        if found.outcome == "feasible":
            return persons, proved, rota_of(trial, found.grid)
        proved = proved and found.outcome == "infeasible"
    return None, False, None


def _lawful_otherwise(task: PoolTask) -> bool:
    bare = task.on_the_floor()
    if bare is None or bare.limits == task.limits or arithmetic(bare).short:
        return False
    return decide(bare).outcome == "feasible"


def rota_of(task: PoolTask, grid: Grid) -> Rota:
    """Return the rota of a grid, with stations and sums."""
    posting = post_people(task, grid)
    turns = [_turn(task, number, grid, posting) for number in range(task.persons)]
    return Rota(task, tuple(turns))


def _turn(task: PoolTask, person: int, grid: Grid, posting: Posting) -> Turn:
    days, row = task.month.days, grid[person]
    worked = [(day, task.windows[w]) for day, w in zip(days, row, strict=True) if w is not None]
    minutes = sum(window.minutes for _, window in worked)
    total = hours(minutes)
    off = [day for day, window in zip(days, row, strict=True) if window is None]
    return Turn(
        number=person + 1,
        windows=row,
        stations=posting[person],
        hours=total,
        overtime=_half_up(max(Decimal(0), total - task.limits.standard)),
        holiday_hours=hours(sum(window.minutes for day, window in worked if day.holiday)),
        nights=sum(window.night for _, window in worked),
        rest_days=len(off),
        weekend_days_off=sum(day.weekend for day in off),
        weekends_off=sum(
            row[first] is None and row[second] is None for first, second in task.month.weekends()
        ),
    )


def _half_up(value: Decimal) -> Decimal:
    rounded = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return rounded.normalize() if rounded else Decimal(0)
