"""Which posts the estate needs and how each is counted: first rule that fits, then overrides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from generator.model.estimate import Finding, Operand
from generator.model.knowledge import CountRule, Floor, Post, Productivity, Span, Workload
from generator.model.manning import PostOverride
from generator.rules.basis import Basis, MissingFactError, applies
from generator.rules.counted import DEPARTMENT_ORDER as DEPARTMENT_ORDER
from generator.rules.counted import OWN_SOURCE as OWN_SOURCE
from generator.rules.counted import (
    Counted,
    Given,
    overridden,
    own_coverage,
    payroll,
    post_order,
    scope_of,
)
from generator.rules.methods import ZERO, Count, Situation, count, raised, usable
from generator.rules.relief import attended, relief_persons, with_hours_system, with_relief
from generator.rules.sites import renamed
from generator.rules.workload import all_bind, bound_hours, hours_operand, task_hours
from generator.rules.worktime import WHOLE_YEAR


@dataclass
class Counting:
    """All counted posts in order, and what could not be counted."""

    posts: list[Counted] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


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
            result.posts.append(replace(counted, post=renamed(post, basis)))
    return result


def named_relief(basis: Basis, posts: Iterable[Post], counted: Iterable[Counted]) -> list[Counted]:
    """Return the relief posts that serve counted posts of their pool, where relief is named."""
    covered = [(basis.kb.posts[c.key], c.count) for c in counted]
    found = []
    for post in posts:
        if not post.relief or any(c[0].id == post.id for c in covered):
            continue
        relief = relief_persons(basis, post, covered)
        if relief is not None:
            made = _made(basis, post, relief, None, None)
            found.append(replace(made, post=renamed(post, basis)))
    return found


def is_span(basis: Basis, post: Post) -> bool:
    """Return whether a post is counted from the persons of others, so after them."""
    return any(isinstance(rule.count, Span) for rule in post.rules)


def blank(basis: Basis, post: Post, given: Given) -> Counted:
    """Return a post that no rule counts but somebody demands: one place for each person."""
    return Counted(
        post=renamed(post, basis),
        department=basis.kb.post_departments[post.id],
        count=_covering(given.persons) if post.covers else payroll("required", given.persons),
        rule="",
        source=given.source,
        tag=given.tag,
        scope=scope_of(basis, post, None),
        given=given,
        base=post.id,
        site=basis.site,
    )


def _covering(persons: Decimal) -> Count:
    """Persons who man the hours of their pool's other posts: no hours of their own."""
    return Count("required", stated=persons)


def demanded(
    basis: Basis, post: Post, counted: Counted | None, places: Decimal, given: Given
) -> Counted:
    """Return a post of which the buyer fixed the places on duty: persons follow from the hours."""
    override = basis.case.profile.posts.get(post.id)
    hours = (override.hours_per_day if override else None) or Decimal(8)
    days = (override.days_per_year if override else None) or WHOLE_YEAR
    holiday = places * hours * basis.worktime.holiday_days if days >= WHOLE_YEAR else ZERO
    place = Operand(name=f"在岗岗位（{given.note}）", value=places, unit="个", source=given.source)
    found = Count(
        "required",
        positions=places,
        hours_per_day=hours,
        days_per_year=days,
        annual_hours=places * hours * days,
        holiday_hours=holiday,
        operands=(place,),
    )
    found = with_relief(basis, post, override, found)
    found = with_hours_system(basis, basis.kb.post_departments[post.id], found)
    base = counted or blank(basis, post, given)
    return replace(base, count=found, given=None, demanded=True, source=given.source, tag=given.tag)


def floored(basis: Basis, floor: Floor, found: Count) -> Counted:
    """Return the first post of a floor that no rule counts but the floor demands."""
    post = basis.kb.posts[floor.posts[0]]
    made = _made(basis, post, replace(found, low=found.persons or ZERO), None, None)
    made = replace(made, source=floor.source, tag=floor.tag, rule=f"floors.{floor.id}")
    return replace(made, post=renamed(post, basis))


