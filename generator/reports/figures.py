"""Numbers as text in reports: no exponent, money with two decimals."""

from __future__ import annotations

from decimal import Decimal


def plain(value: Decimal) -> str:
    """Write a number without exponent and without trailing zeros of persons and rates."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Decimal) -> str:
    """Write yuan with two decimals."""
    return f"{value:.2f}"
