"""Relief as stated: crews of a shift system, persons per place, or named relief persons.

Places on duty and persons on the payroll are never the same number: a stated system turns the
one into the other, the hours stay beside it and say what overtime the statement implies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from generator.errors import InputError, Problem
from generator.model.estimate import Operand
from generator.model.knowledge import Post
from generator.model.manning import OnDuty, PostOverride, Relief
from generator.model.shifts import ShiftSystem
from generator.rules.basis import Basis
from generator.rules.formulas import half_up, round_up, tidy
from generator.rules.methods import ZERO, Count
from generator.rules.worktime import workdays_off


def relief_for(basis: Basis, post: Post) -> Relief | None:
    """Return how relief of a post is stated: for the post itself, else for its pool."""
    asked = basis.case.profile.service.relief
    return asked.get(post.id) or asked.get(post.pool or "")


def system_of(basis: Basis, post: Post, override: PostOverride | None) -> ShiftSystem | None:
    """Return the shift system of a post: the profile's word, else the post's own words."""
    systems = sorted(basis.kb.shift_systems.values(), key=lambda s: (s.order, s.id))
    if override is not None and override.shift is not None:
        found = basis.kb.shift_systems.get(override.shift)
        if found is None:
            place = basis.case.place("profile", f"posts.{post.id}.shift")
            known = "、".join(system.id for system in systems)
            message = f"没有班制 {override.shift}"
            raise InputError([Problem(place, "unknown-shift-system", message, f"可用：{known}")])
        return found
    return next((s for s in systems if any(alias in post.shift for alias in s.aliases)), None)


def attended(basis: Basis, places: OnDuty, hours: Decimal) -> Count:
    """Hours of a post manned differently on workdays, weekends and statutory holidays."""
    worktime = basis.worktime
    days = (
        ("工作日在岗", places.weekday, worktime.working_days),
        ("周末在岗", places.weekend, workdays_off(worktime)),
        ("法定节假日在岗", places.holiday, worktime.holiday_days),
    )
    shifts = sum((number * count for _, number, count in days), ZERO)
    most = max(places.weekday, places.weekend, places.holiday)
    return Count(
        "coverage",
        positions=most,
        hours_per_day=hours,
        days_per_year=tidy((shifts / most).quantize(Decimal("0.01"))) if most else ZERO,
        annual_hours=shifts * hours,
        holiday_hours=places.holiday * worktime.holiday_days * hours,
        operands=(
            *(
                Operand(
                    name=f"{name}（{count:f} 天）", value=number, unit="人", ref="profile.posts"
                )
                for name, number, count in days
            ),
            Operand(name="每班小时", value=hours, unit="小时", ref="profile.posts"),
            Operand(name="年岗时", value=shifts * hours, unit="小时"),
        ),
    )


def with_relief(basis: Basis, post: Post, override: PostOverride | None, count: Count) -> Count:
    """Lay the stated relief over a coverage count; without one the hours decide.

    Raises ``missing-shift`` where crews are asked for and no shift system is known.
    """
    asked = relief_for(basis, post)
    if not count.is_coverage or asked is None or asked.by == "hours":
        return count
    if asked.by == "factor":
        assert asked.factor is not None
        factor = Operand(
            name="每岗人数",
            value=asked.factor,
            unit="人/岗",
            ref="profile.relief",
            source=asked.source or "",
            tag=asked.tag,
        )
        persons = tidy(count.positions * asked.factor)
        return replace(count, stated=persons, operands=(*count.operands, factor))
    system = system_of(basis, post, override)
    if system is None or not _fits(system, count):
        place = basis.case.place("profile", f"posts.{post.id}")
        message = f"{post.title}没有可用的班制，不能按班组计人"
        hint = "在 posts 下写 shift，班制见知识库 shifts.yaml"
        raise InputError([Problem(place, "missing-shift", message, hint)])
    crews = Operand(
        name=f"班组数（{system.title}）",
        value=Decimal(system.crews),
        unit="组",
        ref=f"shift_systems.{system.id}",
        source=system.source,
        tag=system.tag,
    )
    persons = tidy(count.positions * system.crews)
    return replace(count, stated=persons, operands=(*count.operands, crews))


def relief_persons(basis: Basis, post: Post, covered: Iterable[tuple[Post, Count]]) -> Count | None:
    """Return the named relief persons of a relief post's pool: one for so many, rounded up."""
    served = [(p, c) for p, c in covered if p.pool == post.pool and c.stated is not None]
    asked = basis.case.profile.service.relief.get(post.pool or "")
    if asked is None or asked.by != "posts" or asked.persons_per_relief is None or not served:
        return None
    total = sum((c.stated or ZERO for _, c in served), ZERO)
    persons = round_up(total / asked.persons_per_relief)
    return Count(
        "relief",
        stated=persons,
        operands=(
            Operand(name="各班人数", value=total, unit="人"),
            Operand(
                name="每几人设一名顶岗",
                value=asked.persons_per_relief,
                unit="人",
                ref="profile.relief",
                source=asked.source or "",
                tag=asked.tag,
            ),
        ),
    )


def with_hours_system(basis: Basis, module: str, count: Count) -> Count:
    """Under 不定时 no overtime is due, and holiday pay only where the city says so."""
    systems = basis.case.profile.service.hours_system
    if not count.is_coverage or dict(systems).get(module) != "flexible":  # type: ignore[call-overload]
        return count
    paid = basis.flags["flexible_holiday_pay"]
    return replace(count, flexible=True, holiday_hours=count.holiday_hours if paid else ZERO)


def persons_of_count(count: Count, available: Decimal) -> Decimal:
    """Persons before rounding: payroll persons, stated persons, or hours ÷ available hours."""
    if count.persons is not None:
        return count.persons
    if count.stated is not None:
        return max(count.stated, count.at_least) if count.stated else ZERO
    persons = count.annual_hours / available
    return max(persons, count.at_least) if persons else ZERO


def rounded(value: Decimal) -> Decimal:
    """Persons to four decimals, as shares inside a pool are kept."""
    return tidy(half_up(value, Decimal("0.0001")))


def _fits(system: ShiftSystem, count: Count) -> bool:
    return system.hours_from <= count.hours_per_day <= system.hours_to
