"""Variants side by side, and the drivers that move the price most."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.errors import InputError
from generator.model.case import Case
from generator.model.knowledge_base import KnowledgeBase
from generator.reports.comparing import comparison_json, comparison_sheets, tornado_json
from generator.reports.promises import promises
from generator.rules import estimate
from generator.scenarios.comparison import compare
from generator.scenarios.sensitivity import tornado
from generator.scenarios.variants import (
    weights_of,
    with_asked_grades,
    with_facts,
    with_grades,
    with_wages,
)
from tests.rules import inputs


def test_rows_are_the_engine_s_figures(kb: KnowledgeBase, case: Case) -> None:
    higher = with_grades(case, "L5")
    found = compare(kb, [("现状", case), ("L5", higher)])
    money = {row.id: row for row in found.money}
    prices = (estimate(kb, case).price.annual, estimate(kb, higher).price.annual)
    assert money["price.annual"].values == prices
    assert money["price.annual"].changes() == (Decimal(0), prices[1] - prices[0])
    total = next(row for row in found.people if row.id == "headcount.total")
    heads = [variant.estimate.headcount.total for variant in found.variants]
    assert list(total.values) == heads
    assert heads[1] > heads[0]
    assert all(row.differs for row in (*found.kpis, *found.posts, *found.frequencies))
    assert found.kpis and found.frequencies


def test_a_case_equals_itself(kb: KnowledgeBase, case: Case) -> None:
    found = compare(kb, [("一", case), ("二", case)])
    assert not any(row.differs for row in (*found.people, *found.money, *found.levels))
    assert not (found.posts or found.kpis or found.frequencies)
    seen = promises(kb, found.variants)
    assert not (seen.clauses or seen.figures)


def test_one_line_can_be_graded_alone(kb: KnowledgeBase, case: Case) -> None:
    found = compare(kb, [("现状", case), ("保洁", with_asked_grades(case, "cleaning=L5"))])
    levels = {row.id: row.values for row in found.levels}
    assert levels["level.cleaning"] == (Decimal(3), Decimal(5))
    assert levels["level.security"] == (Decimal(3), Decimal(3))
    assert not found.kpis  # indicators follow the grade of the whole service
    figures = promises(kb, found.variants).figures
    assert figures
    modules = {kb.clauses[figure.clause].module for figure in figures}
    assert modules == {"cleaning"}
    assert all("{{" not in figure.text and figure.text for figure in figures)


def test_asked_grades() -> None:
    case = inputs.case(inputs.profile(modules=("security", "cleaning")))
    both = with_asked_grades(case, "L2，security=L4").profile.service
    assert (both.grade, both.module_grades) == ("L2", {"security": "L4"})
    with pytest.raises(InputError, match="unknown-module"):
        with_asked_grades(case, "greening=L4")


def test_reports_hold_every_variant(kb: KnowledgeBase, case: Case) -> None:
    found = compare(kb, [("现状", case), ("L5", with_grades(case, "L5"))])
    seen = promises(kb, found.variants)
    sheets = comparison_sheets(found, seen, 3)
    assert all(len(row) == len(sheet.header) for sheet in sheets for row in sheet.rows)
    assert any("--rows 0" in sheet.title for sheet in sheets)
    data = comparison_json(found, seen)
    assert [variant["title"] for variant in data["variants"]] == ["现状", "L5"]
    assert all(len(row["values"]) == 2 for row in data["money"])


def test_the_tornado_is_sorted_and_true(kb: KnowledgeBase, case: Case) -> None:
    drivers = tornado(kb, case)
    rules = weights_of(kb).sensitivity
    assert len(drivers) == rules.drivers
    swings = [driver.swing for driver in drivers]
    assert swings == sorted(swings, reverse=True)
    assert len({driver.id for driver in drivers}) == len(drivers)
    names = {driver.id.partition(".")[2] for driver in drivers}
    assert not names & set(rules.leave_out)
    guard = next(driver for driver in drivers if driver.id == "wages.guard")
    assert (guard.low_value, guard.high_value) == (Decimal(3600), Decimal(4400))
    higher = estimate(kb, with_wages(case, {"guard": Decimal(4400)}, "测试"))
    assert guard.high_price == higher.price.annual
    area = next(driver for driver in drivers if driver.id == "estate.gross_area")
    lower = estimate(kb, with_facts(case, {"gross_area": Decimal(54000)}))
    assert area.low_price == lower.price.annual
    assert [row["id"] for row in tornado_json(drivers)] == [driver.id for driver in drivers]


def test_a_wage_trial_below_the_minimum_says_so(kb: KnowledgeBase, case: Case) -> None:
    low = with_wages(case, {"guard": Decimal(2800)}, "测试")
    guard = next(driver for driver in tornado(kb, low) if driver.id == "wages.guard")
    assert "最低工资" in guard.note
