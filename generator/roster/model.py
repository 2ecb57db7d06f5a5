"""The constraint model of one pool's month: every shift manned, no limit broken, shares even."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from generator.roster.task import PoolTask

Variable = cp_model.IntVar
LOOK_AHEAD = 3
"""Days after a shift within which rest may still forbid another one."""


@dataclass
class Model:
    """The solver's model with its variables ``works[person][day][window]``."""

    task: PoolTask
    cp: cp_model.CpModel
    works: list[list[list[Variable]]]

    @property
    def days(self) -> range:
        """The days of the month by index."""
        return range(len(self.task.month.days))

    def all_of(self, person: int, days: Iterable[int], *, nights: bool = False) -> list[Variable]:
        """Return a person's variables on some days, of all windows or of the nights alone."""
        return [
            variable
            for day in days
            for window, variable in zip(self.task.windows, self.works[person][day], strict=True)
            if window.night or not nights
        ]

    def load(self, person: int) -> cp_model.LinearExprT:
        """Return the minutes that a person works in the month."""
        lengths = [window.minutes for window in self.task.windows]
        pairs = [
            length * variable
            for day in self.works[person]
            for length, variable in zip(lengths, day, strict=True)
        ]
        return cp_model.LinearExpr.sum(pairs)


def build(task: PoolTask) -> Model:
    """Build the model with every rule that must hold; fairness is added by ``even_out``."""
    cp = cp_model.CpModel()
    works = [
        [[cp.new_bool_var("") for _ in task.windows] for _ in task.month.days]
        for _ in range(task.persons)
    ]
    model = Model(task, cp, works)
    for day in model.days:
        for window in range(len(task.windows)):
            manned = [works[person][day][window] for person in range(task.persons)]
            cp.add(cp_model.LinearExpr.sum(manned) == task.demand[day][window])
    for person in range(task.persons):
        _one_shift_a_day(model, person)
        _rest(model, person)
        _blocks(model, person)
        cp.add(model.load(person) <= task.limits.minutes)
    _break_symmetry(model)
    return model


def even_out(model: Model, slack: int, *, nights_only: bool = False) -> None:
    """Share nights evenly, and hours, weekends and holidays; ``slack`` loosens the bounds."""
    nights = _demand(model.task, model.days, nights=True)
    for person in range(model.task.persons):
        _share(model, model.all_of(person, model.days, nights=True), nights, slack)
    if not nights_only:
        _share_days(model, slack)


def _share_days(model: Model, slack: int) -> None:
    task, cp, month = model.task, model.cp, model.task.month
    longest = max(window.minutes for window in task.windows)
    mean = task.minutes // max(1, task.persons)
    even = len({window.minutes for window in task.windows}) == 1
    weekends = [day for day in model.days if month.days[day].weekend]
    holidays = [day for day in model.days if month.days[day].holiday]
    for person in range(task.persons):
        if even:
            _share(model, model.all_of(person, model.days), task.shifts, slack)
        else:
            room = longest * (1 + slack) // 2
            cp.add_linear_constraint(model.load(person), mean - room, mean + room + 1)
        _share(model, model.all_of(person, weekends), _demand(task, weekends), slack)
        _share(model, model.all_of(person, holidays), _demand(task, holidays), slack)


def smooth(model: Model, kind: str) -> None:
    """Ask for a smooth rota: ``pairs`` has no working day alone, ``blocks`` one shift a block."""
    if not kind:
        return
    for person, days in enumerate(model.works):
        on_duty = [cp_model.LinearExpr.sum(day) for day in days]
        for day in model.days[1:-1]:
            model.cp.add(on_duty[day] <= on_duty[day - 1] + on_duty[day + 1])
        for day in model.days[:-1] if kind == "blocks" else ():
            for window, variable in enumerate(model.works[person][day]):
                others = [v for index, v in enumerate(days[day + 1]) if index != window]
                model.cp.add_at_most_one([variable, *others])


