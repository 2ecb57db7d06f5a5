"""Hours: the relief factors of the trade, overtime, what the law allows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.rules.worktime import WorkTime

PLAIN = WorkTime(
    working_days=Decimal(248),
    hours_per_day=Decimal(8),
    leave_days=Decimal(0),
    planned_overtime_month=Decimal(0),
    overtime_limit_month=Decimal(36),
    holiday_days=Decimal(13),
)
ALL_DAY = Decimal(8760)


@pytest.mark.parametrize(
    ("leave", "overtime", "factor"),
    [(0, 0, "4.42"), (5, 0, "4.51"), (10, 0, "4.60"), (0, 36, "3.63"), (5, 4, "4.40")],
)
def test_persons_of_a_post_manned_round_the_clock(leave: int, overtime: int, factor: str) -> None:
    hours = replace(PLAIN, leave_days=Decimal(leave), planned_overtime_month=Decimal(overtime))
    assert round(ALL_DAY / hours.available_hours, 2) == Decimal(factor)


def test_planning_hours_of_the_shipped_figures() -> None:
    hours = replace(PLAIN, leave_days=Decimal(5), planned_overtime_month=Decimal(4))
    assert hours.available_hours == 1992


@pytest.mark.parametrize(
    ("persons", "overtime"), [("3", "78"), ("3.5", "43.24"), ("4", "17.17"), ("4.5", "0")]
)
def test_implied_overtime_per_month(persons: str, overtime: str) -> None:
    assert PLAIN.overtime_per_month(ALL_DAY, Decimal(persons)) == Decimal(overtime)


def test_nobody_has_no_overtime() -> None:
    assert PLAIN.overtime_per_month(ALL_DAY, Decimal(0)) == 0


def test_lawful_persons_of_four_places() -> None:
    hours = replace(PLAIN, leave_days=Decimal(5))
    assert hours.persons_needed(4 * ALL_DAY) == 15
