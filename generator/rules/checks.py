"""Findings on an estimate: is it lawful, within budget, consistent with its inputs?

Each check is one function from a ``Result`` to findings; ``CHECKS`` is the explicit registry. A
finding that the profile accepts keeps its severity and carries the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.model.estimate import Cost, Finding, Headcount, Price, WageLine
from generator.rules.basis import Basis
from generator.rules.contradictions import contradictory, nil_drivers
from generator.rules.formulas import MONTHS, half_up
from generator.rules.price import yearly_budget
from generator.rules.quotation import table_of
from generator.rules.shortfalls import (
    below_required,
    headcount_differs,
    lines_without_posts,
    overtime_over_limit,
    posts_unmanned,
)
from generator.rules.staffing import Staffing

FINE = Decimal("0.0001")
"""Digits to which a figure printed by somebody else is compared in a message."""
WEAK_TAGS = ("single", "assumption", "knowledge")


@dataclass(frozen=True)
class Result:
    """Everything computed for a case, before it is judged."""

    basis: Basis
    staffing: Staffing
    wages: dict[str, WageLine]
    cost: Cost
    price: Price

    @property
    def headcount(self) -> Headcount:
        """The persons."""
        return self.staffing.headcount


def findings_of(result: Result, earlier: Iterable[Finding]) -> tuple[Finding, ...]:
    """Run every check and mark what the profile accepts, in a fixed order."""
    found = [*earlier, *(finding for check in CHECKS for finding in check(result))]
    accepts = result.basis.case.profile.accepts
    judged = []
    for finding in found:
        reasons = [
            accept.reason
            for accept in accepts
            if accept.check == finding.code and accept.where in (None, finding.where)
        ]
        judged.append(finding.model_copy(update={"accepted": reasons[0]}) if reasons else finding)
    return tuple(judged)


def contradictory_facts(result: Result) -> Iterator[Finding]:
    """Facts that cannot be together, and nil where the rules count by it."""
    yield from contradictory(result.basis)
    yield from nil_drivers(result.basis)


def small_taxpayer(result: Result) -> Iterator[Finding]:
    """The levy rate of small taxpayers ends with a year's sales above the limit."""
    limit = result.basis.parameters.find("small_taxpayer_limit")
    small = [
        step.name
        for step in result.price.chain
        if any(o.ref == "parameters.vat_small_rate" for o in step.trace.operands)
    ]
    if limit is None or not small or result.price.annual <= limit.number:
        return
    message = (
        f"年报价 {result.price.annual} 元超过小规模纳税人年销售额标准 {limit.number:f} 元，"
        f"不能按征收率计税（{'、'.join(small)}）；请改用一般纳税人的价格链"
    )
    yield _error("small-taxpayer-over-limit", message, "pricing")


def wage_below_minimum(result: Result) -> Iterator[Finding]:
    """A full-time wage may not be below the city's minimum wage."""
    basis = result.basis
    minimum = basis.parameters.find("minimum_wage")
    if minimum is None:
        return
    for wage in result.wages.values():
        if wage.monthly < minimum.number:
            posts = "、".join(p.title for p in result.headcount.posts if p.wage == wage.group)
            message = (
                f"{posts}的月工资 {wage.monthly} 元低于{basis.parameters.city_title}"
                f"最低工资标准 {minimum.number} 元（{basis.case.as_of} 执行）"
            )
            yield _error("wage-below-minimum", message, f"wages.{wage.group}")


def over_budget(result: Result) -> Iterator[Finding]:
    """The price, and each capped part of it, stays within the buyer's ceilings."""
    budget = yearly_budget(result.basis)
    if budget is None:
        return
    price = result.price
    if price.annual > budget.total:
        over = price.annual - budget.total
        message = f"年报价 {price.annual} 元超过预算 {budget.total} 元，超出 {over} 元"
        yield _error("over-budget", message, "price.annual")
    for part in price.parts:
        if budget.parts and part.cap is not None and part.annual > part.cap:
            message = f"分项“{part.title}”{part.annual} 元超过限额 {part.cap} 元"
            yield _error("over-budget", message, f"price.parts.{part.id}")


def parameter_overdue(result: Result) -> Iterator[Finding]:
    """A figure in use whose review date has passed may no longer be true."""
    used = _used_parameters(result)
    for title, dated in result.basis.parameters.overdue():
        if title in used:
            message = f"参数“{title}”应于 {dated.review_by} 前复核，现用值 {dated.value}"
            yield Finding(
                code="parameter-overdue",
                severity="warning",
                message=message,
                where=f"parameters.{used[title]}",
            )


def parameter_provisional(result: Result) -> Iterator[Finding]:
    """Last year's figures in use because this year's are not known are named in one finding."""
    used = set(_used_parameters(result).values())
    parameters = result.basis.parameters
    carried = [
        f"{parameters.get(name).title} {dated.value} {parameters.get(name).unit}"
        for name, dated in parameters.provisional()
        if name in used
    ]
    if carried:
        message = (
            f"{parameters.city_title}下列标准沿用上一年度，本年度标准未公布或未查得："
            f"{'、'.join(carried)}；请核对当地最新通知，并在公司文件或项目档案的 parameters 下填写"
        )
        yield Finding(
            code="parameter-provisional", severity="warning", message=message, where="parameters"
        )


