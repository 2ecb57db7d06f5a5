"""What a price scores: the lowest evaluated price gets full marks, the others in proportion.

财政部令第87号第五十五条: 投标报价得分＝（评标基准价÷投标报价）×100. What rivals offer is unknown,
so the points are shown for a lowest price that the user supposes, or for a row of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from generator.model.case import Case
from generator.model.estimate import Estimate

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


def price_points(case: Case, made: Estimate, lowest: Decimal | None = None) -> PricePoints | None:
    """Return the points of a price, or None where no tender scores prices."""
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
    scores = tuple(Score(price, _points(full, price, evaluated)) for price in supposed)
    return PricePoints(full, rate, evaluated, FORMULA, scores)


def _points(full: Decimal, lowest: Decimal, evaluated: Decimal) -> Decimal:
    """Our price may itself be the lowest; then it has full marks."""
    return _round(full * min(lowest, evaluated) / evaluated)


def _round(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)
