"""The estimate: posts, persons, cost and price, every figure with the data that made it.

Units: persons are persons, money is yuan a year unless a name says otherwise, hours are hours a
year unless a name says otherwise. A trace is data; ``explain``, tables and workbooks render it.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.model.amounts import (
    BESIDE_COST,
    GROUNDS,
    ChainAmount,
    ContractLine,
    Cost,
    CostEntry,
    CostItemTotal,
    Ground,
    PartAmount,
    Price,
    QuoteLine,
    TableRow,
    WageLine,
)
from generator.model.traces import Operand, Trace
from generator.model.values import Department, Record, Scope, Tag

__all__ = [
    "BESIDE_COST",
    "GROUNDS",
    "ChainAmount",
    "ContractLine",
    "Cost",
    "CostEntry",
    "CostItemTotal",
    "Estimate",
    "Finding",
    "Ground",
    "Headcount",
    "Operand",
    "PartAmount",
    "PoolLine",
    "PostLine",
    "Price",
    "QuoteLine",
    "Range",
    "RequiredLine",
    "RulesOnly",
    "TableRow",
    "TaskLine",
    "Trace",
    "WageLine",
]


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


class Contribution(Record):
    """One cause of a range: how many persons fewer or more it may mean, and why."""

    id: str
    title: str
    low: Decimal
    high: Decimal
    reason: str
    source: str = ""
    tag: Tag | None = None


class Range(Record):
    """Lowest, likely and highest total headcount, and why they differ.

    ``point`` is the total of the posts plus ``assumed`` persons for facts that nobody stated;
    those persons stand in the range alone, never in a post, a cost or a document.
    """

    low: Decimal
    high: Decimal
    causes: tuple[str, ...]
    point: Decimal
    assumed: Decimal = Decimal(0)
    contributions: tuple[Contribution, ...] = ()
    combined: str = ""

    @property
    def width(self) -> Decimal:
        """Half the width in per cent of the point: the ± that a reader may quote."""
        return (self.high - self.low) / self.point * 50 if self.point else Decimal(0)


class Calibration(Record):
    """The real projects of the estate's type that the counting rules were compared with."""

    whole: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()

    @property
    def calibrated(self) -> bool:
        """Whether at least one whole team of the type was compared."""
        return bool(self.whole)


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
    calibration: Calibration = Calibration()


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
    contracts: tuple[ContractLine, ...] = ()
    checks: tuple[Finding, ...]
