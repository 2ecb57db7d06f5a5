"""The range of the headcount: one contribution for each cause, combined as independent ones.

Each cause says how many persons fewer or more it may mean. Causes are independent of each other
(an unknown gate says nothing of how thinly cleaners are spread), so each side is the root of the
sum of the squares. Posts that the buyer fixed have no range.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.model.estimate import Contribution, Range
from generator.model.knowledge import Overhead, Spread
from generator.model.values import DEPARTMENT_TITLES, Department
from generator.rules.assumed import Assumption, assumptions, overlaid, usual, with_values
from generator.rules.basis import Basis, MissingFactError, quantity
from generator.rules.counted import Counted
from generator.rules.formulas import HUNDRED, half_up, tidy
from generator.rules.methods import ZERO
from generator.rules.pools import PoolCount
from generator.rules.relief import persons_of_count
from generator.rules.tally import by_rules

RATIOS = ("per_area", "per_unit", "tiered", "formula")
YEAR_HOURS = Decimal(8760)
"""Hours a year of one place manned round the clock."""
COMBINED = "各原因相互独立，按平方和的平方根分别合并少计与多计"
ONE = Decimal(1)
TENTH = Decimal("0.1")


def range_of(basis: Basis, pools: Iterable[PoolCount]) -> tuple[Range, list[Assumption]]:
    """Return the range of a headcount and what had to be assumed for it."""
    pools = list(pools)
    total = sum((pool.persons for pool in pools), ZERO)
    if basis.case.required_posts:
        return Range(low=total, high=total, causes=(), point=total), []
    assumed = assumptions(basis)
    counted = _counted(basis, assumed, {}) if assumed else pools
    point = sum((pool.persons for pool in counted), ZERO)
    found = [*_unknown(basis, assumed, _exact(counted)), *_known(basis, counted, assumed)]
    parts = [part for part in found if part.low or part.high]
    low = max(_given(counted), half_up(point - _root(p.low for p in parts), ONE))
    high = half_up(point + _root(p.high for p in parts), ONE)
    made = Range(
        low=tidy(max(low, ZERO)),
        high=tidy(high),
        causes=tuple(_text(part) for part in parts),
        point=tidy(point),
        assumed=tidy(point - total),
        contributions=tuple(parts),
        combined=COMBINED if len(parts) > 1 else "",
    )
    moving = {part.id for part in parts}
    return made, [one for one in assumed if _id(one) in moving]


def _known(
    basis: Basis, pools: list[PoolCount], assumed: list[Assumption]
) -> Iterator[Contribution]:
    members = [member for pool in pools for member in pool.members if member.given is None]
    yield from _ratios(basis, members)
    yield from _readings(basis, members)
    yield from _overhead(basis, pools, assumed)
    yield from _uncounted(basis, pools)


# --- facts that nobody stated -------------------------------------------------------------------


def _unknown(basis: Basis, assumed: list[Assumption], exact: Decimal) -> Iterator[Contribution]:
    """Count again with the least and the most of each unknown fact, the others as usual."""
    for one in assumed:
        bounds = [_exact(_counted(basis, assumed, {one.key: v})) for v in (one.low, one.high)]
        row = one.typical
        yield Contribution(
            id=_id(one),
            title=f"未写明{row.title}" + (f"（{one.site_title}）" if one.site_title else ""),
            low=_tenth(exact - min(*bounds, exact)),
            high=_tenth(max(*bounds, exact) - exact),
            reason=usual(one) + (f"；{row.note}" if row.note else ""),
            source=row.source,
            tag=row.tag,
        )


def _counted(
    basis: Basis, assumed: list[Assumption], values: dict[tuple[str, str], Decimal]
) -> list[PoolCount]:
    laid = with_values(assumed, values)
    pools, _ = by_rules(basis, lambda site: overlaid(site, laid))
    return pools


def _id(one: Assumption) -> str:
    site = f".{one.site}" if one.site_title else ""
    return f"fact.{one.typical.fact}{site}"


# --- what is stated, and still uncertain --------------------------------------------------------


def _ratios(basis: Basis, members: list[Counted]) -> Iterator[Contribution]:
    """Persons by ratio, department by department: real teams lie that far from ratios."""
    for department, title in DEPARTMENT_TITLES.items():
        own = [m for m in members if m.department == department and m.count.method in RATIOS]
        persons = sum((m.count.persons or ZERO for m in own), ZERO)
        if not persons:
            continue
        spread = _spread(basis, department)
        low = sum(((m.count.persons or ZERO) - m.count.low for m in own), ZERO)
        high = sum((m.count.high - (m.count.persons or ZERO) for m in own), ZERO)
        if spread is not None:
            low = max(low, persons * spread.low / HUNDRED)
            high = max(high, persons * spread.high / HUNDRED)
        posts = "、".join(dict.fromkeys(m.post.title for m in own))
        yield Contribution(
            id=f"ratio.{department}",
            title=f"{title}按配比推算",
            low=_tenth(low),
            high=_tenth(high),
            reason=f"{posts}按面积或数量配比 {_plain(persons)} 人；"
            + (spread.note if spread else "配比表自身的区间"),
            source=spread.source if spread else own[0].source,
            tag=spread.tag if spread else own[0].tag,
        )


def _spread(basis: Basis, department: str) -> Spread | None:
    kind = basis.case.profile.estate.property_type
    rows = [s for s in basis.kb.spreads.values() if s.department == department]
    return next((s for s in rows if kind in s.types), None) or next(
        (s for s in rows if not s.types), None
    )


def _readings(basis: Basis, members: list[Counted]) -> Iterator[Contribution]:
    """Places of which nobody stated the relief: the trade fills them more thinly than the law."""
    available = basis.worktime.available_hours
    for reading in basis.kb.readings.values():
        own = [
            m
            for m in members
            if m.key in reading.posts and m.count.is_coverage and m.count.stated is None
        ]
        persons = sum((persons_of_count(m.count, available) for m in own), ZERO)
        places = sum((m.count.annual_hours for m in own), ZERO) / YEAR_HOURS
        if not persons:
            continue
        yield Contribution(
            id=f"shift.{reading.id}",
            title=f"{reading.title}的班制",
            low=_tenth(max(ZERO, persons - places * reading.least)),
            high=_tenth(max(ZERO, places * reading.most - persons)),
            reason=(
                f"折合 {_plain(places)} 个全天岗，未写明班组或轮休系数；每岗按法定工时计，"
                f"实有 {_plain(reading.least)}—{_plain(reading.most)} 人的；{reading.note}"
            ),
            source=reading.source,
            tag=reading.tag,
        )


def _overhead(
    basis: Basis, pools: list[PoolCount], assumed: list[Assumption]
) -> Iterator[Contribution]:
    """Management as sources count it: supervisors, clerks and finance beside the manager."""
    laid = with_values(assumed, {}).get(basis.site, {})
    names = basis.names("management")
    names["facts"] = {**names["facts"], **laid}
    kind = basis.case.profile.estate.property_type
    for row in basis.kb.overheads.values():
        if row.types and kind not in row.types:
            continue
        members = [(p, m) for p in pools for m in p.members if _led(m, row)]
        if not members:
            continue
        absent = sum((p.shares[m.post.id] for p, m in members if row.posts), ZERO)
        place = basis.kb.place("overheads", row.id)
        try:
            fewer, more = (quantity(text, names, place) for text in (row.fewer, row.more))
        except MissingFactError:
            continue
        yield Contribution(
            id=f"overhead.{row.id}",
            title=row.title,
            low=_tenth(fewer + absent),
            high=_tenth(more),
            reason=row.note,
            source=row.source,
            tag=row.tag,
        )


def _led(member: Counted, row: Overhead) -> bool:
    """Whether a post is meant by an overhead: one of its posts, else any of management."""
    meant = member.key in row.posts if row.posts else member.department == "management"
    return meant and member.given is None


def _uncounted(basis: Basis, pools: list[PoolCount]) -> Iterator[Contribution]:
    """Departments that real teams often leave out, where nobody stated the scope."""
    service = basis.case.profile.service
    if "modules" in service.model_fields_set:
        return
    for row in basis.kb.uncounted.values():
        persons = _persons(pools, row.department)
        if not persons or row.department in service.outsourced:
            continue
        yield Contribution(
            id=f"scope.{row.department}",
            title=row.title,
            low=_tenth(persons),
            high=ZERO,
            reason=row.note,
            source=row.source,
            tag=row.tag,
        )


# --- sums ---------------------------------------------------------------------------------------


def _persons(pools: Iterable[PoolCount], department: Department) -> Decimal:
    members = [(pool, member) for pool in pools for member in pool.members]
    return sum((p.shares[m.post.id] for p, m in members if m.department == department), ZERO)


def _exact(pools: Iterable[PoolCount]) -> Decimal:
    """Persons before rounding, leads left out: they come in steps and follow from the others."""
    led = (pool.unrounded for pool in pools if any(m.count.method != "span" for m in pool.members))
    return sum(led, ZERO)


def _given(pools: Iterable[PoolCount]) -> Decimal:
    return sum((m.given.persons for p in pools for m in p.members if m.given is not None), ZERO)


def _root(values: Iterable[Decimal]) -> Decimal:
    return sum((value * value for value in values), ZERO).sqrt()


def _tenth(value: Decimal) -> Decimal:
    return tidy(half_up(value, TENTH))


def _plain(value: Decimal) -> str:
    return f"{_tenth(value):f}"


def _text(part: Contribution) -> str:
    return f"{part.title}：少 {part.low:f} 人，多 {part.high:f} 人"
