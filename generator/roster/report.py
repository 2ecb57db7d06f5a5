"""A roster as text, CSV and JSON. Every figure is already in the plan."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from typing import Any

from generator.roster.plan import PoolPlan, RosterPlan, Rota, Turn
from generator.roster.verdict import STATES, clock, plain, span, sums, verdict

WEEKDAYS = "一二三四五六日"
SUMMARY = ("工时", "加班", "节日", "夜班", "休息", "双休")


def to_text(plan: RosterPlan) -> str:
    """Return the plan as a table for the terminal or a plain file."""
    lines = [f"{plan.month.title}排班　{plan.title}"]
    if not plan.month.holidays_known:
        lines.append(f"没有{plan.month.year}年的法定节假日日期，按无节假日排班")
    if not plan.pools:
        lines.append("没有按值守时间计人的岗位，不需要排班")
    for pool in plan.pools:
        lines += ["", *_pool_lines(pool)]
    return "\n".join(lines) + "\n"


def to_csv(plan: RosterPlan) -> str:
    """Return one row for each person, with the shift and station of every day."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    dates = [day.date.isoformat() for day in plan.month.days]
    writer.writerow(("轮换池", "结论", "编制人数", "人员", *dates, *SUMMARY))
    for pool in plan.pools:
        head = (pool.task.title, STATES[pool.outcome], pool.task.persons)
        if pool.rota is None:
            writer.writerow((*head, "", *("" for _ in dates), *("" for _ in SUMMARY)))
            continue
        for turn in pool.rota.turns:
            cells = cells_of(pool.rota, turn)
            writer.writerow((*head, turn.number, *cells, *_summary(turn)))
    return out.getvalue()


def to_json(plan: RosterPlan) -> dict[str, Any]:
    """Return the plan as plain data; hours are decimal strings."""
    return {
        "profile": plan.profile,
        "month": plan.month.text,
        "holidays": [day.date.isoformat() for day in plan.month.days if day.holiday],
        "holidays_known": plan.month.holidays_known,
        "pools": [_pool_json(pool) for pool in plan.pools],
    }


# --- text -------------------------------------------------------------------------------------


def _pool_lines(pool: PoolPlan) -> list[str]:
    task = pool.task
    lines = [f"【{task.title}】{verdict(pool)}", f"  {sums(pool)}；规则：{task.limits.title}"]
    lines += [f"  {problem.message}（{problem.hint}）" for problem in pool.problems]
    windows = "　".join(f"{w.letter} {w.title} {span(w)}" for w in task.windows)
    stations = "　".join(
        f"{number} {station.title}（{station.places} 人）"
        for number, station in enumerate(task.stations, start=1)
    )
    lines += [f"  班次：{windows}", f"  岗位：{stations}"]
    if pool.rota is not None:
        if pool.outcome != "feasible":
            lines.append(f"  以下为 {len(pool.rota.turns)} 人的排班示例")
        lines += _grid_lines(pool.rota)
    return lines


def _grid_lines(rota: Rota) -> list[str]:
    days = rota.task.month.days
    rows = [
        ["人员", *(str(day.date.day) for day in days), *SUMMARY],
        [
            "",
            *(weekday_of(day.weekday, holiday=day.holiday) for day in days),
            *("" for _ in SUMMARY),
        ],
    ]
    rows += [
        [f"{turn.number:02d}", *(c or "·" for c in cells_of(rota, turn)), *_summary(turn)]
        for turn in rota.turns
    ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return ["  " + " ".join(map(_padded, row, widths)).rstrip() for row in rows]


def weekday_of(number: int, *, holiday: bool) -> str:
    """Return the weekday as a calendar heads it; a statutory holiday goes before it."""
    return "节" if holiday else WEEKDAYS[number - 1]


def cells_of(rota: Rota, turn: Turn) -> list[str]:
    """Return the sign of each day: the shift, and the station where there are several."""
    several = len(rota.task.stations) > 1
    cells = []
    for window, station in zip(turn.windows, turn.stations, strict=True):
        letter = "" if window is None else rota.task.windows[window].letter
        number = f"-{station + 1}" if several and station is not None else ""
        cells.append(letter + number)
    return cells


def _summary(turn: Turn) -> list[str]:
    counts = (turn.nights, turn.rest_days, turn.weekends_off)
    hours = (turn.hours, turn.overtime, turn.holiday_hours)
    return [*map(plain, hours), *map(str, counts)]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


# --- data -------------------------------------------------------------------------------------


def _pool_json(pool: PoolPlan) -> dict[str, Any]:
    task, limits, a = pool.task, pool.task.limits, pool.arithmetic
    return {
        "id": task.id,
        "title": task.title,
        "status": pool.outcome,
        "proof": pool.proof,
        "persons": task.persons,
        "needed": pool.needed,
        "needed_proved": pool.proved,
        "short": pool.short,
        "lawful_without_company_rules": pool.lawful_otherwise,
        "message": verdict(pool),
        "rules": limits.id,
        "arithmetic": {
            "hours": plain(a.hours),
            "shifts": a.shifts,
            "standard_hours": plain(a.standard_hours),
            "overtime_limit": plain(a.overtime_limit),
            "lawful_hours_per_person": plain(a.lawful_hours),
            "whole_shift_hours_per_person": plain(a.whole_shift_hours),
            "most_shifts_per_person": a.most_shifts,
            "most_shifts_on_a_day": a.most_at_once,
            "persons_at_least": a.needed,
            "persons_short": a.short,
            "hours_short": plain(a.hours_short),
        },
        "shifts": [
            {
                "letter": window.letter,
                "title": window.title,
                "start": clock(window.start),
                "end": clock(window.end),
                "minutes": window.minutes,
                "night": window.night,
            }
            for window in task.windows
        ],
        "stations": [
            {
                "number": number,
                "post": station.post,
                "title": station.title,
                "places": station.places,
                "system": station.system,
            }
            for number, station in enumerate(task.stations, start=1)
        ],
        "rota": None if pool.rota is None else _rota_json(pool.rota),
        "problems": [
            {"code": problem.code, "message": problem.message, "hint": problem.hint}
            for problem in pool.problems
        ],
    }


def _rota_json(rota: Rota) -> dict[str, Any]:
    return {
        "persons": len(rota.turns),
        "people": [_turn_json(rota, turn) for turn in rota.turns],
    }


def _turn_json(rota: Rota, turn: Turn) -> dict[str, Any]:
    letters: Sequence[str] = [
        "" if window is None else rota.task.windows[window].letter for window in turn.windows
    ]
    return {
        "person": turn.number,
        "days": letters,
        "stations": [None if station is None else station + 1 for station in turn.stations],
        "hours": plain(turn.hours),
        "overtime_hours": plain(turn.overtime),
        "holiday_hours": plain(turn.holiday_hours),
        "nights": turn.nights,
        "rest_days": turn.rest_days,
        "weekend_days_off": turn.weekend_days_off,
        "weekends_off": turn.weekends_off,
    }
