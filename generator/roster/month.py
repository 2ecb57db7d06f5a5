"""A calendar month: its days, weekdays and statutory holidays."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.errors import fail
from generator.model.knowledge_base import KnowledgeBase
from generator.model.shifts import Attendance
from generator.model.values import YEARS

_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
SATURDAY = 6
DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the month; ``weekday`` counts from 1 (Monday) to 7."""

    date: datetime.date
    weekday: int
    holiday: bool

    @property
    def weekend(self) -> bool:
        """Whether the day is a Saturday or Sunday."""
        return self.weekday >= SATURDAY


@dataclass(frozen=True, slots=True)
class Month:
    """A month and whether the dates of its statutory holidays are known."""

    year: int
    number: int
    days: tuple[Day, ...]
    holidays_known: bool

    @property
    def title(self) -> str:
        """The month as a person writes it."""
        return f"{self.year}年{self.number}月"

    @property
    def text(self) -> str:
        """The month as YYYY-MM."""
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def days_in_year(self) -> int:
        """365, or 366 in a leap year."""
        return 366 if calendar.isleap(self.year) else 365

    def weekends(self) -> list[tuple[int, int]]:
        """Return the indexes of every Saturday and Sunday that stand side by side."""
        return [
            (index, index + 1)
            for index in range(len(self.days) - 1)
            if self.days[index].weekday == SATURDAY
        ]

    def manned(self, attendance: Attendance) -> tuple[bool, ...]:
        """Return for each day whether a post of this attendance is manned."""
        return tuple(
            attendance.holidays if day.holiday else day.weekday in attendance.weekdays
            for day in self.days
        )


def month_of(text: str, kb: KnowledgeBase) -> Month:
    """Read YYYY-MM. Raises ``bad-month``."""
    match = _MONTH.match(text)
    year, number = (int(part) for part in match.groups()) if match else (0, 0)
    if not YEARS[0] <= year <= YEARS[1] or not 1 <= number <= 12:
        raise fail("bad-month", f"月份应写作 YYYY-MM，收到“{text}”", "例如 --month 2026-12")
    listed = [entry for entry in kb.holidays.values() if entry.year == year]
    holidays = {day for entry in listed for day in entry.days}
    return Month(year, number, tuple(_days(year, number, holidays)), bool(listed))


def _days(year: int, number: int, holidays: set[datetime.date]) -> Iterable[Day]:
    for day in range(1, calendar.monthrange(year, number)[1] + 1):
        date = datetime.date(year, number, day)
        yield Day(date, date.isoweekday(), date in holidays)
