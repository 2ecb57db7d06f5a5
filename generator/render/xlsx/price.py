"""Sheet of the price chain: cost, every step, the price, the buyer's parts, the quotation."""

from __future__ import annotations

from decimal import Decimal

from generator.model.estimate import ChainAmount, Operand, PartAmount, QuoteLine
from generator.render.xlsx.grid import Grid
from generator.render.xlsx.inputs import item_name, step_name, value_of
from generator.render.xlsx.sheets import PRICE, Check, Sheets, total_of
from generator.render.xlsx.taxpayers import write_taxpayers

TITLES = (
    "步骤",
    "计算基数",
    "基数（元）",
    "费率（%）或取整到（元）",
    "附加比例（%）",
    "金额（元/年）",
    "占报价",
)
FIRST = 4
AMOUNT = 5
AREA = "facts.gross_area"


def write_price(sheets: Sheets) -> None:
    """Write the chain step by step down to the price a year, a month and a square metre."""
    grid = sheets.grids[PRICE]
    price = sheets.estimate.price
    grid.columns((34, 46, 18, 16, 14, 18, 10))
    grid.title_row(f"价格链：{price.chain_title}", "每一步四舍五入到0.01元；费率在“参数”修改。")
    grid.header(FIRST - 1, TITLES)
    grid.texts(FIRST, 0, ("成本合计", "", "", "", ""))
    grid.formula(FIRST, AMOUNT, "cost_total", sheets.estimate.cost.annual)
    row = FIRST + 1
    for step in price.chain:
        _step(sheets, grid, row, step)
        row += 1
    _results(sheets, grid, row)
    for place in range(FIRST, row + 1):
        share = grid.value(place, AMOUNT) / price.annual if price.annual else Decimal(0)
        cell = grid.at(place, AMOUNT)
        grid.formula(place, 6, f"IF(price_annual<>0,{cell}/price_annual,0)", share, "percent")
    _chain_checks(sheets, grid)
    row = write_taxpayers(sheets, grid, row + 5)
    row = _parts(sheets, grid, row + 1)
    _quotation(sheets, grid, row + 2)
    grid.print_setup(repeat=FIRST - 1, freeze=(FIRST, 1))


def _step(sheets: Sheets, grid: Grid, row: int, step: ChainAmount) -> None:
    operands = step.trace.operands
    terms = sheets.inputs.terms(step.trace, step.id)
    grid.texts(row, 0, (step.name, _base_titles(sheets, operands[0])))
    grid.formula(row, 2, terms[0], value_of(operands[0]))
    for column in (3, 4):
        if len(operands) > column - 2:
            value = value_of(operands[column - 2])
            grid.formula(row, column, terms[column - 2], value, "count")
        else:
            grid.text(row, column, "")
    formula = sheets.amount(step.trace, step.id, base=grid.at(row, 2))
    grid.formula(row, AMOUNT, formula, step.amount, name=step_name(step.id))


def _base_titles(sheets: Sheets, operand: Operand) -> str:
    """Say in words what a step is taken of; a stated sum is taken of its quantity."""
    titles = {"cost": "成本"} | {t.id: t.title for t in sheets.estimate.cost.by_item}
    titles |= {step.id: step.name for step in sheets.estimate.price.chain}
    for name in sheets.estimate.cost.by_department:
        titles[f"departments.{name}"] = f"{sheets.department(name)}成本"
        for total in sheets.estimate.cost.by_item:
            title = f"{sheets.department(name)}的{total.title}"
            titles[f"departments.{name}.{total.id}"] = title
    names = operand.ref.split("+")
    if not all(name in titles for name in names):
        return operand.name
    return " + ".join(titles[name] for name in names)


def _results(sheets: Sheets, grid: Grid, row: int) -> None:
    price = sheets.estimate.price
    grid.texts(row, 0, ("年报价", "", "", "", ""), "text_total")
    cells = f"{grid.at(FIRST, AMOUNT)}:{grid.at(row - 1, AMOUNT)}"
    grid.formula(row, AMOUNT, f"SUM({cells})", price.annual, "money_total", "price_annual")
    grid.texts(row + 1, 0, ("月报价", "年报价 ÷ 12", "", "", ""))
    monthly = "ROUND(price_annual/12,2)"
    grid.formula(row + 1, AMOUNT, monthly, price.monthly, name="price_monthly")
    if price.area and price.per_m2_month is not None:
        grid.texts(row + 2, 0, ("每平方米每月", "年报价 ÷ 12 ÷ 建筑面积（平方米）"))
        area = sheets.inputs.term(_area(price.area), "", 0)
        grid.formula(row + 2, 2, area, price.area)
        grid.texts(row + 2, 3, ("", ""))
        formula = f"IF({area}>0,ROUND(price_annual/12/{area},2),0)"
        grid.formula(row + 2, AMOUNT, formula, price.per_m2_month, name="price_per_m2_month")
    if price.budget is not None:
        grid.texts(row + 3, 0, ("预算（元/年）", "", "", "", ""))
        grid.entry(row + 3, AMOUNT, price.budget, "money", "budget_annual")
        values = (price.annual, price.budget)
        check = Check("年报价不超过预算", "price_annual", "<=", "budget_annual", values)
        sheets.checks.append(check)


def _area(area: Decimal) -> Operand:
    return Operand(name="建筑面积", value=area, unit="平方米", ref=AREA, source="项目档案")


