"""An estimate as JSON, CSV and tables. No number is computed here: everything is already in it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from generator.model.estimate import Estimate
from generator.model.values import DEPARTMENT_TITLES, TAG_TITLES
from generator.reports.estimate_json import to_json
from generator.reports.figures import money, plain
from generator.reports.ranges import mark, range_rows

__all__ = ["Sheet", "to_csv", "to_json", "to_tables"]

CENT = Decimal("0.01")
SEVERITY_TITLES = {"error": "错误", "warning": "警告", "notice": "提示"}


@dataclass(frozen=True)
class Sheet:
    """One table of a report; ``numeric`` says which columns are numbers."""

    title: str
    header: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


def to_csv(estimate: Estimate) -> str:
    """Return every post, cost line and price step as one flat table with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("类别", "编号", "名称", "部门", "数量", "单位", "来源", "可信标签"))
    for line in estimate.headcount.posts:
        department = DEPARTMENT_TITLES[line.department]
        writer.writerow(
            (
                "人员",
                line.id,
                line.title,
                department,
                plain(line.persons),
                "人",
                line.source,
                line.tag,
            )
        )
    for entry in estimate.cost.items:
        department = DEPARTMENT_TITLES[entry.department]
        amount = money(entry.annual)
        writer.writerow(
            ("成本", entry.id, entry.name, department, amount, "元/年", entry.source, entry.tag)
        )
    for step in estimate.price.chain:
        writer.writerow(("报价", step.id, step.name, "", money(step.amount), "元/年", "", ""))
    writer.writerow(("报价", "annual", "年报价", "", money(estimate.price.annual), "元/年", "", ""))
    return out.getvalue()


def to_tables(estimate: Estimate) -> list[Sheet]:
    """Return the tables that the terminal shows, ready as text."""
    sheets = [_staff_sheet(estimate), _cost_sheet(estimate), _price_sheet(estimate)]
    sheets.insert(1, _range_sheet(estimate))
    if estimate.contracts:
        sheets.insert(2, _contract_sheet(estimate))
    if estimate.price.table:
        sheets.append(_table_sheet(estimate))
    if estimate.checks:
        sheets.append(_check_sheet(estimate))
    return sheets


def _heads(number: Decimal) -> str:
    """Return persons or places as a table shows them; a share of a pool keeps two decimals."""
    return plain(number.quantize(CENT, rounding=ROUND_HALF_UP))


def _staff_sheet(estimate: Estimate) -> Sheet:
    headcount = estimate.headcount
    rows = [
        (
            DEPARTMENT_TITLES[line.department],
            line.title,
            _heads(line.positions),
            _heads(line.persons),
            _heads(line.rules_persons),
            plain(line.overtime_hours_per_month),
            TAG_TITLES[line.tag],
        )
        for line in headcount.posts
    ]
    total, rules = plain(headcount.total), plain(headcount.rules_only.total)
    low, high = plain(headcount.range.low), plain(headcount.range.high)
    rows.append(("合计", f"区间 {low}—{high} 人", "", total, rules, "", ""))
    header = ("部门", "岗位", "岗位数", "人数", "规则测算", "月加班/人", "可信标签")
    numeric = (False, False, True, True, True, True, False)
    return Sheet(f"人员{mark(headcount)}", header, numeric, tuple(rows))


def _range_sheet(estimate: Estimate) -> Sheet:
    """Why the headcount may be lower or higher, cause by cause."""
    title = f"人数区间{mark(estimate.headcount)}"
    header = ("原因", "少（人）", "多（人）", "说明")
    return Sheet(title, header, (False, True, True, False), range_rows(estimate.headcount))


def _contract_sheet(estimate: Estimate) -> Sheet:
    """Lines at a contract price: the heads are the contractor's, not on our payroll."""
    rows = tuple(
        (
            line.title,
            plain(line.persons),
            money(line.annual),
            "" if line.labour_floor is None else money(line.labour_floor),
            TAG_TITLES[line.tag],
        )
        for line in estimate.contracts
    )
    header = ("外包", "承包方人数", "合同价", "法定用工成本", "可信标签")
    return Sheet("外包合同价（元/年）", header, (False, True, True, True, False), rows)


def _table_sheet(estimate: Estimate) -> Sheet:
    """The buyer's own table, filled."""
    rows = tuple(
        (
            row.id,
            row.title if row.in_total else f"{row.title}（不计入合计）",
            "" if row.quantity is None else f"{plain(row.quantity)} {row.unit}",
            "" if row.unit_price is None else plain(row.unit_price),
            plain(row.times),
            money(row.annual),
        )
        for row in estimate.price.table
    )
    header = ("编号", "项目", "数量", "单价", "每年次数", "年金额")
    title = f"采购人报价表：{estimate.price.table_title}"
    return Sheet(title, header, (False, False, True, True, True, True), rows)


def _cost_sheet(estimate: Estimate) -> Sheet:
    rows = [(total.title, money(total.annual)) for total in estimate.cost.by_item if total.annual]
    rows.append(("成本合计", money(estimate.cost.annual)))
    title = f"成本（元/年）{mark(estimate.headcount)}"
    return Sheet(title, ("成本构成", "金额"), (False, True), tuple(rows))


def _price_sheet(estimate: Estimate) -> Sheet:
    price = estimate.price
    rows = [
        (step.name, "" if step.rate is None else f"{plain(step.rate)}%", money(step.amount))
        for step in price.chain
    ]
    rows.insert(0, ("成本", "", money(estimate.cost.annual)))
    rows.append(("年报价", "", money(price.annual)))
    rows.append(("月报价", "", money(price.monthly)))
    if price.per_m2_month is not None:
        rows.append(("每平方米每月", "", money(price.per_m2_month)))
    for part in price.parts if len(price.parts) > 1 else ():
        cap = "" if part.cap is None else f"限额 {money(part.cap)}"
        rows.append((f"其中：{part.title}", cap, money(part.annual)))
    title = f"报价（元）：{price.chain_title}{mark(estimate.headcount)}"
    return Sheet(title, ("步骤", "费率", "金额"), (False, True, True), tuple(rows))


def _check_sheet(estimate: Estimate) -> Sheet:
    rows = tuple(
        (
            SEVERITY_TITLES[finding.severity] + ("（已接受）" if finding.accepted else ""),
            finding.code,
            finding.message + (f"；接受理由：{finding.accepted}" if finding.accepted else ""),
        )
        for finding in estimate.checks
    )
    return Sheet("检查", ("程度", "代码", "说明"), (False, False, False), rows)
