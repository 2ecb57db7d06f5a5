"""What a price scores: the lowest evaluated price gets full marks, the others in proportion.

财政部令第87号第五十五条: 投标报价得分＝（评标基准价÷投标报价）×100. What rivals offer is unknown,
so the points are shown for a lowest price that the user supposes, or for a row of them. A tender
may state a formula of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from generator.errors import InputError, Problem
from generator.expression import ExpressionError, evaluate
from generator.model.case import Case
from generator.model.estimate import Estimate
from generator.model.tender import PriceFormula

FORMULA = "低价优先法：价格分＝评审最低价÷本项目评审价×分值"
RIVALS = (Decimal(0), Decimal(1), Decimal(3), Decimal(5), Decimal(10))
"""How far the lowest rival may lie below our price, in per cent, where nobody says."""
CENT = Decimal("0.01")
SMALL = ("small", "micro")


@dataclass(frozen=True)
class Score:
    """Points of our price beside a lowest evaluated price."""

    lowest: Decimal
    points: Decimal


@dataclass(frozen=True)
class PricePoints:
    """Full marks, the price that is evaluated, and points beside supposed lowest prices."""

    full: Decimal
    deduction_rate: Decimal
    evaluated: Decimal
    formula: str
    scores: tuple[Score, ...]
    reference: str = "评审最低价"


def price_points(case: Case, made: Estimate, lowest: Decimal | None = None) -> PricePoints | None:
    """Return the points of a price, or None where no tender scores prices.

    Raises ``InputError`` for a formula of the tender that cannot be computed.
    """
    tender = case.tender
    if tender is None:
        return None
    full = sum((item.points for item in tender.scoring if item.category == "price"), Decimal(0))
    if not full:
        return None
    rate = Decimal(0)
    if not tender.sme.set_aside and case.company.size in SMALL:
        rate = tender.sme.deduction_rate or Decimal(0)
    evaluated = _round(made.price.annual * (100 - rate) / 100)
    supposed = [_round(evaluated * (100 - below) / 100) for below in RIVALS]
    if lowest is not None:
        supposed = [lowest]
    own = tender.price_formula
    if own is None:
        scores = tuple(Score(price, _points(full, price, evaluated)) for price in supposed)
        return PricePoints(full, rate, evaluated, FORMULA, scores)
    cap = made.price.budget or Decimal(0)
    scores = tuple(
        Score(price, _stated(case, own, full=full, price=evaluated, reference=price, cap=cap))
        for price in supposed
    )
    return PricePoints(full, rate, evaluated, own.title, scores, own.reference)


def _stated(case: Case, own: PriceFormula, **names: Decimal) -> Decimal:
    """Points by the buyer's formula, never below nil nor above full marks."""
    place = case.place("tender", "price_formula.points")
    try:
        value = evaluate(own.points, names)
    except ExpressionError as error:
        message = f"价格分公式“{own.points}”：{error.message}"
        hint = "可用 full、price、reference、cap"
        raise InputError([Problem(place, error.code, message, hint)]) from None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        message = f"价格分公式“{own.points}”的结果不是数字"
        raise InputError([Problem(place, "bad-operand", message)])
    return _round(min(max(Decimal(value), Decimal(0)), names["full"]))


def _points(full: Decimal, lowest: Decimal, evaluated: Decimal) -> Decimal:
    """Our price may itself be the lowest; then it has full marks."""
    return _round(full * min(lowest, evaluated) / evaluated)


def _round(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)