def _chain_checks(sheets: Sheets, grid: Grid) -> None:
    """The chain begins with all cost, and nothing but its steps comes on top."""
    cost, price = sheets.estimate.cost.annual, sheets.estimate.price.annual
    begins, listed = grid.place(FIRST, AMOUNT), f"SUM({sheets.ranges['amounts']})"
    title = "价格链起点的成本等于成本明细之和"
    sheets.checks.append(Check(title, begins, "=", listed, (cost, cost)))
    steps = [step_name(step.id) for step in sheets.estimate.price.chain]
    title, whole = "成本合计加各步骤等于年报价", "+".join(["cost_total", *steps])
    sheets.checks.append(Check(title, whole, "=", "price_annual", (price, price)))


# --- parts of the budget ----------------------------------------------------------------------


def _parts(sheets: Sheets, grid: Grid, row: int) -> int:
    parts = sheets.estimate.price.parts
    if len(parts) < 2:
        return row
    grid.text(row, 0, "按预算分项", "section")
    grid.texts(
        row + 1, 0, ("分项", "拆分依据", "限额（元/年）", "权重", "", "金额（元/年）"), "header"
    )
    first = row + 2
    weights = _weights(sheets)
    largest = max(range(len(parts)), key=lambda index: (weights[index], -index))
    for index, part in enumerate(parts):
        _part(sheets, grid, first, index, largest, part)
    last = first + len(parts) - 1
    values = (sheets.estimate.price.annual,) * 2
    total = f"SUM({grid.span((first, AMOUNT), (last, AMOUNT))})"
    sheets.checks.append(Check("各分项之和等于年报价", total, "=", "price_annual", values))
    return last + 1


def _weights(sheets: Sheets) -> list[Decimal]:
    """Ceilings or costs by part, as the engine weighs them."""
    price = sheets.estimate.price
    if price.split == "by_cap":
        return [part.cap or Decimal(0) for part in price.parts]
    items = sheets.estimate.cost.items
    return [
        total_of([entry.annual for entry in items if sheets.part(entry) == part.title])
        for part in price.parts
    ]


def _part(
    sheets: Sheets, grid: Grid, first: int, index: int, largest: int, part: PartAmount
) -> None:
    price, row = sheets.estimate.price, first + index
    by_cap = price.split == "by_cap"
    grid.texts(row, 0, (part.title, "按限额比例" if by_cap else "按各分项成本"))
    cap = part.cap or Decimal(0)
    grid.entry(row, 2, cap, "money", f"cap_{index + 1}")
    weights = _weights(sheets)
    grid.formula(row, 3, f"cap_{index + 1}" if by_cap else _part_cost(sheets, part), weights[index])
    grid.text(row, 4, "")
    last = first + len(price.parts) - 1
    column = [grid.at(place, AMOUNT) for place in range(first, last + 1) if place != row]
    if index == largest:
        formula = f"ROUND(price_annual-({'+'.join(column)}),2)"
    else:
        whole = f"SUM({grid.at(first, 3)}:{grid.at(last, 3)})"
        formula = f"IF({whole}>0,ROUND(price_annual*{grid.at(row, 3)}/{whole},2),0)"
    grid.formula(row, AMOUNT, formula, part.annual)
    check = Check(
        f"分项“{part.title}”不超过限额",
        grid.place(row, AMOUNT),
        "<=",
        f"cap_{index + 1}",
        (part.annual, cap),
    )
    sheets.checks.append(check)


def _part_cost(sheets: Sheets, part: PartAmount) -> str:
    return f'SUMIFS({sheets.ranges["amounts"]},{sheets.ranges["parts"]},"{part.title}")'


# --- quotation --------------------------------------------------------------------------------


def _quotation(sheets: Sheets, grid: Grid, row: int) -> None:
    """The itemised quotation; steps that are nil today stand too, for they may not stay so."""
    price = sheets.estimate.price
    grid.text(row, 0, "分项报价", "section")
    grid.texts(row + 1, 0, ("项目", "说明", "类别", "", "", "金额（元/年）"), "header")
    listed = list(price.quote_lines)
    quoted = {line.id for line in listed}
    listed += [
        QuoteLine(id=step.id, group="", title=step.name, annual=step.amount, basis="")
        for step in price.chain
        if step.id not in quoted
    ]
    first = row + 2
    for place, line in enumerate(listed, first):
        grid.texts(place, 0, (line.title, line.basis, line.group, "", ""))
        grid.formula(place, AMOUNT, _quoted(sheets, line), line.annual)
    last = first + len(listed)
    grid.texts(last, 0, ("合计", "", "", "", ""), "text_total")
    grid.total(last, AMOUNT, range(first, last))
    total, values = grid.place(last, AMOUNT), (price.annual, price.annual)
    sheets.checks.append(Check("分项报价之和等于年报价", total, "=", "price_annual", values))


def _quoted(sheets: Sheets, line: QuoteLine) -> str:
    steps = {step.id for step in sheets.estimate.price.chain}
    if line.id in steps:
        return step_name(line.id)
    item, _, department = line.id.partition(".")
    if not department:
        return item_name(item)
    titles = {total.id: total.title for total in sheets.estimate.cost.by_item}
    return (
        f'SUMIFS({sheets.ranges["amounts"]},{sheets.ranges["items"]},"{titles[item]}",'
        f'{sheets.ranges["item_departments"]},"{sheets.department(department)}")'
    )
