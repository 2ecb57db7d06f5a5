"""The range: its causes, what is assumed and where that stays, and that facts make it narrower."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.estimate import Contribution, Estimate
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import DEPARTMENT_TITLES
from generator.rules import estimate
from generator.rules.assumed import assumptions
from generator.rules.basis import basis_of
from tests.rules import inputs

EVERYTHING: tuple[str, ...] = tuple(DEPARTMENT_TITLES)
ONE = Decimal(1)
KINDS = ("residential", "old_residential", "office", "government", "school", "commercial")


def made(kb: KnowledgeBase, estate: dict[str, Any], **more: Any) -> Estimate:
    """An estimate of every line of service, the control rooms unknown unless given."""
    modules = more.pop("modules", EVERYTHING)
    facts = {"fire_control_rooms": None, **estate}
    return estimate(kb, inputs.case(inputs.profile(facts, modules=modules, **more)))


def causes(found: Estimate) -> dict[str, Contribution]:
    return {part.id: part for part in found.headcount.range.contributions}


def width(found: Estimate) -> Decimal:
    return found.headcount.range.high - found.headcount.range.low


AREA_ONLY = {"property_type": "residential", "gross_area": 90000, "households": 800}


def test_unknown_gates_enter_the_range_alone(kb: KnowledgeBase) -> None:
    found = made(kb, AREA_ONLY)
    span = found.headcount.range
    assert causes(found)["fact.gate_places"].low > 0
    assert span.point == found.headcount.total + span.assumed > found.headcount.total
    assert "gate_guard" not in {line.post for line in found.headcount.posts}
    codes = {(check.code, check.where) for check in found.checks}
    assert ("assumed-fact", "estate.gate_places") in codes
    assert ("missing-fact", "posts.gate_guard") in codes


def test_assumed_facts_move_no_post_no_cost_no_price(kb: KnowledgeBase) -> None:
    bare = replace(kb, typicals={})
    with_, without = made(kb, AREA_ONLY), made(bare, AREA_ONLY)
    assert with_.headcount.posts == without.headcount.posts
    assert with_.cost == without.cost
    assert with_.price == without.price
    assert with_.headcount.range != without.headcount.range


def test_posts_that_the_buyer_fixed_have_no_range(kb: KnowledgeBase) -> None:
    profile = inputs.profile({"gross_area": 50000}, modules=EVERYTHING)
    tender = inputs.tender({"cleaner": 9, "gate_guard": 6})
    span = estimate(kb, inputs.case(profile, tender_=tender)).headcount.range
    assert span.low == span.point == span.high == 15
    assert not span.contributions


def test_each_side_is_the_root_of_the_squares(kb: KnowledgeBase) -> None:
    span = made(kb, AREA_ONLY).headcount.range
    low = sum((part.low**2 for part in span.contributions), Decimal(0)).sqrt()
    high = sum((part.high**2 for part in span.contributions), Decimal(0)).sqrt()
    assert abs(span.point - low - span.low) <= Decimal("0.5")
    assert abs(span.point + high - span.high) <= Decimal("0.5")
    assert "平方" in span.combined


def test_a_stated_relief_takes_the_reading_of_shifts_away(kb: KnowledgeBase) -> None:
    estate = {**AREA_ONLY, "gates": inputs.all_day(2), "patrol_routes": 1, "fire_control_rooms": 0}
    open_, told = (
        made(kb, estate, service=service)
        for service in ({}, {"relief": {"guard": {"by": "factor", "factor": 4}}})
    )
    assert "shift.guard" in causes(open_)
    assert "shift.guard" not in causes(told)
    assert width(told) < width(open_)


def test_no_patrol_stated_is_no_patrol(kb: KnowledgeBase) -> None:
    found = made(kb, {**AREA_ONLY, "gates": inputs.all_day(2), "patrol_routes": 0})
    persons = {line.post: line.persons for line in found.headcount.posts}
    assert not persons.get("patrol_guard")


def test_scope_is_a_cause_only_where_nobody_stated_it(kb: KnowledgeBase) -> None:
    estate = {**AREA_ONLY, "green_area": 20000}
    profile = inputs.profile(estate, modules=EVERYTHING)
    unset = type(profile.service).model_validate({"scheme": "ladder", "grade": "L3"})
    found = estimate(kb, inputs.case(profile.model_copy(update={"service": unset})))
    assert causes(found)["scope.greening"].low > 0
    assert "scope.greening" not in causes(made(kb, estate))


def test_area_alone_settles_a_range_of_useful_width(kb: KnowledgeBase) -> None:
    for kind in KINDS:
        for area in (50000, 100000, 200000):
            span = made(kb, {"property_type": kind, "gross_area": area}).headcount.range
            assert span.width <= 50, (kind, area, span.width)


def test_households_alone_are_enough(kb: KnowledgeBase) -> None:
    found = made(kb, {"property_type": "residential", "households": 900})
    assert "fact.gross_area" in causes(found)
    assert found.headcount.range.point > found.headcount.total


@pytest.mark.parametrize(("kind", "known"), [("school", True), ("industrial_park", False)])
def test_types_without_a_whole_team_are_uncalibrated(
    kb: KnowledgeBase, kind: str, *, known: bool
) -> None:
    found = made(kb, {"property_type": kind, "gross_area": 60000})
    assert found.headcount.calibration.calibrated is known
    messages = [check.message for check in found.checks if check.code == "uncalibrated"]
    assert any("未校准" in message for message in messages) is not known


def test_sites_are_assumed_one_by_one(kb: KnowledgeBase) -> None:
    sites = [
        {"id": name, "title": name, "estate": {"gross_area": 30000}} for name in ("east", "west")
    ]
    found = made(kb, {"property_type": "government", "gross_area": 60000}, sites=sites)
    assert {"fact.gate_places.east", "fact.gate_places.west"} <= set(causes(found))


figures = cache(inputs.load_figures)
"""Loaded once, and not a fixture: a property test prints its arguments when it fails."""


# --- what always holds ------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    area=st.integers(8_000, 300_000),
    share=st.decimals(0, 1, places=2),
    name=st.sampled_from(
        ["gates", "fire_control_rooms", "patrol_routes", "green_area", "households"]
    ),
)
def test_stating_a_fact_within_its_bounds_never_widens(
    kind: str, area: int, share: Decimal, name: str
) -> None:
    kb = figures()
    estate: dict[str, Any] = {"property_type": kind, "gross_area": area}
    before = made(kb, estate)
    facts = {"fire_control_rooms": None, **estate}
    basis = basis_of(kb, inputs.case(inputs.profile(facts, modules=EVERYTHING)))
    wanted = {"gates": "gate_places"}.get(name, name)
    one = next((a for a in assumptions(basis) if a.typical.fact == wanted), None)
    if one is None:
        return
    value = int(one.low + (one.high - one.low) * share)
    stated: Any = inputs.all_day(value) if name == "gates" else value
    if name == "gates" and not value:
        return
    after = made(kb, {**estate, name: stated})
    assert f"fact.{wanted}" not in causes(after)
    assert width(after) <= width(before) + ONE, (before.headcount.range, after.headcount.range)


@settings(max_examples=40, deadline=None)
@given(
    kind=st.sampled_from((*KINDS, "hospital", "mixed_use", "industrial_park", "public_venue")),
    area=st.integers(1_000, 500_000),
)
def test_the_point_lies_in_the_range(kind: str, area: int) -> None:
    span = made(figures(), {"property_type": kind, "gross_area": area}).headcount.range
    assert 0 <= span.low <= span.point <= span.high
    assert span.assumed >= 0
