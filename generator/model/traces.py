"""How a figure came about, as data: the operands of its formula, with their sources."""

from __future__ import annotations

from decimal import Decimal

from generator.model.values import Record, Tag


class Operand(Record):
    """One input of a calculation, with the reference and source it was taken from."""

    name: str
    value: Decimal | str
    unit: str = ""
    ref: str = ""
    source: str = ""
    tag: Tag | None = None


class Trace(Record):
    """How a figure came about: rule, method, operands, rounding, layer, override."""

    rule: str
    method: str
    operands: tuple[Operand, ...] = ()
    rounding: str = ""
    layer: str = "shipped"
    override: str = ""
