"""What a post costs: wage, employer insurance by line, housing fund, overtime, welfare, levies.

Each insurance line has its own base, the wage clamped between the city's floor and ceiling, so
low wages pay a fixed sum per head (Beijing 2026: 7,270 × 26.7 % = 1,941 yuan a month).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True)
class _Figures:
    """The parameters of on-costs, looked up once for all posts."""

    insurance: dict[str, tuple[ParameterValue, ...]]
    fund: tuple[ParameterValue, ...]
    fund_step: Operand
    shares: dict[str, ParameterValue]
    pay: dict[str, ParameterValue]
    hour_base: ParameterValue | None
    """Monthly sum on which overtime is reckoned, where it is not the wage."""
    hour_step: ParameterValue | None
    """Step in yuan to which the pay of an hour is rounded before it is multiplied."""


def personnel_entries(
    basis: Basis,
    staffing: Staffing,
    wages: dict[str, WageLine],
    contracted: frozenset[str] = frozenset(),
) -> list[CostEntry]:
    """Return the personnel cost of every post of ours, component by component, in their order.

    Raises ``InputError`` naming every parameter that the city does not give.
    """
    known = _figures(basis)
    pools = {pool.id: pool for pool in staffing.pools}
    entries: list[CostEntry] = []
    for line in staffing.headcount.posts:
        if line.id in contracted:
            continue
        wage = wages[line.wage]
        made = [*_components(basis, line, wage, known)]
        made += _hour_pay(line, wage, pools[line.pool], known)
        part = part_of(basis, (line.id, line.post, line.department))
        entries += [each.model_copy(update={"price_part": part}) for each in made]
    return entries


def insured(basis: Basis, line: PostLine) -> bool:
    """Return whether a post's staff are insured; retirees carry accident cover instead."""
    profile = basis.case.profile
    name = line.post or line.id
    own = [site.posts.get(name) for site in profile.sites if site.id == line.site]
    own += [profile.posts.get(name)]
    return all(override.insured for override in own if override is not None)


def part_of(basis: Basis, names: Iterable[str], own: str | None = None) -> str:
    """Return the part of the price that a cost falls on: the profile's word, else its own."""
    parts = basis.case.profile.pricing.parts
    return next((parts[name] for name in names if name in parts), own or MAIN_PART)


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
            (
                "working_days_per_year",
                "standard_hours_per_day",
                "paid_days_per_month",
                "overtime_rate",
                "holiday_rate",
            ),
        ),
        hour_base=basis.parameters.find("overtime_base_month"),
        hour_step=basis.parameters.find("hourly_pay_rounding"),
    )


def _components(
    basis: Basis, line: PostLine, wage: WageLine, known: _Figures
) -> Iterator[CostEntry]:
    base = (persons_operand(line), wage_operand(wage))
    yield entry(line, "wages", "工资", "wages", base, wage.source, wage.tag)
    if insured(basis, line):
        yield from _insurance(line, base, known)
    else:
        cover = basis.parameters.get("retiree_accident_insurance")
        cover_of = (base[0], parameter_operand(cover))
        title = "退休返聘人员意外险"
        yield entry(line, "accident", title, "accident", cover_of, cover.source, cover.tag)
    for component, (name, title) in SHARES.items():
        rate = known.shares[name]
        operands = (*base, parameter_operand(rate))
        yield entry(line, component, title, "payroll_share", operands, rate.source, rate.tag)


def _insurance(line: PostLine, base: tuple[Operand, ...], known: _Figures) -> Iterator[CostEntry]:
    for name, bounds in known.insurance.items():
        operands = (*base, *map(parameter_operand, bounds))
        rate = bounds[-1]
        yield entry(line, name, LINE_TITLES[name], "insurance", operands, rate.source, rate.tag)
    rate = known.fund[-1]
    operands = (*base, *map(parameter_operand, known.fund), known.fund_step)
    yield entry(line, "fund", "住房公积金", "fund", operands, rate.source, rate.tag)


def _hour_pay(
    line: PostLine, wage: WageLine, pool: PoolCount, known: _Figures
) -> Iterator[CostEntry]:
    """Overtime at 150 %, shared by persons, and the post's own holiday hours at 300 %.

    Overtime is stated even where it is nil: a workbook that has fewer persons must find it.
    """
    member = next(m for m in pool.members if m.post.id == line.id)
    if not member.count.is_coverage:
        return
    days, day_hours = known.pay["working_days_per_year"], known.pay["standard_hours_per_day"]
    paid_days = known.pay["paid_days_per_month"]
    rate = known.pay["overtime_rate"]
    operands = (
        *_pool_hours(pool),
        parameter_operand(days),
        parameter_operand(day_hours),
        persons_operand(line),
        _hour_wage(wage, known),
        parameter_operand(paid_days),
        parameter_operand(rate),
    )
    formula, step = _hour_rounding("overtime_pay", known)
    if not member.count.flexible:
        yield entry(line, "overtime", "加班工资", formula, operands + step, rate.source, rate.tag)
    holiday = member.count.holiday_hours
    if holiday <= 0:
        return
    rate = known.pay["holiday_rate"]
    ref = f"staff.posts.{line.id}.holiday_hours"
    operands = (
        Operand(name="法定节假日工时", value=holiday, unit="小时/年", ref=ref),
        _hour_wage(wage, known),
        parameter_operand(paid_days),
        parameter_operand(day_hours),
        parameter_operand(rate),
    )
    formula, step = _hour_rounding("hourly_pay", known)
    title = "法定节假日加班工资"
    yield entry(line, "holiday", title, formula, operands + step, rate.source, rate.tag)


def _hour_wage(wage: WageLine, known: _Figures) -> Operand:
    return wage_operand(wage) if known.hour_base is None else parameter_operand(known.hour_base)


def _hour_rounding(formula: str, known: _Figures) -> tuple[str, tuple[Operand, ...]]:
    if known.hour_step is None:
        return formula, ()
    return f"{formula}_rounded", (parameter_operand(known.hour_step),)


def _pool_hours(pool: PoolCount) -> tuple[Operand, ...]:
    """Hours to be manned by the pool, those on holidays, and the persons who man them."""
    hours = (
        ("轮换池年岗时", pool.coverage_hours, "annual_hours"),
        ("其中法定节假日工时", pool.holiday_hours, "holiday_hours"),
    )
    posts = [m.post.id for m in pool.members if m.count.is_coverage and pool.shares[m.post.id] > 0]
    covering = Operand(
        name="值守人数",
        value=pool.covering_persons,
        unit="人",
        ref="+".join(f"staff.posts.{name}" for name in posts),
    )
    return (
        *(
            Operand(name=name, value=value, unit="小时/年", ref=f"staff.pools.{pool.id}.{field}")
            for name, value, field in hours
        ),
        covering,
    )
