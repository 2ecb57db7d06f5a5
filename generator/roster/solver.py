"""Searching a rota with CP-SAT, the same one in every run.

Several workers search interleaved in fixed turns, with a fixed seed, and the limits count the
solver's own steps instead of seconds: neither the number of cores nor their speed is seen in the
result. First it is decided whether there is any rota; only that can prove that there is none. Then
better ones are asked for, from the best kind down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ortools.sat.python import cp_model

from generator.roster.model import Model, build, even_out, night_spread, roughness, smooth
from generator.roster.task import PoolTask

WORKERS = 8
SEED = 20260101
SEARCH_EFFORT = 40.0
"""Deterministic seconds for a search that may end undecided."""
BETTER_EFFORT = 10.0
"""Deterministic seconds for each kind of better rota, which may be given up."""
POLISH_EFFORT = 2.0
"""Deterministic seconds for making a rota smoother; whatever is found by then is taken."""
POLISH_PERSONS = 20
"""Larger pools are not polished: little is won in that time."""
KINDS = (("blocks", True, 0), ("pairs", True, 0), ("", True, 0), ("", False, 1))
"""Kinds of rota from the best down: smoothness, whether hours, weekends and holidays are shared
evenly or the nights alone, and how far shares may differ."""

Grid = tuple[tuple[int | None, ...], ...]
"""For each person and day the index of the window worked, or None."""
Outcome = Literal["feasible", "infeasible", "undecided"]


@dataclass(frozen=True)
class Solution:
    """What the search found: a rota, the proof that there is none, or neither."""

    outcome: Outcome
    grid: Grid = ()


def decide(task: PoolTask, effort: float = SEARCH_EFFORT) -> Solution:
    """Find any rota that breaks no rule, or prove that there is none."""
    if task.persons == 0:
        return Solution("infeasible" if task.shifts else "feasible")
    model = build(task)
    solver = _solver(effort)
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return Solution("infeasible")
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solution("feasible", _grid(solver, model))
    return Solution("undecided")


def search(task: PoolTask) -> Solution:
    """Find an even and smooth rota; without one, any rota or the proof that there is none."""
    found = decide(task)
    if found.outcome != "feasible" or task.persons == 0:
        return found
    for smoothness, everything, slack in KINDS:
        model = build(task)
        even_out(model, slack, nights_only=not everything)
        smooth(model, smoothness)
        solver = _solver(BETTER_EFFORT)
        if solver.solve(model.cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Solution("feasible", _polished(model, _grid(solver, model)))
    model = build(task)
    return Solution("feasible", _improved(model, found.grid, night_spread(model), BETTER_EFFORT))


def _polished(model: Model, grid: Grid) -> Grid:
    """Make a rota smoother, if the pool is small enough to gain by it."""
    if model.task.persons > POLISH_PERSONS:
        return grid
    return _improved(model, grid, roughness(model), POLISH_EFFORT)


def _improved(model: Model, grid: Grid, cost: cp_model.LinearExprT, effort: float) -> Grid:
    """Improve a rota from where it stands; the model still holds every rule."""
    for person, days in enumerate(model.works):
        for day, windows in enumerate(days):
            for window, variable in enumerate(windows):
                model.cp.add_hint(variable, grid[person][day] == window)
    model.cp.minimize(cost)
    solver = _solver(effort)
    if solver.solve(model.cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return _grid(solver, model)
    return grid


def _solver(effort: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.interleave_search = True
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = effort
    return solver


def _grid(solver: cp_model.CpSolver, model: Model) -> Grid:
    return tuple(
        tuple(
            next((i for i, variable in enumerate(day) if solver.boolean_value(variable)), None)
            for day in days
        )
        for days in model.works
    )
