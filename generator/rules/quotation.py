"""A buyer's own quotation table: rows as formulas over the lines of cost and price."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.errors import InputError, Place, Problem
from generator.expression import ExpressionError, evaluate
from generator.model.estimate import ChainAmount, Cost, TableRow
from generator.model.tender import QuotationRow, QuotationTable
from generator.parameters import ParameterValue
from generator.rules.basis import Basis
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
    rows = [_row(basis, row, known) for row in table.rows]
    left = annual - sum((row.annual for row in rows if row.in_total), ZERO)
    index = next((i for i, row in enumerate(table.rows) if row.balance), None)
    if index is not None and left and abs(left) <= FEN_PER_ROW * len(rows):
        rows[index] = rows[index].model_copy(update={"annual": rows[index].annual + left})
    return tuple(rows)


def _row(basis: Basis, row: QuotationRow, names: Mapping[str, Any]) -> TableRow:
    amount = _number(basis, row, row.amount, names)
    if row.quantity is None:
        many = price = None
        annual = half_up(amount)
    else:
        many = _number(basis, row, row.quantity, names)
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


def _number(basis: Basis, row: QuotationRow, source: str, names: Mapping[str, Any]) -> Decimal:
    try:
        value = evaluate(source, names)
    except ExpressionError as error:
        message = f"报价表的行“{row.title}”：{error.message}（公式：{source}）"
        raise InputError([Problem(_place(basis), error.code, message)]) from None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        message = f"报价表的行“{row.title}”：公式“{source}”的结果不是数字"
        raise InputError([Problem(_place(basis), "bad-operand", message)])
    return Decimal(value)


def _place(basis: Basis) -> Place:
    tender = basis.case.tender
    own = tender is not None and tender.quotation_table is not None
    return basis.case.place("tender" if own else "profile", "quotation_table")
