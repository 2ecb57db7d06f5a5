"""Findings about persons: fixed posts that forget a line, overtime, places nobody can man."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from generator.model.estimate import Cost, Finding, Headcount
from generator.model.values import DEPARTMENT_TITLES
from generator.rules.basis import Basis
from generator.rules.methods import ZERO
from generator.rules.pools import PoolCount

NEAR = Decimal("0.1")
"""A headcount within a tenth of the rules' is a notice, further off a warning."""
WAYS_OUT = "增设轮换人员作为正偏离；依法兼岗；向采购人提问澄清"
OWN_WAYS_OUT = "增加人员，或减少岗位与值守时间"


def lines_without_posts(headcount: Headcount) -> Iterator[Finding]:
    """A list of fixed posts is complete: a line of service that it forgets has nobody."""
    if not headcount.required:
        return
    for department, persons in headcount.rules_only.by_department.items():
        if persons > 0 and not headcount.by_department.get(department):
            message = (
                f"服务范围含{DEPARTMENT_TITLES[department]}，固定岗位里没有一人，规则测算为 "
                f"{persons:f} 人；固定岗位视为全部人员，请补写该线岗位（among 可按规则分配人数），"
                f"或从 service.modules 去掉"
            )
            yield Finding(
                code="line-without-posts",
                severity="error",
                message=message,
                where="required_posts",
            )


def headcount_differs(headcount: Headcount) -> Iterator[Finding]:
    """Fixed posts beside what the rules would give."""
    total, rules = headcount.total, headcount.rules_only.total
    if not headcount.required or total == rules:
        return
    far = abs(total - rules) > rules * NEAR
    more = "多" if total > rules else "少"
    message = (
        f"固定岗位合计 {total:f} 人，按规则测算为 {rules:f} 人，{more} {abs(total - rules):f} 人；"
        f"报价以固定岗位为准，差异见各岗位的对照人数"
    )
    yield Finding(
        code="headcount-differs",
        severity="warning" if far else "notice",
        message=message,
        where="headcount",
    )


def overtime_over_limit(basis: Basis, pool: PoolCount, cost: Cost) -> Iterator[Finding]:
    """Overtime per person and month above the statutory limit (劳动法第四十一条).

    An error where our own rule or setting chose the persons, a warning where the buyer did.
    """
    if pool.flexible:
        return
    worktime = basis.worktime
    hours = worktime.overtime_per_month(pool.coverage_hours, pool.covering_persons)
    limit = worktime.overtime_limit_month
    if hours <= limit:
        return
    needed = worktime.persons_needed(pool.coverage_hours)
    ways = WAYS_OUT if pool.is_required else OWN_WAYS_OUT
    message = (
        f"{pool.title}：{_whole(pool.covering_persons)} 人值守 {_whole(pool.positions)} 个岗位，"
        f"全年 {_whole(pool.coverage_hours)} 小时，人均每月加班 {_whole(hours)} 小时，"
        f"超过每月 {_whole(limit)} 小时的上限；"
        f"已计入的加班工资每年 {_overtime_pay(pool, cost)} 元，"
        f"依法至少需要 {_whole(needed)} 人。可选：{ways}"
    )
    yield Finding(
        code="overtime-over-limit",
        severity=_severity(pool),
        message=message,
        where=f"pools.{pool.id}",
    )


def posts_unmanned(basis: Basis, pool: PoolCount) -> Iterator[Finding]:
    """Fewer persons than the places and hours lawfully need, even with overtime at its limit.

    Lawful hours of one person: standard hours − annual leave + 12 × the monthly limit.
    """
    if not pool.coverage_hours or pool.flexible:
        return
    needed = basis.worktime.persons_needed(pool.coverage_hours)
    counted = all(m.given is None and m.count.stated is None for m in pool.members)
    if pool.covering_persons >= needed or counted:
        return
    ways = WAYS_OUT if pool.is_required else OWN_WAYS_OUT
    message = (
        f"{pool.title}：{_whole(pool.positions)} 个岗位"
        f"全年需值守 {_whole(pool.coverage_hours)} 小时，"
        f"每人依法最多 {_whole(basis.worktime.lawful_hours)} 小时（已含每月 "
        f"{_whole(basis.worktime.overtime_limit_month)} 小时加班、扣除年休假），至少需要 "
        f"{_whole(needed)} 人，现有 {_whole(pool.covering_persons)} 人，"
        f"缺 {_whole(needed - pool.covering_persons)} 人。可选：{ways}"
    )
    yield Finding(
        code="posts-unmanned", severity=_severity(pool), message=message, where=f"pools.{pool.id}"
    )


def below_required(basis: Basis, headcount: Headcount) -> Iterator[Finding]:
    """The company's own number may exceed the buyer's demand, never fall below it."""
    wanted: dict[str, Decimal] = {}
    for row in headcount.required:
        for post, persons in row.assign:
            wanted[post] = wanted.get(post, ZERO) + persons
    actual = {line.id: line.persons for line in headcount.posts}
    titles = {line.id: line.title for line in headcount.posts}
    for post, persons in wanted.items():
        if actual.get(post, ZERO) < persons:
            known = basis.kb.posts.get(post)
            title = titles.get(post) or (known.title if known else post)
            message = (
                f"{title}为 {_whole(actual.get(post, ZERO))} 人，少于要求的 {_whole(persons)} 人"
            )
            yield Finding(
                code="below-required", severity="error", message=message, where=f"posts.{post}"
            )


def _severity(pool: PoolCount) -> Literal["error", "warning"]:
    return "warning" if pool.is_required else "error"


def _overtime_pay(pool: PoolCount, cost: Cost) -> Decimal:
    ids = {f"{member.post.id}.overtime" for member in pool.members}
    return sum((entry.annual for entry in cost.items if entry.id in ids), Decimal("0.00"))


def _whole(value: Decimal) -> str:
    """A number as a person writes it: no trailing zeros, no exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
