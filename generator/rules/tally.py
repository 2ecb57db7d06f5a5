"""Counting everybody by rules and overrides, site by site, leads last."""

from __future__ import annotations

from collections.abc import Callable

from generator.model.estimate import Finding
from generator.rules.basis import Basis
from generator.rules.counted import Counted, site_order
from generator.rules.counting import count_posts, counted_posts, is_span, named_relief
from generator.rules.floors import raise_to_floors
from generator.rules.pools import PoolCount, persons_by_base, round_pools
from generator.rules.sites import counted_here, site_bases

Adjust = Callable[[Basis], Basis]


def as_stated(basis: Basis) -> Basis:
    """Leave the facts as the profile states them."""
    return basis


def by_rules(basis: Basis, adjust: Adjust = as_stated) -> tuple[list[PoolCount], list[Finding]]:
    """Count by rules and overrides: leads last, since they follow from the others.

    ``adjust`` may lay other facts over those of a site, to ask what they would change.
    """
    posts = counted_posts(basis)
    plain = [post for post in posts if not is_span(basis, post)]
    counts: list[Counted] = []
    findings: list[Finding] = []
    for stated in site_bases(basis):
        site = adjust(stated)
        local = [post for post in plain if counted_here(basis, post, whole=False)]
        found = count_posts(site, local)
        counts += raise_to_floors(site, found.posts + named_relief(site, plain, found.posts))
        findings += found.findings
    if basis.case.profile.sites:
        found = count_posts(
            basis, [post for post in plain if counted_here(basis, post, whole=True)]
        )
        counts += found.posts
        findings += found.findings
    persons = persons_by_base(round_pools(basis, counts))
    leads = count_posts(basis, [post for post in posts if is_span(basis, post)], persons)
    everybody = sorted(counts + leads.posts, key=lambda c: site_order(basis, c))
    return round_pools(basis, everybody), findings + leads.findings
