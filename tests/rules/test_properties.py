"""Properties of the estimate: levels never cost less, totals are sums, order never matters."""

from __future__ import annotations

import datetime
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cases import load_case
from generator.model.estimate import Estimate
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import DEPARTMENT_TITLES, PropertyType
from generator.reports.estimate import to_json
from generator.resources import profiles_folder
from generator.rules import estimate
from tests.rules import inputs

KINDS = get_args(PropertyType)
LINES = tuple(DEPARTMENT_TITLES)
PUBLISHED_INVERSIONS: frozenset[str] = frozenset()
"""Published schemes whose higher grade costs less somewhere: reported here, never smoothed."""
PROFILES = ("baocheng-primary-school", "cuihu-highrise", "old-estate-35")


def estate_of(kind: str, area: int) -> dict[str, Any]:
    """An estate with everything that rules of any type count by, in proportion to its area."""
    return {
        "property_type": kind,
        "gross_area": area,
        "land_area": area,
        "green_area": area // 5,
        "garage_area": area // 6,
        "households": area // 100 + 1,
        "lifts": area // 8000,
        "gates": inputs.all_day(2),
        "fire_control_rooms": 1,
        "power_rooms_10kv": 1,
        "patrol_routes": 1,
        "toilets": 8,
        "students": 1200,
        "classes": 24,
        "beds": area // 120 + 1,
        "staff_users": 500,
        "parking_spaces": area // 150,
        "meeting_rooms": 4,
    }


def made(kb: KnowledgeBase, kind: str, area: int, scheme: str, **service: Any) -> Estimate:
    found = inputs.profile(
        estate_of(kind, area), modules=LINES, service={"scheme": scheme, **service}
    )
    return estimate(kb, inputs.case(found))


@settings(max_examples=40, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    area=st.integers(1000, 400_000),
    scheme=st.sampled_from(("ladder", "four-grade", "cpmi-2004")),
    step=st.integers(0, 3),
)
def test_a_higher_level_never_costs_less(
    kb: KnowledgeBase, kind: str, area: int, scheme: str, step: int
) -> None:
    grades = sorted(kb.schemes[scheme].grades, key=lambda grade: grade.level)
    low, high = grades[step % (len(grades) - 1) :][:2]
    one = made(kb, kind, area, scheme, grade=low.label)
    two = made(kb, kind, area, scheme, grade=high.label)
    if scheme in PUBLISHED_INVERSIONS:
        return
    assert two.headcount.total >= one.headcount.total
    assert two.cost.annual >= one.cost.annual
    assert two.price.annual >= one.price.annual


@settings(max_examples=30, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    area=st.integers(1000, 400_000),
    line=st.sampled_from(LINES),
    level=st.integers(1, 4),
)
def test_raising_one_line_never_costs_less(
    kb: KnowledgeBase, kind: str, area: int, line: str, level: int
) -> None:
    base = made(kb, kind, area, "ladder", grade=f"L{level}")
    raised = made(
        kb, kind, area, "ladder", grade=f"L{level}", module_grades={line: f"L{level + 1}"}
    )
    assert raised.headcount.total >= base.headcount.total
    assert raised.cost.annual >= base.cost.annual


@settings(max_examples=25, deadline=None)
@given(kind=st.sampled_from(KINDS), area=st.integers(1000, 400_000), more=st.integers(0, 100_000))
def test_a_larger_estate_never_has_fewer_persons(
    kb: KnowledgeBase, kind: str, area: int, more: int
) -> None:
    small = made(kb, kind, area, "ladder", grade="L3")
    large = made(kb, kind, area + more, "ladder", grade="L3")
    assert large.headcount.total >= small.headcount.total
    assert large.cost.annual >= small.cost.annual


@settings(max_examples=15, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    area=st.integers(1000, 400_000),
    outsourced=st.sets(st.sampled_from(LINES[1:])),
    price=st.integers(0, 900_000),
)
def test_totals_are_sums_of_lines(
    kb: KnowledgeBase, kind: str, area: int, outsourced: set[str], price: int
) -> None:
    contracts = {name: {"amount": price, "source": "测试"} for name in outsourced}
    profile = inputs.profile(
        estate_of(kind, area),
        modules=LINES,
        contracts=contracts,
        service={"outsourced": sorted(outsourced)},
    )
    found = estimate(kb, inputs.case(profile))
    heads, cost, made_price = found.headcount, found.cost, found.price
    assert heads.total == sum(line.persons for line in heads.posts)
    assert heads.total == sum(heads.by_department.values())
    assert heads.total == heads.in_house + heads.outsourced
    assert cost.annual == sum(entry.annual for entry in cost.items)
    assert cost.annual == sum(total.annual for total in cost.by_item)
    assert cost.annual == sum(cost.by_department.values())
    steps = sum((step.amount for step in made_price.chain), Decimal(0))
    assert made_price.annual == cost.annual + steps
    assert made_price.annual == sum(line.annual for line in made_price.quote_lines)
    assert made_price.annual == sum(part.annual for part in made_price.parts)
    assert {line.department for line in found.contracts} == outsourced


@pytest.mark.parametrize("name", PROFILES)
@settings(max_examples=4, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_the_order_of_keys_in_a_file_never_matters(
    kb: KnowledgeBase, name: str, chance: Any
) -> None:
    data = yaml.safe_load((profiles_folder() / f"{name}.yaml").read_text(encoding="utf-8"))
    for key in ("company", "tender"):
        if key in data:
            data[key] = str(profiles_folder() / data[key])
    day = datetime.date(2026, 11, 20)
    plain = load_case(profiles_folder() / f"{name}.yaml", today=day)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.yaml"
        text = yaml.safe_dump(_shuffled(data, chance), allow_unicode=True, sort_keys=False)
        path.write_text(text, encoding="utf-8")
        other = load_case(path, today=day)
    assert to_json(estimate(kb, other)) == to_json(estimate(kb, plain))


def _shuffled(value: Any, chance: Any) -> Any:
    """The same data with the keys of every mapping in another order."""
    if isinstance(value, list):
        return [_shuffled(item, chance) for item in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    chance.shuffle(keys)
    return {key: _shuffled(value[key], chance) for key in keys}
