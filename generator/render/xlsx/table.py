"""Sheet of the buyer's own quotation table: every row a formula over the cells of the workbook."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from generator.model.estimate import TableRow
from generator.render.xlsx.context import TableFormulas
from generator.render.xlsx.grid import Grid
from generator.render.xlsx.sheets import TABLE, Check, Sheets, cents, table_term, total_of

TITLES = (
    "项目",
    "单位",
    "数量",
    "年次数",
    "公式结果（元/年）",
    "单价（元）",
    "取整后（元/年）",
    "金额（元/年）",
    "计入合计",
)
PRINTED = ("已印数额（元）", "与已印之差", "已印单价（元）", "与已印单价之差")
WIDTHS = (32, 9, 12, 9, 17, 14, 17, 17, 9)
COUNT, TIMES, RESULT, UNIT, ROUNDED, AMOUNT, COUNTED = range(2, 9)
FIRST = 3
YES, NO = "是", "否"
FIXED = "　（测算时的数值，不随输入变化）"
NOTE = "金额按采购人的公式由价格链、成本、人数和参数的单元格实时计算；最后一列列出公式，不打印。"
WAYS = {"half_up": "ROUND", "down": "ROUNDDOWN", "up": "ROUNDUP"}
FEN_PER_ROW = Decimal("0.01")
"""What rounding can have left over for each row, which the balancing row takes."""


def write_table(sheets: Sheets) -> None:
    """Write the table row by row, its total, and the comparison with the price."""
    price = sheets.estimate.price
    grid = sheets.grids.get(TABLE)
    if grid is None:
        return
    rows = list(zip(price.table, sheets.context.table, strict=True))
    printed = any(row.stated is not None or row.stated_unit is not None for row in price.table)
    titles = (*TITLES, *(PRINTED if printed else ()), "公式")
    grid.columns((*WIDTHS, *((14,) * len(PRINTED) if printed else ()), 50))
    grid.title_row(f"采购人报价表：{price.table_title}", NOTE)
    grid.header(FIRST - 1, titles)
    last = FIRST + len(rows) - 1
    for place, (row, formulas) in enumerate(rows, FIRST):
        _row(sheets, grid, place, row, formulas)
        if printed:
            _printed(grid, place, row, monthly=formulas.monthly)
        grid.text(place, len(titles) - 1, formulas.shown, "shown")
    for place, (row, formulas) in enumerate(rows, FIRST):
        _amount(sheets, grid, place, row, formulas, (FIRST, last))
    _total(sheets, grid, last + 1, titles)
    grid.sheet.print_area(0, 0, last + 1, len(titles) - 2)  # the formulas stay on the screen
    grid.print_setup(repeat=FIRST - 1, freeze=(FIRST, 1))


def _row(sheets: Sheets, grid: Grid, place: int, row: TableRow, formulas: TableFormulas) -> None:
    """Everything of a row but its final amount, which may need the other rows."""
    terms = [table_term(sheets, operand) for operand in formulas.operands]
    fixed = FIXED if formulas.amount is None else ""
    grid.texts(place, 0, (row.title + fixed, row.unit))
    _computed(grid, (place, RESULT), formulas.amount, terms, formulas.result, "money")
    if row.quantity is None:
        for column in (COUNT, TIMES, UNIT):
            grid.text(place, column, "")
    else:
        _computed(grid, (place, COUNT), formulas.quantity, terms, row.quantity, "count")
        grid.number(place, TIMES, row.times, "count")
        price = row.unit_price or Decimal(0)
        grid.formula(place, UNIT, _unit_price(grid, place, formulas), price, "unit_price")
    grid.formula(place, ROUNDED, _rounded(grid, place, row, formulas), rounded(row, formulas))
    grid.text(place, COUNTED, YES if row.in_total else NO, "verdict")


def _computed(
    grid: Grid,
    cell: tuple[int, int],
    formula: str | None,
    terms: list[str],
    value: Decimal,
    style: str,
) -> None:
    if formula is None:
        grid.number(*cell, value, style)
    else:
        grid.formula(*cell, formula.format(*terms), value, style)


def rounded(row: TableRow, formulas: TableFormulas) -> Decimal:
    """Return the amount as the row rounds it, before it takes what others left over."""
    if row.quantity and row.unit_price is not None and formulas.rounding is not None:
        return cents(row.unit_price * row.quantity * row.times)
    return cents(formulas.result)


def _rounded(grid: Grid, place: int, row: TableRow, formulas: TableFormulas) -> str:
    plain = f"ROUND({grid.at(place, RESULT)},2)"
    if row.quantity is None or formulas.rounding is None:
        return plain
    count, times, price = (grid.at(place, column) for column in (COUNT, TIMES, UNIT))
    return f"IF({count}=0,{plain},ROUND({price}*{count}*{times},2))"


def _unit_price(grid: Grid, place: int, formulas: TableFormulas) -> str:
    result, count, times = (grid.at(place, column) for column in (RESULT, COUNT, TIMES))
    exact = f"{result}/{count}/{times}"
    if formulas.rounding is None:
        return f"IF({count}=0,0,ROUND({exact},2))"
    mode, step = formulas.rounding
    function = WAYS.get(mode)
    written = f"{function}({exact}/{step:f},0)*{step:f}" if function else exact
    return f"IF({count}=0,0,{written})"


def _amount(
    sheets: Sheets,
    grid: Grid,
    place: int,
    row: TableRow,
    formulas: TableFormulas,
    ends: tuple[int, int],
) -> None:
    """The amount of a row; the balancing row takes the fen that rounding left over."""
    own = grid.at(place, ROUNDED)
    formula = own
    if formulas.balance:
        amounts = grid.span((ends[0], ROUNDED), (ends[1], ROUNDED))
        counted = grid.span((ends[0], COUNTED), (ends[1], COUNTED))
        left = f'ROUND(price_annual-SUMIFS({amounts},{counted},"{YES}"),2)'
        most = FEN_PER_ROW * (ends[1] - ends[0] + 1)
        formula = f"{own}+IF(ABS({left})<={most + FEN_PER_ROW / 2},{left},0)"
    grid.formula(place, AMOUNT, formula, row.annual, "money_total", row_name(row.id))


def row_name(row: str) -> str:
    """Return the name of the amount of a row."""
    return f"table_{row}"


def _printed(grid: Grid, place: int, row: TableRow, *, monthly: bool) -> None:
    """What the buyer or a page printed for the row, and how far the row is from it."""
    column = COUNTED + 1
    amount = grid.at(place, AMOUNT)
    own = f"{amount}/12" if monthly else amount
    found = row.annual / 12 if monthly else row.annual
    pairs = ((row.stated, own, found), (row.stated_unit, grid.at(place, UNIT), row.unit_price))
    for stated, formula, value in pairs:
        if stated is None or value is None:
            grid.texts(place, column, ("", ""))
        else:
            grid.number(place, column, stated, "unit_price")
            difference = f"ROUND({formula}-{grid.at(place, column)},4)"
            exact = (value - stated).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)
            grid.formula(place, column + 1, difference, exact, "unit_price")
        column += 2


def _total(sheets: Sheets, grid: Grid, place: int, titles: tuple[str, ...]) -> None:
    price = sheets.estimate.price
    for column in range(len(titles)):
        grid.text(place, column, "合计" if column == 0 else "", "text_total")
    total = total_of([row.annual for row in price.table if row.in_total])
    amounts = grid.span((FIRST, AMOUNT), (place - 1, AMOUNT))
    counted = grid.span((FIRST, COUNTED), (place - 1, COUNTED))
    formula = f'SUMIFS({amounts},{counted},"{YES}")'
    grid.formula(place, AMOUNT, formula, total, "money_total", "table_total")
    if not sheets.context.table_partial:
        values = (total, price.annual)
        title = "采购人报价表合计等于年报价"
        sheets.checks.append(Check(title, "table_total", "=", "price_annual", values))
