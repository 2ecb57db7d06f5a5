"""The headcount: what the rules give, what somebody fixed, and the range between low and high."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from generator.model.estimate import (
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
from generator.model.values import Department, Tag
from generator.rules.basis import Basis
from generator.rules.counting import (
    DEPARTMENT_ORDER,
    OWN_SOURCE,
    Counted,
    Given,
    blank,
    check_names,
    count_posts,
    counted_posts,
    is_span,
    post_order,
)
from generator.rules.formulas import half_up, tidy
from generator.rules.methods import ZERO
from generator.rules.pools import SHARE, PoolCount, persons_of, round_pools

SITE = "main"
"""The one site of an estate; a post line says where it stands."""


@dataclass(frozen=True)
class Staffing:
    """The pools that count, the pools by rules alone, and what could not be counted."""

    pools: tuple[PoolCount, ...]
    rules: tuple[PoolCount, ...]
    findings: tuple[Finding, ...]
    headcount: Headcount


def staff(basis: Basis) -> Staffing:
    """Count everybody. Raises ``InputError`` for unknown posts and wrong formulas."""
    check_names(basis)
    rules, findings = _by_rules(basis)
    pools = _required(basis, rules) if basis.case.required_posts else rules
    headcount = _headcount(basis, pools, rules)
    return Staffing(tuple(pools), tuple(rules), tuple(findings), headcount)


def _by_rules(basis: Basis) -> tuple[list[PoolCount], list[Finding]]:
    """Count by rules and overrides: leads last, since they follow from the others."""
    posts = counted_posts(basis)
    first = count_posts(basis, [post for post in posts if not is_span(basis, post)])
    persons = persons_of(round_pools(basis, first.posts))
    leads = count_posts(basis, [post for post in posts if is_span(basis, post)], persons)
    everybody = sorted(first.posts + leads.posts, key=lambda c: post_order(basis, c.post.id))
    return round_pools(basis, everybody), first.findings + leads.findings


def _required(basis: Basis, rules: list[PoolCount]) -> list[PoolCount]:
    """Lay the fixed posts over the rules: their persons stand, other posts fall away.

    The places and hours of a fixed post stay those of the rules, for they say what is to be
    manned. A post that the company itself adds with a number of persons stays: it is the
    relief offered beyond the demand.
    """
    tender = basis.case.tender
    from_tender = tender is not None and bool(tender.required_posts)
    source, tag = ("tender", "tender") if from_tender else (OWN_SOURCE, "assumption")
    persons: dict[str, Decimal] = {}
    titles: dict[str, list[str]] = {}
    for row in basis.case.required_posts:
        for post, number in row.assign.items():
            persons[post] = persons.get(post, ZERO) + number
            titles.setdefault(post, []).append(row.title)
    known = {member.post.id: member for pool in rules for member in pool.members}
    fixed = []
    for post, number in persons.items():
        given = Given(number, source, _tag(tag), "required", "、".join(dict.fromkeys(titles[post])))
        fixed.append(_fixed(basis, post, known.get(post), given))
    fixed += [
        counted
        for post, counted in known.items()
        if post not in persons and counted.given is not None and counted.given.persons > 0
    ]
    return round_pools(basis, sorted(fixed, key=lambda c: post_order(basis, c.post.id)))


def _fixed(basis: Basis, post: str, counted: Counted | None, given: Given) -> Counted:
    if counted is None:
        return blank(basis, basis.kb.posts[post], given)
    if counted.given is not None:  # the company's own number stands above the demand
        return replace(counted, given=replace(counted.given, by="required"))
    return replace(counted, given=given, source=given.source, tag=given.tag)


def _tag(tag: str) -> Tag:
    return "tender" if tag == "tender" else "assumption"


# --- lines ------------------------------------------------------------------------------------


def _headcount(basis: Basis, pools: list[PoolCount], rules: list[PoolCount]) -> Headcount:
    pools = [pool for pool in pools if pool.persons > 0]
    by_rules = persons_of(rules)
    pool_persons = {pool.id: pool.persons for pool in rules}
    lines = [
        _post_line(basis, pool, member, by_rules)
        for pool in pools
        for member in pool.members
        if pool.shares[member.post.id] > 0
    ]
    lines.sort(key=lambda line: post_order(basis, line.id))
    outsourced = tidy(sum((line.persons for line in lines if line.scope == "outsourced"), ZERO))
    total = tidy(sum((line.persons for line in lines), ZERO))
    rules_departments = _departments(basis, by_rules)
    return Headcount(
        total=total,
        in_house=total - outsourced,
        outsourced=outsourced,
        range=_range(pools),
        rules_only=RulesOnly(
            total=tidy(sum(rules_departments.values(), ZERO)), by_department=rules_departments
        ),
        by_department=_departments(basis, {line.id: line.persons for line in lines}),
        posts=tuple(lines),
        pools=tuple(_pool_line(basis, p, pool_persons.get(p.id, ZERO)) for p in pools),
        required=tuple(
            RequiredLine(
                title=row.title,
                persons=row.persons,
                note=row.note or "",
                assign=tuple(row.assign.items()),
            )
            for row in basis.case.required_posts
        ),
    )


def _departments(basis: Basis, persons: dict[str, Decimal]) -> dict[Department, Decimal]:
    totals = dict.fromkeys(DEPARTMENT_ORDER, ZERO)
    for post, number in persons.items():
        totals[basis.kb.post_departments[post]] += number
    return {name: tidy(number) for name, number in totals.items()}


def _range(pools: list[PoolCount]) -> Range:
    causes = [
        f"{member.post.title}按配比推算，配比上下浮动{member.count.spread}%"
        for pool in pools
        for member in pool.members
        if member.given is None and member.count.spread > 0
    ]
    return Range(
        low=sum((pool.low for pool in pools), ZERO),
        high=sum((pool.high for pool in pools), ZERO),
        causes=tuple(causes),
    )


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
        site=SITE,
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
        layer=basis.kb.layer("posts", member.post.id),
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
        operands += [hours, _available(basis)]
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
