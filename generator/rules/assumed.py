"""Facts that the profile does not state, as estates usually have them: for the range alone.

Nothing here reaches a post, a cost or a document: those take only what is stated. A typical
value, its least and its most come from the knowledge base, with source and tag.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from generator.model.estimate import Finding
from generator.model.knowledge import Typical
from generator.rules.basis import Basis, MissingFactError, applies, quantity
from generator.rules.sites import site_bases

BASES = ("gross_area", "households")
"""Facts that other typical values are computed from: they are settled first."""


@dataclass(frozen=True)
class Assumption:
    """A fact that a site does not state, with the least, the usual and the most of it."""

    typical: Typical
    site: str
    site_title: str
    low: Decimal
    usual: Decimal | None
    high: Decimal

    @property
    def key(self) -> tuple[str, str]:
        """What is assumed where."""
        return (self.site, self.typical.id)

    def facts(self, value: Decimal) -> dict[str, Any]:
        """Return the facts that a value of this fact stands for."""
        sets = self.typical.sets or {self.typical.fact: Decimal(1)}
        return {name: value * factor for name, factor in sets.items()}


def assumptions(basis: Basis) -> list[Assumption]:
    """Return what every site leaves unsaid and the knowledge base has a usual value for."""
    return [found for site in site_bases(basis) for found in _of_site(site)]


def with_values(
    found: Iterable[Assumption], values: Mapping[tuple[str, str], Decimal]
) -> Mapping[str, dict[str, Any]]:
    """Return the assumed facts of each site: the usual values, save those given."""
    laid: dict[str, dict[str, Any]] = {}
    for one in found:
        value = values.get(one.key, one.usual)
        if value is not None:
            laid.setdefault(one.site, {}).update(one.facts(value))
    return laid


def overlaid(basis: Basis, laid: Mapping[str, Mapping[str, Any]]) -> Basis:
    """Return the basis of a site with assumed facts laid over the unknown ones."""
    extra = laid.get(basis.site)
    if not extra:
        return basis
    holidays = {**basis.facts_on_holidays, **extra}
    return replace(basis, facts={**basis.facts, **extra}, facts_on_holidays=holidays, memo={})


def assumed_findings(found: Iterable[Assumption]) -> list[Finding]:
    """Ask for each fact that the range had to assume."""
    return [
        Finding(
            code="assumed-fact",
            severity="notice",
            message=(
                f"{_at(one)}未写明{one.typical.title}，人数区间推定为{usual(one)}，"
                f"来源 {one.typical.source}；推定值只进入区间，不计入岗位、成本和文书，"
                f"请填写 {one.typical.ask}"
            ),
            where=f"estate.{one.typical.fact}",
        )
        for one in found
    ]


def usual(one: Assumption) -> str:
    """Return the three values of an assumption as a person reads them."""
    unit = one.typical.unit
    often = "按岗位规则" if one.usual is None else f"通常 {_short(one.usual)} {unit}"
    return f"{often}，少则 {_short(one.low)}，多则 {_short(one.high)} {unit}"


def _of_site(basis: Basis) -> list[Assumption]:
    kind = basis.case.profile.estate.property_type
    rows = [t for t in basis.kb.typicals.values() if not t.types or kind in t.types]
    found: list[Assumption] = []
    for row in sorted(rows, key=lambda t: (t.fact not in BASES, t.id)):
        laid = with_values(found, {}).get(basis.site, {})
        facts = {**basis.facts, **laid}
        if _stated(row, facts):
            continue
        one = _assumption(basis, row, facts)
        if one is not None and one.high > 0:
            found.append(one)
    return found


def _stated(row: Typical, facts: Mapping[str, Any]) -> bool:
    return any(facts.get(name) is not None for name in (row.fact, *row.sets))


def _assumption(basis: Basis, row: Typical, facts: Mapping[str, Any]) -> Assumption | None:
    """Compute the three values; None where the facts that they need are unknown too."""
    place = basis.kb.place("typicals", row.id)
    names = {"facts": dict(facts), "level": basis.levels.overall, "parameters": dict(basis.flags)}
    try:
        if not applies(row.when, names, place):
            return None
        low, high = (quantity(text, names, place) for text in (row.low, row.high))
        usual = None if row.usual is None else quantity(row.usual, names, place)
    except MissingFactError:
        return None
    if usual is not None:
        low, high = min(low, usual), max(high, usual)
    return Assumption(row, basis.site, basis.site_title, low, usual, high)


def _short(value: Decimal) -> str:
    return f"{value.quantize(Decimal(1)):f}"


def _at(one: Assumption) -> str:
    return f"{one.site_title}：" if one.site_title else ""
