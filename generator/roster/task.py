"""What one relief pool has to man in a month, and within which limits. Times are in minutes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from generator.model.shifts import WorkRules, minutes_of
from generator.roster.month import DAYS_PER_WEEK, Month

HOUR = 60
DAY = 24 * HOUR
MONTHS = Decimal(12)


@dataclass(frozen=True, slots=True)
class Window:
    """A shift by the clock; it belongs to the day on which it begins."""

    letter: str
    title: str
    start: int
    minutes: int
    night: bool

    @property
    def end(self) -> int:
        """Minutes from the midnight before the start to the end; above 1440 on the next day."""
        return self.start + self.minutes


@dataclass(frozen=True, slots=True)
class Station:
    """Where the pool stands: a post or one gate, its places, its windows, its days."""

    post: str
    title: str
    places: int
    windows: tuple[int, ...]
    manned: tuple[bool, ...]
    system: str


@dataclass(frozen=True, slots=True)
class WorkHours:
    """The working-time parameters in force (hours)."""

    standard_year: Decimal
    overtime_month: Decimal

    def standard(self, averaging: str, month: Month) -> Decimal:
        """Standard hours of the month: a twelfth of the year, or the share of its days."""
        if averaging == "month":
            return self.standard_year / MONTHS
        return self.standard_year * len(month.days) / month.days_in_year

    def overtime(self, averaging: str, month: Month) -> Decimal:
        """Overtime allowed in the month, averaged alike."""
        if averaging == "month":
            return self.overtime_month
        return self.overtime_month * MONTHS * len(month.days) / month.days_in_year


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits on one person's month."""

    id: str
    title: str
    standard: Decimal
    overtime: Decimal
    minutes: int
    min_rest: int
    rest_after_night: int
    consecutive_days: int
    consecutive_nights: int | None

    def rest_between(self, before: Window, after: Window) -> int:
        """Return the least rest between two shifts of one person."""
        leaves_nights = before.night and not after.night
        return max(self.min_rest, self.rest_after_night if leaves_nights else 0)

    def clash(self, before: Window, after: Window, days: int) -> bool:
        """Return whether nobody may work both, ``after`` starting so many days later."""
        gap = after.start + days * DAY - before.end
        return gap < self.rest_between(before, after)

    def most_days(self, days: int) -> int:
        """Return the most days of a month that one person may work."""
        block = self.consecutive_days + 1
        return days - days // block


@dataclass(frozen=True)
class PoolTask:
    """A pool's month: who, where, when, within which limits."""

    id: str
    title: str
    persons: int
    month: Month
    windows: tuple[Window, ...]
    stations: tuple[Station, ...]
    limits: Limits
    floor: Limits | None = None

    @cached_property
    def demand(self) -> tuple[tuple[int, ...], ...]:
        """Persons needed for each day and window."""
        return tuple(
            tuple(
                sum(s.places for s in self.stations if s.manned[day] and window in s.windows)
                for window in range(len(self.windows))
            )
            for day in range(len(self.month.days))
        )

    @property
    def shifts(self) -> int:
        """Shifts to be worked in the month."""
        return sum(sum(row) for row in self.demand)

    @property
    def minutes(self) -> int:
        """Minutes to be manned in the month."""
        return sum(
            count * window.minutes
            for row in self.demand
            for count, window in zip(row, self.windows, strict=True)
        )

    def with_persons(self, persons: int) -> PoolTask:
        """Return the same task for another number of persons."""
        return replace(self, persons=persons)

    def on_the_floor(self) -> PoolTask | None:
        """Return the same task under the law's own limits, or None where they are the same."""
        if self.floor is None:
            return None
        return replace(self, limits=self.floor, floor=None)


def limits_of(rules: WorkRules, hours: WorkHours, month: Month) -> Limits:
    """Turn rules and parameters into the limits of a month."""
    standard = hours.standard(rules.averaging, month)
    overtime = hours.overtime(rules.averaging, month)
    most = standard + overtime
    if rules.max_week_average_hours is not None:
        most = min(most, rules.max_week_average_hours * len(month.days) / DAYS_PER_WEEK)
    return Limits(
        id=rules.id,
        title=rules.title,
        standard=standard,
        overtime=overtime,
        minutes=int(most * HOUR),
        min_rest=int(rules.min_rest_hours * HOUR),
        rest_after_night=int(rules.rest_after_night_hours * HOUR),
        consecutive_days=rules.max_consecutive_days,
        consecutive_nights=rules.max_consecutive_nights,
    )


def is_night(rules: WorkRules, start: int, minutes: int) -> bool:
    """Return whether enough of a shift lies in the night to make it a night shift."""
    first, last = minutes_of(rules.night_from), minutes_of(rules.night_until)
    length = (last - first) % DAY
    inside = sum(
        max(0, min(start + minutes, first + shift + length) - max(start, first + shift))
        for shift in (-DAY, 0, DAY)
    )
    return inside >= rules.night_hours * HOUR


def strictest(limits: list[Limits]) -> Limits:
    """Merge limits where posts of one pool follow different rules: the narrowest of each."""
    nights = [limit.consecutive_nights for limit in limits if limit.consecutive_nights is not None]
    tightest = min(limits, key=lambda limit: limit.minutes)
    return replace(
        tightest,
        title="、".join(dict.fromkeys(limit.title for limit in limits)),
        min_rest=max(limit.min_rest for limit in limits),
        rest_after_night=max(limit.rest_after_night for limit in limits),
        consecutive_days=min(limit.consecutive_days for limit in limits),
        consecutive_nights=min(nights) if nights else None,
    )
