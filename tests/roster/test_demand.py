"""From profile and estimate to the month's tasks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from generator.errors import InputError
from generator.library import Layer, load_knowledge_base
from generator.model.case import Case
from generator.model.knowledge_base import KnowledgeBase
from generator.roster import Inputs, Wishes, month_of
from generator.roster.demand import Plot, plots_of
from generator.roster.verdict import span
from generator.rules import estimate
from tests.roster.samples import HOURS, ROOT
from tests.rules.inputs import FOLDERS, case, gates, profile, tender


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """The figures with the shift systems."""
    names = (*FOLDERS, "shifts.yaml")
    return load_knowledge_base([Layer("shipped", ROOT / "knowledge_base" / n) for n in names])


def plots(kb: KnowledgeBase, of: Case, month: str = "2026-12", **wishes: Any) -> list[Plot]:
    done = estimate(kb, of)
    return plots_of(Inputs(kb, of, done, month_of(month, kb), HOURS, Wishes(**wishes)))


SCHOOL = gates((1, 24, 365), (1, 12, 248), (2, 4, 248))


def test_each_gate_keeps_its_hours_and_days(kb: KnowledgeBase) -> None:
    (plot,) = plots(kb, case(profile({"gates": SCHOOL, "patrol_routes": 0})))
    task = plot.task
    assert [(s.title, s.places, s.system) for s in task.stations] == [
        ("门1", 1, "four_crew_three_shift"),
        ("门2", 1, "day"),
        ("门3", 2, "day"),
    ]
    assert len({w.letter for w in task.windows}) == len(task.windows) == 5
    on_weekdays, on_sunday = task.demand[0], task.demand[5]
    assert (sum(on_weekdays), sum(on_sunday)) == (3 + 1 + 2, 3)
    assert task.minutes == (31 * 24 + 23 * (12 + 8)) * 60


def test_control_room_has_its_own_pool_and_short_shifts(kb: KnowledgeBase) -> None:
    of = case(profile({"gates": gates((1, 24, 365)), "fire_control_rooms": 1}))
    guard, room = plots(kb, of, systems={"": "three_crew_two_shift"})
    assert not guard.problems
    assert [problem.code for problem in room.problems] == ["shift-too-long"]
    assert "8" in room.problems[0].message
    _, usual = plots(kb, of)
    assert not usual.problems
    assert [span(w) for w in usual.task.windows] == ["08:00—16:00", "16:00—24:00", "00:00—08:00"]
    assert usual.task.demand[0] == (2, 2, 2)


def test_fixed_posts_count_with_the_buyers_number(kb: KnowledgeBase) -> None:
    of = case(
        profile({"gates": gates((1, 24, 365))}), tender_=tender({"gate_guard": 3, "cleaner": 2})
    )
    (plot,) = plots(kb, of)
    assert (plot.task.id, plot.task.persons) == ("guard", 3)
    (more,) = plots(kb, of, persons={"guard": 4})
    assert more.task.persons == 4


def test_a_wish_for_one_post(kb: KnowledgeBase) -> None:
    of = case(profile({"gates": gates((1, 24, 365)), "patrol_routes": 1}))
    (plot,) = plots(kb, of, systems={"patrol_guard": "four_crew_two_shift"})
    assert [s.system for s in plot.task.stations] == [
        "four_crew_three_shift",
        "four_crew_two_shift",
    ]
    nights = [w for w in plot.task.windows if w.night]
    assert [w.minutes for w in nights] == [480, 720]


def test_places_without_gates_follow_the_post(kb: KnowledgeBase) -> None:
    post = {"positions": 2, "hours_per_day": 16, "days_per_year": 365, "reason": "测试"}
    of = case(profile({"gates": gates((1, 24, 365))}, posts={"gate_guard": post}))
    (plot,) = plots(kb, of)
    assert [(s.places, s.system) for s in plot.task.stations] == [(2, "two_part_day")]
    assert sum(w.minutes for w in plot.task.windows) == 16 * 60


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        ({"pools": ("gaurd",)}, "unknown-pool"),
        ({"persons": {"cleaner": 3}}, "unknown-pool"),
        ({"systems": {"gate": "day"}}, "unknown-post"),
        ({"systems": {"": "five"}}, "unknown-shift-system"),
        ({"systems": {"guard": "weekdays_only"}}, "no-shift-system"),
        ({"rules": "none"}, "unknown-work-rules"),
    ],
)
def test_wrong_wishes(kb: KnowledgeBase, wishes: dict[str, Any], code: str) -> None:
    of = case(profile({"gates": gates((1, 24, 365))}))
    with pytest.raises(InputError) as caught:
        plots(kb, of, **wishes)
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].hint


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "Dezember", "2026-00"])
def test_wrong_months(kb: KnowledgeBase, text: str) -> None:
    with pytest.raises(InputError) as caught:
        month_of(text, kb)
    assert caught.value.problems[0].code == "bad-month"


def test_holidays_of_each_year(kb: KnowledgeBase) -> None:
    thirteen = {entry.year: len(entry.days) for entry in kb.holidays.values()}
    assert thirteen == {2025: 13, 2026: 13, 2027: 13, 2028: 12}
    assert not month_of("2040-01", kb).holidays_known
    assert sum(day.holiday for day in month_of("2026-10", kb).days) == 3


def test_attendance_by_days_a_year(kb: KnowledgeBase) -> None:
    def manned(days: int) -> int:
        of = case(profile({"gates": gates((1, 8, days))}))
        (plot,) = plots(kb, of, month="2026-10")
        return sum(plot.task.stations[0].manned)

    # October 2026: 31 days, 3 holidays (Thursday to Saturday), 5 Saturdays, 4 Sundays
    assert [manned(days) for days in (365, 352, 300, 248, 117, 104)] == [31, 28, 24, 20, 11, 8]


def test_yearly_hours_match_the_estimate(kb: KnowledgeBase) -> None:
    of = case(profile({"gates": gates((2, 24, 365))}))
    months = [f"2027-{number:02d}" for number in range(1, 13)]
    total = sum(plots(kb, of, month=month)[0].task.minutes for month in months)
    pool = next(p for p in estimate(kb, of).headcount.pools if p.id == "guard")
    assert Decimal(total) / 60 == pool.annual_hours