def uncalibrated(result: Result) -> Iterator[Finding]:
    """A type without a real team to compare with; persons by weakly sourced ratios."""
    found = result.headcount.calibration
    titles = [
        line.title
        for line in result.headcount.posts
        if line.trace.method in ("per_area", "per_unit", "formula") and line.tag in WEAK_TAGS
    ]
    low, high = result.headcount.range.low, result.headcount.range.high
    message = "" if found.calibrated else "未校准：同类型没有全队真实案例可供对照"
    if found.partial and not found.calibrated:
        message += f"（只有部分服务线案例 {len(found.partial)} 个）"
    if titles:
        message += "；" if message else ""
        message += (
            f"{'、'.join(titles)}按面积或户数配比推算，来源可信度较低；"
            f"总人数请按区间 {low:f}—{high:f} 人理解"
        )
    if message:
        yield Finding(code="uncalibrated", severity="notice", message=message, where="headcount")


def outside_band(result: Result) -> Iterator[Finding]:
    """A price per head far from every real contract deserves a second look."""
    total = result.headcount.total
    band = [result.basis.parameters.find(name) for name in ("price_band_low", "price_band_high")]
    if not total or band[0] is None or band[1] is None:
        return
    each = half_up(result.price.annual / total / MONTHS)
    low, high = band[0].number, band[1].number
    if not low <= each <= high:
        message = (
            f"人均每月报价 {each} 元，在真实合同的区间 {low}—{high} 元之外；"
            f"请核对工资、人数和外包费用"
        )
        yield Finding(
            code="outside-band", severity="warning", message=message, where="price.annual"
        )


def quotation_table(result: Result) -> Iterator[Finding]:
    """The buyer's own table sums to the price, and agrees with what is printed in it."""
    price = result.price
    table = table_of(result.basis)
    if table is None:
        return
    total = sum((row.annual for row in price.table if row.in_total), Decimal(0))
    if not table.partial and total != price.annual:
        message = (
            f"报价表“{table.title}”合计 {total} 元，与年报价 {price.annual} 元相差"
            f" {abs(total - price.annual)} 元；请核对各行公式，或写一行 balance: true 承接取整差额"
        )
        yield _error("table-total-differs", message, "price.table")
    for row, filled in zip(table.rows, price.table, strict=True):
        found = filled.annual / MONTHS if row.per == "month" else filled.annual
        pairs = ((row.stated, found, "数额"), (row.stated_unit, filled.unit_price, "单价"))
        for stated, computed, title in pairs:
            if stated is None or computed is None or abs(computed - stated) <= row.tolerance:
                continue
            message = (
                f"报价表的行“{row.title}”已印{title} {stated:f}，"
                f"测算为 {half_up(computed, FINE):f}，相差 {half_up(computed - stated, FINE):f}"
            )
            where = f"price.table.{row.id}"
            yield Finding(
                code="table-row-differs", severity="warning", message=message, where=where
            )


def no_persons(result: Result) -> Iterator[Finding]:
    """An estimate without anybody is an unfinished profile."""
    if not result.headcount.total:
        message = "没有算出任何人员；请检查服务范围（service.modules）和物业数据（estate）"
        yield _error("no-persons", message, "headcount")


def fixed_posts(result: Result) -> Iterator[Finding]:
    """Fixed posts beside what the rules would give, line by line and in total."""
    yield from lines_without_posts(result.headcount)
    yield from headcount_differs(result.headcount)


def hours(result: Result) -> Iterator[Finding]:
    """Overtime and unmanned places, pool by pool."""
    for pool in result.staffing.pools:
        yield from overtime_over_limit(result.basis, pool, result.cost)
        yield from posts_unmanned(result.basis, pool)
    yield from below_required(result.basis, result.headcount)


CHECKS: tuple[Callable[[Result], Iterator[Finding]], ...] = (
    no_persons,
    contradictory_facts,
    small_taxpayer,
    hours,
    wage_below_minimum,
    fixed_posts,
    over_budget,
    quotation_table,
    outside_band,
    uncalibrated,
    parameter_overdue,
    parameter_provisional,
)
"""Every check, in the order of its findings."""


def _error(code: str, message: str, where: str) -> Finding:
    return Finding(code=code, severity="error", message=message, where=where)


def _used_parameters(result: Result) -> dict[str, str]:
    """Titles of the parameters that the estimate really used, with their ids."""
    traces = [entry.trace for entry in result.cost.items]
    traces += [step.trace for step in result.price.chain]
    worktime = (
        "working_days_per_year",
        "standard_hours_per_day",
        "annual_leave_days",
        "planned_overtime_hours_month",
        "overtime_limit_hours_month",
        "holiday_days",
        "minimum_wage",
    )
    names = {
        operand.ref.removeprefix("parameters.")
        for trace in traces
        for operand in trace.operands
        if operand.ref.startswith("parameters.")
    }
    found = {name: result.basis.parameters.find(name) for name in sorted(names | set(worktime))}
    return {figure.title: name for name, figure in found.items() if figure is not None}
