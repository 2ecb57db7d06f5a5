"""Workbook = engine, for estates that nobody thought of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.errors import InputError
from generator.pipeline import Estimated
from generator.reports.workbook import to_xlsx
from generator.rules import estimate
from tests.render.estimates import shipped
from tests.render.spreadsheet import Spreadsheet
from tests.render.test_xlsx import CENT, results
from tests.rules import inputs

CITIES = ("shanghai", "beijing", "chengdu", "shenzhen")
MODULES = ("management", "security", "cleaning", "greening", "engineering", "customer_service")
CHAINS = ("lump-sum-general", "lump-sum-small", "lump-sum-of-price")
ROWS: tuple[dict[str, Any], ...] = (
    {"id": "wages", "title": "工资", "amount": "cost.payroll.wages"},
    {
        "id": "heads",
        "title": "按人数",
        "amount": "price.annual - cost.payroll.wages",
        "quantity": "staff.total",
        "times": 12,
        "unit_rounding": {"to": 1},
    },
)


@st.composite
def profiles(draw: st.DrawFn) -> dict[str, Any]:
    """What a profile may say of a small estate with two to six lines of service."""
    modules = draw(st.lists(st.sampled_from(MODULES), min_size=2, max_size=6, unique=True))
    estate: dict[str, Any] = {
        "property_type": draw(st.sampled_from(("office", "residential", "school"))),
        "gross_area": draw(st.integers(2_000, 90_000)),
        "green_area": draw(st.integers(0, 1_500)),
        "households": draw(st.integers(10, 900)),
        "fire_control_rooms": draw(st.integers(0, 1)),
        "lifts": draw(st.integers(0, 9)),
        "gates": inputs.all_day(draw(st.integers(1, 3))),
    }
    own: dict[str, Any] = {"city": draw(st.sampled_from(CITIES))}
    if draw(st.booleans()):
        own["quotation_table"] = {"title": "采购人格式", "rows": ROWS}
    if "security" in modules and draw(st.booleans()):
        rest = [name for name in (*MODULES, "other") if name != "security"]
        chains = draw(st.sampled_from(("margin", "general")))
        own["pricing"] = {
            "taxpayers": [
                {
                    "id": "guards",
                    "title": "保安公司",
                    "departments": ["security"],
                    "chain": "guard-margin" if chains == "margin" else CHAINS[0],
                },
                {"id": "rest", "title": "物业公司", "departments": rest, "chain": CHAINS[0]},
            ]
        }
    else:
        own["pricing"] = {"chain": draw(st.sampled_from(CHAINS))}
    return {"estate": estate, "modules": tuple(modules), "own": own}


def _made(found: dict[str, Any], wage: Decimal) -> Estimated:
    profile = inputs.profile(found["estate"], modules=found["modules"], **found["own"])
    case = inputs.case(profile, company_=inputs.company(wage=wage))
    return Estimated(shipped(), case, estimate(shipped(), case))


@given(profiles(), st.decimals(2800, 9000, places=2), st.decimals(2800, 9000, places=2))
@settings(max_examples=10, deadline=None)
def test_workbook_is_the_engine(found: dict[str, Any], wage: Decimal, other: Decimal) -> None:
    try:
        done, again = _made(found, wage), _made(found, other)
    except InputError as error:
        codes = {problem.code for problem in error.problems}
        assert codes <= {"missing-parameter", "wage-under-minimum", "chain-not-allowed"}, codes
        assume(False)
    book = Spreadsheet(to_xlsx(done))
    for name, value in results(done.estimate).items():
        assert Decimal(repr(book.cached[book.names[name]])) == value, name
    book.computed({})
    for place in book.formulas():
        cached, computed = book.cached[place], book.value(place)
        if isinstance(cached, str):
            assert computed == cached, place
        else:
            assert abs(computed - Decimal(repr(cached))) < Decimal("0.000001"), place
    wanted = results(again.estimate)
    changes = {f"wage_{line.group}": other for line in done.estimate.wages}
    after = book.computed(changes, *wanted)
    wrong = {n: (after[n], v) for n, v in wanted.items() if abs(after[n] - v) >= CENT}
    assert not wrong
