"""Findings that lay a second count beside the one in force: tasks, ratios, stated crews, hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.model.estimate import Finding
from generator.model.manning import HOURS_TITLES
from generator.model.values import DEPARTMENT_TITLES
from generator.rules.basis import Basis
from generator.rules.counted import Counted
from generator.rules.methods import ZERO
from generator.rules.pools import PoolCount
from generator.rules.relief import persons_of_count, rounded, system_of
from generator.rules.sites import site_bases
from generator.rules.workload import task_hours

FAR = Decimal("0.25")
"""Counts that differ by more than a quarter are worth a word."""
RATIOS = ("per_area", "per_unit", "tiered", "formula", "productivity")
DAILY_LIMIT = Decimal(11)
"""Standard hours 8 plus at most 3 of overtime a day (劳动法第四十一条)."""


def beside(basis: Basis, rules: Iterable[PoolCount]) -> Iterator[Finding]:
    """Yield every finding that compares the rules' counts with something else."""
    rules = tuple(rules)
    members = [member for pool in rules for member in pool.members]
    for pool in rules:
        yield from _stated_differs(pool)
    sites = {site.site: site for site in (basis, *site_bases(basis))}
    for member in members:
        site = sites[member.site]
        yield from _workload_differs(site, member)
        yield from _ratio_differs(site, member)
    yield from _hours_systems(basis, members, sites)


def _workload_differs(basis: Basis, member: Counted) -> Iterator[Finding]:
    """Task hours beside a ratio: their minutes are assumptions, so they only check it.

    Tasks that lack a fact make the sum a lower bound, which says something only from above.
    """
    if member.count.method not in RATIOS:
        return
    tasks = [t for t in task_hours(basis, (member.key,)) if not t.task.absorbed]
    known = sum((t.hours for t in tasks if t.hours is not None), ZERO)
    missing = [t for t in tasks if t.hours is None]
    available = basis.worktime.available_hours
    persons, ratio = known / available, persons_of_count(member.count, available)
    high, low = persons > ratio * (1 + FAR), persons < ratio * (1 - FAR)
    if not ratio or not tasks or not (high or (low and not missing)):
        return
    lack = f"，另有 {len(missing)} 项缺少数据未计" if missing else ""
    message = (
        f"{member.post.title}按配比为 {_text(ratio)} 人，按 {len(tasks) - len(missing)} 项任务工时"
        f"为 {_text(persons)} 人（每年 {_text(known)} 小时{lack}）；"
        f"单位耗时多为假设，不作计人依据，可在 tasks 下填写本项目数值"
    )
    yield _notice("workload-differs", message, f"posts.{member.post.id}")


def _ratio_differs(basis: Basis, member: Counted) -> Iterator[Finding]:
    if member.ratio is None:
        return
    available = basis.worktime.available_hours
    persons = persons_of_count(member.count, available)
    ratio = persons_of_count(member.ratio, available)
    if abs(persons - ratio) > ratio * FAR:
        method = "分区劳效" if member.count.method == "productivity" else "任务工时"
        message = (
            f"{member.post.title}按{method}为 {_text(persons)} 人，"
            f"面积或户数配比为 {_text(ratio)} 人；以{method}为准，请核对分类面积或任务是否齐全"
        )
        yield _notice("ratio-differs", message, f"posts.{member.post.id}")


def _stated_differs(pool: PoolCount) -> Iterator[Finding]:
    """The buyer's persons beside the places and shifts that the buyer states."""
    if not pool.is_fixed:
        return
    stated = sum((m.count.stated or ZERO for m in pool.members if m.count.annual_hours), ZERO)
    if not stated or stated == pool.persons:
        return
    more = "多" if pool.persons > stated else "少"
    message = (
        f"{pool.title}给定 {_text(pool.persons)} 人，按给定的岗位与班制为 {_text(stated)} 人，"
        f"{more} {_text(abs(pool.persons - stated))} 人；岗位与班制没有说明这部分差异"
    )
    yield _notice("stated-differs", message, f"pools.{pool.id}")


def _hours_systems(
    basis: Basis, members: Iterable[Counted], sites: dict[str, Basis]
) -> Iterator[Finding]:
    systems = basis.case.profile.service.hours_system
    for module, system in systems.items():
        if system != "standard":
            title = f"{DEPARTMENT_TITLES[module]}实行{HOURS_TITLES[system]}"
            message = f"{title}，须经人力资源社会保障行政部门批准（劳部发〔1994〕503号）"
            if system == "flexible":
                paid = "照付三倍工资" if basis.flags["flexible_holiday_pay"] else "不另付三倍工资"
                city = basis.parameters.city_title
                message += f"；不计加班，{city}法定节假日{paid}；定岗值守岗位一般不适用"
            yield _notice("hours-need-approval", message, f"service.hours_system.{module}")
    for member in members:
        if systems.get(member.department) != "standard" or not member.count.is_coverage:
            continue
        site = sites[member.site]
        override = site.case.profile.posts.get(member.key)
        shifts = system_of(site, site.kb.posts[member.key], override)
        longest = max(shifts.lengths(member.count.hours_per_day)) if shifts else ZERO
        if longest > DAILY_LIMIT:
            message = (
                f"{member.post.title}每班 {_text(longest)} 小时，标准工时制每日加班不得超过三小时；"
                f"改八小时班制，或经批准实行综合计算工时"
            )
            yield Finding(
                code="shift-over-day",
                severity="warning",
                message=message,
                where=f"posts.{member.post.id}",
            )


def _notice(code: str, message: str, where: str) -> Finding:
    return Finding(code=code, severity="notice", message=message, where=where)


def _text(value: Decimal) -> str:
    text = f"{rounded(value).quantize(Decimal('0.01')):f}"
    return text.rstrip("0").rstrip(".")
