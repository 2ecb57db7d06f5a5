"""Dated figures: which value holds on a day, and which layer has the last word."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from generator.errors import InputError
from generator.model.case import Case
from generator.model.knowledge import Parameter
from generator.model.knowledge_base import KnowledgeBase, Region
from generator.parameters import Parameters
from tests.rules import inputs


def dated(value: Any, start: str, until: str | None = None, **more: Any) -> dict[str, Any]:
    entry = {"value": value, "from": start, "tag": "official", "source": "test", **more}
    return entry if until is None else {**entry, "until": until}


def region(name: str, title: str, **parameters: list[dict[str, Any]]) -> Region:
    made = {
        key: Parameter.model_validate({"id": key, "title": "某数", "unit": "元", "values": values})
        for key, values in parameters.items()
    }
    return Region(name, title, "", made)


def base(city: Mapping[str, list[dict[str, Any]]]) -> KnowledgeBase:
    regions = {
        "shanghai": region("shanghai", "上海市", **city),
        "national": region(
            "national", "全国", everywhere=[dated(7, "2020-01-01")], x=[dated(9, "2020-01-01")]
        ),
    }
    return KnowledgeBase(regions=regions)


YEARS = [
    dated(Decimal("1.5"), "2024-07-01", "2025-07-01"),
    dated(Decimal(2), "2025-07-01", "2026-07-01"),
    dated(Decimal(3), "2026-07-01"),
]


def on(day: str, **more: Any) -> Case:
    return inputs.case(inputs.profile(**more), as_of=datetime.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2024-07-01", "1.5"),
        ("2025-06-30", "1.5"),
        ("2025-07-01", "2"),
        ("2026-06-30", "2"),
        ("2026-07-01", "3"),
        ("2030-01-01", "3"),
    ],
)
def test_value_in_force_on_the_day(day: str, value: str) -> None:
    assert Parameters(base({"x": YEARS}), on(day)).number("x") == Decimal(value)


def test_before_the_city_has_a_value_the_national_one_holds() -> None:
    found = Parameters(base({"x": YEARS}), on("2024-06-30")).get("x")
    assert found.layer == "全国"
    assert found.number == 9


def test_city_comes_before_the_nation() -> None:
    parameters = Parameters(base({"x": YEARS}), on("2026-11-20"))
    assert parameters.get("x").layer == "上海市"
    assert parameters.get("everywhere").layer == "全国"
    assert parameters.city_title == "上海市"
    assert parameters.names() == ["everywhere", "x"]


def test_contradicting_sources_are_never_taken() -> None:
    conflict = [dated(5, "2020-01-01", tag="conflict"), dated(6, "2020-01-01", tag="conflict")]
    parameters = Parameters(base({"y": conflict}), on("2026-11-20"))
    assert parameters.find("y") is None
    with pytest.raises(InputError, match=r"missing-parameter.*y.*parameters 下填写 y"):
        parameters.get("y")


def test_profile_comes_before_company_and_company_before_city() -> None:
    kb = base({"x": YEARS})
    company = inputs.company().model_copy(update={"parameters": {"x": sourced(20)}})
    case = inputs.case(inputs.profile(), company_=company)
    assert Parameters(kb, case).get("x").layer == "company"
    own = inputs.profile(parameters={"x": inputs.given(30)})
    found = Parameters(kb, inputs.case(own, company_=company)).get("x")
    assert found.number == 30
    assert (found.layer, found.tag, found.title) == ("profile", "assumption", "某数")
    assert found.ref == "parameters.x"


def sourced(value: int) -> Any:
    return inputs.profile(parameters={"x": inputs.given(value)}).parameters["x"]


def test_overdue_values_are_those_in_force() -> None:
    late = [
        dated(1, "2020-01-01", "2021-01-01", review_by="2020-12-31"),
        dated(2, "2021-01-01", review_by="2026-06-30"),
    ]
    kb = base({"late": late, "x": YEARS})
    assert Parameters(kb, on("2026-06-30")).overdue() == []
    ((title, value),) = Parameters(kb, on("2026-07-01")).overdue()
    assert (title, value.value) == ("某数", 2)


@pytest.mark.parametrize("city", ["atlantis", "national"])
def test_unknown_city(city: str) -> None:
    with pytest.raises(InputError, match=r"unknown-city.*已有：shanghai"):
        Parameters(base({}), on("2026-11-20", city=city))
