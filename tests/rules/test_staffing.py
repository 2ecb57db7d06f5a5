"""The headcount: rules, fixed posts, overrides, spans, scopes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import InputError
from generator.model.estimate import Headcount
from generator.model.knowledge_base import KnowledgeBase
from generator.model.tender import Tender
from generator.model.values import Department, PropertyType
from generator.rules import estimate
from tests.rules import inputs


def headcount(
    kb: KnowledgeBase, estate: dict[str, Any], *, tender: Tender | None = None, **more: Any
) -> Headcount:
    case = inputs.case(inputs.profile(estate, **more), tender_=tender)
    return estimate(kb, case).headcount


def persons(found: Headcount) -> dict[str, Decimal]:
    return {line.id: line.persons for line in found.posts}


def test_only_modules_asked_for(kb: KnowledgeBase) -> None:
    estate = {"gross_area": 20000, "gates": inputs.all_day(1)}
    found = headcount(kb, estate, modules=("cleaning",))
    assert {line.department for line in found.posts} == {"cleaning"}


def test_leads_follow_the_persons_they_lead(kb: KnowledgeBase) -> None:
    small = persons(headcount(kb, {"gross_area": 10000}, modules=("cleaning",)))
    large = persons(headcount(kb, {"gross_area": 90000}, modules=("cleaning",)))
    assert "cleaning_lead" not in small
    assert large["cleaning_lead"] == 2


def test_control_room_is_manned_by_two_round_the_clock(kb: KnowledgeBase) -> None:
    found = headcount(kb, {"fire_control_rooms": 1, "gates": inputs.all_day(1)})
    line = next(line for line in found.posts if line.id == "fire_control_operator")
    assert [line.positions, line.annual_hours, line.persons] == [2, 17520, 9]
    assert line.tag == "official"


def test_fixed_posts_stand_and_others_fall_away(kb: KnowledgeBase) -> None:
    estate = {"gates": inputs.all_day(2), "fire_control_rooms": 1, "patrol_routes": 1}
    found = headcount(kb, estate, tender=inputs.tender({"gate_guard": 6}))
    assert persons(found) == {"gate_guard": 6}
    line = found.posts[0]
    assert (line.source, line.tag) == ("tender", "tender")
    assert line.positions == 2
    assert line.rules_persons > 8
    assert found.rules_only.total > found.total
    assert found.range.low == found.range.high == 6


def test_demand_of_the_profile_is_an_assumption(kb: KnowledgeBase) -> None:
    rows = [{"title": "保安", "persons": 8, "assign": {"gate_guard": 8}}]
    found = headcount(kb, {"gates": inputs.all_day(2)}, required_posts=rows)
    assert found.posts[0].tag == "assumption"
    assert found.required[0].title == "保安"


def test_company_may_add_to_the_demand(kb: KnowledgeBase) -> None:
    found = headcount(
        kb,
        {"fire_control_rooms": 1},
        tender=inputs.tender({"fire_control_operator": 6}),
        posts={"fire_control_operator": {"persons": 9, "reason": "增设轮换"}},
    )
    assert persons(found) == {"fire_control_operator": 9}
    assert "增设轮换" in found.posts[0].trace.override


def test_override_of_places_and_of_persons(kb: KnowledgeBase) -> None:
    estate = {"gates": inputs.all_day(3)}
    places = {"gate_guard": {"positions": 1, "hours_per_day": 12, "reason": "夜间关闭"}}
    line = headcount(kb, estate, posts=places).posts[0]
    assert [line.annual_hours, line.persons] == [4380, 3]
    fixed = {"gate_guard": {"persons": 12, "reason": "公司编制"}}
    lines = {line.id: line for line in headcount(kb, estate, posts=fixed).posts}
    line = lines["gate_guard"]
    assert [line.persons, line.positions] == [12, 3]
    assert line.tag == "assumption"
    assert line.overtime_hours_per_month == Decimal("17.17")


def test_post_without_rule_by_override_alone(kb: KnowledgeBase) -> None:
    posts = {"student_care_lead": {"persons": 1, "reason": "学校要求"}}
    found = headcount(kb, {"gates": inputs.all_day(1)}, posts=posts)
    assert persons(found)["student_care_lead"] == 1


def test_outsourced_counts_and_shows(kb: KnowledgeBase) -> None:
    found = headcount(
        kb,
        {"gross_area": 27000, "gates": inputs.all_day(1)},
        modules=("security", "cleaning"),
        service={"outsourced": ["cleaning"]},
    )
    assert found.outsourced == found.by_department["cleaning"] > 0
    assert found.in_house + found.outsourced == found.total


def test_unknown_post_names_the_nearest(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError) as caught:
        headcount(kb, {}, posts={"gate_gard": {"persons": 1, "reason": "x"}})
    problem = caught.value.problems[0]
    assert (problem.code, problem.hint) == ("unknown-post", "是否想写 gate_guard")


@settings(max_examples=20, deadline=None)
@given(st.integers(1000, 300_000), st.integers(0, 100_000))
def test_more_area_never_needs_fewer_persons(kb: KnowledgeBase, area: int, more: int) -> None:
    modules = ("management", "cleaning", "engineering", "customer_service")
    small = headcount(kb, {"gross_area": area}, modules=modules)
    large = headcount(kb, {"gross_area": area + more}, modules=modules)
    assert large.total >= small.total


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 4), st.integers(2000, 200_000))
def test_higher_grade_never_needs_fewer_persons(kb: KnowledgeBase, level: int, area: int) -> None:
    estate = {"gross_area": area, "property_type": "residential", "households": area // 100 + 1}
    modules = ("cleaning", "engineering", "customer_service")
    low = headcount(kb, estate, modules=modules, grade=f"L{level}")
    high = headcount(kb, estate, modules=modules, grade=f"L{level + 1}")
    assert high.total >= low.total


@pytest.mark.parametrize("kind", get_args(PropertyType))
@pytest.mark.parametrize("level", [1, 3, 5])
def test_every_property_type_is_staffed(kb: KnowledgeBase, kind: str, level: int) -> None:
    estate = {
        "property_type": kind,
        "gross_area": 60000,
        "green_area": 9000,
        "land_area": 30000,
        "households": 500,
        "beds": 400,
        "students": 1200,
        "lifts": 6,
        "meeting_rooms": 8,
        "power_rooms_10kv": 1,
        "fire_control_rooms": 1,
        "gates": inputs.all_day(2),
    }
    found = headcount(kb, estate, modules=tuple(get_args(Department)), grade=f"L{level}")
    needed = {"management", "security", "cleaning", "greening", "engineering"}
    assert all(found.by_department[name] > 0 for name in needed)  # type: ignore[index]
    assert found.total == found.total.to_integral_value()
