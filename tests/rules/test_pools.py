"""Relief pools: one rounding, the surplus in one place."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.estimate import Estimate
from generator.model.knowledge_base import KnowledgeBase
from generator.rules import estimate
from tests.rules import inputs

NO_RESERVE = {"annual_leave_days": inputs.given(0), "planned_overtime_hours_month": inputs.given(0)}


def guards(kb: KnowledgeBase, estate: dict[str, object], **more: object) -> Estimate:
    return estimate(kb, inputs.case(inputs.profile(estate, **more)))  # type: ignore[arg-type]


def test_three_gates_are_fourteen_persons(kb: KnowledgeBase) -> None:
    found = guards(kb, {"gates": inputs.all_day(3)}, parameters=NO_RESERVE)
    pool = next(pool for pool in found.headcount.pools if pool.id == "guard")
    assert pool.trace.operands[0].value == Decimal("13.246")
    assert pool.persons == 14


def test_surplus_goes_to_the_balancing_post(kb: KnowledgeBase) -> None:
    found = guards(kb, {"gates": inputs.all_day(1), "parking_gates": 1, "patrol_routes": 1})
    persons = {line.id: line.persons for line in found.headcount.posts}
    assert persons["patrol_guard"] == persons["parking_guard"] == Decimal("4.3976")
    assert persons["gate_guard"] == 14 - 2 * Decimal("4.3976")


def test_rest_goes_to_a_manned_post_where_the_balancing_post_is_not(kb: KnowledgeBase) -> None:
    found = guards(
        kb,
        {"gates": inputs.all_day(1), "parking_gates": 1},
        posts={"gate_guard": {"positions": 0, "reason": "无人值守"}},
    )
    persons = {line.id: line.persons for line in found.headcount.posts}
    assert persons["parking_guard"] == 5
    assert "gate_guard" not in persons


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 6), st.integers(0, 3), st.integers(0, 4), st.integers(0, 2))
def test_posts_sum_to_pools_and_pools_to_the_total(
    kb: KnowledgeBase, gates: int, parking: int, routes: int, rooms: int
) -> None:
    estate = {
        "gates": inputs.all_day(gates + 1),
        "parking_gates": parking,
        "patrol_routes": routes,
        "fire_control_rooms": rooms,
    }
    headcount = guards(kb, estate).headcount
    persons = {line.id: line.persons for line in headcount.posts}
    for pool in headcount.pools:
        assert sum(persons.get(post, Decimal(0)) for post in pool.posts) == pool.persons
        assert pool.persons == pool.persons.to_integral_value()
    assert sum(persons.values()) == headcount.total == sum(p.persons for p in headcount.pools)
    assert sum(headcount.by_department.values()) == headcount.total
    assert headcount.range.low <= headcount.total <= headcount.range.high
