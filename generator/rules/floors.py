"""Floors of law and norm: fewest persons or places of some posts together.

A mandatory floor raises what the rules count. What somebody fixed below a floor stands, with a
finding: an error where the number is ours, a warning where the buyer fixed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from generator.model.estimate import Finding, Operand
from generator.model.knowledge import Floor
from generator.rules.basis import Basis, MissingFactError, applies, quantity
from generator.rules.counted import Counted
from generator.rules.counting import floored
from generator.rules.methods import ZERO, Count
from generator.rules.pools import PoolCount
from generator.rules.relief import persons_of_count


def raise_to_floors(basis: Basis, posts: list[Counted]) -> list[Counted]:
    """Raise what the rules counted at a site to its mandatory floors."""
    for floor in _floors(basis):
        least = _least(basis, floor)
        if floor.mandatory and least:
            posts = _raised(basis, floor, least, posts)
    return posts


def below_floors(basis: Basis, pools: Iterable[PoolCount]) -> Iterator[Finding]:
    """Yield a finding for every floor of a site that the numbers in force do not reach."""
    pools = [pool for pool in pools if pool.site == basis.site or not _sited(basis)]
    for floor in _floors(basis):
        least = _least(basis, floor)
        if least is None:
            yield _unknown(basis, floor)
            continue
        members = [(p, m) for p in pools for m in p.members if m.key in floor.posts]
        places = sum((m.count.positions for _, m in members), ZERO)
        persons = sum((p.shares[m.post.id] for p, m in members), ZERO)
        found = places if floor.basis == "on_duty" else persons
        if found < least:
            required = bool(basis.case.required_posts)
            severity = "warning" if required else "error"
            unit = "个同时在岗岗位" if floor.basis == "on_duty" else "人"
            word = "下限" if floor.mandatory else "推荐值"
            yield Finding(
                code="below-floor",
                severity=severity if floor.mandatory else "notice",  # type: ignore[arg-type]
                message=(
                    f"{floor.title}{_at(basis)}{word}为 {_text(least)} {unit}，"
                    f"现为 {_text(found)}；依据 {floor.source}"
                ),
                where=f"floors.{floor.id}",
            )


def _floors(basis: Basis) -> list[Floor]:
    """Floors that apply at a site and whose posts belong to the services asked for."""
    modules = basis.case.profile.service.modules
    kind = basis.case.profile.estate.property_type
    found = []
    for floor in basis.kb.floors.values():
        posts = [name for name in floor.posts if name in basis.kb.posts]
        asked = any(basis.kb.post_departments[name] in modules for name in posts)
        place = basis.kb.place("floors", floor.id)
        if asked and (not floor.types or kind in floor.types):
            department = basis.kb.post_departments[posts[0]]
            if applies(floor.when, basis.names(department), place):
                found.append(floor)
    return found


def _least(basis: Basis, floor: Floor) -> Decimal | None:
    """The largest of the expressions that can be computed; None where none can."""
    department = basis.kb.post_departments[floor.posts[0]]
    place = basis.kb.place("floors", floor.id)
    values = []
    for source in floor.largest_of:
        try:
            values.append(quantity(source, basis.names(department), place))
        except MissingFactError:
            continue
    return max(values, default=None)


def _raised(basis: Basis, floor: Floor, least: Decimal, posts: list[Counted]) -> list[Counted]:
    members = [c for c in posts if c.key in floor.posts and c.given is None]
    available = basis.worktime.available_hours
    on_duty = floor.basis == "on_duty"
    have = sum(
        (
            c.count.positions
            if on_duty
            else (c.given.persons if c.given else persons_of_count(c.count, available))
            for c in posts
            if c.key in floor.posts
        ),
        ZERO,
    )
    short = least - have
    if short <= 0 or any(c.given is not None or c.override for c in posts if c.key in floor.posts):
        return posts
    note = Operand(name=floor.title, value=least, unit="人", ref=f"floors.{floor.id}")
    if not members:
        if on_duty:
            return posts
        return [*posts, floored(basis, floor, Count("floor", persons=least, operands=(note,)))]
    first = next(c for name in floor.posts for c in members if c.key == name)
    lifted = replace(first, count=_lifted(first.count, short, available, note, on_duty=on_duty))
    return [lifted if c is first else c for c in posts]


def _lifted(
    count: Count, short: Decimal, available: Decimal, note: Operand, *, on_duty: bool
) -> Count:
    operands = (*count.operands, note)
    if on_duty and count.positions:
        factor = (count.positions + short) / count.positions
        return replace(
            count,
            positions=count.positions + short,
            annual_hours=count.annual_hours * factor,
            holiday_hours=count.holiday_hours * factor,
            operands=operands,
        )
    if count.persons is not None:
        return replace(
            count,
            persons=count.persons + short,
            low=count.low + short,
            high=count.high + short,
            operands=operands,
        )
    stated = persons_of_count(count, available) + short
    return replace(count, stated=stated, operands=operands)


def _unknown(basis: Basis, floor: Floor) -> Finding:
    message = f"{floor.title}{_at(basis)}缺少数据，无法核对下限；依据 {floor.source}"
    return Finding(
        code="floor-unknown", severity="notice", message=message, where=f"floors.{floor.id}"
    )


def _sited(basis: Basis) -> bool:
    return bool(basis.site_title)


def _at(basis: Basis) -> str:
    return f"（{basis.site_title}）" if basis.site_title else ""


def _text(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
