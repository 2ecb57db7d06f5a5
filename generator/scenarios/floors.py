"""What keeps a price up: posts fixed by law or buyer, contribution floors, grades asked for.

What a floor costs is the fall of the price when the engine runs without it. Floors overlap (a
post without insurance floor costs less), so their amounts do not add up to the price.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from generator.model.case import Case
from generator.model.estimate import Estimate, Headcount, PoolLine
from generator.model.knowledge_base import KnowledgeBase
from generator.parameters import Parameters
from generator.rules import estimate
from generator.scenarios.variants import with_parameters, with_wages, without_posts

FLOOR_CODES = ("wage-below-minimum", "below-required", "posts-unmanned", "overtime-over-limit")
"""Findings that say a floor was broken; they forbid a choice of grades where they are errors."""
LEGAL_TAGS = ("official", "official_reported")
PROBE = "比较用：暂去除该底线"
_CONTRIBUTION_FLOOR = re.compile(r"parameters\.(\w+_floor)\Z")


@dataclass(frozen=True)
class Floor:
    """One floor: who set it, what it is, and how much lower the price would be without it."""

    kind: Literal["law", "tender", "client", "grade"]
    id: str
    title: str
    saves: Decimal


def floors_of(kb: KnowledgeBase, case: Case, made: Estimate) -> list[Floor]:
    """Return the floors under an estimate, the dearest first."""
    found = [*_pools(kb, case, made), *_contributions(kb, case, made), *_wages(kb, case, made)]
    return sorted((f for f in found if f.saves > 0), key=lambda f: (-f.saves, f.id))


def minimum_wage(kb: KnowledgeBase, case: Case) -> Decimal | None:
    """Return the city's minimum monthly wage in force, where the knowledge base has it."""
    figure = Parameters(kb, case).find("minimum_wage")
    return figure.number if figure else None


def broken_floors(made: Estimate) -> set[tuple[str, str, str]]:
    """Return code, place and message of every finding that forbids an estimate."""
    return {
        (finding.code, finding.where, finding.message)
        for finding in made.checks
        if finding.code in FLOOR_CODES and finding.severity == "error" and not finding.accepted
    }


def contribution_floors(made: Estimate) -> tuple[str, ...]:
    """Return the contribution floors that bind: parameters above the wage they are laid on."""
    names: dict[str, None] = {}
    for entry in made.cost.items:
        wage = next((o.value for o in entry.trace.operands if o.ref.startswith("wages.")), None)
        for operand in entry.trace.operands:
            match = _CONTRIBUTION_FLOOR.match(operand.ref)
            if match and _above(operand.value, wage):
                names[match[1]] = None
    return tuple(sorted(names))


def _above(floor: Decimal | str, wage: Decimal | str | None) -> bool:
    return isinstance(floor, Decimal) and isinstance(wage, Decimal) and floor > wage


def _pools(kb: KnowledgeBase, case: Case, made: Estimate) -> Iterator[Floor]:
    """Relief pools go as a whole: without one post, the others would only work overtime."""
    tendered = bool(case.tender and case.tender.required_posts)
    for pool in made.headcount.pools:
        kind = _kind(pool, made.headcount, tendered=tendered)
        if kind is not None:
            title = f"{pool.title} {pool.persons:f} 人"
            lines = [line for line in made.headcount.posts if line.pool == pool.id]
            probe = without_posts(case, lines, PROBE)
            yield Floor(kind, f"pools.{pool.id}", title, _saved(kb, made, probe))


def _kind(
    pool: PoolLine, headcount: Headcount, *, tendered: bool
) -> Literal["law", "tender", "client"] | None:
    if pool.required:
        return "tender" if tendered else "client"
    tags = [line.tag for line in headcount.posts if line.pool == pool.id]
    return "law" if any(tag in LEGAL_TAGS for tag in tags) else None


def _contributions(kb: KnowledgeBase, case: Case, made: Estimate) -> Iterator[Floor]:
    names = contribution_floors(made)
    if not names:
        return
    probe = with_parameters(case, dict.fromkeys(names, Decimal(0)), PROBE)
    known = Parameters(kb, case)
    titles = "、".join(known.get(name).title for name in names)
    yield Floor("law", "contribution_floors", f"缴费基数下限（{titles}）", _saved(kb, made, probe))


def _wages(kb: KnowledgeBase, case: Case, made: Estimate) -> Iterator[Floor]:
    """Wages that stand at the minimum wage cannot fall; the probe halves them to see the weight."""
    minimum = minimum_wage(kb, case)
    held = {w.group: w.monthly / 2 for w in made.wages if minimum and w.monthly <= minimum}
    if held:
        probe = with_wages(case, held, PROBE)
        title = f"最低工资标准 {minimum:f} 元/月（涉及 {len(held)} 个工资档，按减半试算）"
        yield Floor("law", "minimum_wage", title, _saved(kb, made, probe))


def _saved(kb: KnowledgeBase, made: Estimate, probe: Case) -> Decimal:
    return made.price.annual - estimate(kb, probe).price.annual
