"""The workbook: cached values are the engine's, formulas give them, changed inputs follow it."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.estimate import CostEntry, Estimate, Operand, Trace
from generator.pipeline import Estimated
from generator.render.xlsx.inputs import Inputs
from generator.render.xlsx.sheets import ORDER, ROSTER, SENSITIVITY, TABLE
from generator.reports.workbook import to_xlsx
from tests.cli.command import invoke
from tests.render.estimates import FAST, estimated
from tests.render.spreadsheet import Spreadsheet

SCHOOL = "baocheng-primary-school"
BLUE = "FF0000FF"
CENT = Decimal("0.005")

pytestmark = pytest.mark.parametrize("name", FAST)


@cache
def written(name: str) -> bytes:
    return to_xlsx(estimated(name))


@cache
def sheet(name: str) -> Spreadsheet:
    return Spreadsheet(written(name))


def results(found: Estimate) -> dict[str, Decimal]:
    """What the engine says of every named result."""
    price, headcount = found.price, found.headcount
    named = {
        "cost_total": found.cost.annual,
        "price_annual": price.annual,
        "price_monthly": price.monthly,
        "staff_total": headcount.total,
        "staff_in_house": headcount.in_house,
        "staff_outsourced": headcount.outsourced,
    }
    if price.per_m2_month is not None:
        named["price_per_m2_month"] = price.per_m2_month
    named |= {f"item_{item.id}": item.annual for item in found.cost.by_item}
    named |= {f"step_{step.id}": step.amount for step in price.chain}
    named |= {f"staff_{dept}": persons for dept, persons in headcount.by_department.items()}
    named |= {f"department_{dept}": cost for dept, cost in found.cost.by_department.items()}
    named |= {f"table_{row.id}": row.annual for row in price.table}
    if price.table:
        counted = (row.annual for row in price.table if row.in_total)
        named["table_total"] = sum(counted, Decimal(0))
    return named


def agree(name: str, changes: dict[str, Decimal], found: Estimate) -> None:
    """Compare every named result under changed inputs with another estimate, to the fen."""
    wanted = results(found)
    computed = sheet(name).computed(changes, *wanted)
    wrong = {
        key: (computed[key], value)
        for key, value in wanted.items()
        if abs(computed[key] - value) >= CENT
    }
    assert not wrong


def test_cached_results_are_the_engines(name: str) -> None:
    book, found = sheet(name), estimated(name).estimate
    for key, value in results(found).items():
        assert Decimal(repr(book.cached[book.names[key]])) == value, key
    for line in found.headcount.posts:
        assert Decimal(repr(book.cached[book.names[f"persons_{line.id}"]])) == line.persons
    for wage in found.wages:
        assert Decimal(repr(book.cached[book.names[f"wage_{wage.group}"]])) == wage.monthly


def test_every_formula_gives_its_cached_value(name: str) -> None:
    book = sheet(name)
    book.computed({})
    wrong = []
    for place in book.formulas():
        computed, cached = book.value(place), book.cached[place]
        if isinstance(cached, str):
            same = computed == cached
        else:
            same = abs(computed - Decimal(repr(cached))) < Decimal("0.0000001")
        if not same:
            wrong.append((place, computed, cached))
    assert not wrong


def test_amounts_are_formulas_and_inputs_are_named(name: str) -> None:
    data = openpyxl.load_workbook(io.BytesIO(written(name)))
    book = sheet(name)
    named = set(book.names.values())
    for title in ("工资与社保", "成本（按构成项）", "成本（按部门）"):
        fixed = [c.coordinate for row in data[title] for c in row if c.data_type == "n" and c.value]
        assert not fixed, title
    for page in data:
        for row in page:
            for cell in row:
                if cell.font.color is not None and cell.font.color.rgb == BLUE:
                    assert (page.title, cell.row, cell.column) in named
                    assert cell.data_type == "n"


def test_no_quantity_is_cut_off_from_the_persons(name: str) -> None:
    assert not Inputs(estimated(name).estimate).frozen


def test_sheets_are_ready_to_print(name: str) -> None:
    data = openpyxl.load_workbook(io.BytesIO(written(name)))
    apart = (ROSTER, TABLE, SENSITIVITY)  # sheets of what was asked for beside the estimate
    assert tuple(data.sheetnames) == tuple(title for title in ORDER if title not in apart)
    for page in data:
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.paperSize == "9" or page.page_setup.paperSize == 9
        assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToWidth in (
            1,
            None,
        )
        assert page.freeze_panes is not None
        assert page.print_title_rows
    assert data["价格链"]["F5"].number_format == "#,##0.00"


def test_charts_are_native(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(written(name))) as archive:
        charts = [n for n in archive.namelist() if n.startswith("xl/charts/chart")]
        assert len(charts) == 3
        core = archive.read("docProps/core.xml").decode()
    as_of = estimated(name).estimate.as_of.isoformat()
    assert set(re.findall(r">(\d{4}-\d\d-\d\d)T", core)) == {as_of}
    assert "creator></" in core


def test_same_estimate_same_bytes(name: str) -> None:
    assert to_xlsx(estimated(name)) == written(name)


def test_months_sum_to_the_year_and_holidays_fall_in_their_months(name: str) -> None:
    book = sheet(name)
    rows = [
        p for p, v in book.cells.items() if p[0] == "工资表（按月）" and v == "法定节假日加班工资"
    ]
    assert rows
    for title, row, _ in rows:
        months = [Decimal(repr(book.cached[title, row, column])) for column in range(4, 16)]
        assert sum(months) == Decimal(repr(book.cached[title, row, 16]))
        assert months[9] > 0 and months[6] == 0  # October has holidays, July none


@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_changed_wages_and_rates_give_the_engines_price(name: str, data: st.DataObject) -> None:
    found = estimated(name).estimate
    wages = st.decimals(2000, 40000, places=2)
    group = data.draw(st.sampled_from([wage.group for wage in found.wages]), "group")
    wage = data.draw(wages, "wage")
    rate = data.draw(st.decimals(0, 20, places=3), "rate")
    parameter = data.draw(
        st.sampled_from(("pension_rate", "profit_rate", "vat_rate", "welfare_rate")), "parameter"
    )
    changed = estimated(name, f"wages.{group}={wage}", f"parameters.{parameter}={rate}")
    changes = {f"wage_{group}": wage, f"param_{parameter}": rate}
    agree(name, changes, changed.estimate)


def test_changed_persons_give_the_engines_price(name: str) -> None:
    """Also where fewer persons make overtime that was not there before."""
    found = estimated(name).estimate
    alone = [
        pool.posts[0]
        for pool in found.headcount.pools
        if len(pool.posts) == 1 and not pool.certificate.endswith("队长")
    ]
    compared = 0
    for post in alone:
        line = next(line for line in found.headcount.posts if line.id == post)
        for persons in (line.persons - 1, line.persons + 2):
            if persons <= 0:
                continue
            own = (f"posts.{post}.persons={persons}", f"posts.{post}.reason=试算")
            changed = estimated(name, *own)
            if _others_moved(found, changed.estimate, post):
                continue
            agree(name, {f"persons_{post}": persons}, changed.estimate)
            compared += 1
    assert compared >= 2


def _others_moved(before: Estimate, after: Estimate, post: str) -> bool:
    """Whether the engine counted other posts anew, which a workbook does not."""
    one, two = ({p.id: p.persons for p in e.headcount.posts} for e in (before, after))
    return {**one, post: 0} != {**two, post: 0}


def test_parts_that_follow_their_cost(name: str) -> None:
    if name != SCHOOL:
        return
    made = estimated(name, "pricing.split=by_part")
    items = list(made.estimate.cost.items)
    small = made.estimate.price.parts[1].id
    index = next(n for n, entry in enumerate(items) if entry.id == "cleaning_material")
    moved = items[index].model_copy(update={"price_part": small})
    items[index] = moved
    cost = made.estimate.cost.model_copy(update={"items": tuple(items)})
    changed = Estimated(made.kb, made.case, made.estimate.model_copy(update={"cost": cost}))
    book = Spreadsheet(to_xlsx(changed))
    place = next(p for p, v in book.cells.items() if v == "按各分项成本" and p[1])
    weights = [book.value((place[0], place[1] + n, 4)) for n in range(2)]
    assert weights == [made.estimate.cost.annual - moved.annual, moved.annual]


def test_a_quantity_no_formula_can_follow_is_marked(name: str) -> None:
    found = estimated(name).estimate
    entry = next(e for e in found.cost.items if e.trace.method == "cost_line")
    odd = Operand(name="数量", value=Decimal(3), ref="3 if staff.total > 5 else 1")
    trace = Trace(rule="x", method="cost_line", operands=(odd, *entry.trace.operands[1:]))
    changed: CostEntry = entry.model_copy(update={"trace": trace})
    items = tuple(changed if e.id == entry.id else e for e in found.cost.items)
    inputs = Inputs(
        found.model_copy(update={"cost": found.cost.model_copy(update={"items": items})})
    )
    assert [item.operand for item in inputs.frozen] == [odd]


def test_command_writes_the_workbook(name: str, tmp_path: Path) -> None:
    from generator.resources import profiles_folder

    profile = profiles_folder() / f"{name}.yaml"
    done = invoke("estimate", profile, "--format", "xlsx", "--as-of", "2026-11-20", cwd=tmp_path)
    assert done.code in (0, 1), done.err
    made = tmp_path / "output" / name / "estimate.xlsx"
    assert done.out.strip() == made.relative_to(tmp_path).as_posix()
    titles = [title for title in ORDER if title not in (ROSTER, TABLE)]
    assert openpyxl.load_workbook(made).sheetnames == titles
