"""Posts that the buyer fixed: per post, per site, or as a total over some posts.

The buyer's number stands. A total is spread over the posts in the proportion that the rules
give, in whole persons (largest remainder), so that nothing is counted twice and nobody is lost.
Places on duty (岗位) become persons through their hours, never one for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_FLOOR, Decimal

from generator.errors import InputError, Problem
from generator.model.estimate import RequiredLine
from generator.model.tender import RequiredPost
from generator.model.values import Tag
from generator.rules.basis import Basis
from generator.rules.counted import OWN_SOURCE, Counted, Given, site_order
from generator.rules.counting import blank, demanded
from generator.rules.methods import ZERO
from generator.rules.pools import PoolCount, round_pools
from generator.rules.sites import MAIN, site_bases, site_id

EVERYBODY = "all"
Spot = tuple[str, str]
"""A post of the knowledge base and the site where it stands."""


@dataclass
class _Demand:
    """What was fixed at one spot, in persons or in places on duty."""

    persons: Decimal = ZERO
    places: Decimal = ZERO
    titles: list[str] = field(default_factory=list)


def required_pools(
    basis: Basis, rules: list[PoolCount]
) -> tuple[list[PoolCount], tuple[RequiredLine, ...]]:
    """Lay the fixed posts over the rules: their persons stand, other posts fall away.

    The places and hours of a fixed post stay those of the rules, for they say what is to be
    manned. A post that the company itself adds with a number of persons stays: it is the
    relief offered beyond the demand.
    """
    spread = [_spread(basis, index, rules) for index in range(len(basis.case.required_posts))]
    demands: dict[Spot, _Demand] = {}
    for row, spots in zip(basis.case.required_posts, spread, strict=True):
        for spot, number in spots.items():
            demand = demands.setdefault(spot, _Demand())
            demand.titles.append(row.title)
            if row.basis == "on_duty":
                demand.places += number
            else:
                demand.persons += number
    known = {(m.key, m.site): m for pool in rules for m in pool.members}
    sites = {site.site: site for site in (basis, *site_bases(basis))}
    fixed = [_fixed(sites[spot[1]], spot, known.get(spot), d) for spot, d in demands.items()]
    fixed += [
        counted
        for spot, counted in known.items()
        if spot not in demands and counted.given is not None and counted.given.persons > 0
    ]
    pools = round_pools(basis, sorted(fixed, key=lambda c: site_order(basis, c)))
    lines = zip(basis.case.required_posts, spread, strict=True)
    return pools, tuple(_line(row, spots) for row, spots in lines)


def _fixed(site: Basis, spot: Spot, counted: Counted | None, demand: _Demand) -> Counted:
    tender = site.case.tender
    from_tender = tender is not None and bool(tender.required_posts)
    source, tag = ("tender", "tender") if from_tender else (OWN_SOURCE, "assumption")
    title = "、".join(dict.fromkeys(demand.titles))
    given = Given(demand.persons, source, _tag(tag), "required", title)
    post = site.kb.posts[spot[0]]
    if demand.places:
        return demanded(site, post, counted, demand.places, given)
    if counted is None:
        return blank(site, post, given)
    if counted.given is not None:  # the company's own number stands above the demand
        return replace(counted, given=replace(counted.given, by="required"))
    return replace(counted, given=given, source=given.source, tag=given.tag)


def _tag(tag: str) -> Tag:
    return "tender" if tag == "tender" else "assumption"


def _spread(basis: Basis, index: int, rules: list[PoolCount]) -> dict[Spot, Decimal]:
    """Return the persons of one row by post and site."""
    row = basis.case.required_posts[index]
    by_rules = {(m.key, m.site): pool.shares[m.post.id] for pool in rules for m in pool.members}
    spots: dict[Spot, Decimal] = {}
    if row.among:
        wanted = [spot for spot in by_rules if _among(basis, row, spot)]
        return _shared(basis, index, row.persons, {spot: by_rules[spot] for spot in wanted})
    for post, number in row.assign.items():
        if not basis.case.profile.sites or not basis.kb.posts[post].per_site:
            spots[post, MAIN] = number
        elif row.site is not None:
            spots[post, row.site] = number
        else:
            sites = {spot: share for spot, share in by_rules.items() if spot[0] == post}
            spots |= _shared(basis, index, number, sites)
    return spots


def _among(basis: Basis, row: RequiredPost, spot: Spot) -> bool:
    post, site = spot
    if row.site is not None and row.site != site:
        return False
    return bool({EVERYBODY, post, basis.kb.post_departments[post]} & set(row.among))


def _shared(
    basis: Basis, index: int, persons: Decimal, weights: Mapping[Spot, Decimal]
) -> dict[Spot, Decimal]:
    """Spread persons in proportion to the rules, whole persons first by largest remainder."""
    total = sum(weights.values(), ZERO)
    if not total:
        role = "tender" if basis.case.tender and basis.case.tender.required_posts else "profile"
        place = basis.case.place(role, f"required_posts.{index}")
        message = f"规则没有算出“{basis.case.required_posts[index].title}”所含的岗位，无法分配人数"
        raise InputError([Problem(place, "cannot-spread", message, "用 assign 写明各岗位人数")])
    exact = {spot: persons * weight / total for spot, weight in weights.items()}
    whole = {spot: n.quantize(Decimal(1), rounding=ROUND_FLOOR) for spot, n in exact.items()}
    left = persons - sum(whole.values(), ZERO)
    for spot in sorted(exact, key=lambda s: (whole[s] - exact[s], s)):
        if left <= 0:
            break
        step = min(left, Decimal(1))
        whole[spot] += step
        left -= step
    return {spot: number for spot, number in whole.items() if number}


def _line(row: RequiredPost, spots: Mapping[Spot, Decimal]) -> RequiredLine:
    return RequiredLine(
        title=row.title,
        persons=row.persons,
        note=row.note or "",
        assign=tuple((site_id(post, site), number) for (post, site), number in spots.items()),
    )
