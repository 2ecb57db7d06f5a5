"""``wuye estimate --format xlsx``: the estimate as a workbook, with the words it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.expression import ExpressionError, evaluate, references
from generator.facts import fact_names, fact_title, fact_unit
from generator.model.estimate import Operand, TableRow
from generator.model.tender import QuotationRow, QuotationTable
from generator.model.values import DEPARTMENT_TITLES, TAG_TITLES
from generator.parameters import Parameters
from generator.pipeline import Estimated
from generator.render.xlsx import WorkbookContext, write_workbook
from generator.render.xlsx.context import Driver, TableFormulas, TaxpayerWords, Tornado
from generator.reports.explain import source_title
from generator.rules.formulas import FORMULAS
from generator.rules.wages import parameter_operand
from generator.spreadsheet import to_formula

if TYPE_CHECKING:
    from generator.roster import RosterPlan
    from generator.scenarios.sensitivity import Driver as Moved

SCOPE_TITLES = {"in_house": "自有", "outsourced": "外包", "shared": "共用"}
SEVERITY_TITLES = {"error": "错误", "warning": "警告", "notice": "提示"}
MONTHS = 12


def to_xlsx(
    done: Estimated, moved: Sequence[Moved] | None = None, roster: RosterPlan | None = None
) -> bytes:
    """Return the workbook of an estimate as a file.

    ``moved`` are the drivers of the price and ``roster`` a month's plan; each has its own sheet,
    which is left out where they were not computed.
    """
    return write_workbook(done.estimate, workbook_context(done, moved, roster))


def workbook_context(
    done: Estimated, moved: Sequence[Moved] | None = None, roster: RosterPlan | None = None
) -> WorkbookContext:
    """Gather words, formulas, holidays and what was computed apart for the workbook."""
    as_of = done.case.as_of
    year = next((year for year in done.kb.holidays.values() if year.year == as_of.year), None)
    days = [day.month for day in year.days] if year else []
    table = _table(done)
    return WorkbookContext(
        title=f"{done.case.profile.project.name}　测算工作簿",
        formulas={name: formula.excel for name, formula in FORMULAS.items()},
        departments=DEPARTMENT_TITLES,
        tags=TAG_TITLES,
        scopes=SCOPE_TITLES,
        severities=SEVERITY_TITLES,
        source=lambda source: source_title(done.kb, source),
        holidays=tuple(days.count(month) for month in range(1, MONTHS + 1)) if days else (),
        holidays_title=year.title if year else "",
        tornado=None if moved is None else _tornado(done, moved),
        roster=None if roster is None else _roster(roster),
        table=tuple(_formulas(done, table)) if table else (),
        table_partial=table is not None and table.partial,
        taxpayers=tuple(_taxpayers(done)),
    )


def _roster(plan: RosterPlan) -> Any:
    from generator.reports.rosters import roster_sheet  # the solver is slow to load

    return roster_sheet(plan)


def _tornado(done: Estimated, moved: Iterable[Moved]) -> Tornado:
    from generator.scenarios.variants import weights_of

    drivers = tuple(
        Driver(
            title=driver.title,
            unit=driver.unit,
            value=driver.value,
            low_value=driver.low_value,
            high_value=driver.high_value,
            low_price=driver.low_price,
            high_price=driver.high_price,
            note=driver.note,
        )
        for driver in moved
    )
    return Tornado(weights_of(done.kb).sensitivity.step, drivers)


def _taxpayers(done: Estimated) -> Iterable[TaxpayerWords]:
    for taxpayer in done.case.profile.pricing.taxpayers:
        chain = done.kb.chains[taxpayer.chain]
        yield TaxpayerWords(
            id=taxpayer.id,
            title=taxpayer.title,
            chain=chain.title,
            departments=taxpayer.departments,
            steps=tuple(f"{taxpayer.id}_{step.id}" for step in chain.steps),
        )


# --- the buyer's table ------------------------------------------------------------------------


def _table(done: Estimated) -> QuotationTable | None:
    tender = done.case.tender
    if tender is not None and tender.quotation_table is not None:
        return tender.quotation_table
    return done.case.profile.quotation_table


def _formulas(done: Estimated, table: QuotationTable) -> Iterable[TableFormulas]:
    parameters = Parameters(done.kb, done.case)
    for row, filled in zip(table.rows, done.estimate.price.table, strict=True):
        operands = [_worded(parameters, operand) for operand in _named(row, filled)]
        places = {operand.ref: f"{{{index}}}" for index, operand in enumerate(operands)}
        result = _result(row, operands)
        live = None if result is None else to_formula(row.amount, places.get)
        shown = row.amount if row.quantity is None else f"{row.amount}；数量 {row.quantity}"
        yield TableFormulas(
            amount=live,
            result=filled.annual if result is None else result,
            quantity=None if row.quantity is None else to_formula(row.quantity, places.get),
            operands=tuple(operands),
            rounding=_rounding(row),
            balance=row.balance,
            monthly=row.per == "month",
            shown=shown,
        )


def _named(row: QuotationRow, filled: TableRow) -> list[Operand]:
    """The operands of the row's trace that its formulas name."""
    sources = (row.amount, *(() if row.quantity is None else (row.quantity,)))
    paths = {path for source in sources for path, _ in references(source, text=False)}
    operands = filled.trace.operands if filled.trace else ()
    return [operand for operand in operands if operand.ref in paths]


def _rounding(row: QuotationRow) -> tuple[str, Decimal] | None:
    if row.quantity is None or row.unit_rounding is None:
        return None
    return row.unit_rounding.mode, row.unit_rounding.to


def _result(row: QuotationRow, operands: Iterable[Operand]) -> Decimal | None:
    """What the formula gives before rounding, or None where words decide it."""
    names: dict[str, Any] = {}
    for operand in operands:
        *path, last = operand.ref.split(".")
        inner = names
        for part in path:
            inner = inner.setdefault(part, {})
        inner[last] = operand.value
    try:
        return Decimal(evaluate(row.amount, names))
    except ExpressionError:
        return None


def _worded(parameters: Parameters, operand: Operand) -> Operand:
    """A parameter or fact with title, unit and source, as its input cell shows it."""
    kind, _, name = operand.ref.partition(".")
    if kind == "parameters" and (figure := parameters.find(name)) is not None:
        return parameter_operand(figure)
    if kind == "facts" and name in fact_names():
        words = {"name": fact_title(name), "unit": fact_unit(name), "source": "项目档案"}
        return operand.model_copy(update=words)
    return operand
