"""Choosing the shift system of a place, and laying its shifts on the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.errors import Problem, fail
from generator.model.shifts import ShiftLimit, ShiftSystem, WorkRules, minutes_of
from generator.roster.arithmetic import hours as hours_of
from generator.roster.inputs import Inputs, Place
from generator.roster.task import DAY, HOUR, Window, is_night


def system_for(inputs: Inputs, pool: str, place: Place) -> ShiftSystem:
    """Return the shift system of a place: the user's wish, the post's own words, the first fit.

    Raises ``no-shift-system`` where none serves so many hours a day.
    """
    known = sorted(inputs.kb.shift_systems.values(), key=lambda s: (s.order, s.id))
    fitting = [system for system in known if _serves(system, place.hours)]
    wished = inputs.wishes.systems
    name = wished.get(place.post.id) or wished.get(pool)
    if name is not None and inputs.kb.shift_systems[name] not in fitting:
        raise _no_system(inputs, place, f"班制 {name} 不适用于")
    name = name or wished.get("")
    chosen = [s for s in fitting if s.id == name] or [s for s in fitting if _named(s, place)]
    chosen += [s for s in fitting if _allowed(inputs, s, place)] or fitting
    if not chosen:
        raise _no_system(inputs, place, "没有班制适用于")
    return chosen[0]


def rules_for(inputs: Inputs, system: ShiftSystem) -> WorkRules:
    """Return the working-time rules: the user's wish, else the system's."""
    return inputs.kb.work_rules[inputs.wishes.rules or system.rules]


def windows_for(system: ShiftSystem, hours: Decimal, rules: WorkRules) -> list[Window]:
    """Lay the shifts of a post of so many hours a day on the clock, to the minute."""
    total, done = int(hours * HOUR), 0
    start = minutes_of(system.shifts[0].start or "00:00")
    windows = []
    lengths = system.lengths(hours)
    for index, (shift, length) in enumerate(zip(system.shifts, lengths, strict=True)):
        last = index == len(system.shifts) - 1
        minutes = total - done if last else int(length * HOUR)
        if shift.start is not None:
            start = minutes_of(shift.start)
        night = is_night(rules, start, minutes)
        windows.append(Window(shift.letter, shift.title, start, minutes, night))
        start, done = (start + minutes) % DAY, done + minutes
    return windows


def lettered(windows: Sequence[Window], places: Sequence[int]) -> tuple[Window, ...]:
    """Give every window of a pool a sign of its own.

    Of the windows with the same letter the one with most places keeps it bare, others get a number.
    """
    signs: dict[int, str] = {}
    seen: dict[str, int] = {}
    for index in sorted(range(len(windows)), key=lambda i: (-places[i], i)):
        letter = windows[index].letter
        seen[letter] = seen.get(letter, 0) + 1
        signs[index] = letter if seen[letter] == 1 else f"{letter}{seen[letter]}"
    return tuple(replace(window, letter=signs[i]) for i, window in enumerate(windows))


def too_long(inputs: Inputs, place: Place, windows: Sequence[Window]) -> Iterator[Problem]:
    """Report shifts longer than a norm allows for the post (消防控制室每班不超过八小时)."""
    longest = max(window.minutes for window in windows)
    for limit in _limits_on(inputs, place):
        if longest > limit.max_shift_hours * HOUR:
            message = (
                f"{place.title}每班 {hours_of(longest)} 小时，"
                f"超过{limit.title}上限 {limit.max_shift_hours} 小时"
            )
            where = inputs.case.place("profile", f"posts.{place.post.id}")
            yield Problem(where, "shift-too-long", message, f"改用八小时班制；依据 {limit.source}")


def _serves(system: ShiftSystem, hours: Decimal) -> bool:
    return system.hours_from <= hours <= system.hours_to


def _named(system: ShiftSystem, place: Place) -> bool:
    return any(alias in place.post.shift for alias in system.aliases)


def _allowed(inputs: Inputs, system: ShiftSystem, place: Place) -> bool:
    longest = max(system.lengths(place.hours))
    return all(longest <= limit.max_shift_hours for limit in _limits_on(inputs, place))


def _limits_on(inputs: Inputs, place: Place) -> list[ShiftLimit]:
    return [limit for limit in inputs.kb.shift_limits.values() if place.post.id in limit.posts]


def _no_system(inputs: Inputs, place: Place, what: str) -> Exception:
    where = inputs.case.place("profile", f"posts.{place.post.id}")
    message = f"{what}{place.title}（每日 {place.hours} 小时）"
    return fail("no-shift-system", message, "在知识库 shifts.yaml 的 systems 下补充班制", where)
