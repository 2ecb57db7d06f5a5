"""Why so many persons are needed at least: bounds that anybody can check with a pencil."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.roster.task import HOUR, PoolTask


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Hours to cover against hours that one person may work, in one month."""

    persons: int
    hours: Decimal
    shifts: int
    standard_hours: Decimal
    overtime_limit: Decimal
    lawful_hours: Decimal
    whole_shift_hours: Decimal
    most_shifts: int
    most_at_once: int
    needed: int

    @property
    def short(self) -> int:
        """Persons short of the least number."""
        return max(0, self.needed - self.persons)

    @property
    def hours_short(self) -> Decimal:
        """Hours that the persons at hand may not cover."""
        return max(Decimal(0), self.hours - self.persons * self.whole_shift_hours)


def arithmetic(task: PoolTask) -> Arithmetic:
    """Return the bounds of a task: hours, days of rest, shifts on one day.

    Shifts are whole: with shifts of one length, 201.33 hours are 25 shifts of 8 hours.
    """
    limits, days = task.limits, len(task.month.days)
    used = {w for row in task.demand for w, count in enumerate(row) if count}
    lengths = [task.windows[index].minutes for index in used] or [HOUR]
    longest, shortest = max(lengths), min(lengths)
    most_shifts = min(limits.most_days(days), limits.minutes // shortest)
    most = min(limits.minutes, most_shifts * longest)
    if longest == shortest:
        most = most_shifts * longest
    at_once = max((sum(row) for row in task.demand), default=0)
    needed = max(at_once, _share(task.minutes, most), _share(task.shifts, most_shifts))
    return Arithmetic(
        persons=task.persons,
        hours=hours(task.minutes),
        shifts=task.shifts,
        standard_hours=limits.standard,
        overtime_limit=limits.overtime,
        lawful_hours=hours(limits.minutes),
        whole_shift_hours=hours(most),
        most_shifts=most_shifts,
        most_at_once=at_once,
        needed=needed,
    )


def hours(minutes: int) -> Decimal:
    """Minutes as hours with at most two decimals, cut off so that a limit never grows."""
    value = (Decimal(minutes) / HOUR).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    return value.normalize() if value else Decimal(0)


def _share(amount: int, each: int) -> int:
    """Fewest persons for an amount; one more than any amount where a person may take none."""
    return -(-amount // each) if each > 0 else amount + 1 if amount else 0
