"""Several companies under one contract: what each one's cost, tax and price come to, live."""

from __future__ import annotations

from decimal import Decimal

from generator.render.xlsx.context import TaxpayerWords
from generator.render.xlsx.grid import Grid
from generator.render.xlsx.inputs import department_name, step_name
from generator.render.xlsx.sheets import Check, Sheets, total_of

TITLES = (
    "纳税人（价格链）",
    "服务线",
    "成本（元）",
    "管理费、利润等（元）",
    "税金（元）",
    "报价（元/年）",
    "占报价",
)
COST, MARGIN, TAX, PRICE = 2, 3, 4, 5
TAXES = "tax"


def taxpayer_name(what: str, taxpayer: str) -> str:
    """Return the name of a taxpayer's cost, margin, tax or price."""
    return f"taxpayer_{what}_{taxpayer}"


def write_taxpayers(sheets: Sheets, grid: Grid, row: int) -> int:
    """Write a line for each taxpayer and their sums; return the row below."""
    taxpayers = sheets.context.taxpayers
    if not taxpayers:
        return row
    grid.text(row, 0, "按纳税人", "section")
    grid.texts(row + 1, 0, TITLES, "header")
    first = place = row + 2
    for taxpayer in taxpayers:
        _line(sheets, grid, place, taxpayer)
        place += 1
    grid.texts(place, 0, ("合计", ""), "text_total")
    for column in (COST, MARGIN, TAX, PRICE):
        grid.total(place, column, range(first, place))
    _share(sheets, grid, place, "percent_total")
    annual = sheets.estimate.cost.annual, sheets.estimate.price.annual
    ends = (("成本", COST, "cost_total", annual[0]), ("报价", PRICE, "price_annual", annual[1]))
    for title, column, whole, value in ends:
        check = f"各纳税人{title}之和等于合计{title}"
        sheets.checks.append(Check(check, grid.place(place, column), "=", whole, (value, value)))
    return place + 1


def _line(sheets: Sheets, grid: Grid, row: int, taxpayer: TaxpayerWords) -> None:
    cost = sheets.estimate.cost
    names = [name for name in cost.by_department if name in taxpayer.departments]
    titles = "、".join(sheets.department(name) for name in taxpayer.departments)
    grid.texts(row, 0, (f"{taxpayer.title}（{taxpayer.chain}）", titles))
    base = total_of([cost.by_department[name] for name in names])
    formula = "+".join(department_name(name) for name in names) or "0"
    grid.formula(row, COST, formula, base, name=taxpayer_name("cost", taxpayer.id))
    for what, column, taxes in (("margin", MARGIN, False), ("tax", TAX, True)):
        steps = [
            step
            for step in sheets.estimate.price.chain
            if step.id in taxpayer.steps and (step.group == TAXES) == taxes
        ]
        formula = "+".join(step_name(step.id) for step in steps) or "0"
        value = total_of([step.amount for step in steps])
        grid.formula(row, column, formula, value, name=taxpayer_name(what, taxpayer.id))
    cells = "+".join(grid.at(row, column) for column in (COST, MARGIN, TAX))
    value = total_of([grid.value(row, column) for column in (COST, MARGIN, TAX)])
    name = taxpayer_name("price", taxpayer.id)
    grid.formula(row, PRICE, cells, value, "money_total", name)
    _share(sheets, grid, row, "percent")


def _share(sheets: Sheets, grid: Grid, row: int, style: str) -> None:
    annual = sheets.estimate.price.annual
    share = grid.value(row, PRICE) / annual if annual else Decimal(0)
    cell = grid.at(row, PRICE)
    grid.formula(row, PRICE + 1, f"IF(price_annual<>0,{cell}/price_annual,0)", share, style)
