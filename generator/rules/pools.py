"""Relief pools: posts whose staff relieve each other are counted in hours and rounded once.

Three gates of 4.4 persons are 14 persons, not 15. The surplus of rounding goes to the pool's
balancing post, so that the persons of the posts always sum to the pool. A post without a pool is
a pool of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.model.knowledge import Pool
from generator.rules.basis import Basis
from generator.rules.counted import Counted
from generator.rules.formulas import half_up, round_up, tidy
from generator.rules.methods import ZERO
from generator.rules.relief import persons_of_count
from generator.rules.sites import site_id

SHARE = Decimal("0.0001")
"""Persons of a post inside a pool are kept to four decimals; the balancing post takes the rest."""


@dataclass(frozen=True)
class PoolCount:
    """A pool with its whole number of persons and their shares by post (hours are a year's)."""

    id: str
    title: str
    certificate: str
    members: tuple[Counted, ...]
    persons: Decimal
    shares: dict[str, Decimal]
    low: Decimal
    high: Decimal
    unrounded: Decimal

    @property
    def coverage_hours(self) -> Decimal:
        """Hours to be manned by the pool's coverage posts."""
        return sum((member.count.annual_hours for member in self.members), ZERO)

    @property
    def holiday_hours(self) -> Decimal:
        """The part of those hours that falls on statutory holidays."""
        return sum((member.count.holiday_hours for member in self.members), ZERO)

    @property
    def covering_persons(self) -> Decimal:
        """Persons who man the coverage hours: those of the pool's coverage posts."""
        return sum((self.shares[m.post.id] for m in self.members if m.count.is_coverage), ZERO)

    @property
    def positions(self) -> Decimal:
        """Places of the pool's coverage posts."""
        return sum((m.count.positions for m in self.members if m.count.is_coverage), ZERO)

    @property
    def is_fixed(self) -> bool:
        """Whether somebody fixed the persons of every post of the pool."""
        return all(member.given is not None for member in self.members)

    @property
    def is_required(self) -> bool:
        """Whether the buyer fixed persons of the pool."""
        return any(
            member.demanded or (member.given is not None and member.given.by == "required")
            for member in self.members
        )

    @property
    def flexible(self) -> bool:
        """Whether the pool works under 不定时: no overtime is due."""
        return any(member.count.flexible for member in self.members)

    @property
    def site(self) -> str:
        """The site where the pool works."""
        return self.members[0].site


def round_pools(basis: Basis, posts: Iterable[Counted]) -> list[PoolCount]:
    """Group counted posts into pools and round each up once, in the order of the first posts."""
    groups: dict[tuple[str, str], list[Counted]] = {}
    for counted in posts:
        name = counted.post.pool or counted.key
        groups.setdefault((name, counted.site), []).append(counted)
    return [_pool(basis, name, members) for (name, _), members in groups.items()]


def persons_of(pools: Iterable[PoolCount]) -> dict[str, Decimal]:
    """Return the persons of every post."""
    return {post: persons for pool in pools for post, persons in pool.shares.items()}


def persons_by_base(pools: Iterable[PoolCount]) -> dict[str, Decimal]:
    """Return the persons of every post of the knowledge base, summed over the sites."""
    sums: dict[str, Decimal] = {}
    for pool in pools:
        for member in pool.members:
            persons = pool.shares[member.post.id]
            sums[member.key] = sums.get(member.key, ZERO) + persons
    return sums


def _pool(basis: Basis, name: str, members: list[Counted]) -> PoolCount:
    definition = basis.kb.pools.get(name)
    available = basis.worktime.available_hours
    free = [member for member in members if member.given is None]
    fixed = {m.post.id: m.given.persons for m in members if m.given is not None}
    given = sum(fixed.values(), ZERO)
    exact = sum((_exact(member, available) for member in free), ZERO)
    persons = given + round_up(exact)
    shares = fixed | _shares(free, round_up(exact), available, definition)
    return PoolCount(
        id=site_id(name, members[0].site),
        title=_title(basis, definition, members[0]),
        certificate=(definition.certificate or "") if definition else "",
        members=tuple(members),
        persons=persons,
        shares={member.post.id: shares[member.post.id] for member in members},
        low=min(persons, given + round_up(_bound(free, available, "low"))),
        high=max(persons, given + round_up(_bound(free, available, "high"))),
        unrounded=given + exact,
    )


def _title(basis: Basis, definition: Pool | None, member: Counted) -> str:
    if definition is None:
        return member.post.title
    titles = {site.id: site.title for site in basis.case.profile.sites}
    return (
        f"{definition.title}（{titles[member.site]}）"
        if member.site in titles
        else definition.title
    )


def _exact(member: Counted, available: Decimal) -> Decimal:
    """Persons before rounding: payroll, stated, or hours ÷ available hours of one person."""
    return persons_of_count(member.count, available)


def _bound(members: list[Counted], available: Decimal, name: str) -> Decimal:
    return sum(
        (
            _exact(member, available) if member.count.is_coverage else getattr(member.count, name)
            for member in members
        ),
        ZERO,
    )


def _shares(
    members: list[Counted], persons: Decimal, available: Decimal, pool: Pool | None
) -> dict[str, Decimal]:
    if not members:
        return {}
    manned = [member.post.id for member in members if _exact(member, available) > 0]
    stated = {member.post.id for member in members if member.count.stated is not None}
    open_ended = [name for name in manned if name not in stated]
    names = open_ended or manned or [member.post.id for member in members]
    ids = {member.key: member.post.id for member in members if member.post.id in names}
    balancing = ids.get(pool.balancing, names[0]) if pool else names[0]
    shares = {
        member.post.id: tidy(half_up(_exact(member, available), SHARE))
        for member in members
        if member.post.id != balancing
    }
    shares[balancing] = tidy(persons - sum(shares.values(), ZERO))
    return shares
