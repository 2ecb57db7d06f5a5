"""Which posts the estate needs and how each is counted: first rule that fits, then overrides."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from generator.errors import InputError, Problem
from generator.model.estimate import Finding, Operand
from generator.model.knowledge import CountRule, Post, Span
from generator.model.profile import PostOverride
from generator.model.values import DEPARTMENT_TITLES, Department, Scope, Tag
from generator.rules.basis import Basis, MissingFactError, applies
from generator.rules.methods import ZERO, Count, Situation, count, raised
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
    """One post with its count and where the count comes from."""

    post: Post
    department: Department
    count: Count
    rule: str
    source: str
    tag: Tag
    scope: Scope
    override: str = ""
    given: Given | None = None


@dataclass
class Counting:
    """All counted posts in order, and what could not be counted."""

    posts: list[Counted] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def post_order(basis: Basis, post_id: str) -> tuple[int, int, str]:
    """Return the sort key of a post: department, its own order, id."""
    department = basis.kb.post_departments[post_id]
    return (DEPARTMENT_ORDER.index(department), basis.kb.posts[post_id].order, post_id)


def counted_posts(basis: Basis) -> list[Post]:
    """Return the posts of the modules asked for, in order."""
    modules = basis.case.profile.service.modules
    inside = (name for name in basis.kb.posts if basis.kb.post_departments[name] in modules)
    return [basis.kb.posts[name] for name in sorted(inside, key=lambda n: post_order(basis, n))]


def count_posts(
    basis: Basis, posts: Iterable[Post], persons: Mapping[str, Decimal] | None = None
) -> Counting:
    """Count posts by the first rule that fits; posts without a rule that fits are left out.

    ``persons`` are those counted already, for spans of control. A rule whose facts are missing
    leaves a finding ``missing-fact``: the post is not guessed.
    """
    result = Counting()
    for post in posts:
        situation = _situation(basis, post, persons or {})
        try:
            counted = _counted(basis, post, situation)
        except MissingFactError as missing:
            result.findings.append(_missing(basis, post, missing))
            continue
        if counted is not None:
            result.posts.append(counted)
    return result


def is_span(basis: Basis, post: Post) -> bool:
    """Return whether a post is counted from the persons of others, so after them."""
    return any(isinstance(rule.count, Span) for rule in post.rules)


def blank(basis: Basis, post: Post, given: Given) -> Counted:
    """Return a post that no rule counts but somebody demands: one place for each person."""
    return Counted(
        post=post,
        department=basis.kb.post_departments[post.id],
        count=_payroll(basis, "required", given.persons, ()),
        rule="",
        source=given.source,
        tag=given.tag,
        scope=_scope(basis, post, None),
        given=given,
    )


def check_names(basis: Basis) -> None:
    """Raise ``unknown-post`` for every post that profile or tender names but nobody defines."""
    case, posts = basis.case, list(basis.kb.posts)
    role = "tender" if case.tender is not None and case.tender.required_posts else "profile"
    named = [("profile", f"posts.{name}", name) for name in case.profile.posts]
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


def _situation(basis: Basis, post: Post, persons: Mapping[str, Decimal]) -> Situation:
    module = basis.kb.post_departments[post.id]
    place = basis.kb.place("posts", post.id)
    level = basis.levels.of(module)
    names, holiday = basis.names(module), basis.holiday_names(module)
    return Situation(basis, names, holiday, level, place, persons)


def _counted(basis: Basis, post: Post, situation: Situation) -> Counted | None:
    override = basis.case.profile.posts.get(post.id)
    found = _first_rule(basis, post, situation)
    if found is None and override is None:
        return None
    index, rule = found if found else (-1, None)
    if override is not None and override.positions is not None and override.hours_per_day:
        result = _own_coverage(basis, override, Count("coverage"))
    elif rule is None:
        persons = override.persons if override and override.persons is not None else ZERO
        result = _payroll(basis, "override", persons, ())
    else:
        result = raised(count(rule.count, situation), rule.at_least)
        result = _own_coverage(basis, override, result) if override else result
    counted = Counted(
        post=post,
        department=basis.kb.post_departments[post.id],
        count=result,
        rule=f"posts.{post.id}.rules.{index}" if rule else "",
        source=rule.source if rule else OWN_SOURCE,
        tag=rule.tag if rule else "assumption",
        scope=_scope(basis, post, override),
    )
    return _overridden(counted, override) if override else counted


def _first_rule(basis: Basis, post: Post, situation: Situation) -> tuple[int, CountRule] | None:
    kind = basis.case.profile.estate.property_type
    for index, rule in enumerate(post.rules):
        if rule.types and kind not in rule.types:
            continue
        if applies(rule.when, situation.names, situation.place):
            return index, rule
    return None


def _own_coverage(basis: Basis, override: PostOverride | None, result: Count) -> Count:
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


def _overridden(counted: Counted, override: PostOverride) -> Counted:
    """Note an override in the trace; fixed persons replace what the rule counted."""
    changed = [
        f"{name}={value}"
        for name in ("positions", "hours_per_day", "days_per_year", "persons", "scope")
        if (value := getattr(override, name)) is not None
    ]
    text = f"{override.reason}（{'，'.join(changed)}）" if changed else override.reason
    counted = replace(counted, override=text, source=OWN_SOURCE, tag=override.tag)
    if override.persons is None:
        return counted
    given = Given(override.persons, OWN_SOURCE, override.tag, "override", override.reason)
    return replace(counted, given=given)


def _payroll(basis: Basis, method: str, persons: Decimal, operands: tuple[Operand, ...]) -> Count:
    return Count(method, persons=persons, low=persons, high=persons, operands=operands)


def _scope(basis: Basis, post: Post, override: PostOverride | None) -> Scope:
    if override is not None and override.scope is not None:
        return override.scope
    module = basis.kb.post_departments[post.id]
    return "outsourced" if module in basis.case.profile.service.outsourced else post.scope


def _missing(basis: Basis, post: Post, missing: MissingFactError) -> Finding:
    required = bool(basis.case.required_posts)
    message = f"{post.title}的计算缺少{missing.titles()}，该岗位未计入"
    message += (
        "规则测算的对照人数" if required else "；请在项目档案的 estate 下填写，确实没有的填 0"
    )
    return Finding(
        code="missing-fact",
        severity="notice" if required else "error",
        message=message,
        where=f"posts.{post.id}",
    )
