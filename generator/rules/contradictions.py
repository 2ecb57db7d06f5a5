"""Findings about facts that cannot be together, and about nil where the rules count by it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.facts import fact_title, whole_estate
from generator.model.estimate import Finding
from generator.model.premises import Estate
from generator.model.values import RESIDENTIAL_TYPES
from generator.rules.basis import Basis

PARTS = (
    ("green_area", "land_area"),
    ("underground_area", "gross_area"),
    ("garage_area", "gross_area"),
)
"""Parts of an estate with the whole that cannot be smaller."""
NEEDED = {
    **dict.fromkeys(RESIDENTIAL_TYPES, ("gross_area", "households")),
    "hospital": ("gross_area", "beds"),
    "school": ("gross_area",),
}
"""Facts that an estate of a type cannot have none of: rules count persons by them."""


def contradictory(basis: Basis) -> Iterator[Finding]:
    """A part of the estate cannot be larger than the whole; classes need students, lifts floors."""
    profile = basis.case.profile
    places = [("estate", whole_estate(profile)), *_sites(basis)]
    for path, facts in places:
        for part, whole in PARTS:
            small, large = getattr(facts, part), getattr(facts, whole)
            if small is not None and large is not None and small > large:
                message = (
                    f"{fact_title(part)} {small:f} 平方米大于{fact_title(whole)} {large:f} 平方米；"
                    "请核对两项数据"
                )
                yield _finding("contradictory-facts", "error", message, f"{path}.{part}")


def nil_drivers(basis: Basis) -> Iterator[Finding]:
    """Nil where persons are counted by it: unknown is left out, it is not written as nil."""
    estate = whole_estate(basis.case.profile)
    names = NEEDED.get(estate.property_type, ("gross_area",))
    for name in names:
        value = getattr(estate, name)
        if value is None or value:
            continue
        message = (
            f"{fact_title(name)}为 0，按{fact_title(name)}配比的岗位都是 0 人；"
            "未知时删去该行，确实没有时请改正物业类型或服务范围"
        )
        yield _finding("nil-driver", "error", message, f"estate.{name}")


def _sites(basis: Basis) -> Iterator[tuple[str, Estate]]:
    """The sites with their facts; type comes from the estate where a site does not say."""
    profile = basis.case.profile
    for index, site in enumerate(profile.sites):
        facts = site.estate.model_dump()
        facts["property_type"] = site.estate.property_type or profile.estate.property_type
        yield f"sites.{index}.estate", Estate.model_construct(**facts)


def _finding(code: str, severity: str, message: str, where: str) -> Finding:
    return Finding.model_validate(
        {"code": code, "severity": severity, "message": message, "where": where}
    )
