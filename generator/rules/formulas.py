"""Every money formula once: how Python computes it and how a workbook must write it.

A trace names its formula (``Trace.method``) and lists its operands in order. ``excel`` is the
same formula over those operands, ``{0}`` being the first; a test evaluates both and compares.
Rounding is half-up, as in a spreadsheet. Money is yuan; rates are per cent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

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


def _overtime_share(
    hours: Decimal, holiday: Decimal, covering: Decimal, standard: Decimal, persons: Decimal
) -> Decimal:
    """Hours at the overtime rate that fall on a post: beyond the standard, holidays left out."""
    if covering <= 0:
        return half_up(Decimal(0))
    beyond = max(Decimal(0), hours - holiday - covering * standard)
    return half_up(beyond * persons / covering)


def _overtime_pay(
    hours: Decimal,
    holiday: Decimal,
    covering: Decimal,
    days: Decimal,
    day_hours: Decimal,
    persons: Decimal,
    wage: Decimal,
    paid_days: Decimal,
    rate: Decimal,
) -> Decimal:
    share = _overtime_share(hours, holiday, covering, days * day_hours, persons)
    return half_up(share * wage * rate / (paid_days * day_hours * HUNDRED))


def _hourly_pay_rounded(
    hours: Decimal,
    wage: Decimal,
    paid_days: Decimal,
    day_hours: Decimal,
    rate: Decimal,
    step: Decimal,
) -> Decimal:
    return half_up(hours * half_up(wage / (paid_days * day_hours), step) * rate / HUNDRED)


def _overtime_pay_rounded(
    hours: Decimal,
    holiday: Decimal,
    covering: Decimal,
    days: Decimal,
    day_hours: Decimal,
    persons: Decimal,
    wage: Decimal,
    paid_days: Decimal,
    rate: Decimal,
    step: Decimal,
) -> Decimal:
    share = _overtime_share(hours, holiday, covering, days * day_hours, persons)
    return half_up(share * half_up(wage / (paid_days * day_hours), step) * rate / HUNDRED)


def _rounding(base: Decimal, step: Decimal) -> Decimal:
    return half_up(base, step) - base


FORMULAS: dict[str, Formula] = {
    "wages": Formula("ROUND({0}*{1}*12,2)", _wages),
    "payroll_share": Formula("ROUND({0}*{1}*12*{2}/100,2)", _payroll_share),
    "insurance": Formula("ROUND(ROUND(MIN(MAX({1},{2}),{3})*{4}/100,2)*{0}*12,2)", _insurance),
    "fund": Formula("ROUND(ROUND(MIN(MAX({1},{2}),{3})*{4}/100/{5},0)*{5}*{0}*12,2)", _fund),
    "hourly_pay": Formula("ROUND({0}*{1}*{4}/({2}*{3}*100),2)", _hourly_pay),
    "overtime_pay": Formula(
        "ROUND(IF({2}>0,ROUND(MAX(0,{0}-{1}-{2}*{3}*{4})*{5}/{2},2),0)*{6}*{8}/({7}*{4}*100),2)",
        _overtime_pay,
    ),
    "overtime_pay_rounded": Formula(
        "ROUND(IF({2}>0,ROUND(MAX(0,{0}-{1}-{2}*{3}*{4})*{5}/{2},2),0)"
        "*ROUND({6}/({7}*{4})/{9},0)*{9}*{8}/100,2)",
        _overtime_pay_rounded,
    ),
    "hourly_pay_rounded": Formula(
        "ROUND({0}*ROUND({1}/({2}*{3})/{5},0)*{5}*{4}/100,2)", _hourly_pay_rounded
    ),
    "accident": Formula("ROUND({0}*{1},2)", lambda persons, price: half_up(persons * price)),
    "step_rounding": Formula("ROUND({0}/{1},0)*{1}-{0}", _rounding),
}
"""Formulas by the name that stands in ``Trace.method`` of cost entries and price steps."""

_PLAIN: dict[str, tuple[str, Callable[..., Decimal]]] = {
    "cost_line": ("{0}*{1}*{2}", lambda a, b, c: a * b * c),
    "cost_spread": ("{0}*{1}*{2}/{3}", lambda a, b, c, years: a * b * c / years),
    "cost_share": ("{0}*{1}/100", lambda base, rate: base * rate / HUNDRED),
    "given": ("{0}", lambda amount: amount),
    "step": ("{0}*{1}/100", lambda base, rate: base * rate / HUNDRED),
    "step_factor": ("{0}*{1}*{2}/10000", lambda b, rate, factor: b * rate * factor / 10000),
    "step_of_price": ("{0}*{1}/(100-{1})", lambda base, rate: base * rate / (HUNDRED - rate)),
    "step_of_price_beside": (
        "{0}*{1}/(100-{1}-{2})",
        lambda base, rate, beside: base * rate / (HUNDRED - rate - beside),
    ),
    "step_inside": ("{0}*{1}/(100+{1})", lambda base, rate: base * rate / (HUNDRED + rate)),
    "step_inside_capped": (
        "MIN({0}*{1}/(100+{1}),{2})",
        lambda base, rate, limit: min(base * rate / (HUNDRED + rate), limit),
    ),
    "step_months": ("{0}*{1}*{2}/1200", lambda base, rate, months: base * rate * months / 1200),
    "step_amount": ("{0}*{1}", lambda quantity, amount: quantity * amount),
}
"""Formulas before rounding; each is known half-up to the fen, or with a rounding of its own."""

ROUNDED = {"half_up": "to", "down": "down", "up": "up", "none": "exact"}
"""Rounding mode → ending of the formula's name; the step in yuan is its last operand."""
DEDUCTED = "less_"
"""Beginning of the name of a formula whose amount is taken off."""


def formula_name(plain: str, mode: str | None = None, *, deduct: bool = False) -> str:
    """Return the name of a formula with a rounding of its own, or half-up to the fen."""
    name = plain if mode is None else f"{plain}_{ROUNDED[mode]}"
    return f"{DEDUCTED}{name}" if deduct else name


def rounded(value: Decimal, mode: str, step: Decimal) -> Decimal:
    """Round as a page or contract really did: half-up, cut off, up, or not at all."""
    if mode == "none":
        return value
    ways = {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN, "up": ROUND_UP}
    return (value / step).quantize(Decimal(1), rounding=ways[mode]) * step


def _register(name: str, excel: str, compute: Callable[..., Decimal]) -> None:
    FORMULAS[name] = Formula(excel, compute)
    FORMULAS[DEDUCTED + name] = Formula(f"-{excel}", lambda *values: -compute(*values))


def _register_roundings(name: str, excel: str, compute: Callable[..., Decimal]) -> None:
    """Register a formula half-up to the fen, and once more for every way of rounding."""
    _register(name, f"ROUND({excel},2)", lambda *values: half_up(compute(*values)))
    last = 1 + max(int(digit) for digit in excel if digit.isdigit() and f"{{{digit}}}" in excel)
    spreadsheet = {"half_up": "ROUND", "down": "ROUNDDOWN", "up": "ROUNDUP"}
    for mode, ending in ROUNDED.items():

        def ways(*values: Decimal, mode: str = mode) -> Decimal:
            return rounded(compute(*values[:-1]), mode, values[-1])

        function = spreadsheet.get(mode)
        written = f"{function}({excel}/{{{last}}},0)*{{{last}}}" if function else f"({excel})"
        _register(f"{name}_{ending}", written, ways)


for _name, (_excel, _compute) in _PLAIN.items():
    _register_roundings(_name, _excel, _compute)
