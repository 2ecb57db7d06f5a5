"""Several sites: each is counted with facts and pools of its own, then summed.

A site's quantities are its own: nothing is inherited from the estate's totals, or the same lift
would be counted at every site. Type, phase and yes-or-no facts come from the estate where the
site is silent.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.errors import InputError, Problem
from generator.facts import fact_title, facts_of, whole_estate
from generator.model.estimate import Finding
from generator.model.knowledge import Post
from generator.model.manning import Site
from generator.model.premises import Estate, Premises
from generator.model.profile import Profile
from generator.rules.basis import Basis
from generator.rules.worktime import holiday_facts

MAIN = "main"
"""The one site of an estate that names none, and the whole of an estate that names several."""


def site_bases(basis: Basis) -> list[Basis]:
    """Return the basis of each site; an estate without sites is its own only one."""
    sites = basis.case.profile.sites
    return [_site_basis(basis, site) for site in sites] if sites else [basis]


def counted_here(basis: Basis, post: Post, *, whole: bool) -> bool:
    """Return whether a post is counted for the whole (leads, management) or at each site."""
    return not basis.case.profile.sites or post.per_site != whole


def renamed(post: Post, basis: Basis) -> Post:
    """Return a post as it stands at a site: with an id and a title of its own."""
    if basis.site == MAIN:
        return post
    title = f"{post.title}（{basis.site_title}）"
    return post.model_copy(update={"id": site_id(post.id, basis.site), "title": title})


def site_id(name: str, site: str) -> str:
    """Return the id that a post or pool has at a site."""
    return name if site == MAIN else f"{name}_at_{site}"


def check_sites(basis: Basis) -> None:
    """Raise for doubled sites, unknown sites, and overrides that do not say where they hold."""
    case, known = basis.case, [site.id for site in basis.case.profile.sites]
    problems = []
    for index, name in enumerate(known):
        if name in known[:index] or name == MAIN:
            place = case.place("profile", f"sites.{index}.id")
            problems.append(Problem(place, "duplicate-id", f"服务地点编号 {name} 重复或保留"))
    for index, row in enumerate(case.required_posts):
        if row.site is not None and row.site not in known:
            close = difflib.get_close_matches(row.site, known, 1, 0.5)
            hint = f"是否想写 {close[0]}" if close else "在项目档案的 sites 下登记该地点"
            place = case.place("profile", f"required_posts.{index}.site")
            problems.append(Problem(place, "unknown-site", f"没有服务地点 {row.site}", hint))
    for name in case.profile.posts if known else ():
        post = basis.kb.posts.get(name)
        if post is not None and post.per_site:
            place = case.place("profile", f"posts.{name}")
            message = f"{post.title}按地点分别计数，岗位调整没有说明是哪个地点"
            problems.append(
                Problem(place, "override-needs-site", message, "写到 sites 下该地点的 posts 中")
            )
    if problems:
        raise InputError(problems)


def contradictions(basis: Basis) -> Iterator[Finding]:
    """The estate's own total beside the sum of its sites."""
    profile = basis.case.profile
    if not profile.sites:
        return
    summed = whole_estate(profile.model_copy(update={"estate": _blank(profile.estate)}))
    for name in ("gross_area", "land_area", "green_area", "households", "lifts", "beds"):
        total, parts = getattr(profile.estate, name), getattr(summed, name)
        if total is not None and parts is not None and parts > total:
            message = f"各地点的{fact_title(name)}合计 {parts}，大于全项目的 {total}"
            yield Finding(
                code="contradictory-facts",
                severity="error",
                message=message,
                where=f"estate.{name}",
            )


def _blank(estate: Estate) -> Estate:
    return Estate(property_type=estate.property_type)


def _site_basis(basis: Basis, site: Site) -> Basis:
    profile = _site_profile(basis.case.profile, site)
    return replace(
        basis,
        case=replace(basis.case, profile=profile),
        facts=facts_of(profile),
        facts_on_holidays=holiday_facts(profile, basis.worktime.holiday_days),
        site=site.id,
        site_title=site.title,
        memo={},
    )


def _site_profile(profile: Profile, site: Site) -> Profile:
    estate = profile.estate
    own = {name: getattr(site.estate, name) for name in site.estate.model_fields_set}
    common = {
        name: value
        for name in Premises.model_fields
        if isinstance(value := getattr(estate, name), bool | str) and not isinstance(value, Decimal)
    }
    merged = estate.model_copy(
        update={name: field.get_default() for name, field in Premises.model_fields.items()}
        | common
        | own
    )
    return profile.model_copy(update={"estate": merged, "posts": site.posts, "sites": ()})
