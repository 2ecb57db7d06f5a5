"""A counted post: what the methods found, who fixed it, where it stands; and its order."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.errors import InputError, Problem
from generator.model.estimate import Operand
from generator.model.knowledge import Post
from generator.model.manning import PostOverride
from generator.model.values import DEPARTMENT_TITLES, Department, Scope, Tag
from generator.rules.basis import Basis
from generator.rules.methods import ZERO, Count
from generator.rules.sites import MAIN
from generator.rules.worktime import WHOLE_YEAR

DEPARTMENT_ORDER: tuple[Department, ...] = tuple(DEPARTMENT_TITLES)  # type: ignore[arg-type]
OWN_SOURCE = "profile"
"""Source of a figure that the profile itself gives."""


@dataclass(frozen=True)
class Given:
    """Persons that somebody fixed: the tender, the client's demand in the profile, an override."""

    persons: Decimal
    source: str
    tag: Tag
    by: str  # "required" or "override"
    note: str = ""


@dataclass(frozen=True)
class Counted:
    """One post with its count and where the count comes from.

    At one of several sites ``post`` has an id of its own and ``base`` is the knowledge base's.
    ``ratio`` is what the ratio would give where areas or tasks count instead. ``demanded`` are
    places on duty that the buyer fixed.
    """

    post: Post
    department: Department
    count: Count
    rule: str
    source: str
    tag: Tag
    scope: Scope
    override: str = ""
    given: Given | None = None
    base: str = ""
    site: str = MAIN
    ratio: Count | None = None
    demanded: bool = False

    @property
    def key(self) -> str:
        """The knowledge base's id of the post."""
        return self.base or self.post.id


def post_order(basis: Basis, post_id: str) -> tuple[int, int, str]:
    """Return the sort key of a post: department, its own order, id."""
    department = basis.kb.post_departments[post_id]
    return (DEPARTMENT_ORDER.index(department), basis.kb.posts[post_id].order, post_id)


def site_order(basis: Basis, counted: Counted) -> tuple[tuple[int, int, str], int]:
    """Return the sort key of a counted post: the post's own, then the order of the sites."""
    sites = [site.id for site in basis.case.profile.sites]
    index = sites.index(counted.site) if counted.site in sites else -1
    return (post_order(basis, counted.key), index)


def check_names(basis: Basis) -> None:
    """Raise ``unknown-post`` for every post that profile or tender names but nobody defines."""
    case, posts = basis.case, list(basis.kb.posts)
    role = "tender" if case.tender is not None and case.tender.required_posts else "profile"
    named = [("profile", f"posts.{name}", name) for name in case.profile.posts]
    for number, site in enumerate(case.profile.sites):
        named += [("profile", f"sites.{number}.posts.{name}", name) for name in site.posts]
    for index, row in enumerate(case.required_posts):
        named += [(role, f"required_posts.{index}.assign.{name}", name) for name in row.assign]
    problems = []
    for file, path, name in named:
        if name not in basis.kb.posts:
            close = difflib.get_close_matches(name, posts, 1, 0.5)
            hint = f"是否想写 {close[0]}" if close else "可用：" + "、".join(posts)
            message = f"没有岗位 {name}"
            problems.append(Problem(case.place(file, path), "unknown-post", message, hint))
    if problems:
        raise InputError(problems)


def own_coverage(basis: Basis, override: PostOverride | None, result: Count) -> Count:
    """Lay the profile's places and hours over a coverage count; payroll counts have none."""
    if override is None or not result.is_coverage:
        return result
    own = (override.positions, override.hours_per_day, override.days_per_year)
    if own == (None, None, None):
        return result
    positions = override.positions if override.positions is not None else result.positions
    hours = override.hours_per_day or result.hours_per_day
    days = override.days_per_year or result.days_per_year or WHOLE_YEAR
    holiday = positions * hours * basis.worktime.holiday_days if days >= WHOLE_YEAR else ZERO
    values = (("岗位数", positions, "个"), ("每日小时", hours, "小时"), ("每年天数", days, "天"))
    return replace(
        result,
        positions=positions,
        hours_per_day=hours,
        days_per_year=days,
        annual_hours=positions * hours * days,
        holiday_hours=holiday,
        operands=tuple(Operand(name=n, value=v, unit=u, ref="profile.posts") for n, v, u in values),
    )


def overridden(counted: Counted, override: PostOverride) -> Counted:
    """Note an override in the trace; fixed persons replace what the rule counted."""
    changed = [
        f"{name}={value}"
        for name in ("positions", "hours_per_day", "days_per_year", "shift", "persons", "scope")
        if (value := getattr(override, name)) is not None
    ]
    text = f"{override.reason}（{'，'.join(changed)}）" if changed else override.reason
    counted = replace(counted, override=text, source=OWN_SOURCE, tag=override.tag)
    if override.persons is None:
        return counted
    given = Given(override.persons, OWN_SOURCE, override.tag, "override", override.reason)
    return replace(counted, given=given)


def payroll(method: str, persons: Decimal) -> Count:
    """Return a count of so many persons, without a range."""
    return Count(method, persons=persons, low=persons, high=persons)


def scope_of(basis: Basis, post: Post, override: PostOverride | None) -> Scope:
    """Return who does the work of a post: the override's word, the profile's, the post's own."""
    if override is not None and override.scope is not None:
        return override.scope
    module = basis.kb.post_departments[post.id]
    return "outsourced" if module in basis.case.profile.service.outsourced else post.scope