def _situation(basis: Basis, post: Post, persons: Mapping[str, Decimal]) -> Situation:
    module = basis.kb.post_departments[post.id]
    place = basis.kb.place("posts", post.id)
    level = basis.levels.of(module)
    names, holiday = basis.names(module), basis.holiday_names(module)
    return Situation(basis, names, holiday, level, place, persons, post.id)


def _counted(basis: Basis, post: Post, situation: Situation) -> Counted | None:
    override = basis.case.profile.posts.get(post.id)
    found = _first_rule(basis, post, situation)
    if found is None and override is None:
        return None
    rule = found[1] if found else None
    ratio = None
    if override is not None and override.attendance is not None:
        result = attended(basis, override.attendance, override.hours_per_day or Decimal(8))
    elif override is not None and override.positions is not None and override.hours_per_day:
        result = own_coverage(basis, override, Count("coverage"))
    elif rule is None:
        persons = override.persons if override and override.persons is not None else ZERO
        result = payroll("override", persons)
    else:
        result = raised(count(rule.count, situation), rule.at_least)
        result = own_coverage(basis, override, result) if override else result
        result = _with_bound_tasks(basis, post, result)
        ratio = _ratio_beside(basis, post, rule, situation)
    result = with_relief(basis, post, override, result)
    result = with_hours_system(basis, basis.kb.post_departments[post.id], result)
    counted = _made(basis, post, result, found, override)
    counted = replace(counted, ratio=ratio)
    return overridden(counted, override) if override else counted


def _made(
    basis: Basis,
    post: Post,
    result: Count,
    found: tuple[int, CountRule] | None,
    override: PostOverride | None,
) -> Counted:
    index, rule = found if found else (-1, None)
    return Counted(
        post=post,
        department=basis.kb.post_departments[post.id],
        count=result,
        rule=f"posts.{post.id}.rules.{index}" if rule else "",
        source=rule.source if rule else OWN_SOURCE,
        tag=rule.tag if rule else "assumption",
        scope=scope_of(basis, post, override),
        base=post.id,
        site=basis.site,
    )


def _first_rule(
    basis: Basis, post: Post, situation: Situation, start: int = 0
) -> tuple[int, CountRule] | None:
    kind = basis.case.profile.estate.property_type
    for index, rule in enumerate(post.rules[start:], start=start):
        if rule.types and kind not in rule.types:
            continue
        if applies(rule.when, situation.names, situation.place) and usable(rule.count, situation):
            return index, rule
    return None


def _ratio_beside(basis: Basis, post: Post, rule: CountRule, situation: Situation) -> Count | None:
    """What the next rule that is a ratio would give, where tasks or areas count the post."""
    if not isinstance(rule.count, Workload | Productivity):
        return None
    start = post.rules.index(rule) + 1
    while (found := _first_rule(basis, post, situation, start)) is not None:
        if not isinstance(found[1].count, Workload | Productivity):
            try:
                return raised(count(found[1].count, situation), found[1].at_least)
            except MissingFactError:
                return None
        start = found[0] + 1
    return None


def _with_bound_tasks(basis: Basis, post: Post, result: Count) -> Count:
    """Task hours that bind: added to hours on duty, a floor under persons by ratio."""
    if result.method in ("workload", "span", "fixed") or not basis.kb.tasks:
        return result
    tasks = task_hours(basis, (post.id,))
    hours = bound_hours(tasks)
    if not hours or (result.persons is not None and all_bind(tasks)):
        return result
    operands = (*result.operands, hours_operand(tasks, hours))
    if result.persons is None:
        total = result.annual_hours + hours if result.method == "coverage" else result.annual_hours
        return replace(result, annual_hours=total, operands=operands)
    least = hours / basis.worktime.available_hours
    return replace(
        result,
        persons=max(result.persons, least),
        low=max(result.low, least),
        high=max(result.high, least),
        operands=operands,
    )


def _missing(basis: Basis, post: Post, missing: MissingFactError) -> Finding:
    required = bool(basis.case.required_posts)
    message = f"{post.title}的计算缺少数据“{missing.titles()}”，该岗位未计入"
    message += (
        "规则测算的对照人数" if required else "；请在项目档案的 estate 下填写，确实没有的填 0"
    )
    return Finding(
        code="missing-fact",
        severity="notice" if required else "error",
        message=message,
        where=f"posts.{post.id}",
    )
