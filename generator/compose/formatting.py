"""Numbers, money, dates and amounts as Chinese documents print them."""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SMALL_UNITS = ("", "拾", "佰", "仟")
_COUNTING = "零一二三四五六七八九"
_COUNTING_UNITS = ("", "十", "百", "千")
FEN = Decimal("0.01")


def number(value: Decimal | int) -> str:
    """Return a number with thousands separators and no trailing zeros."""
    quantity = Decimal(value)
    text = f"{quantity.normalize():,f}" if quantity else "0"
    return text


def quantity(value: Decimal | int, unit: str) -> str:
    """Return a number with its unit; a year is written without separators."""
    if unit == "年" and value == int(value):
        return f"{int(value)}年"
    if unit == "%":
        return f"{number(value)}%"
    return f"{number(value)}{unit}"


def persons(value: Decimal) -> str:
    """Return persons; a share of a relief pool is said to be one, to one decimal."""
    if value == value.to_integral_value():
        return quantity(value, "人")
    return f"折合{value.quantize(Decimal('0.1'), ROUND_HALF_UP)}人"


def money(value: Decimal) -> str:
    """Return yuan with two decimals and separators, without the unit."""
    return f"{value.quantize(FEN, ROUND_HALF_UP):,.2f}"


def date(value: datetime.date) -> str:
    """Return a date as 2025年8月1日."""
    return f"{value.year}年{value.month}月{value.day}日"


def capital_amount(value: Decimal) -> str:
    """Return an amount of yuan in the capital characters that price forms prescribe.

    The amount is rounded half-up to the fen first. Amounts from 0 up to (not including) a trillion
    are written; anything else is a ``ValueError``.
    """
    amount = value.quantize(FEN, ROUND_HALF_UP)
    if not 0 <= amount < Decimal(10) ** 12:
        raise ValueError(f"amount out of range: {value}")
    yuan, fen = divmod(int(amount * 100), 100)
    jiao, fen = divmod(fen, 10)
    whole = _capital_integer(yuan) + "元" if yuan else ""
    if not jiao and not fen:
        return f"人民币{whole or '零元'}整"
    parts = "零" if yuan and not jiao else ""
    if jiao:
        parts += _DIGITS[jiao] + "角"
    if fen:
        parts += _DIGITS[fen] + "分"
    return f"人民币{whole}{parts}{'' if fen else '整'}"


def _capital_integer(value: int) -> str:
    text = ""
    gap = False
    for power, unit in ((8, "亿"), (4, "万"), (0, "")):
        group = value // 10**power % 10_000
        if group:
            text += "零" if text and (gap or group < 1000) else ""
            text += _below_ten_thousand(group, _DIGITS, _SMALL_UNITS) + unit
        gap = bool(text) and not group
    return text


def counting(value: int) -> str:
    """Return a small number (1–9999) in Chinese numerals, as articles and chapters are numbered."""
    text = _below_ten_thousand(value, _COUNTING, _COUNTING_UNITS)
    return text.removeprefix("一") if 10 <= value < 20 else text


def _below_ten_thousand(value: int, digits: str, units: tuple[str, ...]) -> str:
    """Write up to four digits with their units; a gap between them is one 零."""
    text = ""
    zero = False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            text += ("零" if zero else "") + digits[digit] + units[power]
            zero = False
        elif text:
            zero = True
    return text


def article(value: int) -> str:
    """Return 第…条."""
    return f"第{counting(value)}条"
