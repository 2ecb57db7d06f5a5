"""From the estimate's relief pools to the month's tasks: who stands where, on which days."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from generator.errors import Problem, fail
from generator.model.estimate import PoolLine, PostLine
from generator.model.shifts import Attendance, ShiftSystem
from generator.roster.inputs import Inputs, Place
from generator.roster.systems import lettered, rules_for, system_for, too_long, windows_for
from generator.roster.task import Limits, PoolTask, Station, Window, limits_of, strictest

AVAILABLE = "worktime.available_hours"
"""The operand that the trace of every post counted by hours to be manned carries."""
GATES = "facts.gate"
ZERO = Decimal(0)


@dataclass(frozen=True)
class Plot:
    """A pool's task, and the shifts that are longer than a norm allows."""

    task: PoolTask
    problems: tuple[Problem, ...]


def plots_of(inputs: Inputs) -> list[Plot]:
    """Return the task of every pool that has hours to be manned, in the estimate's order."""
    lines = {line.id: line for line in inputs.estimate.headcount.posts}
    pools = [
        (pool, posts)
        for pool in inputs.estimate.headcount.pools
        if (posts := _covering(pool, lines))
    ]
    _check_names(inputs, [pool for pool, _ in pools])
    chosen = inputs.wishes.pools
    return [_plot(inputs, pool, posts) for pool, posts in pools if not chosen or pool.id in chosen]


def _covering(pool: PoolLine, lines: Mapping[str, PostLine]) -> list[PostLine]:
    posts = [lines[name] for name in pool.posts if name in lines]
    return [post for post in posts if _is_coverage(post) and post.annual_hours > 0]


def _is_coverage(post: PostLine) -> bool:
    return any(operand.ref == AVAILABLE for operand in post.trace.operands)


def _plot(inputs: Inputs, pool: PoolLine, posts: Sequence[PostLine]) -> Plot:
    windows: dict[tuple[int, int], Window] = {}
    manned: list[tuple[Place, ShiftSystem, list[Window]]] = []
    problems: list[Problem] = []
    for place in (place for post in posts for place in _places(inputs, post)):
        system = system_for(inputs, pool.id, place)
        shifts = windows_for(system, place.hours, rules_for(inputs, system))
        problems += too_long(inputs, place, shifts)
        for window in shifts:
            windows.setdefault((window.start, window.minutes), window)
        manned.append((place, system, shifts))
    order = sorted(windows, key=lambda key: (windows[key].night, key))
    places = [
        sum(place.places for place, _, shifts in manned if key in _keys(shifts)) for key in order
    ]
    stations = [
        Station(
            post=place.post.id,
            title=place.title,
            places=place.places,
            windows=tuple(order.index(key) for key in _keys(shifts)),
            manned=inputs.month.manned(_attendance(inputs, place, system)),
            system=system.id,
        )
        for place, system, shifts in manned
    ]
    systems = [system for _, system, _ in manned]
    task = PoolTask(
        id=pool.id,
        title=pool.title,
        persons=_persons(inputs, pool, posts),
        month=inputs.month,
        windows=lettered([windows[key] for key in order], places),
        stations=tuple(stations),
        limits=strictest([_limits(inputs, s, floor=False) for s in systems]),
        floor=strictest([_limits(inputs, s, floor=True) for s in systems]),
    )
    return Plot(task, tuple(dict.fromkeys(problems)))


def _keys(windows: Iterable[Window]) -> list[tuple[int, int]]:
    return [(window.start, window.minutes) for window in windows]


def _limits(inputs: Inputs, system: ShiftSystem, *, floor: bool) -> Limits:
    rules = rules_for(inputs, system)
    if floor and rules.floor is not None:
        rules = inputs.kb.work_rules[rules.floor]
    return limits_of(rules, inputs.hours, inputs.month)


def _persons(inputs: Inputs, pool: PoolLine, posts: Iterable[PostLine]) -> int:
    """Whole persons of the pool's covering posts; a part of a person cannot stand a shift."""
    given = inputs.wishes.persons.get(pool.id)
    return int(sum((post.persons for post in posts), ZERO)) if given is None else given


# --- places -----------------------------------------------------------------------------------


def _places(inputs: Inputs, post: PostLine) -> list[Place]:
    """Split a post into the gates it was counted from, each with its own hours and days."""
    gates = inputs.case.profile.estate.gates or ()
    counted = any(operand.ref.startswith(GATES) for operand in post.trace.operands)
    hours = sum((g.places * g.hours_per_day * g.days_per_year for g in gates), ZERO)
    if counted and hours == post.annual_hours:
        return [
            Place(post, gate.title, whole(gate.places), gate.hours_per_day, gate.days_per_year)
            for gate in gates
        ]
    places = whole(post.positions)
    hours_per_day = post.hours_per_day * post.positions / places
    return [Place(post, post.title, places, hours_per_day, post.days_per_year)]


def whole(places: Decimal) -> int:
    """Round places up: half a place is a place manned for half the hours."""
    return max(1, int(places.to_integral_value(rounding=ROUND_CEILING)))


def _attendance(inputs: Inputs, place: Place, system: ShiftSystem) -> Attendance:
    """The days of the system, else those that the post's days a year stand for."""
    known = inputs.kb.attendance
    if system.attendance is not None:
        return known[system.attendance]
    reached = [entry for entry in known.values() if entry.days_per_year_from <= place.days]
    if not reached:
        message = f"{place.title}每年值守 {place.days} 天，没有对应的出勤方式"
        raise fail("no-attendance", message, "在知识库 shifts.yaml 的 attendance 下补充")
    return max(reached, key=lambda entry: entry.days_per_year_from)


# --- names ------------------------------------------------------------------------------------


def _check_names(inputs: Inputs, pools: Sequence[PoolLine]) -> None:
    wishes = inputs.wishes
    names = [pool.id for pool in pools]
    for name in (*wishes.pools, *wishes.persons):
        if name not in names:
            raise _unknown("unknown-pool", f"没有需要排班的轮换池 {name}", name, names)
    targets = [*names, *(post for pool in pools for post in pool.posts)]
    for target, system in wishes.systems.items():
        if target and target not in targets:
            raise _unknown("unknown-post", f"没有需要排班的岗位 {target}", target, targets)
        if system not in inputs.kb.shift_systems:
            known = list(inputs.kb.shift_systems)
            raise _unknown("unknown-shift-system", f"没有班制 {system}", system, known)
    if wishes.rules is not None and wishes.rules not in inputs.kb.work_rules:
        known = list(inputs.kb.work_rules)
        raise _unknown("unknown-work-rules", f"没有工时规则 {wishes.rules}", wishes.rules, known)


def _unknown(code: str, message: str, name: str, known: Sequence[str]) -> Exception:
    close = difflib.get_close_matches(name, known, 1, 0.5)
    return fail(code, message, f"是否想写 {close[0]}" if close else "可用：" + "、".join(known))
