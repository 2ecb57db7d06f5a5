"""The cities' figures: complete or knowingly incomplete, in order, and named when missing."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.checks.values import overdue
from generator.errors import InputError
from generator.model.knowledge_base import KnowledgeBase
from generator.parameters import NATIONAL, Parameters
from generator.reports.cities import BORROWED, REQUIRED, cities_page
from generator.rules import estimate
from generator.rules.wages import INSURANCE_LINES
from generator.source import load_file
from tests.rules import inputs

TABLE: dict[str, Any] = load_file(Path(__file__).with_name("cities.yaml")).data
PAGE = Path(__file__).resolve().parents[2] / "docs" / "cities.md"
BOUNDS = ("floor", "ceiling")
WEAK = ("single", "knowledge", "assumption")


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """The shipped figures."""
    return inputs.load_figures()


def parameters(kb: KnowledgeBase, city: str) -> Parameters:
    return Parameters(kb, inputs.case(inputs.profile(city=city)))


def spelled(names: list[str]) -> set[str]:
    """Spell a line's name out to its two bounds."""
    return {
        f"{name}_{end}" if "_" not in name else name
        for name in names
        for end in (BOUNDS if "_" not in name else ("",))
    }


def test_the_table_covers_every_city(kb: KnowledgeBase) -> None:
    assert set(TABLE) == set(kb.regions) - {NATIONAL}


@pytest.mark.parametrize("city", sorted(TABLE))
def test_required_figures(kb: KnowledgeBase, city: str) -> None:
    known = parameters(kb, city)
    found = {name: known.find(name) for name in REQUIRED}
    missing = {name for name, figure in found.items() if figure is None} - set(BORROWED)
    assert missing == set(TABLE[city]["missing"])
    carried = {name for name, _ in known.provisional()}
    assert carried == spelled(TABLE[city]["provisional"])
    weak = {name for name, figure in found.items() if figure and figure.tag in WEAK}
    assert weak - carried == set(TABLE[city]["weak"])


@pytest.mark.parametrize("city", sorted(TABLE))
def test_the_engine_names_what_is_missing(kb: KnowledgeBase, city: str) -> None:
    profile = inputs.profile({"gross_area": 5000}, city=city, modules=("cleaning",))
    case = inputs.case(profile)
    missing = TABLE[city]["missing"]
    if not missing:
        assert estimate(kb, case).price.annual > 0
        return
    with pytest.raises(InputError) as caught:
        estimate(kb, case)
    problems = caught.value.problems
    named = [re.findall(r"参数 (\w+)（", problem.message)[0] for problem in problems]
    assert sorted(set(named)) == sorted(missing)
    assert {problem.code for problem in problems} == {"missing-parameter"}


@pytest.mark.parametrize("city", sorted(TABLE))
def test_filling_the_gaps_makes_an_estimate(kb: KnowledgeBase, city: str) -> None:
    filled = {"floor": 5000, "ceiling": 30000, "rate": Decimal("8.5")}
    own = {name: inputs.given(filled[name.split("_")[1]]) for name in TABLE[city]["missing"]}
    profile = inputs.profile({"gross_area": 5000}, city=city, modules=("cleaning",), parameters=own)
    made = estimate(kb, inputs.case(profile))
    codes = {finding.code for finding in made.checks}
    assert ("parameter-provisional" in codes) == bool(TABLE[city]["provisional"])
    assert "wage-below-minimum" not in codes


def burden(kb: KnowledgeBase, city: str, wage: int, *lines: str) -> Decimal:
    """Yuan of employer insurance per cleaner and month, by the engine."""
    profile = inputs.profile({"gross_area": 5000}, city=city, modules=("cleaning",))
    made = estimate(kb, inputs.case(profile, company_=inputs.company(wage=wage)))
    persons = next(line.persons for line in made.headcount.posts if line.id == "cleaner")
    costs = {entry.id: entry.annual for entry in made.cost.items}
    return sum((costs[f"cleaner.{line}"] for line in lines), Decimal(0)) / persons / 12


