"""The buyer's own table and the grounds of the price, as the price volume prints them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from generator.compose.context import Context
from generator.compose.forms import form_blocks
from generator.compose.tables import TABLES, EngineTableSet
from generator.model.document import Unfilled, block_runs, runs_text
from generator.model.tender import QuotationTable
from generator.pipeline import Estimated, compose_context
from generator.reports.explain import explain
from generator.rules import estimate
from generator.scenarios.variants import with_parameters, with_wages
from tests.compose.samples import HIGHRISE, OLD_ESTATE, PROFILES, estimated, figures, tables

ROWS: list[dict[str, Any]] = [
    {
        "id": "labour",
        "title": "人工费",
        "amount": "cost.items.personnel",
        "quantity": "staff.total",
        "times": 12,
        "unit": "人",
    },
    {"id": "rest", "title": "其余", "amount": "price.annual - cost.items.personnel"},
    {"id": "tax", "title": "其中税金", "amount": "price.steps.vat", "in_total": False},
]
TABLE: dict[str, Any] = {"title": "附件三 报价明细表", "rows": ROWS}


def with_table(profile: str = OLD_ESTATE, changes: dict[str, Any] | None = None) -> Context:
    """A context whose profile asks for a table of its own."""
    done = estimated(profile)
    table = QuotationTable.model_validate({**TABLE, **(changes or {})})
    own = done.case.profile.model_copy(update={"quotation_table": table})
    case = replace(done.case, profile=own)
    return compose_context(Estimated(done.kb, case, estimate(done.kb, case)))


def form_text(context: Context, name: str) -> str:
    blocks = form_blocks(context, context.kb.forms[name], EngineTableSet(context, {}))
    return "\n".join(runs_text(runs) for block in blocks for runs in [tuple(block_runs(block))])


def test_the_buyers_table_prints_every_row_by_reference() -> None:
    context = with_table()
    (found,) = tables(TABLES["buyer_quotation"](context, {}))
    refs = {figure.ref for figure in figures([found])}
    assert {"price.table.labour.annual", "price.table.labour.unit_price"} <= refs
    printed = [runs_text(cells[-1].runs) for cells in found.rows]
    total = Decimal(printed[-1].replace(",", ""))
    assert total == context.estimate.price.annual
    assert Decimal(printed[0].replace(",", "")) + Decimal(printed[1].replace(",", "")) == total
    assert "（不计入合计）" in runs_text(found.rows[2][1].runs)


def test_a_month_column_only_where_a_row_asks_for_it() -> None:
    (plain,) = tables(TABLES["buyer_quotation"](with_table(), {}))
    rows = [{**row, "per": "month"} for row in ROWS]
    context = with_table(changes={"rows": rows})
    (monthly,) = tables(TABLES["buyer_quotation"](context, {}))
    assert len(monthly.columns) == len(plain.columns) + 1


def test_a_table_that_lists_a_part_has_no_total() -> None:
    context = with_table(changes={"rows": TABLE["rows"][:1], "partial": True})
    (found,) = tables(TABLES["buyer_quotation"](context, {}))
    assert len(found.rows) == 1


@pytest.mark.parametrize("profile", PROFILES)
def test_no_table_prints_nothing(profile: str) -> None:
    assert not TABLES["buyer_quotation"](compose_context(estimated(profile)), {})


def test_forms_hold_the_table_once() -> None:
    context = with_table()
    assert "附件三 报价明细表" in form_text(context, "quotation-items")
    assert "附件三 报价明细表" in form_text(context, "buyer-quotation")
    assert not context.problems
    plain = compose_context(estimated(OLD_ESTATE))
    assert "格式填报" not in form_text(plain, "quotation-items")
    assert not plain.holds(plain.kb.forms["buyer-quotation"].when, None)  # type: ignore[arg-type]


def test_a_row_can_be_explained() -> None:
    context = with_table()
    lines = explain(context.estimate, context.kb, context.case, "price.table.labour")
    text = "\n".join(lines)
    assert "cost.items.personnel" in text and "附件三" in text
    assert explain(context.estimate, context.kb, context.case, "labour") == lines


@pytest.mark.parametrize("profile", PROFILES)
def test_every_ground_is_printed_with_its_figures(profile: str) -> None:
    context = compose_context(estimated(profile))
    (found,) = tables(TABLES["price_grounds"](context, {}))
    refs = {figure.ref for figure in figures([found])}
    held = [ground for ground in context.grounds if ground.holds]
    assert {"covers_cost", "minimum_wage", "insurance"} <= {ground.id for ground in held}
    assert len(found.rows) == len(held)
    for ground in held:
        assert {f"grounds.{ground.id}.{n}" for n in range(len(ground.figures))} <= refs


def test_manning_is_claimed_only_where_it_holds() -> None:
    claim = "不以延长工时代替配员"
    assert claim in form_text(compose_context(estimated(HIGHRISE)), "price-reasonableness")
    assert claim not in form_text(compose_context(estimated(OLD_ESTATE)), "price-reasonableness")


def test_a_ground_about_cost_that_fails_is_left_open() -> None:
    done = estimated(OLD_ESTATE)
    low = with_parameters(done.case, {"profit_rate": Decimal(0)}, "测试")
    low = with_wages(low, {"cleaner": Decimal(1000)}, "测试")
    context = compose_context(Estimated(done.kb, low, estimate(done.kb, low)))
    (found,) = tables(TABLES["price_grounds"](context, {}))
    blanks = [run for run in block_runs(found) if isinstance(run, Unfilled)]
    assert len(blanks) == 1 and "最低工资标准" in blanks[0].title
    assert "第四十八条" not in form_text(context, "price-reasonableness")
