"""The sheets beside the estimate: shift plan, sensitivity, taxpayers, the buyer's own table."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.pipeline import Estimated
from generator.render.xlsx.sheets import CHECKS, ROSTER, SENSITIVITY, TABLE
from generator.reports.rosters import plan_for
from generator.reports.workbook import to_xlsx
from generator.roster import RosterPlan
from generator.rules import estimate
from generator.scenarios.sensitivity import Driver, tornado
from tests.cli.command import invoke
from tests.render.estimates import estimated, shipped
from tests.render.spreadsheet import Cell, Spreadsheet
from tests.render.test_xlsx_rich import made
from tests.rules import inputs

SCHOOL = "baocheng-primary-school"
MONTH = "2027-02"
ENOUGH, SHORT = 6, 3
PASSED, FAILED = "通过", "未通过"


@cache
def guarded(persons: int) -> Estimated:
    """One gate round the clock, with so many guards whatever the hours ask for."""
    own: dict[str, Any] = {
        "posts": {"gate_guard": {"persons": persons, "reason": "测试"}},
        "service": {"relief": {}},
    }
    asked = inputs.case(inputs.profile({"gross_area": 3000, "gates": inputs.all_day(1)}, **own))
    return Estimated(shipped(), asked, estimate(shipped(), asked))


@cache
def planned(persons: int) -> RosterPlan:
    return plan_for(guarded(persons), MONTH)


@cache
def moved(name: str) -> tuple[Driver, ...]:
    done = estimated(name)
    return tornado(done.kb, done.case)


@cache
def rostered(persons: int) -> Spreadsheet:
    return Spreadsheet(to_xlsx(guarded(persons), roster=planned(persons)))


@cache
def sensitive() -> Spreadsheet:
    return Spreadsheet(to_xlsx(estimated(SCHOOL), moved(SCHOOL)))


def where(book: Spreadsheet, sheet: str, text: str) -> Cell:
    """Return the first cell of a sheet that begins with a text."""
    return next(
        place
        for place, value in book.cells.items()
        if place[0] == sheet and isinstance(value, str) and value.startswith(text)
    )


def verdicts(book: Spreadsheet, words: str) -> list[Any]:
    """Return the live results of the checks that speak of something."""
    rows = [p for p, v in book.cells.items() if p[0] == CHECKS and p[2] == 1 and words in str(v)]
    return [book.value((CHECKS, row, 6)) for _, row, _ in rows]


@pytest.mark.parametrize("persons", [ENOUGH, SHORT])
def test_every_formula_of_the_plan_gives_its_cached_value(persons: int) -> None:
    book = rostered(persons)
    book.computed({})
    for place in book.formulas():
        cached, computed = book.cached[place], book.value(place)
        if isinstance(cached, str):
            assert computed == cached, place
        else:
            assert abs(computed - Decimal(repr(cached))) < Decimal("0.0000001"), place


def test_the_plan_is_the_solvers() -> None:
    book, pool = rostered(ENOUGH), planned(ENOUGH).pools[0]
    assert pool.outcome == "feasible" and pool.rota is not None
    _, head, _ = where(book, ROSTER, "人员")
    days = len(planned(ENOUGH).month.days)
    for turn in pool.rota.turns:
        row = head + 1 + turn.number
        signs = [book.cells.get((ROSTER, row, 2 + day)) for day in range(days)]
        letters = [None if w is None else pool.task.windows[w].letter for w in turn.windows]
        assert [sign and sign.partition("-")[0] for sign in signs] == letters
        sums = [Decimal(repr(book.cached[ROSTER, row, 2 + days + n])) for n in range(6)]
        hours = (turn.hours, turn.overtime, turn.holiday_hours)
        assert sums == [*hours, turn.nights, turn.rest_days, turn.weekends_off]


def test_an_impossible_headcount_says_so_with_its_proof() -> None:
    book, pool = rostered(SHORT), planned(SHORT).pools[0]
    assert pool.outcome == "infeasible" and pool.needed is not None
    text = book.cells[where(book, ROSTER, "结论")]
    assert "3 人不可行" in text and f"{pool.needed} 人可行" in text
    assert FAILED in verdicts(book, "人数不少于")
    assert book.value(book.names["failed_checks"]) >= 1
    book.computed({"persons_gate_guard": Decimal(pool.needed)})
    assert verdicts(book, "人数不少于") == [PASSED]


def test_a_changed_sign_is_noticed() -> None:
    book = rostered(ENOUGH)
    book.computed({})
    assert verdicts(book, "实到与应到") == [PASSED]
    _, head, _ = where(book, ROSTER, "人员")
    letter = planned(ENOUGH).pools[0].task.windows[0].letter
    row = head + 2
    free = next(c for c in range(2, 30) if (ROSTER, row, c) not in book.cells)
    before = book.value((ROSTER, row, 2 + 28))
    book.computed({})
    book.cells[ROSTER, row, free] = letter
    try:
        assert verdicts(book, "实到与应到") == [FAILED]
        assert book.value((ROSTER, row, 2 + 28)) == before + 8
    finally:
        del book.cells[ROSTER, row, free]


def test_the_tornado_is_the_engines() -> None:
    book, drivers = sensitive(), moved(SCHOOL)
    assert len(drivers) == 10
    _, head, _ = where(book, SENSITIVITY, "因素")
    for row, driver in enumerate(drivers, head + 1):
        shown = [book.cached[SENSITIVITY, row, column] for column in range(3, 11)]
        values = [driver.value, driver.low_value, driver.high_value]
        prices = [driver.low_price, driver.high_price]
        assert book.cells[SENSITIVITY, row, 1] == driver.title
        assert [Decimal(repr(value)) for value in shown[:7]] == [
            *values,
            *prices,
            driver.low_change,
            driver.high_change,
        ]
        assert abs(Decimal(repr(shown[7])) - driver.share / 100) < Decimal("0.0000001")
    book.computed({})
    for place in book.formulas():
        if place[0] == SENSITIVITY and not isinstance(book.cached[place], str):
            cached = Decimal(repr(book.cached[place]))
            assert abs(book.value(place) - cached) < Decimal("0.0000001"), place


def test_the_tornado_knows_when_it_is_stale() -> None:
    book = sensitive()
    _, row, _ = where(book, SENSITIVITY, "下表的状态")
    book.computed({})
    assert book.value((SENSITIVITY, row, 3)) == "与测算时一致"
    book.computed({"param_profit_rate": Decimal(9)})
    assert "请重新测算" in book.value((SENSITIVITY, row, 3))


def test_sheets_apart_have_charts_and_print_as_the_others() -> None:
    done = made("two")
    drivers = moved(SCHOOL)
    data = to_xlsx(done, drivers, planned(SHORT))
    assert data == to_xlsx(done, drivers, planned(SHORT))
    pages = openpyxl.load_workbook(io.BytesIO(data))
    for title in (ROSTER, SENSITIVITY, TABLE):
        page = pages[title]
        assert page.page_setup.orientation == "landscape"
        assert page.freeze_panes is not None and page.print_title_rows
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 4


def test_each_taxpayer_has_a_live_cost_tax_and_price() -> None:
    done = made("two", wage=4713)
    book = Spreadsheet(to_xlsx(made("two")))
    names = [f"taxpayer_{what}_{who}" for who in ("guards", "rest") for what in ("cost", "price")]
    computed = book.computed({"wage_guard": Decimal(4713)}, *names)
    whole = Decimal(0)
    for taxpayer in done.case.profile.pricing.taxpayers:
        cost = sum(done.estimate.cost.by_department[name] for name in taxpayer.departments)
        steps = [s for s in done.estimate.price.chain if s.id.startswith(f"{taxpayer.id}_")]
        price = cost + sum(step.amount for step in steps)
        assert abs(computed[f"taxpayer_cost_{taxpayer.id}"] - cost) < Decimal("0.005")
        assert abs(computed[f"taxpayer_price_{taxpayer.id}"] - price) < Decimal("0.005")
        whole += price
    assert whole == done.estimate.price.annual
    assert verdicts(book, "各纳税人") == [PASSED, PASSED]


def test_the_buyers_table_has_live_formulas_in_every_row() -> None:
    book = Spreadsheet(to_xlsx(made("one")))
    for row in made("one").estimate.price.table:
        _, place, column = book.names[f"table_{row.id}"]
        for cell in (column, column - 3):
            assert str(book.cells[TABLE, place, cell]).startswith("="), row.id
    book.computed({})
    assert verdicts(book, "采购人报价表") == [PASSED]


def test_the_command_wants_a_workbook_for_a_plan(tmp_path: Path) -> None:
    from generator.resources import profiles_folder

    profile = profiles_folder() / f"{SCHOOL}.yaml"
    done = invoke("estimate", profile, "--roster", MONTH, cwd=tmp_path)
    assert done.code == 2 and "--format xlsx" in done.err
    done = invoke("estimate", profile, "--format", "xlsx", "--roster", "2027-13", cwd=tmp_path)
    assert done.code == 2 and "bad-month" in done.err
