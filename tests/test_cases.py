"""A case: profile, company and tender together, the day, and what the command line sets."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from generator.cases import load_case
from generator.errors import InputError
from generator.model.case import Case

TODAY = datetime.date(2026, 1, 2)
PROFILE = """\
kind: profile
title: 测试项目
company: company.yaml
project: {name: 测试项目, city: shanghai}
estate:
  property_type: office
  gross_area: 20000
  gates:
    - {title: 正门, hours_per_day: 24, days_per_year: 365}
service: {grade: L3}
"""
COMPANY = """\
kind: company
name: 示例物业服务有限公司
short_name: 示例物业
wages:
  cleaner: {value: 3000}
"""
TENDER = """\
kind: tender
source: 测试
project: {name: 测试项目, number: '1', buyer: 采购人, regime: government}
budget: {total: 1000000}
term_months: 12
validity_days: 90
deadline: 2026-03-04
seal_policy: 逐页盖章
scoring:
  - {id: price, title: 价格, points: 100, category: price}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a profile, its company, and a tender that the profile does not name."""
    for name, text in (("profile", PROFILE), ("company", COMPANY), ("tender", TENDER)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def load(folder: Path, *settings: str) -> Case:
    return load_case(folder / "profile.yaml", today=TODAY, settings=settings)


def codes(folder: Path, *settings: str) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        load(folder, *settings)
    return [
        (f"{Path(p.place.file).name}:{p.place.line}", p.code)
        if p.place.line
        else (p.place.file, p.code)
        for p in caught.value.problems
    ]


def test_a_case_knows_its_files(folder: Path) -> None:
    case = load(folder)
    assert case.name == "profile"
    assert case.company.short_name == "示例物业"
    assert case.tender is None
    assert case.place("profile", "estate.gross_area").line == 7
    assert case.place("company", "wages.cleaner").line == 5
    assert case.place("profile", "estate.gates.0.places").line == 9
    assert case.place("tender", "budget").line == 0


# --- the day ----------------------------------------------------------------------------------


def test_day_without_any_word_is_today(folder: Path) -> None:
    assert load(folder).as_of == TODAY


def test_deadline_comes_before_today(folder: Path) -> None:
    case = load_case(folder / "profile.yaml", today=TODAY, tender=folder / "tender.yaml")
    assert case.as_of == datetime.date(2026, 3, 4)


def test_profile_comes_before_the_deadline(folder: Path) -> None:
    change(folder, "profile", "title:", "tender: tender.yaml\nas_of: 2025-08-01\ntitle:")
    assert load(folder).as_of == datetime.date(2025, 8, 1)


def test_command_line_comes_before_the_profile(folder: Path) -> None:
    change(folder, "profile", "title:", "as_of: 2025-08-01\ntitle:")
    day = datetime.date(2024, 5, 6)
    assert load_case(folder / "profile.yaml", today=TODAY, as_of=day).as_of == day


# --- settings ---------------------------------------------------------------------------------


def test_setting_replaces_a_value(folder: Path) -> None:
    assert load(folder, "estate.gross_area=100.50").profile.estate.gross_area == Decimal("100.50")


def test_later_setting_wins(folder: Path) -> None:
    case = load(folder, "estate.gross_area=1", "estate.gross_area=2")
    assert case.profile.estate.gross_area == 2


def test_setting_adds_a_key_and_its_parents(folder: Path) -> None:
    case = load(folder, "pricing.chain=other", "service.module_grades.cleaning=L4")
    assert case.profile.pricing.chain == "other"
    assert case.profile.service.module_grades["cleaning"] == "L4"


def test_setting_reaches_into_lists(folder: Path) -> None:
    case = load(folder, "estate.gates.0.places=2")
    gates = case.profile.estate.gates
    assert gates and gates[0].places == 2


@pytest.mark.parametrize(
    ("path", "field"),
    [("parameters.fund_rate", "parameters"), ("wages.cleaner", "wages"), ("costs.x", "costs")],
)
def test_setting_of_a_figure_is_a_tagged_override(folder: Path, path: str, field: str) -> None:
    found = getattr(load(folder, f"{path}=12.5").profile, field)[path.partition(".")[2]]
    assert (found.value, found.tag) == (Decimal("12.5"), "assumption")
    assert found.note


@pytest.mark.parametrize(
    "name", ['R&D <b> 5>3 & "引号"', "甲=乙", "2026-11-20", "1e3", "1_000", "007", "楼 #3: x"]
)
def test_text_is_set_as_it_was_typed(folder: Path, name: str) -> None:
    assert load(folder, f"project.name={name}").profile.project.name == name


def test_words_are_read_as_in_a_file(folder: Path) -> None:
    case = load(folder, "estate.canteen=true", "estate.gross_area=null")
    assert case.profile.estate.canteen is True
    assert case.profile.estate.gross_area is None


@pytest.mark.parametrize(
    "setting",
    [
        "estate.gross_area",
        "=5",
        "estate.gates.9.places=2",
        "estate.gates.x=2",
        "estate.gates.²=2",
        "title.deeper=2",
        "estate.gross_area.deeper=2",
    ],
)
def test_setting_that_leads_nowhere(folder: Path, setting: str) -> None:
    assert codes(folder, setting) == [(f"--set {setting}", "bad-setting")]


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("estate.gross_area=-5", "out-of-range"),
        ("estate.gross_aera=5", "unknown-key"),
        ("estate.gross_area=约两万", "bad-number"),
        ("estate.gates.0.hours_per_day=30", "out-of-range"),
        ("project=x", "bad-type"),
    ],
)
def test_what_a_setting_breaks_is_reported_at_the_setting(
    folder: Path, setting: str, code: str
) -> None:
    assert codes(folder, setting) == [(f"--set {setting}", code)]


def test_a_mistake_of_the_file_stays_in_the_file(folder: Path) -> None:
    change(folder, "profile", "gross_area: 20000", "gross_area: -1")
    assert codes(folder, "estate.gates.0.places=2") == [("profile.yaml:7", "out-of-range")]


def test_setting_can_mend_a_mistake(folder: Path) -> None:
    change(folder, "profile", "gross_area: 20000", "gross_area: -1")
    assert load(folder, "estate.gross_area=9").profile.estate.gross_area == 9


# --- files that are not what they should be ---------------------------------------------------


def test_problems_of_all_three_files_come_together(folder: Path) -> None:
    change(folder, "profile", "title: 测试项目\n", "tender: tender.yaml\ntitle: 1\n")
    change(folder, "company", "short_name", "short_nmae")
    change(folder, "tender", "term_months: 12", "term_months: 一年")
    assert codes(folder) == [
        ("company.yaml:1", "missing-key"),
        ("company.yaml:3", "unknown-key"),
        ("profile.yaml:3", "bad-text"),
        ("tender.yaml:5", "bad-number"),
    ]


def test_missing_company_is_placed_in_the_profile(folder: Path) -> None:
    change(folder, "profile", "company.yaml", "compnay.yaml")
    with pytest.raises(InputError, match=r"是否想写 company\.yaml"):
        load(folder)
    assert codes(folder) == [("profile.yaml:3", "file-missing")]


def test_empty_company_is_a_missing_file(folder: Path) -> None:
    change(folder, "profile", "company: company.yaml", "company: ''")
    assert codes(folder) == [("profile.yaml:3", "file-missing")]


def test_company_of_the_wrong_kind(folder: Path) -> None:
    change(folder, "profile", "company: company.yaml", "company: tender.yaml")
    assert codes(folder) == [("tender.yaml:1", "wrong-kind")]


def test_tender_on_the_command_line_replaces_the_named_one(folder: Path) -> None:
    change(folder, "profile", "title:", "tender: none.yaml\ntitle:")
    case = load_case(folder / "profile.yaml", today=TODAY, tender=folder / "tender.yaml")
    assert case.tender is not None


def test_required_posts_of_the_tender_come_first(folder: Path) -> None:
    own = "required_posts:\n  - {title: 保洁, persons: 2, assign: {cleaner: 2}}\n"
    change(folder, "profile", "service:", own + "service:")
    assert load(folder).required_posts[0].persons == 2
    change(folder, "tender", "scoring:", own.replace("2", "5") + "scoring:")
    case = load_case(folder / "profile.yaml", today=TODAY, tender=folder / "tender.yaml")
    assert case.required_posts[0].persons == 5


# --- where findings are -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("estate.gross_area", "profile.yaml:7"),
        ("estate.green_area", "profile.yaml:6"),
        ("wages.cleaner", "company.yaml:5"),
        ("price.annual", "tender.yaml:4"),
        ("headcount", "profile.yaml:10"),
        ("posts.gate_guard", "profile.yaml:10"),
        ("nowhere", "profile.yaml:1"),
    ],
)
def test_a_finding_is_placed_at_what_it_is_about(folder: Path, where: str, place: str) -> None:
    case = load_case(folder / "profile.yaml", today=TODAY, tender=folder / "tender.yaml")
    found = case.finding_place(where)
    assert f"{Path(found.file).name}:{found.line}" == place


def test_a_row_of_the_buyers_table_is_placed_in_its_file(folder: Path) -> None:
    table = "quotation_table:\n  title: 表\n  rows:\n    - {id: a, title: 甲, amount: '1'}\n"
    change(folder, "tender", "scoring:", table + "scoring:")
    case = load_case(folder / "profile.yaml", today=TODAY, tender=folder / "tender.yaml")
    assert case.finding_place("price.table.a").line == 12
    assert case.finding_place("price.table").line == 10
