"""The facts of an estate: names, titles, units, and what is computed from the gates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from generator.facts import DERIVED, fact_names, fact_title, fact_unit, facts_of
from tests.rules import inputs


def test_what_the_profile_does_not_say_is_none() -> None:
    facts = facts_of(inputs.profile({"gross_area": 20000}))
    assert facts["gross_area"] == 20000
    assert facts["green_area"] is None
    assert facts["gate_hours"] is None
    assert facts["gates"] is None


def test_no_gates_is_not_the_same_as_unknown_gates() -> None:
    facts = facts_of(inputs.profile({"gates": []}))
    names = ("gates", "gate_count", "gates_24h", "gate_places", "gate_hours")
    assert [facts[name] for name in names] == [0] * 5


def test_gates_of_sites_are_unknown_until_one_says() -> None:
    def gates(*listed: Any) -> Any:
        sites = [
            {"id": f"s{number}", "title": f"{number}", "estate": estate}
            for number, estate in enumerate(listed)
        ]
        return facts_of(inputs.profile({}, sites=sites))["gates"]

    assert gates({}, {}) is None
    assert gates({}, {"gates": []}) == 0
    assert gates({"gates": inputs.all_day(2)}, {"gates": inputs.all_day(1)}) == 3


def test_gates_are_counted() -> None:
    gates = inputs.gates((1, 24, 365), (2, 12, 248))
    facts = facts_of(inputs.profile({"gates": gates}))
    assert facts["gates"] == facts["gate_count"] == 2
    assert facts["gates_24h"] == 1
    assert facts["gate_places"] == 3
    assert facts["gate_hours"] == Decimal(24 * 365 + 2 * 12 * 248)


@pytest.mark.parametrize("name", sorted(fact_names()))
def test_every_fact_has_a_chinese_title_and_a_value(name: str) -> None:
    assert name in facts_of(inputs.profile())
    assert any("\u4e00" <= character <= "\u9fff" for character in fact_title(name)), name
    assert isinstance(fact_unit(name), str)


def test_lists_are_no_facts() -> None:
    facts = facts_of(inputs.profile({"equipment": [{"title": "水泵"}]}))
    assert not {"equipment", "problems"} & set(facts)
    assert set(DERIVED) <= set(facts)
