"""Tasks, areas, shifts, relief, sites, totals: what a profile may say about people."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import InputError
from generator.model.estimate import Estimate
from generator.model.knowledge_base import KnowledgeBase
from generator.rules import estimate
from generator.rules.basis import basis_of
from generator.rules.workload import task_hours
from tests.rules import inputs

PEOPLE = ("management", "customer_service", "security", "cleaning", "greening", "engineering")


def made(kb: KnowledgeBase, estate: dict[str, Any], **more: Any) -> Estimate:
    return estimate(kb, inputs.case(inputs.profile(estate, **more)))


def total(kb: KnowledgeBase, estate: dict[str, Any], **more: Any) -> Decimal:
    return made(kb, estate, **more).headcount.total


def codes(found: Estimate) -> set[str]:
    return {finding.code for finding in found.checks}


def test_tasks_cover_every_line_of_service(kb: KnowledgeBase) -> None:
    assert len(kb.tasks) >= 150
    assert {task.module for task in kb.tasks.values()} >= set(PEOPLE)
    contracted = [task for task in kb.tasks.values() if task.performer == "contracted"]
    assert len(contracted) >= 15


def test_no_shipped_minutes_bind(kb: KnowledgeBase) -> None:
    basis = basis_of(kb, inputs.case(inputs.profile({"lifts": 4, "toilets": 6}, modules=PEOPLE)))
    assert not [found.task.id for found in task_hours(basis) if found.binding]


def test_workload_counts_where_every_task_is_known(kb: KnowledgeBase) -> None:
    tasks = {name: kb.tasks[name] for name in ("meeting_setup", "meeting_tea")}
    small = dataclasses.replace(kb, tasks=tasks)
    own = {
        name: {"minutes": 60, "units": 10, "times_per_year": 400, "reason": "x"} for name in tasks
    }
    found = made(small, {"meeting_rooms": 20}, modules=("other",), tasks=own)
    line = next(line for line in found.headcount.posts if line.id == "meeting_attendant")
    assert line.trace.method == "workload"
    assert line.persons == 5  # 2 × 10 × 400 hours ÷ 1,992 = 4.02


def test_unknown_task_is_named(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError) as caught:
        made(kb, {}, tasks={"lobby_swep": {"minutes": 3, "reason": "x"}})
    assert caught.value.problems[0].code == "unknown-task"


def test_gate_stated_by_crews_is_not_on_duty(kb: KnowledgeBase) -> None:
    posts = {
        "gate_guard": {
            "positions": 2,
            "hours_per_day": 24,
            "shift": "three_shift_8h",
            "reason": "x",
        }
    }
    found = made(kb, {}, posts=posts, service={"relief": {"guard": {"by": "crews"}}})
    line = next(line for line in found.headcount.posts if line.id == "gate_guard")
    assert [line.positions, line.persons] == [2, 6]


def test_twelve_hour_shifts_under_standard_hours(kb: KnowledgeBase) -> None:
    posts = {
        "gate_guard": {
            "positions": 1,
            "hours_per_day": 24,
            "shift": "four_crew_two_shift",
            "reason": "x",
        }
    }
    found = made(kb, {}, posts=posts, service={"hours_system": {"security": "standard"}})
    assert "shift-over-day" in codes(found)


def test_flexible_hours_have_no_overtime_and_city_decides_holidays(kb: KnowledgeBase) -> None:
    def holiday(city_pays: int) -> Decimal:
        found = made(
            kb,
            {"gates": inputs.all_day(1)},
            service={"hours_system": {"security": "flexible"}},
            parameters={"flexible_holiday_pay": inputs.given(city_pays)},
        )
        return sum((e.annual for e in found.cost.items if e.id.endswith(".holiday")), Decimal(0))

    assert holiday(1) > 0
    assert holiday(0) == 0


def sited(**more: Any) -> dict[str, Any]:
    sites = [
        {"id": "north", "title": "北区", "estate": {"gates": inputs.all_day(1), "lifts": 2}},
        {"id": "south", "title": "南区", "estate": {"gates": inputs.all_day(2), "lifts": 3}},
    ]
    return {"sites": sites, **more}


def test_each_site_has_its_own_pool(kb: KnowledgeBase) -> None:
    found = made(kb, {"fire_control_rooms": None}, **sited())
    pools = {pool.id: pool.persons for pool in found.headcount.pools}
    assert [pools["guard_at_north"], pools["guard_at_south"]] == [5, 9]
    assert {line.site for line in found.headcount.posts} == {"north", "south", "main"}
    assert sum(line.persons for line in found.headcount.posts) == found.headcount.total


def test_site_totals_are_facts_of_the_whole(kb: KnowledgeBase) -> None:
    basis = basis_of(kb, inputs.case(inputs.profile({}, **sited())))
    assert basis.facts["lifts"] == 5
    assert basis.facts["gate_count"] == 3


def test_demand_over_sites_is_spread_by_the_rules(kb: KnowledgeBase) -> None:
    rows = [{"title": "保安", "persons": 12, "assign": {"gate_guard": 12}}]
    found = made(kb, {}, **sited(required_posts=rows))
    persons = {line.id: line.persons for line in found.headcount.posts}
    assert persons == {"gate_guard_at_north": 4, "gate_guard_at_south": 8}


def test_override_at_several_sites_must_say_where(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError) as caught:
        made(kb, {}, **sited(posts={"gate_guard": {"persons": 4, "reason": "x"}}))
    assert caught.value.problems[0].code == "override-needs-site"


def test_sites_larger_than_the_whole(kb: KnowledgeBase) -> None:
    assert "contradictory-facts" in codes(made(kb, {"lifts": 4}, **sited()))


@pytest.mark.parametrize("among", [["all"], ["cleaning", "engineering"], ["cleaner"]])
def test_total_over_posts_is_kept(kb: KnowledgeBase, among: list[str]) -> None:
    rows = [{"title": "合计", "persons": 37, "among": among}]
    estate = {"gross_area": 60000}
    found = made(kb, estate, modules=("cleaning", "engineering"), required_posts=rows)
    assert found.headcount.total == 37
    assert sum(number for _, number in found.headcount.required[0].assign) == 37


def test_nothing_to_spread_over(kb: KnowledgeBase) -> None:
    rows = [{"title": "合计", "persons": 3, "among": ["gardener"]}]
    with pytest.raises(InputError) as caught:
        made(kb, {}, modules=("greening",), required_posts=rows)
    assert caught.value.problems[0].code == "cannot-spread"


def test_mixed_bases_are_refused(kb: KnowledgeBase) -> None:
    rates = dict(kb.productivity)
    rates["lobby"] = rates["lobby"].model_copy(update={"basis": "payroll"})
    areas = [{"type": "lobby", "area": 900}, {"type": "road", "area": 900}]
    with pytest.raises(InputError) as caught:
        made(dataclasses.replace(kb, productivity=rates), {"areas": areas}, modules=("cleaning",))
    assert caught.value.problems[0].code == "mixed-basis"


# --- properties -------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["lobby", "corridor", "garage", "road", "ward", "glass", "office"]),
    st.integers(0, 50_000),
    st.integers(0, 50_000),
    st.integers(1, 5),
)
def test_more_area_of_a_type_is_never_fewer(
    kb: KnowledgeBase, kind: str, area: int, more: int, level: int
) -> None:
    def persons(size: int) -> Decimal:
        areas = [{"type": kind, "area": size}, {"type": "lobby", "area": 500}]
        return total(kb, {"areas": areas}, modules=("cleaning",), grade=f"L{level}")

    assert persons(area + more) >= persons(area)


@settings(max_examples=20, deadline=None)
@given(st.integers(400_000, 700_000), st.integers(0, 200_000))
def test_no_step_down_above_half_a_million(kb: KnowledgeBase, area: int, more: int) -> None:
    def persons(size: int) -> Decimal:
        estate = {"property_type": "residential", "gross_area": size, "households": 4000}
        return total(kb, estate, modules=("cleaning", "engineering"))

    assert persons(area + more) >= persons(area)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 24), st.integers(1, 24), st.integers(1, 365), st.integers(1, 365))
def test_longer_hours_are_never_fewer(
    kb: KnowledgeBase, one: int, two: int, days: int, more_days: int
) -> None:
    short, long = sorted((one, two))
    few, many = sorted((days, more_days))
    assert total(kb, {"gates": inputs.gates((2, long, many))}) >= total(
        kb, {"gates": inputs.gates((2, short, few))}
    )


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 900))
def test_floors_never_fall(
    kb: KnowledgeBase, students: int, more: int, boarders: int, board: int
) -> None:
    def persons(pupils: int, sleeping: int) -> Decimal:
        estate = {
            "property_type": "school",
            "students": pupils,
            "boarders": sleeping,
            "gates": inputs.gates((1, 8, 200)),
        }
        return total(kb, estate)

    assert persons(students + more, boarders + board) >= persons(students, boarders)


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_entries_never_matters(kb: KnowledgeBase, chance: Any) -> None:
    gates = inputs.gates((1, 24, 365), (2, 12, 248), (1, 4, 365))
    areas = [
        {"type": "lobby", "area": 900},
        {"type": "road", "area": 5000},
        {"type": "toilet", "count": 7},
        {"type": "lawn", "area": 4000},
    ]
    posts = {
        "patrol_guard": {"positions": 1, "hours_per_day": 12, "reason": "x"},
        "parking_guard": {"positions": 1, "hours_per_day": 24, "reason": "x"},
    }
    shuffled = [dict(posts), list(gates), list(areas), list(PEOPLE)]
    keys = list(posts)
    chance.shuffle(keys)
    shuffled[0] = {key: posts[key] for key in keys}
    for entry in shuffled[1:]:
        chance.shuffle(entry)
    estate = {"gross_area": 40000, "lifts": 4, "green_area": 4000}
    plain = made(kb, {**estate, "gates": gates, "areas": areas}, posts=posts, modules=PEOPLE)
    other = made(
        kb,
        {**estate, "gates": shuffled[1], "areas": shuffled[2]},
        posts=shuffled[0],
        modules=tuple(shuffled[3]),
    )
    assert [(p.id, p.persons) for p in plain.headcount.posts] == [
        (p.id, p.persons) for p in other.headcount.posts
    ]
    entries = list(kb.posts.items())
    chance.shuffle(entries)
    turned = dataclasses.replace(kb, posts=dict(entries))
    again = made(turned, {**estate, "gates": gates, "areas": areas}, posts=posts, modules=PEOPLE)
    assert again.headcount == plain.headcount
