"""The headcount: what the rules give, what somebody fixed, and the range between low and high."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.estimate import (
    Calibration,
    Finding,
    Headcount,
    Operand,
    PoolLine,
    PostLine,
    Range,
    RequiredLine,
    RulesOnly,
    Trace,
)
from generator.model.values import Department
from generator.rules.assumed import assumed_findings
from generator.rules.basis import Basis
from generator.rules.beside import beside
from generator.rules.counted import DEPARTMENT_ORDER, Counted, check_names, site_order
from generator.rules.floors import below_floors
from generator.rules.formulas import half_up, tidy
from generator.rules.methods import ZERO
from generator.rules.pools import SHARE, PoolCount, persons_of
from generator.rules.ranges import range_of
from generator.rules.required import required_pools
from generator.rules.sites import check_sites, contradictions, site_bases
from generator.rules.tally import by_rules
from generator.rules.wages import parameter_operand
from generator.rules.workload import check_task_names


@dataclass(frozen=True)
class Staffing:
    """The pools that count, the pools by rules alone, and what could not be counted."""

    pools: tuple[PoolCount, ...]
    rules: tuple[PoolCount, ...]
    findings: tuple[Finding, ...]
    headcount: Headcount


def staff(basis: Basis) -> Staffing:
    """Count everybody, site by site. Raises ``InputError`` for unknown names, wrong formulas."""
    check_names(basis)
    check_sites(basis)
    check_task_names(basis)
    rules, findings = by_rules(basis)
    pools = rules
    required: tuple[RequiredLine, ...] = ()
    if basis.case.required_posts:
        pools, required = required_pools(basis, rules)
    range_, assumed = range_of(basis, pools)
    headcount = _headcount(basis, pools, rules, required, range_)
    findings += assumed_findings(assumed)
    findings += contradictions(basis)
    for site in site_bases(basis):
        findings += below_floors(site, pools)
    findings += beside(basis, pools if basis.case.required_posts else rules)
    return Staffing(tuple(pools), tuple(rules), tuple(findings), headcount)


# --- lines ------------------------------------------------------------------------------------


def _headcount(
    basis: Basis,
    pools: list[PoolCount],
    rules: list[PoolCount],
    required: tuple[RequiredLine, ...],
    range_: Range,
) -> Headcount:
    pools = [pool for pool in pools if pool.persons > 0]
    by_rules = persons_of(rules)
    pool_persons = {pool.id: pool.persons for pool in rules}
    manned = [(p, m) for p in pools for m in p.members if p.shares[m.post.id] > 0]
    manned.sort(key=lambda pair: site_order(basis, pair[1]))
    lines = [_post_line(basis, pool, member, by_rules) for pool, member in manned]
    outsourced = tidy(sum((line.persons for line in lines if line.scope == "outsourced"), ZERO))
    total = tidy(sum((line.persons for line in lines), ZERO))
    rules_departments = _departments(rules)
    return Headcount(
        total=total,
        in_house=total - outsourced,
        outsourced=outsourced,
        range=range_,
        rules_only=RulesOnly(
            total=tidy(sum(rules_departments.values(), ZERO)), by_department=rules_departments
        ),
        by_department=_departments(pools),
        posts=tuple(lines),
        pools=tuple(_pool_line(basis, p, pool_persons.get(p.id, ZERO)) for p in pools),
        required=required,
        calibration=_calibration(basis),
    )


def _calibration(basis: Basis) -> Calibration:
    found = basis.kb.evidence.get(basis.case.profile.estate.property_type)
    return Calibration(whole=found.whole, partial=found.partial) if found else Calibration()


def _departments(pools: list[PoolCount]) -> dict[Department, Decimal]:
    totals = dict.fromkeys(DEPARTMENT_ORDER, ZERO)
    for pool in pools:
        for member in pool.members:
            totals[member.department] += pool.shares[member.post.id]
    return {name: tidy(number) for name, number in totals.items()}


def _post_line(
    basis: Basis, pool: PoolCount, member: Counted, by_rules: dict[str, Decimal]
) -> PostLine:
    count, post = member.count, member.post
    persons = pool.shares[post.id]
    rules_persons = by_rules.get(post.id, ZERO)
    covered = count.is_coverage
    positions = count.positions if covered else persons
    hours, days = count.hours_per_day, count.days_per_year
    if not covered:
        hours, days = basis.worktime.hours_per_day, basis.worktime.working_days
    fixed = member.given is not None
    return PostLine(
        id=post.id,
        title=post.title,
        department=member.department,
        site=member.site,
        post=member.key,
        module=member.department,
        scope=member.scope,
        pool=pool.id,
        wage=post.wage,
        shift=post.shift,
        requirement=post.requirement or "",
        positions=positions,
        hours_per_day=hours,
        days_per_year=days,
        annual_hours=count.annual_hours if covered else positions * hours * days,
        persons=persons,
        low=persons if fixed or covered else min(persons, tidy(half_up(count.low, SHARE))),
        high=persons if fixed or covered else max(persons, tidy(half_up(count.high, SHARE))),
        rules_persons=rules_persons,
        overtime_hours_per_month=_overtime(basis, pool) if covered else ZERO,
        source=member.given.source if member.given else member.source,
        tag=member.given.tag if member.given else member.tag,
        trace=_post_trace(basis, pool, member),
    )


def _overtime(basis: Basis, pool: PoolCount) -> Decimal:
    if pool.flexible:
        return ZERO
    return basis.worktime.overtime_per_month(pool.coverage_hours, pool.covering_persons)


def _post_trace(basis: Basis, pool: PoolCount, member: Counted) -> Trace:
    operands = member.count.operands
    if member.given is not None:
        label = "固定人数" if member.given.by == "required" else "本项目设定人数"
        name = f"{label}（{member.given.note}）" if member.given.note else label
        operands = (
            Operand(name=name, value=member.given.persons, unit="人", source=member.given.source),
            *operands,
        )
    if member.count.is_coverage:
        operands = (*operands, _available(basis))
    return Trace(
        rule=member.rule,
        method="required" if member.given else member.count.method,
        operands=operands,
        rounding="" if member.given else f"轮换池“{pool.title}”合并后向上取整",
        layer=basis.kb.layer("posts", member.key),
        override=member.override,
    )


def _available(basis: Basis) -> Operand:
    hours = basis.worktime.available_hours
    return Operand(
        name="人均可用工时", value=hours, unit="小时/人·年", ref="worktime.available_hours"
    )


def _pool_line(basis: Basis, pool: PoolCount, rules_persons: Decimal) -> PoolLine:
    operands = [Operand(name="取整前人数", value=tidy(half_up(pool.unrounded, SHARE)), unit="人")]
    if pool.coverage_hours:
        hours = Operand(name="年岗时", value=pool.coverage_hours, unit="小时")
        limit = parameter_operand(basis.parameters.get("overtime_limit_hours_month"))
        operands += [hours, _available(basis), limit]
    return PoolLine(
        id=pool.id,
        title=pool.title,
        department=pool.members[0].department,
        scope=pool.members[0].scope,
        posts=tuple(member.post.id for member in pool.members),
        certificate=pool.certificate,
        persons=pool.persons,
        rules_persons=rules_persons,
        annual_hours=pool.coverage_hours,
        overtime_hours_per_month=_overtime(basis, pool),
        holiday_hours=pool.holiday_hours,
        required=pool.is_required,
        trace=Trace(
            rule=f"pools.{pool.id}",
            method="required" if pool.is_fixed else "pool",
            operands=tuple(operands),
            rounding="" if pool.is_fixed else "向上取整一次，余数归承接岗位",
            layer=basis.kb.layer("pools", pool.id),
        ),
    )
