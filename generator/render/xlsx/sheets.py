"""What the writers of the sheets share: the estimate, its inputs, and where amounts stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from generator.model.estimate import CostEntry, Estimate, Operand, PostLine, Trace
from generator.render.xlsx.book import Book
from generator.render.xlsx.context import WorkbookContext
from generator.render.xlsx.grid import Grid
from generator.render.xlsx.inputs import Inputs

SUMMARY = "汇总"
POSTS = "岗位与人数"
PAY = "工资与社保"
MONTHLY = "工资表（按月）"
ITEMS = "成本（按构成项）"
DEPARTMENTS = "成本（按部门）"
PRICE = "价格链"
TABLE = "采购人报价表"
ROSTER = "班表"
SENSITIVITY = "敏感性"
PARAMETERS = "参数"
CHECKS = "检查"
ORDER = (
    SUMMARY,
    POSTS,
    ROSTER,
    PAY,
    MONTHLY,
    ITEMS,
    DEPARTMENTS,
    PRICE,
    TABLE,
    SENSITIVITY,
    PARAMETERS,
    CHECKS,
)
_TABLE_PATHS = (
    ("cost.items.", ""),
    ("cost.lines.", "costs."),
    ("cost.payroll.", "payroll."),
    ("cost.departments.", "departments."),
    ("price.steps.", ""),
)
"""How the buyer's table names amounts → how traces refer to them."""


def tabs(estimate: Estimate, context: WorkbookContext) -> tuple[str, ...]:
    """Return the sheets that there is something for, in the order of the tabs."""
    wanted = {
        ROSTER: context.roster is not None,
        TABLE: bool(estimate.price.table),
        SENSITIVITY: context.tornado is not None,
    }
    return tuple(title for title in ORDER if wanted.get(title, True))


@dataclass(frozen=True)
class Check:
    """A comparison that the workbook keeps live: left side, sign, right side."""

    title: str
    left: str
    sign: str
    right: str
    values: tuple[Decimal, Decimal]


@dataclass
class Sheets:
    """The workbook under way, as its sheets are written one after the other."""

    estimate: Estimate
    context: WorkbookContext
    book: Book
    inputs: Inputs
    grids: dict[str, Grid]
    post_rows: dict[str, int] = field(default_factory=dict)
    pay_rows: dict[str, int] = field(default_factory=dict)
    pay_columns: dict[str, int] = field(default_factory=dict)
    ranges: dict[str, str] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)

    def department(self, name: str) -> str:
        """Return a department in words."""
        return self.context.departments.get(name, name)

    def amount(self, trace: Trace, owner: str, base: str = "") -> str:
        """Return the formula of a trace; ``base`` stands for its first operand where given."""
        terms = self.inputs.terms(trace, owner)
        if base:
            terms[0] = base
        return self.context.formulas[trace.method].format(*terms)

    def part(self, entry: CostEntry) -> str:
        """Return the part of the price on which a cost falls, where parts follow the cost.

        What names no part of the buyer's falls on the part with the highest ceiling.
        """
        price = self.estimate.price
        if price.split != "by_part" or len(price.parts) < 2:
            return ""
        largest = max(price.parts, key=lambda part: part.cap or Decimal(0))
        return next((p.title for p in price.parts if p.id == entry.price_part), largest.title)

    def component(self, entry: CostEntry) -> tuple[PostLine, str] | None:
        """Return post and component of a cost line that belongs to one post, else None."""
        owner, _, component = entry.id.rpartition(".")
        for line in self.estimate.headcount.posts:
            if line.id == owner:
                return line, component
        return None


def table_term(sheets: Sheets, operand: Operand) -> str:
    """Return what stands in a formula for a name of the buyer's table."""
    path = operand.ref
    if path == "price.annual":
        return "price_annual"
    post, _, component = path.removeprefix("cost.posts.").rpartition(".")
    if path.startswith("cost.posts.") and post in sheets.pay_rows:
        return sheets.grids[PAY].place(sheets.pay_rows[post], sheets.pay_columns[component])
    for start, other in _TABLE_PATHS:
        if path.startswith(start):
            path = other + path.removeprefix(start)
    path = "cost" if path == "cost.annual" else path
    return sheets.inputs.term(operand.model_copy(update={"ref": path}), "table", 0)


def total_of(values: list[Decimal]) -> Decimal:
    """Return a sum of money or persons."""
    return sum(values, Decimal(0))


def cents(value: Decimal) -> Decimal:
    """Round half-up to 0.01, as ROUND(x,2) does."""
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
