"""Findings: what is unlawful, over budget, contradictory, stale or doubtful."""

from __future__ import annotations

import datetime
from typing import Any

from generator.model.estimate import Finding
from generator.model.knowledge_base import KnowledgeBase
from generator.model.tender import Tender
from generator.rules import estimate
from tests.rules import inputs


def checks(
    kb: KnowledgeBase,
    estate: dict[str, Any],
    *,
    tender: Tender | None = None,
    wage: int = 4000,
    as_of: datetime.date = inputs.DAY,
    **more: Any,
) -> dict[str, Finding]:
    company = inputs.company(wage=wage)
    profile = inputs.profile(estate, **more)
    case = inputs.case(profile, tender_=tender, company_=company, as_of=as_of)
    return {finding.code: finding for finding in estimate(kb, case).checks}


def test_six_for_two_places_are_over_the_limit(kb: KnowledgeBase) -> None:
    tender = inputs.tender({"fire_control_operator": 6})
    found = checks(kb, {"fire_control_rooms": 1}, tender=tender)["overtime-over-limit"]
    assert found.severity == "warning"
    for text in ("消防控制室", "6 人", "2 个岗位", "78 小时", "正偏离", "兼岗", "澄清"):
        assert text in found.message


def test_our_own_number_over_the_limit_is_an_error(kb: KnowledgeBase) -> None:
    posts = {"gate_guard": {"persons": 3, "reason": "压缩"}}
    found = checks(kb, {"gates": inputs.all_day(1)}, posts=posts)
    assert found["overtime-over-limit"].severity == "error"
    planned = {"planned_overtime_hours_month": inputs.given(60)}
    found = checks(kb, {"gates": inputs.all_day(10)}, parameters=planned)
    assert found["overtime-over-limit"].severity == "error"
    assert "posts-unmanned" not in found


def test_twelve_guards_cannot_man_four_places(kb: KnowledgeBase) -> None:
    tender = inputs.tender({"gate_guard": 12})
    found = checks(kb, {"gates": inputs.all_day(4)}, tender=tender)["posts-unmanned"]
    assert "至少需要 15 人" in found.message
    assert "缺 3 人" in found.message
    assert found.where == "pools.guard"


def test_lawful_pool_is_silent(kb: KnowledgeBase) -> None:
    found = checks(kb, {"gates": inputs.all_day(4)}, tender=inputs.tender({"gate_guard": 16}))
    assert not {"posts-unmanned", "overtime-over-limit"} & set(found)


def test_accepted_with_a_reason(kb: KnowledgeBase) -> None:
    accept = {"check": "overtime-over-limit", "where": "pools.fire_control", "reason": "已澄清"}
    tender = inputs.tender({"fire_control_operator": 6})
    found = checks(kb, {"fire_control_rooms": 1}, tender=tender, accepts=[accept])
    assert found["overtime-over-limit"].accepted == "已澄清"
    assert found["posts-unmanned"].accepted == ""
    elsewhere = {**accept, "where": "pools.guard"}
    found = checks(kb, {"fire_control_rooms": 1}, tender=tender, accepts=[elsewhere])
    assert found["overtime-over-limit"].accepted == ""


def test_company_may_not_fall_below_the_demand(kb: KnowledgeBase) -> None:
    posts = {"gate_guard": {"persons": 5, "reason": "压缩"}}
    tender = inputs.tender({"gate_guard": 6})
    found = checks(kb, {"gates": inputs.all_day(1)}, tender=tender, posts=posts)
    assert found["below-required"].severity == "error"


def test_wage_below_the_minimum(kb: KnowledgeBase) -> None:
    found = checks(kb, {"gates": inputs.all_day(1)}, wage=2700)["wage-below-minimum"]
    for text in ("门岗秩序维护员", "2700", "2740", "上海市", "2026-11-20"):
        assert text in found.message


