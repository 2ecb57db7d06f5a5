"""What a post costs: wage, employer insurance by line, housing fund, overtime, welfare, levies.

Each insurance line has its own base, the wage clamped between the city's floor and ceiling, so
low wages pay a fixed sum per head (Beijing 2026: 7,270 × 26.7 % = 1,941 yuan a month).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.model.estimate import CostEntry, Operand, PostLine, Trace, WageLine
from generator.model.values import Tag
from generator.parameters import ParameterValue
from generator.rules.basis import Basis
from generator.rules.formulas import FORMULAS
from generator.rules.pools import PoolCount
from generator.rules.staffing import Staffing
from generator.rules.wages import (
    figures,
    fund_figures,
    fund_rounding,
    insurance_figures,
    parameter_operand,
    wage_operand,
)

PERSONNEL = "personnel"
MAIN_PART = "main"
LINE_TITLES = {
    "pension": "基本养老保险",
    "medical": "基本医疗保险（含生育）",
    "unemployment": "失业保险",
    "injury": "工伤保险",
}
SHARES = {
    "welfare": ("welfare_rate", "职工福利费"),
    "union_fee": ("trade_union_rate", "工会经费"),
    "disability_levy": ("disability_levy_rate", "残疾人就业保障金"),
}
"""Costs that are a share of wages: component → (rate parameter, title)."""
HOURS = Decimal("0.01")


@dataclass(frozen=True)
class _Figures:
    """The parameters of on-costs, looked up once for all posts."""

    insurance: dict[str, tuple[ParameterValue, ...]]
    fund: tuple[ParameterValue, ...]
    fund_step: Operand
    shares: dict[str, ParameterValue]
    pay: dict[str, ParameterValue]


def personnel_entries(
    basis: Basis, staffing: Staffing, wages: dict[str, WageLine]
) -> list[CostEntry]:
    """Return the personnel cost of every post, component by component, in the posts' order.

    Raises ``InputError`` naming every parameter that the city does not give.
    """
    known = _figures(basis)
    pools = {pool.id: pool for pool in staffing.pools}
    entries: list[CostEntry] = []
    for line in staffing.headcount.posts:
        wage = wages[line.wage]
        entries += _components(line, wage, known)
        entries += _hour_pay(basis, line, wage, pools[line.pool], known)
    return entries


def entry(
    line: PostLine,
    component: str,
    title: str,
    formula: str,
    operands: tuple[Operand, ...],
    source: str,
    tag: Tag,
) -> CostEntry:
    """Compute one component of a post's cost by a named formula over its operands."""
    values = [operand.value for operand in operands]
    return CostEntry(
        id=f"{line.id}.{component}",
        name=f"{line.title}{title}",
        cost_item=PERSONNEL,
        department=line.department,
        price_part=MAIN_PART,
        annual=FORMULAS[formula].compute(*values),
        source=source,
        tag=tag,
        trace=Trace(
            rule=f"personnel.{component}",
            method=formula,
            operands=operands,
            rounding="四舍五入到0.01元",
        ),
    )


def persons_operand(line: PostLine) -> Operand:
    """Return a post's persons as an operand."""
    ref = f"staff.posts.{line.id}"
    return Operand(
        name="人数", value=line.persons, unit="人", ref=ref, source=line.source, tag=line.tag
    )


def _figures(basis: Basis) -> _Figures:
    return _Figures(
        insurance=insurance_figures(basis),
        fund=fund_figures(basis),
        fund_step=fund_rounding(basis),
        shares=figures(basis, (rate for rate, _ in SHARES.values())),
        pay=figures(
            basis,
            ("paid_days_per_month", "standard_hours_per_day", "overtime_rate", "holiday_rate"),
        ),
    )


def _components(line: PostLine, wage: WageLine, known: _Figures) -> Iterator[CostEntry]:
    base = (persons_operand(line), wage_operand(wage))
    yield entry(line, "wages", "工资", "wages", base, wage.source, wage.tag)
    for name, bounds in known.insurance.items():
        operands = (*base, *map(parameter_operand, bounds))
        rate = bounds[-1]
        yield entry(line, name, LINE_TITLES[name], "insurance", operands, rate.source, rate.tag)
    rate = known.fund[-1]
    operands = (*base, *map(parameter_operand, known.fund), known.fund_step)
    yield entry(line, "fund", "住房公积金", "fund", operands, rate.source, rate.tag)
    for component, (name, title) in SHARES.items():
        rate = known.shares[name]
        operands = (*base, parameter_operand(rate))
        yield entry(line, component, title, "payroll_share", operands, rate.source, rate.tag)


def _hour_pay(
    basis: Basis, line: PostLine, wage: WageLine, pool: PoolCount, known: _Figures
) -> Iterator[CostEntry]:
    """Overtime at 150 %, shared by persons, and the post's own holiday hours at 300 %."""
    member = next(m for m in pool.members if m.post.id == line.id)
    if not member.count.is_coverage:
        return
    covering = pool.covering_persons
    paid = basis.worktime.paid_overtime(pool.coverage_hours, pool.holiday_hours, covering)
    overtime = (paid * line.persons / covering).quantize(HOURS) if covering else Decimal(0)
    for component, title, hours, rate in (
        ("overtime", "加班工资", overtime, known.pay["overtime_rate"]),
        ("holiday", "法定节假日加班工资", member.count.holiday_hours, known.pay["holiday_rate"]),
    ):
        if hours <= 0:
            continue
        operands = (
            Operand(name=f"{title}工时", value=hours, unit="小时/年", ref=f"staff.posts.{line.id}"),
            wage_operand(wage),
            parameter_operand(known.pay["paid_days_per_month"]),
            parameter_operand(known.pay["standard_hours_per_day"]),
            parameter_operand(rate),
        )
        yield entry(line, component, title, "hourly_pay", operands, rate.source, rate.tag)
