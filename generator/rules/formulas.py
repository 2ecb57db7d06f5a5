"""Every money formula once: how Python computes it and how a workbook must write it.

A trace names its formula (``Trace.method``) and lists its operands in order. ``excel`` is the
same formula over those operands, ``{0}`` being the first; a test evaluates both and compares.
Rounding is half-up, as in a spreadsheet. Money is yuan; rates are per cent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MONTHS = Decimal(12)
HUNDRED = Decimal(100)


def half_up(value: Decimal, step: Decimal = CENT) -> Decimal:
    """Round half-up to a multiple of ``step`` (0.01 by default, like ROUND(x,2))."""
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def round_up(value: Decimal) -> Decimal:
    """Round persons up to the next whole person."""
    return value.quantize(Decimal(1), rounding=ROUND_CEILING)


def tidy(value: Decimal) -> Decimal:
    """Return the same number without trailing zeros: 68.0000 persons are 68."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def clamp(value: Decimal, floor: Decimal, ceiling: Decimal) -> Decimal:
    """Return the contribution base: the wage, but not below the floor nor above the ceiling."""
    return min(max(value, floor), ceiling)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as a spreadsheet writes it and as Python computes it, over the same operands."""

    excel: str
    compute: Callable[..., Decimal]


def _wages(persons: Decimal, wage: Decimal) -> Decimal:
    return half_up(persons * wage * MONTHS)


def _payroll_share(persons: Decimal, wage: Decimal, rate: Decimal) -> Decimal:
    return half_up(persons * wage * MONTHS * rate / HUNDRED)


def _insurance(
    persons: Decimal, wage: Decimal, floor: Decimal, ceiling: Decimal, rate: Decimal
) -> Decimal:
    per_head = half_up(clamp(wage, floor, ceiling) * rate / HUNDRED)
    return half_up(per_head * persons * MONTHS)


def _fund(
    persons: Decimal, wage: Decimal, floor: Decimal, ceiling: Decimal, rate: Decimal, step: Decimal
) -> Decimal:
    per_head = half_up(clamp(wage, floor, ceiling) * rate / HUNDRED, step)
    return half_up(per_head * persons * MONTHS)


def _hourly_pay(
    hours: Decimal, wage: Decimal, paid_days: Decimal, day_hours: Decimal, rate: Decimal
) -> Decimal:
    return half_up(hours * wage * rate / (paid_days * day_hours * HUNDRED))


def _rounding(base: Decimal, step: Decimal) -> Decimal:
    return half_up(base, step) - base


FORMULAS: dict[str, Formula] = {
    "wages": Formula("ROUND({0}*{1}*12,2)", _wages),
    "payroll_share": Formula("ROUND({0}*{1}*12*{2}/100,2)", _payroll_share),
    "insurance": Formula("ROUND(ROUND(MIN(MAX({1},{2}),{3})*{4}/100,2)*{0}*12,2)", _insurance),
    "fund": Formula("ROUND(ROUND(MIN(MAX({1},{2}),{3})*{4}/100/{5},0)*{5}*{0}*12,2)", _fund),
    "hourly_pay": Formula("ROUND({0}*{1}*{4}/({2}*{3}*100),2)", _hourly_pay),
    "cost_line": Formula("ROUND({0}*{1}*{2},2)", lambda a, b, c: half_up(a * b * c)),
    "given": Formula("ROUND({0},2)", half_up),
    "step": Formula("ROUND({0}*{1}/100,2)", lambda base, rate: half_up(base * rate / HUNDRED)),
    "step_factor": Formula(
        "ROUND({0}*{1}*{2}/10000,2)",
        lambda base, rate, factor: half_up(base * rate * factor / (HUNDRED * HUNDRED)),
    ),
    "step_of_price": Formula(
        "ROUND({0}*{1}/(100-{1}),2)", lambda base, rate: half_up(base * rate / (HUNDRED - rate))
    ),
    "step_rounding": Formula("ROUND({0}/{1},0)*{1}-{0}", _rounding),
}
"""Formulas by the name that stands in ``Trace.method`` of cost entries and price steps."""
