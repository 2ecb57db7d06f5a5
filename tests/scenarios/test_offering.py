"""A target price over the estimate: exact to the fen, floors kept, the order of giving."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import InputError
from generator.model.case import Case
from generator.model.knowledge_base import KnowledgeBase
from generator.model.profile import ContractPrice, Pricing
from generator.model.tender import PriceFormula
from generator.rules import estimate
from generator.scenarios.grounds import not_below_cost
from generator.scenarios.offering import Offer, offer
from generator.scenarios.variants import with_parameters, with_wages
from tests.rules import inputs


@pytest.fixture(scope="module")
def ladder(kb: KnowledgeBase, case: Case) -> dict[str, Decimal]:
    """The prices at which each lever has given all."""
    return {step.id: step.price for step in offer(kb, case, Decimal(10_000_000)).ladder}


def check(kb: KnowledgeBase, case: Case, found: Offer, total: Decimal) -> None:
    """What every feasible offer must keep."""
    assert found.estimate is not None, found.reasons
    made = found.estimate
    assert made.price.annual == total
    assert sum(line.annual for line in made.price.quote_lines) == total
    own = estimate(kb, case)
    assert [(p.id, p.persons) for p in made.headcount.posts] == [
        (p.id, p.persons) for p in own.headcount.posts
    ]
    assert all(wage.monthly >= 2740 for wage in made.wages)  # Shanghai's minimum wage
    assert all(step.amount >= 0 for step in made.price.chain if step.group != "rounding")
    for entry in made.cost.items:
        values = {o.ref: o.value for o in entry.trace.operands}
        if entry.id.endswith(".pension"):
            persons = next(o.value for o in entry.trace.operands if o.ref.startswith("staff."))
            floor, rate = values["parameters.pension_floor"], values["parameters.pension_rate"]
            assert isinstance(floor, Decimal) and isinstance(rate, Decimal)
            assert isinstance(persons, Decimal)
            assert entry.annual >= round(floor * rate / 100, 2) * persons * 12 - 1
    assert not_below_cost(found.grounds)


@pytest.mark.parametrize("share", ["0", "0.45", "0.95", "1.07"])
@pytest.mark.parametrize("tail", ["0", "5", "0.37"])
def test_total_is_met_to_the_fen(
    kb: KnowledgeBase, case: Case, ladder: dict[str, Decimal], share: str, tail: str
) -> None:
    low, high = ladder["wages"], ladder["own"]
    total = (low + (high - low) * Decimal(share)) // 12 * 12 + 12 + Decimal(tail)
    check(kb, case, offer(kb, case, total), total)


@settings(max_examples=6, deadline=None)
@given(fen=st.integers(0, 60_000_000))
def test_any_total_above_the_floor_is_met(kb: KnowledgeBase, case: Case, fen: int) -> None:
    floor = offer(kb, case, Decimal(1)).floor
    total = floor + Decimal(fen).scaleb(-2)
    check(kb, case, offer(kb, case, total), total)


def test_profit_gives_before_management_before_contingency_before_wages(
    kb: KnowledgeBase, case: Case, ladder: dict[str, Decimal]
) -> None:
    order = ["profit_rate", "management_fee_rate", "contingency_rate", "wages"]
    assert list(ladder) == ["own", *order]
    prices = list(ladder.values())
    assert prices == sorted(prices, reverse=True)
    for index, name in enumerate(order):
        total = (prices[index] + prices[index + 1]) / 2 // 12 * 12
        given_up = offer(kb, case, total).given
        changed = {item.id for item in given_up if item.changed}
        assert ({*order[: index + 1]} - {"wages"}) <= changed, name
        assert not changed & ({*order[index + 1 :]} - {"wages"}), name
        assert any(item.startswith("wages.") for item in changed) == (name == "wages")


def test_the_own_price_gives_nothing(kb: KnowledgeBase, case: Case) -> None:
    total = estimate(kb, case).price.annual
    found = offer(kb, case, total)
    check(kb, case, found, total)
    assert found.repeatable
    assert all(abs(item.gives) < 12 for item in found.given)


def test_below_the_floor_is_refused_with_the_floor(kb: KnowledgeBase, case: Case) -> None:
    floor = offer(kb, case, Decimal(1)).floor
    check(kb, case, offer(kb, case, floor), floor)
    refused = offer(kb, case, floor - Decimal("0.01"))
    assert refused.estimate is None
    assert str(floor) in refused.reasons[0]
    assert refused.floor == floor


def test_settings_repeat_the_offer(
    kb: KnowledgeBase, case: Case, ladder: dict[str, Decimal]
) -> None:
    total = (ladder["wages"] + ladder["contingency_rate"]) / 2 // 12 * 12
    found = offer(kb, case, total)
    assert found.repeatable
    again = case
    for text in found.settings:
        path, _, value = text.partition("=")
        kind, _, name = path.partition(".")
        change = with_parameters if kind == "parameters" else with_wages
        again = change(again, {name: Decimal(value)}, "重复")
    assert estimate(kb, again).price.annual == total


def test_ceilings_and_absurd_totals_are_refused(kb: KnowledgeBase, case: Case) -> None:
    price = estimate(kb, case).price.annual
    capped = inputs.case(case.profile, tender_=inputs.tender(total=price))
    assert offer(kb, capped, price).estimate is not None
    refused = offer(kb, capped, price + 1)
    assert refused.estimate is None
    assert "最高限价" in refused.reasons[0]
    absurd = offer(kb, case, price * 100)
    assert absurd.estimate is None
    assert "费率" in absurd.reasons[0]


def test_parts_stay_within_their_caps(kb: KnowledgeBase, case: Case) -> None:
    price = estimate(kb, case).price.annual
    caps = [{"id": "one", "title": "一", "cap": price - 90_000}]
    caps.append({"id": "two", "title": "二", "cap": Decimal(90_000)})
    tender = inputs.tender(total=price, parts=caps)
    found = offer(kb, inputs.case(case.profile, tender_=tender), price - 120_000)
    assert found.estimate is not None
    parts = found.estimate.price.parts
    assert sum(part.annual for part in parts) == price - 120_000
    assert all(part.cap is not None and part.annual <= part.cap for part in parts)


def test_fixed_posts_stay(kb: KnowledgeBase, case: Case) -> None:
    tender = inputs.tender({"gate_guard": 9, "fire_control_operator": 9, "cleaner": 12})
    fixed = inputs.case(case.profile, tender_=tender)
    total = offer(kb, fixed, Decimal(1)).floor + 1200
    found = offer(kb, fixed, total)
    assert found.estimate is not None
    assert found.estimate.headcount.total == 30
    manning = next(ground for ground in found.grounds if ground.id == "manning")
    assert manning.figures[0].value == 30


def test_wages_below_the_minimum_are_raised(kb: KnowledgeBase, case: Case) -> None:
    low = inputs.case(case.profile, company_=inputs.company({"cleaner": 1000}))
    total = estimate(kb, low).price.annual + 2_000_000
    check(kb, low, offer(kb, low, total), total)


def test_the_commission_chain_gives_its_award(kb: KnowledgeBase, case: Case) -> None:
    profile = case.profile.model_copy(
        update={"pricing": case.profile.pricing.model_copy(update={"chain": "commission"})}
    )
    base = with_parameters(inputs.case(profile), {"award_rate": Decimal(8)}, "测试")
    price = estimate(kb, base).price.annual
    found = offer(kb, base, price - 36_000)
    assert found.estimate is not None
    assert found.estimate.price.annual == price - 36_000
    assert [item.id for item in found.given if item.changed] == ["award_rate"]


def test_price_points(kb: KnowledgeBase, case: Case) -> None:
    tender = inputs.tender(total=20_000_000)
    tendered = inputs.case(case.profile, tender_=tender)
    total = estimate(kb, tendered).price.annual
    found = offer(kb, tendered, total, total * Decimal("0.9"))
    assert found.points is not None
    assert found.points.full == 100
    assert [score.points for score in found.points.scores] == [Decimal("90.00")]
    supposed = offer(kb, tendered, total).points
    assert supposed is not None
    assert supposed.scores[0].points == 100
    assert supposed.scores[-1].points == 90


def test_small_firms_are_evaluated_with_their_deduction(kb: KnowledgeBase, case: Case) -> None:
    tender = inputs.tender(total=20_000_000)
    tender = tender.model_copy(
        update={"sme": tender.sme.model_copy(update={"deduction_rate": Decimal(10)})}
    )
    company = inputs.company().model_copy(update={"size": "small"})
    total = estimate(kb, case).price.annual
    found = offer(kb, inputs.case(case.profile, tender_=tender, company_=company), total)
    assert found.points is not None
    assert found.points.evaluated == round(total * Decimal("0.9"), 2)


# --- several taxpayers, a buyer's own formula --------------------------------------------------

GUARDS = {"id": "guards", "title": "保安公司", "departments": ["security"]}
REST = {"id": "estate", "title": "物业公司", "departments": ["cleaning", "customer_service"]}


def shared(case: Case, *chains: str) -> Case:
    """The case shared by two taxpayers on these chains."""
    taxpayers = [{**own, "chain": chain} for own, chain in zip((GUARDS, REST), chains, strict=True)]
    pricing = Pricing.model_validate({"taxpayers": taxpayers})
    return replace(case, profile=case.profile.model_copy(update={"pricing": pricing}))


@pytest.mark.parametrize(
    "chains", [("guard-margin", "lump-sum-general"), ("lump-sum-general", "lump-sum-general")]
)
@pytest.mark.parametrize("tail", ["0", "5", "0.37"])
def test_several_taxpayers_meet_a_total_to_the_fen(
    kb: KnowledgeBase, case: Case, chains: tuple[str, str], tail: str
) -> None:
    both = shared(case, *chains)
    own = estimate(kb, both).price.annual
    total = own * Decimal("0.96") // 12 * 12 + Decimal(tail)
    found = offer(kb, both, total)
    check(kb, both, found, total)
    assert found.repeatable == (tail == "0")
    assert found.estimate is not None
    for owner in ("guards", "estate"):
        steps = [s for s in found.estimate.price.chain if s.id.startswith(f"{owner}_")]
        assert all(abs(s.amount) < 20 for s in steps if s.group == "rounding")


def test_the_buyers_formula_scores_the_price(kb: KnowledgeBase, case: Case) -> None:
    asked = inputs.tender()
    formula = {
        "title": "每高于基准价百分之一扣一分",
        "points": "full - (price - reference) / reference * 100",
        "reference": "评审基准价",
    }

    def scored(points: str) -> Offer:
        own = PriceFormula.model_validate({**formula, "points": points})
        tender = asked.model_copy(update={"price_formula": own})
        with_tender = replace(case, tender=tender)
        total = estimate(kb, with_tender).price.annual
        return offer(kb, with_tender, total, lowest_rival=total / Decimal("1.05"))

    found = scored(formula["points"])
    assert found.points is not None
    assert (found.points.reference, found.points.formula) == ("评审基准价", formula["title"])
    assert found.points.scores[0].points == 95
    always = scored("full * 2")
    assert always.points is not None and always.points.scores[0].points == 100
    for wrong, code in (("full / (price - price)", "division-by-zero"), ("fall", "unknown-name")):
        with pytest.raises(InputError) as caught:
            scored(wrong)
        assert caught.value.problems[0].code == code


def test_outsourced_lines_keep_their_contract_price(kb: KnowledgeBase, case: Case) -> None:
    profile = case.profile
    service = profile.service.model_copy(update={"outsourced": ("cleaning",)})
    price = ContractPrice.model_validate({"amount": 900_000, "source": "分包报价函"})
    changed = profile.model_copy(update={"service": service, "contracts": {"cleaning": price}})
    outside = replace(case, profile=changed)
    total = estimate(kb, outside).price.annual - 120_000
    found = offer(kb, outside, total)
    assert found.estimate is not None
    assert found.estimate.contracts[0].annual == 900_000
    assert "contracts" in [ground.id for ground in found.grounds]