def test_headcount_differs_by_much_or_little(kb: KnowledgeBase) -> None:
    estate = {"gates": inputs.all_day(10)}  # by the rules 44 guards, captain, leaders
    far = checks(kb, estate, tender=inputs.tender({"gate_guard": 40}))
    assert far["headcount-differs"].severity == "warning"
    near = checks(kb, estate, tender=inputs.tender({"gate_guard": 48}))
    assert near["headcount-differs"].severity == "notice"


def test_fixed_posts_that_forget_a_line_of_service(kb: KnowledgeBase) -> None:
    estate = {"gates": inputs.all_day(2)}
    found = checks(kb, estate, tender=inputs.tender({"fire_control_operator": 6}))
    assert "line-without-posts" not in found  # both posts are the guards' line
    cleaning = inputs.tender({"cleaner": 3})
    finding = checks(kb, estate, tender=cleaning)["line-without-posts"]
    assert finding.severity == "error" and "秩序维护" in finding.message


def test_over_budget(kb: KnowledgeBase) -> None:
    found = checks(kb, {"gates": inputs.all_day(1)}, tender=inputs.tender(total=1000))
    assert found["over-budget"].severity == "error"


def test_contradictory_facts(kb: KnowledgeBase) -> None:
    found = checks(kb, {"gates": inputs.all_day(1), "green_area": 900, "land_area": 800})
    assert found["contradictory-facts"].where == "estate.green_area"


def test_parts_of_a_site_are_checked_too(kb: KnowledgeBase) -> None:
    site = {"id": "a", "title": "甲", "estate": {"gross_area": 100, "garage_area": 200}}
    found = checks(kb, {"gates": inputs.all_day(1)}, sites=[site])
    assert found["contradictory-facts"].where == "sites.0.estate.garage_area"


def test_nil_where_persons_are_counted_by_it_is_an_error(kb: KnowledgeBase) -> None:
    estate = {"property_type": "residential", "gates": inputs.all_day(1), "gross_area": 9000}
    found = checks(kb, {**estate, "households": 0})
    assert (found["nil-driver"].where, found["nil-driver"].severity) == (
        "estate.households",
        "error",
    )
    assert "nil-driver" not in checks(kb, estate)
    assert "nil-driver" not in checks(kb, {**estate, "property_type": "office", "households": 0})


def test_stated_no_gates_ask_for_no_guards(kb: KnowledgeBase) -> None:
    unknown = checks(kb, {"gross_area": 9000})
    none = checks(kb, {"gross_area": 9000, "gates": []})
    assert unknown["missing-fact"].where == "posts.gate_guard"
    assert "missing-fact" not in none


def test_missing_fact_is_not_guessed(kb: KnowledgeBase) -> None:
    found = checks(kb, {"gates": inputs.all_day(1), "fire_control_rooms": None})
    assert found["missing-fact"].where == "posts.fire_control_operator"
    assert found["missing-fact"].severity == "error"


def test_nobody_is_an_error(kb: KnowledgeBase) -> None:
    assert checks(kb, {}, modules=("greening",))["no-persons"].severity == "error"


def test_ratios_without_calibration_are_a_range(kb: KnowledgeBase) -> None:
    estate = {"property_type": "residential", "gross_area": 50000}
    found = checks(kb, estate, modules=("cleaning",))
    assert "保洁员" in found["uncalibrated"].message


def test_price_outside_the_band_of_real_contracts(kb: KnowledgeBase) -> None:
    found = checks(kb, {"gates": inputs.all_day(1)}, wage=12000)
    assert found["outside-band"].severity == "warning"


def test_overdue_figures_in_use(kb: KnowledgeBase) -> None:
    late = datetime.date(2029, 1, 1)
    own = {"medical_rate": inputs.given(9)}
    found = checks(kb, {"gates": inputs.all_day(1)}, as_of=late, parameters=own)
    assert found["parameter-overdue"].severity == "warning"
