"""The estimate: posts, persons, cost and price, every figure with the data that made it.

Units: persons are persons, money is yuan a year unless a name says otherwise, hours are hours a
year unless a name says otherwise. A trace is data; ``explain``, tables and workbooks render it.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.model.values import Department, Record, Scope, Tag


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


class PostLine(Record):
    """One post: where it stands, how many places, how many persons (decimal)."""

    id: str
    title: str
    department: Department
    site: str
    post: str = ""
    module: Department
    scope: Scope
    pool: str
    wage: str
    shift: str
    requirement: str
    positions: Decimal
    hours_per_day: Decimal
    days_per_year: Decimal
    annual_hours: Decimal
    persons: Decimal
    low: Decimal
    high: Decimal
    rules_persons: Decimal
    overtime_hours_per_month: Decimal
    source: str
    tag: Tag
    trace: Trace


class PoolLine(Record):
    """A relief pool: the posts whose staff relieve each other, counted and rounded together."""

    id: str
    title: str
    department: Department
    scope: Scope
    posts: tuple[str, ...]
    certificate: str
    persons: Decimal
    rules_persons: Decimal
    annual_hours: Decimal
    overtime_hours_per_month: Decimal
    holiday_hours: Decimal
    required: bool
    trace: Trace


class RequiredLine(Record):
    """A row of the buyer's own post table as it stands in the tender."""

    title: str
    persons: Decimal
    note: str
    assign: tuple[tuple[str, Decimal], ...]


class Range(Record):
    """Lowest and highest total headcount, and why they differ."""

    low: Decimal
    high: Decimal
    causes: tuple[str, ...]


class RulesOnly(Record):
    """What the rules alone would give, beside posts that somebody fixed."""

    total: Decimal
    by_department: dict[Department, Decimal]


class Headcount(Record):
    """Persons in total and by department; in-house and outsourced both count and both show."""

    total: Decimal
    in_house: Decimal
    outsourced: Decimal
    range: Range
    rules_only: RulesOnly
    by_department: dict[Department, Decimal]
    posts: tuple[PostLine, ...]
    pools: tuple[PoolLine, ...]
    required: tuple[RequiredLine, ...]


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
    """One row of the buyer's own table, filled: quantity × unit price × times, yuan a year."""

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


class TaskLine(Record):
    """One service task at a site: quantity, times, minutes and hours a year (None: unknown)."""

    id: str
    title: str
    module: Department
    site: str
    post: str
    performer: Literal["in_house", "contracted"]
    units: Decimal
    unit: str
    times: Decimal
    minutes: Decimal
    hours: Decimal | None
    binding: bool
    missing: str
    tag: Tag


class Finding(Record):
    """A check on the estimate: what, how grave, where."""

    code: str
    severity: Literal["error", "warning", "notice"]
    message: str
    where: str
    accepted: str = ""


class Estimate(Record):
    """The one calculated truth that prose, tables, forms and workbook read."""

    profile: str
    as_of: datetime.date
    currency: Literal["CNY"] = "CNY"
    level: int
    levels: dict[Department, int] = Field(default_factory=dict)
    headcount: Headcount
    cost: Cost
    price: Price
    wages: tuple[WageLine, ...]
    tasks: tuple[TaskLine, ...] = ()
    checks: tuple[Finding, ...]
