"""Sheets of parameters with their sources, and of checks that stay live in the workbook."""

from __future__ import annotations

from decimal import Decimal

from generator.render.xlsx.grid import Grid
from generator.render.xlsx.inputs import SECTIONS, Input, value_of
from generator.render.xlsx.sheets import CHECKS, PARAMETERS, Check, Sheets

PASSED, FAILED = "通过", "未通过"
TOLERANCE = "0.005"


def write_parameters(sheets: Sheets) -> None:
    """Write every input that a formula uses: value, unit, source, tag, name."""
    grid = sheets.grids[PARAMETERS]
    grid.columns((44, 16, 14, 60, 12, 34))
    grid.title_row("参数与来源", "蓝色单元格可改，改动会一直算到报价；人数在“岗位与人数”修改。")
    grid.header(2, ("参数", "取值", "单位", "来源", "可信标签", "单元格名称"))
    row = 3
    for section, title in SECTIONS.items():
        inputs = [item for item in sheets.inputs.by_name.values() if item.section == section]
        if not inputs:
            continue
        grid.texts(row, 0, (title, "", "", "", "", ""), "text_total")
        row += 1
        for item in inputs:
            _parameter(sheets, grid, row, item)
            row += 1
    grid.print_setup(repeat=2, freeze=(3, 1))


def _parameter(sheets: Sheets, grid: Grid, row: int, item: Input) -> None:
    operand = item.operand
    title = operand.name
    if item.section in ("facts", "hours", "other") and item.owner:
        title = f"{item.owner}：{operand.name}"
    if item.section == "wages":
        posts = [p.title for p in sheets.estimate.headcount.posts if f"wage_{p.wage}" == item.name]
        title = f"{operand.name}（{'、'.join(posts)}）"
    if item in sheets.inputs.frozen:
        title += "（不随人数联动）"
    grid.text(row, 0, title)
    style = "money" if item.section == "wages" else "count"
    grid.entry(row, 1, value_of(operand), style, item.name)
    grid.texts(row, 2, (operand.unit, sheets.context.source(operand.source)))
    grid.texts(row, 4, (sheets.context.tag(operand.tag),))
    grid.text(row, 5, item.name, "code")


def write_checks(sheets: Sheets) -> None:
    """Write the live comparisons, then what the engine found about the estimate."""
    grid = sheets.grids[CHECKS]
    grid.columns((46, 18, 8, 18, 16, 12))
    grid.title_row("检查", "上表随输入实时计算；下表是测算时的发现。")
    grid.header(2, ("检查项", "左值", "关系", "右值", "差额", "结果"))
    row = first = 3
    for check in [*_wages(sheets), *sheets.checks]:
        _check(grid, row, check)
        row += 1
    verdicts = grid.span((first, 5), (row - 1, 5))
    failed = sum(not _holds(check) for check in [*_wages(sheets), *sheets.checks])
    grid.texts(row, 0, ("未通过的检查", "", "", "", ""), "text_total")
    formula = f'COUNTIF({verdicts},"{FAILED}")'
    grid.formula(row, 5, formula, Decimal(failed), "count_total", "failed_checks")
    _changed(sheets, grid, row + 2)
    _findings(sheets, grid, row + 5)
    red = sheets.book.workbook.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE"})
    rule = {"type": "cell", "criteria": "==", "value": f'"{FAILED}"', "format": red}
    grid.sheet.conditional_format(first, 5, row - 1, 5, rule)
    grid.print_setup(repeat=2, freeze=(3, 1))


def _wages(sheets: Sheets) -> list[Check]:
    """Every wage beside the minimum wage."""
    checks = []
    for wage in sheets.estimate.wages:
        if wage.minimum is not None:
            posts = [p.title for p in sheets.estimate.headcount.posts if p.wage == wage.group]
            title = f"{'、'.join(posts)}的月工资不低于最低工资"
            term = sheets.inputs.term(wage.minimum, "", 0)
            values = (wage.monthly, value_of(wage.minimum))
            checks.append(Check(title, f"wage_{wage.group}", ">=", term, values))
    return checks


def _check(grid: Grid, row: int, check: Check) -> None:
    grid.text(row, 0, check.title)
    left, right = check.values
    grid.formula(row, 1, check.left, left)
    grid.text(row, 2, {"=": "＝", "<=": "≤", ">=": "≥"}[check.sign], "verdict")
    grid.formula(row, 3, check.right, right)
    cells = grid.at(row, 1), grid.at(row, 3)
    grid.formula(row, 4, f"ROUND({cells[0]}-{cells[1]},2)", left - right)
    difference = grid.at(row, 4)
    test = {
        "=": f"ABS({difference})<{TOLERANCE}",
        "<=": f"{difference}<{TOLERANCE}",
        ">=": f"{difference}>-{TOLERANCE}",
    }[check.sign]
    verdict = PASSED if _holds(check) else FAILED
    grid.formula(row, 5, f'IF({test},"{PASSED}","{FAILED}")', verdict, "verdict")


def _holds(check: Check) -> bool:
    left, right = check.values
    return {"=": left == right, "<=": left <= right, ">=": left >= right}[check.sign]


def _changed(sheets: Sheets, grid: Grid, row: int) -> None:
    """How far the price has moved since the estimate was written."""
    annual = sheets.estimate.price.annual
    grid.texts(row, 0, ("测算时的年报价", "", "", ""))
    grid.number(row, 1, annual)
    grid.texts(row + 1, 0, ("现在的年报价与测算之差", "", "", ""))
    formula = f"ROUND(price_annual-{grid.at(row, 1)},2)"
    grid.formula(row + 1, 1, formula, Decimal("0.00"), name="price_change")


def _findings(sheets: Sheets, grid: Grid, row: int) -> None:
    grid.text(row, 0, "测算时的发现", "section")
    grid.texts(row + 1, 0, ("说明", "代码", "程度", "位置", "接受理由"), "header")
    for place, finding in enumerate(sheets.estimate.checks, row + 2):
        severity = sheets.context.severities.get(finding.severity, finding.severity)
        grid.texts(place, 0, (finding.message, finding.code, severity))
        grid.texts(place, 3, (finding.where, finding.accepted))
