"""A buyer's own quotation table: rows as formulas over the lines of cost and price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.errors import InputError, Problem
from generator.expression import ExpressionError, evaluate, references
from generator.model.estimate import ChainAmount, Cost, Operand, TableRow, Trace
from generator.model.tender import QuotationRow, QuotationTable
from generator.parameters import ParameterValue
from generator.rules.basis import Basis
from generator.rules.costlines import ROUNDING_TITLES
from generator.rules.formulas import CENT, half_up, rounded
from generator.rules.methods import ZERO

FEN_PER_ROW = CENT
"""A balancing row takes no more than rounding can have made: a fen for each other row."""


def table_of(basis: Basis) -> QuotationTable | None:
    """Return the table that the tender, else the profile, asks for."""
    case = basis.case
    if case.tender is not None and case.tender.quotation_table is not None:
        return case.tender.quotation_table
    return case.profile.quotation_table


def fill_table(
    basis: Basis,
    table: QuotationTable,
    names: Mapping[str, Any],
    cost: Cost,
    steps: list[ChainAmount],
) -> tuple[TableRow, ...]:
    """Fill every row; the balancing row takes what rounding left over.

    Raises ``InputError`` for a formula that names something unknown or divides by zero.
    """
    annual = cost.annual + sum((step.amount for step in steps), ZERO)
    known = {
        **names,
        "cost": _cost_names(cost),
        "price": {"annual": annual, "steps": {step.id: step.amount for step in steps}},
        "parameters": _parameters(basis),
    }
    layer = table_role(basis)
    rows = [
        _row(_Reader(basis, row, known, f"quotation_table.rows.{index}")).model_copy(
            update={"trace": _trace(row, known, layer)}
        )
        for index, row in enumerate(table.rows)
    ]
    left = annual - sum((row.annual for row in rows if row.in_total), ZERO)
    index = next((i for i, row in enumerate(table.rows) if row.balance), None)
    if index is not None and left and abs(left) <= FEN_PER_ROW * len(rows):
        rows[index] = _balanced(rows[index], left)
    return tuple(rows)


def table_role(basis: Basis) -> str:
    """Return which file the table stands in: the tender's comes before the profile's."""
    tender = basis.case.tender
    return "tender" if tender is not None and tender.quotation_table is not None else "profile"


def _balanced(row: TableRow, left: Decimal) -> TableRow:
    """A row with the fen that rounding left over; its trace says so."""
    assert row.trace is not None
    taken = Operand(name="承接取整差额", value=left, unit="元/年")
    trace = row.trace.model_copy(update={"operands": (*row.trace.operands, taken)})
    return row.model_copy(update={"annual": row.annual + left, "trace": trace})


def _trace(row: QuotationRow, names: Mapping[str, Any], layer: str) -> Trace:
    """How a row came about: its formula, and the figures that the formula names."""
    sources = [row.amount, *([row.quantity] if row.quantity is not None else ())]
    paths = dict.fromkeys(path for source in sources for path, _ in references(source, text=False))
    operands = []
    for path in paths:
        value: Any = names
        for part in path.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            unit = "元/年" if path.startswith(("cost.", "price.")) else ""
            operands.append(Operand(name=path, value=Decimal(value), unit=unit, ref=path))
    rounding = "四舍五入到0.01元"
    if row.unit_rounding is not None and row.quantity is not None:
        mode, to = row.unit_rounding.mode, row.unit_rounding.to
        way = f"{ROUNDING_TITLES[mode]}到{to}元" if mode in ROUNDING_TITLES else "不取整"
        rounding = f"单价{way}，再乘数量和次数"
    return Trace(
        rule=f"quotation_table.{row.id}",
        method="table_row",
        operands=tuple(operands),
        rounding=rounding,
        layer=layer,
        override=f"年金额 = {row.amount}" + (f"；数量 = {row.quantity}" if row.quantity else ""),
    )


@dataclass(frozen=True)
class _Reader:
    """One row being computed: it reads formulas and knows where in the file they stand."""

    basis: Basis
    row: QuotationRow
    names: Mapping[str, Any]
    path: str

    def number(self, field: str) -> Decimal:
        """Evaluate the formula of a field to a number."""
        source = getattr(self.row, field)
        place = self.basis.case.place(table_role(self.basis), f"{self.path}.{field}")
        try:
            value = evaluate(source, self.names)
        except ExpressionError as error:
            message = f"报价表的行“{self.row.title}”：{error.message}（公式：{source}）"
            raise InputError([Problem(place, error.code, message)]) from None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            message = f"报价表的行“{self.row.title}”：公式“{source}”的结果不是数字"
            raise InputError([Problem(place, "bad-operand", message)])
        return Decimal(value)


def _row(reader: _Reader) -> TableRow:
    row = reader.row
    amount = reader.number("amount")
    if row.quantity is None:
        many = price = None
        annual = half_up(amount)
    else:
        many = reader.number("quantity")
        if not many:
            price, annual = None, half_up(amount)
        else:
            price = amount / many / row.times
            annual = half_up(amount)
            if row.unit_rounding is not None:
                price = rounded(price, row.unit_rounding.mode, row.unit_rounding.to)
                annual = half_up(price * many * row.times)
            else:
                price = half_up(price)
    return TableRow(
        id=row.id,
        title=row.title,
        unit=row.unit,
        quantity=many,
        times=row.times,
        unit_price=price,
        annual=annual,
        in_total=row.in_total,
        stated=row.stated,
        stated_unit=row.stated_unit,
        monthly=row.per == "month",
    )


def _cost_names(cost: Cost) -> dict[str, Any]:
    posts: dict[str, dict[str, Decimal]] = {}
    payroll: dict[str, Decimal] = {}
    lines: dict[str, Decimal] = {}
    for entry in cost.items:
        owner, dot, component = entry.id.rpartition(".")
        if not dot:
            lines[entry.id] = entry.annual
            continue
        posts.setdefault(owner, {})[component] = entry.annual
        payroll[component] = payroll.get(component, ZERO) + entry.annual
    return {
        "annual": cost.annual,
        "items": {total.id: total.annual for total in cost.by_item},
        "departments": {str(name): amount for name, amount in cost.by_department.items()},
        "lines": lines,
        "posts": posts,
        "payroll": payroll,
    }


def _parameters(basis: Basis) -> dict[str, Any]:
    profile, company = basis.case.profile.parameters, basis.case.company.parameters
    names = dict.fromkeys((*basis.parameters.names(), *company, *profile))
    found: dict[str, ParameterValue | None] = {name: basis.parameters.find(name) for name in names}
    return {name: figure.value for name, figure in found.items() if figure is not None}
