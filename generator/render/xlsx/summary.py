"""First sheet: people, cost and price at a glance, with charts that follow the inputs."""

from __future__ import annotations

from decimal import Decimal

from generator.render.xlsx.grid import Grid
from generator.render.xlsx.sheets import SUMMARY, Sheets

NOTE = "蓝色单元格（“岗位与人数”的人数、“参数”的取值）可改，其余都是公式。"


def write_summary(sheets: Sheets) -> None:
    """Write the key figures, persons by department and cost by item, each with its chart."""
    grid = sheets.grids[SUMMARY]
    estimate = sheets.estimate
    grid.columns((34, 18, 12, 3, 14, 14, 14, 14, 14))
    grid.title_row(sheets.context.title, f"测算基准日 {estimate.as_of.isoformat()}；{NOTE}")
    row = _key_figures(sheets, grid, 3)
    row = _staff(sheets, grid, row + 1)
    _cost(sheets, grid, row + 1)
    _charts(sheets, grid)
    grid.print_setup(repeat=0, freeze=(3, 0), pages=1)


def _key_figures(sheets: Sheets, grid: Grid, row: int) -> int:
    estimate = sheets.estimate
    headcount, price = estimate.headcount, estimate.price
    grid.texts(row, 0, ("主要结果", "数值", "单位"), "header")
    lines: list[tuple[str, str, Decimal, str, str]] = [
        ("人员合计", "staff_total", headcount.total, "人", "count"),
        ("其中：自有", "staff_in_house", headcount.in_house, "人", "count"),
        ("其中：外包", "staff_outsourced", headcount.outsourced, "人", "count"),
        ("年成本", "cost_total", estimate.cost.annual, "元", "money"),
        ("年报价", "price_annual", price.annual, "元", "money_total"),
        ("月报价", "price_monthly", price.monthly, "元", "money"),
    ]
    if price.area and price.per_m2_month is not None:
        title = "每平方米每月"
        lines.append((title, "price_per_m2_month", price.per_m2_month, "元/平方米", "money"))
    if price.budget is not None:
        lines.append(("预算", "budget_annual", price.budget, "元/年", "money"))
    for title, name, value, unit, style in lines:
        row += 1
        grid.text(row, 0, title)
        grid.formula(row, 1, name, value, style)
        grid.text(row, 2, unit)
    row += 1
    low, high = headcount.range.low, headcount.range.high
    grid.texts(row, 0, ("人员区间（测算时）", f"{low:f}—{high:f}", "人"))
    if headcount.range.assumed:
        row += 1
        note = f"{headcount.range.point:f}（含未写明事实的推定 {headcount.range.assumed:f} 人）"
        grid.texts(row, 0, ("推定人数点（测算时）", note, "人"))
    if not headcount.calibration.calibrated:
        row += 1
        grid.texts(row, 0, ("校准", "未校准", "同类型没有全队真实案例"))
    row += 1
    grid.text(row, 0, "未通过的检查")
    grid.formula(row, 1, "failed_checks", sheets.book.names["failed_checks"], "count")
    grid.text(row, 2, "项")
    return row + 1


def _staff(sheets: Sheets, grid: Grid, row: int) -> int:
    grid.texts(row, 0, ("部门", "人数", "占比"), "header")
    headcount = sheets.estimate.headcount
    for name, persons in headcount.by_department.items():
        row += 1
        grid.text(row, 0, sheets.department(name))
        grid.formula(row, 1, f"staff_{name}", persons, "count")
        share = persons / headcount.total if headcount.total else Decimal(0)
        grid.formula(row, 2, f"IF(staff_total>0,staff_{name}/staff_total,0)", share, "percent")
    return row + 1


def _cost(sheets: Sheets, grid: Grid, row: int) -> None:
    grid.texts(row, 0, ("成本构成项", "金额（元/年）", "占比"), "header")
    cost = sheets.estimate.cost
    for total in cost.by_item:
        row += 1
        name = f"item_{total.id}"
        grid.text(row, 0, total.title)
        grid.formula(row, 1, name, total.annual)
        share = total.annual / cost.annual if cost.annual else Decimal(0)
        grid.formula(row, 2, f"IF(cost_total>0,{name}/cost_total,0)", share, "percent")


def _charts(sheets: Sheets, grid: Grid) -> None:
    """Persons as columns, cost as a pie of items and as bars of departments."""
    book, ranges = sheets.book.workbook, sheets.ranges
    size = {"width": 520, "height": 290}
    specs = (
        ("column", "各部门人数（人）", "staff_titles", "staff_persons", 3),
        ("pie", "成本构成", "item_titles", "item_amounts", 18),
        ("bar", "各部门成本（元/年）", "department_titles", "department_amounts", 33),
    )
    for kind, title, categories, values, row in specs:
        chart = book.add_chart({"type": kind})
        series: dict[str, object] = {
            "name": title,
            "categories": f"={ranges[categories]}",
            "values": f"={ranges[values]}",
            "data_labels": {"value": True},
        }
        if kind == "pie":
            series["data_labels"] = {"percentage": True, "leader_lines": True}
        else:
            chart.set_legend({"none": True})
        if kind == "column":
            chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
        if kind == "bar":
            chart.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
            chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.add_series(series)
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_size(size)
        description = {"description": title, "object_position": 2}
        grid.sheet.insert_chart(row, 4, chart, description)
