"""Rotas that prove a headcount, and headcounts that no rota can be made for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.knowledge_base import KnowledgeBase
from generator.roster.arithmetic import arithmetic
from generator.roster.plan import RosterPlan, plan_pool, rota_of
from generator.roster.solver import decide
from generator.roster.verdict import errors, sums, verdict
from tests.roster.checker import assert_lawful, assert_manned, duties_of
from tests.roster.samples import load_shifts, pool

MONTH_CAP = 1984 / 12 + 36


def spread(numbers: list[int]) -> int:
    return max(numbers) - min(numbers)


def test_three_guards_on_a_24_hour_post_are_proved_impossible(shifts: KnowledgeBase) -> None:
    plan = plan_pool(pool(shifts, 3, 1, "three_shift_8h"))
    assert (plan.outcome, plan.proof) == ("infeasible", "arithmetic")
    a = plan.arithmetic
    assert (int(a.hours), a.shifts, a.needed, a.short) == (744, 93, 4, 1)
    assert a.lawful_hours == Decimal("201.33")
    assert a.whole_shift_hours == 200
    assert a.hours_short == 144
    assert (plan.needed, plan.proved, plan.short) == (4, True, 1)
    assert plan.rota is not None and len(plan.rota.turns) == 4
    assert "744 小时" in sums(plan)
    assert "缺 1 人（缺 144 小时）" in verdict(plan)
    lines = errors(RosterPlan("p", "p", plan.task.month, (plan,)))
    assert len(lines) == 1 and "roster-infeasible" in lines[0]


def test_the_solver_alone_proves_it_too(shifts: KnowledgeBase) -> None:
    assert decide(pool(shifts, 3, 1)).outcome == "infeasible"


@pytest.mark.parametrize("month", ["2026-02", "2026-04", "2026-12"])
def test_three_guards_are_too_few_in_every_month(shifts: KnowledgeBase, month: str) -> None:
    assert arithmetic(pool(shifts, 3, 1, month=month)).short == 1


def test_four_guards_man_a_24_hour_post(shifts: KnowledgeBase) -> None:
    plan = plan_pool(pool(shifts, 4, 1))
    assert (plan.outcome, plan.needed, plan.proved) == ("feasible", 4, True)
    assert plan.rota is not None
    assert_manned(plan.rota)
    assert_lawful(plan.rota, most_hours=MONTH_CAP, longest_shift=8)
    turns = plan.rota.turns
    assert sum(turn.hours for turn in turns) == 744
    assert spread([turn.nights for turn in turns]) <= 1
    assert spread([int(turn.hours) for turn in turns]) <= 8
    assert {turn.overtime for turn in turns} <= {Decimal("18.67"), Decimal("26.67")}


def test_nine_man_the_fire_control_room(shifts: KnowledgeBase) -> None:
    plan = plan_pool(pool(shifts, 9, 2))
    assert plan.outcome == "feasible" and plan.rota is not None
    assert_manned(plan.rota)
    assert_lawful(plan.rota, most_hours=MONTH_CAP, longest_shift=8)
    assert plan.needed == 8
    assert spread([turn.nights for turn in plan.rota.turns]) <= 1
    assert max(turn.overtime for turn in plan.rota.turns) < 3


def test_six_cannot_man_the_fire_control_room(shifts: KnowledgeBase) -> None:
    a = arithmetic(pool(shifts, 6, 2))
    assert (a.needed, a.short) == (8, 2)
    assert (int(a.hours), int(a.hours_short)) == (1488, 288)


def test_twelve_hour_shifts(shifts: KnowledgeBase) -> None:
    found = decide(pool(shifts, 4, 1, "four_crew_two_shift"))
    rota = rota_of(pool(shifts, 4, 1, "four_crew_two_shift"), found.grid)
    assert_manned(rota)
    assert_lawful(rota, most_hours=MONTH_CAP)
    # 201.33 hours are 16 shifts of 12 hours: 62 shifts need 4 persons, three cannot do 48
    assert arithmetic(pool(shifts, 3, 1, "three_crew_two_shift")).needed == 4


def test_rules_of_the_company_are_told_from_the_law(shifts: KnowledgeBase) -> None:
    task = pool(shifts, 4, 1)
    rules = replace(task.limits, rest_after_night=96 * 60, min_rest=40 * 60)
    plan = plan_pool(replace(task, limits=rules))
    assert (plan.outcome, plan.proof) == ("infeasible", "search")
    assert plan.lawful_otherwise
    assert "由企业决定" in verdict(plan)


def test_weekdays_leave_weekends_and_holidays_free(shifts: KnowledgeBase) -> None:
    task = pool(shifts, 1, 1, "weekdays_only", month="2026-10", hours="8", attendance="weekdays")
    plan = plan_pool(task)
    assert plan.outcome == "feasible" and plan.rota is not None
    (duties,) = duties_of(plan.rota)
    assert [duty.start.day for duty in duties][:2] == [5, 6]  # 1 and 2 October are holidays
    assert all(duty.start.isoweekday() <= 5 for duty in duties)
    assert plan.rota.turns[0].holiday_hours == 0
    assert plan.rota.turns[0].weekends_off == 4


def test_holidays_are_counted_apart(shifts: KnowledgeBase) -> None:
    task = pool(shifts, 5, 1, month="2026-10")
    rota = rota_of(task, decide(task).grid)
    assert sum(turn.holiday_hours for turn in rota.turns) == 3 * 24


def test_averaging_over_the_year_allows_more_in_a_long_month(shifts: KnowledgeBase) -> None:
    month = arithmetic(pool(shifts, 4, 1))
    year = arithmetic(pool(shifts, 4, 1, rules="comprehensive_year"))
    assert month.lawful_hours < year.lawful_hours < 206
    short = arithmetic(pool(shifts, 4, 1, month="2026-02", rules="comprehensive_year"))
    assert short.lawful_hours < month.lawful_hours


def test_nobody_at_all(shifts: KnowledgeBase) -> None:
    plan = plan_pool(pool(shifts, 0, 1))
    assert (plan.outcome, plan.needed) == ("infeasible", 4)


def test_same_input_same_rota(shifts: KnowledgeBase) -> None:
    first, second = (plan_pool(pool(shifts, 5, 1)) for _ in range(2))
    assert first == second


SYSTEMS = st.sampled_from(
    ["four_crew_three_shift", "four_crew_two_shift", "two_part_day", "three_part_day", "day"]
)
HOURS = {"two_part_day": "15", "three_part_day": "18", "day": "9.5"}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    system=SYSTEMS,
    persons=st.integers(1, 10),
    places=st.integers(1, 2),
    month=st.sampled_from(["2026-02", "2026-09", "2027-10"]),
    attendance=st.sampled_from(["every_day", "weekdays", "six_days", "weekends_holidays"]),
)
def test_every_shift_is_manned_and_no_rule_broken(
    system: str, persons: int, places: int, month: str, attendance: str
) -> None:
    task = pool(
        load_shifts(),
        persons,
        places,
        system,
        month=month,
        hours=HOURS.get(system, "24"),
        attendance=attendance,
    )
    found = decide(task)
    assert found.outcome != "undecided"
    if arithmetic(task).short:
        assert found.outcome == "infeasible"
    if found.outcome == "feasible":
        rota = rota_of(task, found.grid)
        assert_manned(rota)
        weeks = len(task.month.days) / 7
        assert_lawful(rota, most_hours=min(MONTH_CAP, 48 * weeks))
