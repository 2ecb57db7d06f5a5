"""Sheet of sensitivity: the drivers that move the price most, as a table and a tornado."""

from __future__ import annotations

from decimal import Decimal

from generator.render.xlsx.context import Driver
from generator.render.xlsx.grid import Grid
from generator.render.xlsx.sheets import SENSITIVITY, Sheets

TITLES = (
    "因素",
    "单位",
    "现值",
    "下调后",
    "上调后",
    "下调时年报价（元）",
    "上调时年报价（元）",
    "下调影响（元/年）",
    "上调影响（元/年）",
    "最大影响",
    "说明",
)
WIDTHS = (34, 9, 12, 12, 12, 17, 17, 16, 16, 10, 34)
LOW_PRICE, HIGH_PRICE, LOW, HIGH, SWING, NOTE = range(5, 11)
FIRST = 7
BASE_ROW, NOW_ROW, STATE_ROW = 3, 4, 5
BASE = "base_price_of_sensitivity"
SAME = "与测算时一致"
MOVED = "输入已改动：下表仍是测算时的数值，请重新测算"
COLOURS = (("下调", LOW, "#5B9BD5"), ("上调", HIGH, "#ED7D31"))
LINE, MARGIN = 26, 110
"""Height of a bar of the chart, and of what stands around the bars, in pixels."""


def write_sensitivity(sheets: Sheets) -> None:
    """Write the drivers with the prices that the engine found, their changes as formulas."""
    tornado = sheets.context.tornado
    if tornado is None:
        return
    grid = sheets.grids[SENSITIVITY]
    grid.columns(WIDTHS)
    step = f"{tornado.step.normalize():f}"
    grid.title_row(
        f"敏感性：对年报价影响最大的因素（各变动{step}%）",
        "各因素变动后由测算引擎重新计算人数、成本和报价；Excel不能重新计算人数，"
        "所以下表是测算时的数值。",
    )
    _state(sheets, grid)
    grid.header(FIRST - 1, TITLES)
    for row, driver in enumerate(tornado.drivers, FIRST):
        _driver(sheets, grid, row, driver)
    if tornado.drivers:
        _chart(sheets, grid, FIRST + len(tornado.drivers) - 1)
    else:
        grid.text(FIRST, 0, "没有会影响报价的因素")
    grid.print_setup(repeat=FIRST - 1, freeze=(FIRST, 1), pages=1)


def _state(sheets: Sheets, grid: Grid) -> None:
    annual = sheets.estimate.price.annual
    grid.texts(BASE_ROW, 0, ("测算时的年报价", "元"))
    grid.number(BASE_ROW, 2, annual)
    grid.name(BASE_ROW, 2, BASE)
    grid.texts(NOW_ROW, 0, ("现在的年报价", "元"))
    grid.formula(NOW_ROW, 2, "price_annual", annual)
    grid.texts(STATE_ROW, 0, ("下表的状态", ""))
    grid.formula(
        STATE_ROW, 2, f'IF(ABS(price_annual-{BASE})<0.005,"{SAME}","{MOVED}")', SAME, "note"
    )


def _driver(sheets: Sheets, grid: Grid, row: int, driver: Driver) -> None:
    grid.texts(row, 0, (driver.title, driver.unit))
    for column, value in enumerate((driver.value, driver.low_value, driver.high_value), 2):
        grid.number(row, column, value, "count")
    changes = []
    for price_column, column, price in (
        (LOW_PRICE, LOW, driver.low_price),
        (HIGH_PRICE, HIGH, driver.high_price),
    ):
        grid.number(row, price_column, price)
        change = price - sheets.estimate.price.annual
        grid.formula(row, column, f"ROUND({grid.at(row, price_column)}-{BASE},2)", change, "change")
        changes.append(abs(change))
    annual = sheets.estimate.price.annual
    low, high = grid.at(row, LOW), grid.at(row, HIGH)
    swing = max(changes) / annual if annual else Decimal(0)
    formula = f"IF({BASE}<>0,MAX(ABS({low}),ABS({high}))/{BASE},0)"
    grid.formula(row, SWING, formula, swing, "percent")
    grid.text(row, NOTE, driver.note)


def _chart(sheets: Sheets, grid: Grid, last: int) -> None:
    """Bars to both sides of the price, the strongest on top."""
    chart = sheets.book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for title, column, colour in COLOURS:
        chart.add_series(
            {
                "name": title,
                "categories": f"={grid.span((FIRST, 0), (last, 0))}",
                "values": f"={grid.span((FIRST, column), (last, column))}",
                "fill": {"color": colour},
                "gap": 40,
                "overlap": 100,
            }
        )
    title = "对年报价的影响（元/年）"
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_y_axis(
        {"reverse": True, "label_position": "low", "major_gridlines": {"visible": False}}
    )
    chart.set_x_axis(
        {"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    )
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 980, "height": MARGIN + LINE * (last - FIRST + 1)})
    options = {"description": title, "object_position": 2}
    grid.sheet.insert_chart(last + 2, 0, chart, options)
