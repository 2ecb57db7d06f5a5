"""Checks a finished rota by the clock, with none of the planner's own arithmetic."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.roster.plan import Rota

HOUR = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Duty:
    """One person's shift from clock to clock."""

    start: datetime.datetime
    end: datetime.datetime
    station: int

    @property
    def hours(self) -> float:
        """Length in hours."""
        return (self.end - self.start) / HOUR

    @property
    def night(self) -> bool:
        """Whether three or more hours lie between 22:00 and 06:00."""
        steps = int((self.end - self.start).total_seconds() // 900)
        quarters = (self.start + datetime.timedelta(minutes=15 * i) for i in range(steps))
        return sum(q.hour >= 22 or q.hour < 6 for q in quarters) >= 12


def duties_of(rota: Rota) -> list[list[Duty]]:
    """Return every person's duties in order of time."""
    return [list(_duties(rota, index)) for index in range(len(rota.turns))]


def _duties(rota: Rota, index: int) -> Iterator[Duty]:
    turn = rota.turns[index]
    for day, window, station in zip(rota.task.month.days, turn.windows, turn.stations, strict=True):
        assert (window is None) == (station is None)
        if window is None or station is None:
            continue
        shift = rota.task.windows[window]
        midnight = datetime.datetime.combine(day.date, datetime.time())
        start = midnight + datetime.timedelta(minutes=shift.start)
        yield Duty(start, start + datetime.timedelta(minutes=shift.minutes), station)


def assert_manned(rota: Rota) -> None:
    """Every place of every station is manned in every shift, and by nobody too many."""
    stood: Counter[tuple[int, datetime.datetime]] = Counter()
    for duties in duties_of(rota):
        for duty in duties:
            stood[duty.station, duty.start] += 1
    wanted: Counter[tuple[int, datetime.datetime]] = Counter()
    for number, station in enumerate(rota.task.stations):
        for day, manned in zip(rota.task.month.days, station.manned, strict=True):
            for window in station.windows if manned else ():
                midnight = datetime.datetime.combine(day.date, datetime.time())
                shift = rota.task.windows[window]
                wanted[number, midnight + datetime.timedelta(minutes=shift.start)] = station.places
    assert stood == wanted


def assert_lawful(
    rota: Rota,
    *,
    most_hours: float,
    rest: float = 11,
    rest_after_night: float = 24,
    days_in_row: int = 6,
    nights_in_row: int | None = 4,
    longest_shift: float = 12,
) -> None:
    """No person breaks a rule: hours, rest, days and nights in a row, length of a shift."""
    for duties in duties_of(rota):
        assert sum(duty.hours for duty in duties) <= most_hours + 1e-9
        assert all(duty.hours <= longest_shift for duty in duties)
        for before, after in itertools.pairwise(duties):
            gap = (after.start - before.end) / HOUR
            assert gap >= rest, (before, after)
            if before.night and not after.night:
                assert gap >= rest_after_night, (before, after)
        worked = [duty.start.date() for duty in duties]
        assert len(set(worked)) == len(worked)
        assert _longest_run(worked) <= days_in_row
        if nights_in_row is not None:
            nights = [duty.start.date() for duty in duties if duty.night]
            assert _longest_run(nights) <= nights_in_row


def _longest_run(dates: list[datetime.date]) -> int:
    longest = run = 0
    last: datetime.date | None = None
    for date in dates:
        run = run + 1 if last is not None and (date - last).days == 1 else 1
        longest, last = max(longest, run), date
    return longest
