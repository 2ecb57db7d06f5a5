"""The money of an estimate: cost lines, contracts, price steps, the buyer's table, the grounds."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from generator.model.traces import Operand, Trace
from generator.model.values import Department, Record, Tag


class ContractLine(Record):
    """A line of service at a contract price: what is paid, and what its labour costs lawfully.

    ``persons`` are the contractor's; ``labour_floor`` is their pay at the minimum wage with
    insurance on the lowest bases, or None where the city's figures are not known.
    """

    id: str
    title: str
    department: Department
    posts: tuple[str, ...]
    persons: Decimal
    annual: Decimal
    labour_floor: Decimal | None
    source: str
    tag: Tag


class CostEntry(Record):
    """One line of cost in yuan a year, already rounded to 0.01."""

    id: str
    name: str
    cost_item: str
    department: Department
    price_part: str
    annual: Decimal
    source: str
    tag: Tag
    trace: Trace


class CostItemTotal(Record):
    """Sum of the lines of one statutory cost item."""

    id: str
    title: str
    annual: Decimal


class Cost(Record):
    """All cost lines with their sums."""

    annual: Decimal
    items: tuple[CostEntry, ...]
    by_item: tuple[CostItemTotal, ...]
    by_department: dict[Department, Decimal]


class ChainAmount(Record):
    """One step of the price chain with its result."""

    id: str
    name: str
    rate: Decimal | None
    base: Decimal
    amount: Decimal
    group: str
    trace: Trace


class PartAmount(Record):
    """The share of the price that falls on a part of the budget, with its ceiling."""

    id: str
    title: str
    annual: Decimal
    cap: Decimal | None


class QuoteLine(Record):
    """One line of the itemised quotation; the lines sum to the annual price."""

    id: str
    group: str
    title: str
    annual: Decimal
    basis: str


class TableRow(Record):
    """One row of the buyer's own table, filled: quantity × unit price × times, yuan a year.

    The trace names the row's formula and every figure that it took.
    """

    id: str
    title: str
    unit: str
    quantity: Decimal | None
    times: Decimal
    unit_price: Decimal | None
    annual: Decimal
    in_total: bool
    stated: Decimal | None = None
    stated_unit: Decimal | None = None
    monthly: bool = False
    trace: Trace | None = None


class Price(Record):
    """The price a year, a month, a square metre and month, by part and by step (yuan).

    ``area`` is the built area behind the price of a square metre; ``split`` says whether parts
    share the price by their ceilings or by their cost.
    """

    annual: Decimal
    monthly: Decimal
    per_m2_month: Decimal | None
    parts: tuple[PartAmount, ...]
    chain: tuple[ChainAmount, ...]
    quote_lines: tuple[QuoteLine, ...]
    pricing: str
    tax_mode: str
    chain_title: str
    budget: Decimal | None
    area: Decimal | None = None
    split: Literal["by_cap", "by_part"] = "by_cap"
    table_title: str = ""
    table: tuple[TableRow, ...] = ()


class WageLine(Record):
    """The monthly wage of a wage group with its source, and the minimum wage it must reach."""

    group: str
    monthly: Decimal
    source: str
    tag: Tag
    minimum: Operand | None = None


GROUNDS: dict[str, str] = {
    "covers_cost": "不含税报价不低于按岗位和标准测算的成本",
    "minimum_wage": "各岗位月工资不低于当地最低工资标准",
    "insurance": "社会保险费、住房公积金按不低于下限的基数逐项计入",
    "hours": "加班和法定节假日工资已依法计入",
    "contracts": "外包服务按载明来源的约定价格计入，不低于承担人员的法定用工成本",
    "manning": "固定岗位未减少，连续值守岗位已配足轮换人员",
    "overheads": "管理费用和利润不为负",
    "efficiency": "人均报价不低于同类合同的下限",
    "within_budget": "总价及各分项不超过最高限价",
}
"""The grounds on which a price is not below cost, in the order of the statement."""

BESIDE_COST = ("manning", "efficiency", "within_budget")
"""Grounds that say something beside the cost: without them a price may still cover it."""


class Ground(Record):
    """One ground: what is claimed, whether it holds, the figures, what is to be added."""

    id: str
    claim: str
    holds: bool
    figures: tuple[Operand, ...]
    note: str = ""
