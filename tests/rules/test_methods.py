"""Counting methods: each gives what its formula says, and the registry matches the models."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest

from generator.errors import InputError, Place
from generator.model.knowledge import (
    Counting,
    Coverage,
    Fixed,
    Formula,
    LevelledNumber,
    PerArea,
    PerUnit,
    Span,
)
from generator.model.knowledge_base import KnowledgeBase
from generator.rules.basis import MissingFactError, basis_of
from generator.rules.methods import METHODS, Situation, count, raised
from tests.rules import inputs


def situation(kb: KnowledgeBase, estate: dict[str, Any], **more: Any) -> Situation:
    basis = basis_of(kb, inputs.case(inputs.profile(estate)))
    names, holiday = basis.names("security"), basis.holiday_names("security")
    return Situation(basis, names, holiday, 3, Place(), more)


def levelled(**levels: int) -> LevelledNumber:
    return LevelledNumber.model_validate(
        {"by_level": {int(name[1:]): value for name, value in levels.items()}}
    )


def test_registry_matches_the_union_of_models() -> None:
    models = get_args(get_args(Counting)[0])
    assert set(METHODS) == set(models)


def test_per_area_divides_and_spreads(kb: KnowledgeBase) -> None:
    rule = PerArea(
        method="per_area",
        area="facts.gross_area",
        area_per_person=levelled(l1=5000, l3=2500),
        spread=Decimal(25),
    )
    result = count(rule, situation(kb, {"gross_area": 10000}))
    assert result.persons == 4
    assert result.low == Decimal("3.2")
    assert result.high > 5
    assert result.operands[0].ref == "facts.gross_area"


def test_level_takes_the_nearest_lower_ratio(kb: KnowledgeBase) -> None:
    rule = PerUnit(
        method="per_unit",
        units="facts.households",
        unit="户",
        units_per_person=levelled(l2=500, l5=100),
        spread=Decimal(0),
    )
    assert count(rule, situation(kb, {"households": 1000})).persons == 2


def test_coverage_counts_hours_and_holiday_hours(kb: KnowledgeBase) -> None:
    rule = Coverage(
        method="coverage",
        positions="facts.fire_control_rooms * 2",
        hours_per_day=Decimal(24),
        days_per_year=Decimal(365),
    )
    result = count(rule, situation(kb, {"fire_control_rooms": 1}))
    assert result.is_coverage
    assert result.annual_hours == 17520
    assert result.holiday_hours == 13 * 24 * 2


def test_gate_hours_on_holidays_are_those_of_gates_open_all_year(kb: KnowledgeBase) -> None:
    rule = Coverage(
        method="coverage",
        positions="facts.gate_places",
        hours_per_day=Decimal(24),
        days_per_year=Decimal(365),
        annual_hours="facts.gate_hours",
    )
    estate = {"gates": inputs.gates((1, 24, 365), (1, 12, 248), (1, 4, 248))}
    result = count(rule, situation(kb, estate))
    assert result.annual_hours == 8760 + 12 * 248 + 4 * 248
    assert result.holiday_hours == 13 * 24


def test_no_gate_open_on_holidays(kb: KnowledgeBase) -> None:
    rule = Coverage(
        method="coverage",
        positions="facts.gate_places",
        hours_per_day=Decimal(24),
        days_per_year=Decimal(365),
        annual_hours="facts.gate_hours",
    )
    result = count(rule, situation(kb, {"gates": inputs.gates((2, 10, 248))}))
    assert result.holiday_hours == 0
    assert result.annual_hours == 4960


@pytest.mark.parametrize(("led", "expected"), [(5, "0"), (6, "0.6"), (25, "2.5")])
def test_span_starts_at_its_smallest_number(kb: KnowledgeBase, led: int, expected: str) -> None:
    rule = Span(
        method="span", of=("cleaner",), persons_per_lead=Decimal(10), from_persons=Decimal(6)
    )
    result = count(rule, situation(kb, {}, cleaner=Decimal(led)))
    assert result.persons == Decimal(expected)


def test_fixed_and_formula(kb: KnowledgeBase) -> None:
    assert count(Fixed(method="fixed", persons=Decimal(2)), situation(kb, {})).persons == 2
    rule = Formula(method="formula", persons="max(1, facts.beds / 20)", spread=Decimal(0))
    assert count(rule, situation(kb, {"beds": 90})).persons == Decimal("4.5")


def test_floor_raises_but_never_creates(kb: KnowledgeBase) -> None:
    some = count(Fixed(method="fixed", persons=Decimal(1)), situation(kb, {}))
    assert raised(some, Decimal(3)).persons == 3
    none = count(Formula(method="formula", persons="0", spread=Decimal(0)), situation(kb, {}))
    assert raised(none, Decimal(3)).persons == 0


def test_missing_fact_is_named(kb: KnowledgeBase) -> None:
    rule = Formula(method="formula", persons="facts.beds / 20", spread=Decimal(0))
    with pytest.raises(MissingFactError) as caught:
        count(rule, situation(kb, {}))
    assert caught.value.titles() == "床位数"


def test_wrong_formula_is_an_input_error(kb: KnowledgeBase) -> None:
    rule = Formula(method="formula", persons="facts.bedz / 20", spread=Decimal(0))
    with pytest.raises(InputError) as caught:
        count(rule, situation(kb, {}))
    assert caught.value.problems[0].code == "unknown-name"
