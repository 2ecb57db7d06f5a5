"""The engine's tables: sums equal their totals, numbers equal the estimate, rows are whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import pytest

from generator.compose.formatting import capital_amount
from generator.compose.tables import TABLES
from generator.model.document import (
    Cell,
    Figure,
    PageRef,
    Ref,
    Runs,
    Table,
    Text,
    Unfilled,
    block_runs,
    runs_text,
)
from generator.model.estimate import Estimate
from generator.model.premises import Area
from tests.compose.samples import (
    HIGHRISE,
    PROFILES,
    SAMPLES,
    SCHOOL,
    context,
    estimated,
    figures,
    made,
    tables,
)


@cache
def table(name: str, profile: str) -> Table | None:
    """The table of a name for a profile; None where the profile has nothing to put in it."""
    found = tables(TABLES[name](context(profile), {}))
    assert len(found) <= 1
    return found[0] if found else None


def column(found: Table, number: int) -> list[str]:
    """The texts of a column; a cell that spans several counts for each of them."""
    texts = []
    for row in found.rows:
        cells = [cell for cell in row for _ in range(cell.span)]
        texts.append(runs_text(cells[number].runs))
    return texts


def decimals(texts: Sequence[str]) -> list[Decimal]:
    """Printed numbers as numbers."""
    return [Decimal(text.replace(",", "")) for text in texts]


def estimate(profile: str) -> Estimate:
    """The estimate of a sample profile."""
    return estimated(profile).estimate


# --- what holds for every table ----------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", [name for name in TABLES if name != "laws"])
def test_rows_are_whole_and_figures_have_references(name: str, profile: str) -> None:
    found = table(name, profile)
    if found is None:
        return
    assert found.rows and len(found.header) == len(found.columns)
    assert all(sum(cell.span for cell in row) == len(found.columns) for row in found.rows)
    for run in block_runs(found):
        if isinstance(run, Text):
            assert not any(sign.isdigit() for sign in run.text), run.text
    assert found.origin.kind == "table" and found.origin.id == name


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", TABLES)
def test_printed_references_agree_with_the_estimate(name: str, profile: str) -> None:
    found = table(name, profile)
    texts = context(profile).refs.texts
    for figure in figures([found] if found else []):
        if figure.ref.startswith(("price.", "staff.", "facts.", "kpi.", "laws.")):
            assert texts.get(figure.ref, figure.text) == figure.text
            assert figure.ref in texts or figure.ref.count(".") > 1


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", TABLES)
def test_serial_numbers_count_from_one(name: str, profile: str) -> None:
    found = table(name, profile)
    if found is None or not found.header or runs_text(found.header[0]) != "序号":
        return
    serials = [text for text in column(found, 0) if text != "合计"]
    assert serials == [str(number) for number in range(1, len(serials) + 1)]


# --- people ------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("name", "place"), [("staffing", 3), ("team", 2)])
def test_persons_of_the_pools_sum_to_the_total(name: str, place: int, profile: str) -> None:
    found = table(name, profile)
    assert found is not None
    *rows, total = decimals(column(found, place))
    assert sum(rows) == total == estimate(profile).headcount.total
    assert len(rows) == len(estimate(profile).headcount.pools)


def test_the_buyers_posts_are_answered_row_by_row() -> None:
    found = table("required", SCHOOL)
    tender = estimated(SCHOOL).case.tender
    assert found is not None and tender is not None
    asked, offered = decimals(column(found, 2)), decimals(column(found, 3))
    assert asked == offered
    assert asked[:-1] == [row.persons for row in tender.required_posts]
    assert sum(asked[:-1]) == asked[-1] == 35
    assert table("required", HIGHRISE) is None


@pytest.mark.parametrize("profile", PROFILES)
def test_posts_show_places_and_hours(profile: str) -> None:
    found = table("posts", profile)
    assert found is not None
    titles = column(found, 2)
    numbers = [decimals(column(found, place)) for place in (3, 4, 5)]
    rest = list(zip(titles, *numbers, strict=True))
    for line in estimate(profile).headcount.posts:
        if not line.persons and not line.positions:
            continue
        rows = [row for row in rest if row[0] == line.title or row[0].startswith(f"{line.title}（")]
        rest = [row for row in rest if row not in rows]
        assert sum(row[1] for row in rows) == line.positions, line.id
        hours = sum(places * hours * days for _, places, hours, days in rows)
        assert hours == line.annual_hours, line.id
    assert not rest


def test_the_proposed_manager_stands_in_resume_and_team() -> None:
    resume, team = table("manager_resume", SCHOOL), table("team", SCHOOL)
    assert resume is not None and team is not None
    manager = estimated(SCHOOL).case.company.staff[0]
    assert manager.name in column(resume, 1) and manager.name in column(team, 3)


def test_nobody_is_invented() -> None:
    found = context(SCHOOL, profile_={"team": ()})
    (resume,) = tables(TABLES["manager_resume"](found, {}))
    blanks = [run.title for run in block_runs(resume) if isinstance(run, Unfilled)]
    assert "项目经理姓名" in blanks and "项目经理工作履历" in blanks


# --- money -------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("name", "place"), [("quotation", 2), ("quotation_items", 4)])
def test_amounts_sum_to_the_price(name: str, place: int, profile: str) -> None:
    found = table(name, profile)
    assert found is not None
    *rows, total = decimals(column(found, place))
    assert rows and sum(rows) == total == estimate(profile).price.annual


@pytest.mark.parametrize("profile", PROFILES)
def test_the_opening_sheet_says_the_price_in_figures_and_capitals(profile: str) -> None:
    found = table("quotation_summary", profile)
    assert found is not None
    price = estimate(profile).price
    printed = dict(zip(column(found, 0), column(found, 1), strict=True))
    assert Decimal(printed["投标总价（小写，元/年）"].replace(",", "")) == price.annual
    assert printed["投标总价（大写）"] == capital_amount(price.annual)
    assert Decimal(printed["折合每月（元）"].replace(",", "")) == price.monthly


def test_parts_stay_below_their_ceilings() -> None:
    for part in estimate(SCHOOL).price.parts:
        assert part.cap is not None and part.annual <= part.cap


# --- estate, indicators, evidence --------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
def test_each_indicator_stands_once_at_the_level(profile: str) -> None:
    found = table("kpi", profile)
    kb = estimated(profile).kb
    assert found is not None
    case = estimated(profile).case.profile
    kind, modules = case.estate.property_type, case.service.modules
    main = [kpi for kpi in kb.kpis.values() if kpi.in_table(kind, modules)]
    assert 25 <= len(main) <= 35  # what an evaluator reads; the others are for clauses
    assert sorted(column(found, 1)) == sorted(kpi.title for kpi in main)
    refs = {figure.ref for figure in figures([found])}
    assert {f"kpi.{kpi.id}.sign" for kpi in main} <= refs


def test_the_essential_facts_show_even_when_blank() -> None:
    found = table("estate", SCHOOL)
    assert found is not None
    blanks = [run.field for run in block_runs(found) if isinstance(run, Unfilled)]
    assert "project.address" in blanks
    texts = [figure.text for figure in figures([found])]
    assert "46,965平方米" in texts and "1,700人" in texts


def test_brought_equipment_offers_what_is_asked() -> None:
    found = table("brought_equipment", SCHOOL)
    assert found is not None
    assert [f"不少于{text}" for text in column(found, 3)] == column(found, 2)
    assert table("brought_equipment", HIGHRISE) is None


def test_the_company_s_record_stands_as_given() -> None:
    found = table("track_record", SCHOOL)
    company = estimated(SCHOOL).case.company
    assert found is not None
    assert column(found, 1) == [contract.project for contract in company.contracts]
    assert decimals(column(found, 5)) == [c.annual_amount for c in company.contracts]


def test_a_company_without_record_gets_blanks() -> None:
    found = context(SCHOOL, company_={"contracts": (), "certificates": ()})
    for name in ("track_record", "certificates"):
        (empty,) = tables(TABLES[name](found, {}))
        assert any(isinstance(run, Unfilled) for run in block_runs(empty))


def test_each_evidence_of_the_tender_is_listed() -> None:
    found = table("evidence_checklist", SCHOOL)
    tender = estimated(SCHOOL).case.tender
    assert found is not None and tender is not None
    assert column(found, 2) == [text for item in tender.scoring for text in item.evidence]


# --- answers to the tender ---------------------------------------------------------------------


def test_star_clauses_stand_in_the_tenders_order_with_their_pages() -> None:
    tender = estimated(SCHOOL).case.tender
    assert tender is not None
    (found,) = tables(TABLES["substantive_response"](context(), {"fire-drill": "v2-fire-drill"}))
    texts = column(found, 1)
    assert len(texts) == len(tender.star_clauses)
    for text, star in zip(texts, tender.star_clauses, strict=True):
        assert text.startswith(star.text) and star.place in text
    pages = [run.anchor for run in block_runs(found) if isinstance(run, PageRef)]
    assert pages == ["v2-fire-drill"]


def test_a_star_clause_without_response_is_a_blank() -> None:
    tender = estimated(SCHOOL).case.tender
    assert tender is not None
    star = tender.star_clauses[0].model_copy(update={"response": None})
    found = context(SCHOOL, tender_={"star_clauses": (star,)})
    (response,) = tables(TABLES["substantive_response"](found, {}))
    assert any(isinstance(run, Unfilled) for run in block_runs(response))


def test_the_deviation_table_answers_every_line_of_the_scope() -> None:
    tender = estimated(SCHOOL).case.tender
    found = table("deviation", SCHOOL)
    assert found is not None and tender is not None
    assert column(found, 1) == list(tender.scope)
    assert set(column(found, 3)) == {"无偏离"}


def test_the_scoring_index_leads_to_every_element() -> None:
    volume = made(SAMPLES[0]).package.volumes[1]
    index = next(t for t in tables(volume.document.blocks) if t.origin.id == "scoring_index")
    tender = estimated(SCHOOL).case.tender
    assert tender is not None
    (item,) = [item for item in tender.scoring if item.category == "plan"]
    assert column(index, 2) == [element.title for element in item.elements]
    assert [cell.merge for cell in _cells(index, 1)] == ["start", *["continue"] * 3]
    links = [run.anchor for run in block_runs(index) if isinstance(run, Ref)]
    pages = [run.anchor for run in block_runs(index) if isinstance(run, PageRef)]
    assert links == pages and len(set(links)) == len(item.elements)


def _cells(found: Table, number: int) -> list[Cell]:
    return [row[number] for row in found.rows]


def test_a_printed_total_is_the_same_reference_everywhere() -> None:
    totals: set[str] = set()
    for name in ("staffing", "team", "required"):
        found = table(name, SCHOOL)
        assert found is not None
        totals |= {_figure(cell.runs).ref for cell in found.rows[-1] if _is_figure(cell.runs)}
    assert totals == {"staff.total_number"}


def _is_figure(runs: Runs) -> bool:
    return bool(runs) and isinstance(runs[0], Figure)


def _figure(runs: Runs) -> Figure:
    assert isinstance(runs[0], Figure)
    return runs[0]


def test_problems_of_the_site_ask_for_photographs() -> None:
    found = table("problems", SCHOOL)
    assert found is not None
    assert column(found, 1) == list(estimated(SCHOOL).case.profile.estate.problems)
    assert all("附现场照片" in text for text in column(found, 2))


def test_areas_name_the_post_and_the_days() -> None:
    lobby = Area(type="lobby", title="大厅", area=Decimal(900), days_per_year=Decimal(248))
    estate = estimated(SCHOOL).case.profile.estate.model_copy(update={"areas": (lobby,)})
    found = tables(TABLES["areas"](context(SCHOOL, profile_={"estate": estate}), {}))[0]
    assert runs_text(found.rows[0][1].runs) == "大厅"
    assert runs_text(found.rows[0][2].runs) == "900平方米"
    assert runs_text(found.rows[0][5].runs) == "248天"
    assert table("areas", SCHOOL) is None