def night_spread(model: Model) -> cp_model.LinearExprT:
    """Return how far the most nights of a person lie above the fewest, each excess counted."""
    days = len(model.days)
    most, fewest = (model.cp.new_int_var(0, days, "") for _ in range(2))
    mean = -(-_demand(model.task, model.days, nights=True) // model.task.persons)
    excess = []
    for person in range(model.task.persons):
        nights = cp_model.LinearExpr.sum(model.all_of(person, model.days, nights=True))
        above = model.cp.new_int_var(0, days, "")
        model.cp.add(nights <= most)
        model.cp.add(nights >= fewest)
        model.cp.add(above >= nights - mean)
        excess.append(above)
    return cp_model.LinearExpr.sum([most, -fewest, *excess])


def roughness(model: Model) -> cp_model.LinearExprT:
    """Return what a good rota keeps small.

    Changes of shift within a block, single days on or off, and weekends broken by work.
    """
    costs: list[Variable] = []
    for person in range(model.task.persons):
        on_duty = [cp_model.LinearExpr.sum(day) for day in model.works[person]]
        for day in model.days[:-1]:
            costs.append(_change(model, person, day))
        for day in model.days[1:-1]:
            single, gap = model.cp.new_bool_var(""), model.cp.new_bool_var("")
            model.cp.add(single >= on_duty[day] - on_duty[day - 1] - on_duty[day + 1])
            model.cp.add(gap >= on_duty[day - 1] + on_duty[day + 1] - on_duty[day] - 1)
            costs += [single, gap]
        for first, second in model.task.month.weekends():
            broken = model.cp.new_bool_var("")
            model.cp.add(broken >= on_duty[first] - on_duty[second])
            model.cp.add(broken >= on_duty[second] - on_duty[first])
            costs.append(broken)
    return cp_model.LinearExpr.sum(costs)


def _one_shift_a_day(model: Model, person: int) -> None:
    for day in model.works[person]:
        model.cp.add_at_most_one(day)


def _rest(model: Model, person: int) -> None:
    """Between two shifts of one person lies the rest that the rules ask for."""
    windows, limits, works = model.task.windows, model.task.limits, model.works[person]
    for ahead in range(1, LOOK_AHEAD + 1):
        for index, window in enumerate(windows):
            clashes = [i for i, after in enumerate(windows) if limits.clash(window, after, ahead)]
            if not clashes:
                continue
            for day in model.days[: len(model.days) - ahead]:
                later = [works[day + ahead][i] for i in clashes]
                model.cp.add_at_most_one([works[day][index], *later])


def _blocks(model: Model, person: int) -> None:
    """No longer run of working days, and of nights, than the rules allow."""
    limits = model.task.limits
    _no_run(model, person, limits.consecutive_days, nights=False)
    if limits.consecutive_nights is not None:
        _no_run(model, person, limits.consecutive_nights, nights=True)


def _no_run(model: Model, person: int, most: int, *, nights: bool) -> None:
    for first in model.days[: max(0, len(model.days) - most)]:
        run = model.all_of(person, range(first, first + most + 1), nights=nights)
        model.cp.add(cp_model.LinearExpr.sum(run) <= most)


def _break_symmetry(model: Model) -> None:
    """Persons of a pool are alike, so the first day's shifts go to them in order."""
    turn = [window for window, count in enumerate(model.task.demand[0]) for _ in range(count)]
    for person, window in enumerate(turn[: model.task.persons]):
        model.cp.add(model.works[person][0][window] == 1)


def _share(model: Model, variables: Sequence[Variable], total: int, slack: int) -> None:
    persons = model.task.persons
    low, high = total // persons - slack, -(-total // persons) + slack
    model.cp.add_linear_constraint(cp_model.LinearExpr.sum(variables), max(0, low), high)


def _demand(task: PoolTask, days: Iterable[int], *, nights: bool = False) -> int:
    return sum(
        count
        for day in days
        for window, count in zip(task.windows, task.demand[day], strict=True)
        if window.night or not nights
    )


def _change(model: Model, person: int, day: int) -> Variable:
    """One where a person works another window on the next day."""
    changed = model.cp.new_bool_var("")
    today, tomorrow = model.works[person][day], model.works[person][day + 1]
    for window, variable in enumerate(today):
        others = [other for index, other in enumerate(tomorrow) if index != window]
        model.cp.add(changed >= variable + cp_model.LinearExpr.sum(others) - 1)
    return changed