def test_published_burdens_per_head(kb: KnowledgeBase) -> None:
    assert round(burden(kb, "beijing", 2540, *INSURANCE_LINES)) == 1941
    assert round(burden(kb, "shanghai", 2740, *INSURANCE_LINES)) == 1954


def test_guangzhou_burden_as_published_mixes_two_wages(kb: KnowledgeBase) -> None:
    """The published 1,346 takes unemployment at the minimum wage, the other lines at 4,000."""
    at_4000 = burden(kb, "guangzhou", 4000, "pension", "medical", "injury")
    assert round(at_4000 + burden(kb, "guangzhou", 2680, "unemployment")) == 1346
    assert round(burden(kb, "guangzhou", 4000, *INSURANCE_LINES)) == 1357


def test_conflicting_values_are_offered_as_a_hint(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError) as caught:
        parameters(kb, "chongqing").get("medical_rate")
    problem = caught.value.problems[0]
    assert problem.hint is not None
    assert problem.hint.endswith("已见而未采用的取值：9、10、8")


def test_one_finding_names_the_carried_figures_in_use(kb: KnowledgeBase) -> None:
    own = {"medical_rate": inputs.given(9), "pension_floor": inputs.given(4600)}
    profile = inputs.profile(
        {"gross_area": 5000}, city="chongqing", modules=("cleaning",), parameters=own
    )
    found = [f for f in estimate(kb, inputs.case(profile)).checks if f.where == "parameters"]
    assert len(found) == 1
    assert "重庆市" in found[0].message
    assert "基本养老保险缴费基数上限 22017 元/月" in found[0].message
    assert "基本养老保险缴费基数下限" not in found[0].message


def test_wage_below_the_citys_minimum(kb: KnowledgeBase) -> None:
    profile = inputs.profile({"gross_area": 5000}, city="guangzhou", modules=("cleaning",))
    case = inputs.case(profile, company_=inputs.company(wage=2679))
    assert "wage-below-minimum" in {finding.code for finding in estimate(kb, case).checks}


def test_values_are_in_order_and_hold_one_at_a_time(kb: KnowledgeBase) -> None:
    for region in kb.regions.values():
        for parameter in region.parameters.values():
            where = f"{region.id}.{parameter.id}"
            starts = [dated.from_ for dated in parameter.values if dated.tag != "conflict"]
            assert starts == sorted(set(starts)), where
            settled = [dated for dated in parameter.values if dated.tag != "conflict"]
            for one, following in itertools.pairwise(settled):
                assert one.until is not None, where
                assert one.until <= following.from_, where


def test_provisional_values_are_assumptions_with_a_review_date(kb: KnowledgeBase) -> None:
    for region in kb.regions.values():
        for parameter in region.parameters.values():
            for earlier, dated in itertools.pairwise(parameter.values):
                if dated.provisional:
                    where = f"{region.id}.{parameter.id}"
                    assert dated.tag == "assumption", where
                    assert dated.review_by is not None, where
                    assert dated.note, where
                    assert dated.value == earlier.value, where


def test_every_city_defines_figures_alike(kb: KnowledgeBase) -> None:
    defined: dict[str, set[str]] = {}
    for region in kb.regions.values():
        for parameter in region.parameters.values():
            defined.setdefault(parameter.id, set()).add(parameter.unit)
    assert {name: units for name, units in defined.items() if len(units) > 1} == {}


def test_nothing_is_overdue(kb: KnowledgeBase) -> None:
    assert list(overdue(kb, inputs.DAY)) == []


def test_every_source_is_in_the_bibliography(kb: KnowledgeBase) -> None:
    known = {entry["id"] for entry in load_file(inputs.ROOT / "sources.yaml").data["sources"]}
    used = {
        dated.source
        for region in kb.regions.values()
        for parameter in region.parameters.values()
        for dated in parameter.values
        if not dated.source.startswith("law:")
    }
    assert used <= known


def test_the_page_of_cities_is_current(kb: KnowledgeBase, update_golden: bool) -> None:
    page = cities_page(kb, inputs.DAY)
    if update_golden:
        PAGE.write_text(page, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == page, "renew it with pytest --update-golden"
