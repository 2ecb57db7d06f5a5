"""Leave-one-out: every parameter that cases moved, computed again without each of them.

Spreads are the central four fifths of real ÷ predicted over the cases that count a department;
typical gates scale with the median of real ÷ predicted security, management with its median
excess over the rules. A case is then estimated with
the parameters that the *other* cases give: does its range still hold it?
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from benchmarks.calibration.cases import Project
from benchmarks.calibration.outcomes import Outcome, outcome
from generator.model.company import Company
from generator.model.knowledge import Overhead, Spread, Typical
from generator.model.knowledge_base import KnowledgeBase

TAIL = Decimal("0.1")
"""A tenth of the cases lies beyond each end of a spread."""
STEP = Decimal(5)
"""Spreads are kept in steps of five per cent."""
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Bounds:
    """A spread in per cent below and above the ratio."""

    low: Decimal
    high: Decimal

    def __str__(self) -> str:
        """Both ends as a reader sees them."""
        return f"−{self.low:f}%/+{self.high:f}%"


def spread_of(ratios: Iterable[Decimal]) -> Bounds:
    """Return the central four fifths of some ratios, in whole steps away from the ratio."""
    ordered = sorted(ratios)
    low, high = _quantile(ordered, TAIL), _quantile(ordered, 1 - TAIL)
    return Bounds(_stepped(1 - low), _stepped(high - 1))


def used_by(row: Spread, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes that a spread is taken from."""
    return [o for o in outcomes if o.project.id in row.cases and row.department in o.ratios]


def ratios_of(row: Spread, outcomes: Iterable[Outcome]) -> list[Decimal]:
    """Return real ÷ predicted in the department of a spread."""
    return [o.ratios[row.department] for o in outcomes]


def gate_ratios(row: Typical, outcomes: Sequence[Outcome]) -> dict[str, Decimal]:
    """Return real ÷ predicted security of the cases whose gates were assumed by a typical value."""
    return {
        o.project.id: o.ratios["security"]
        for o in outcomes
        if o.project.kind in row.types and "gates" not in o.project.facts and "security" in o.ratios
    }


def without(kb: KnowledgeBase, left: Project, outcomes: Sequence[Outcome]) -> KnowledgeBase:
    """Return the knowledge base with every moved parameter as the other cases give it."""
    others = [o for o in outcomes if o.project.id != left.id]
    spreads = dict(kb.spreads)
    for name, row in kb.spreads.items():
        used = used_by(row, others)
        if left.id in row.cases and len(used) > 1:
            bounds = spread_of(ratios_of(row, used))
            spreads[name] = row.model_copy(update={"low": bounds.low, "high": bounds.high})
    typicals = dict(kb.typicals)
    for name, typical in kb.typicals.items():
        ratios = gate_ratios(typical, outcomes) if typical.fact == "gate_places" else {}
        rest = [value for key, value in ratios.items() if key != left.id]
        if left.id in ratios and rest:
            typicals[name] = _scaled(typical, median(rest) / median(ratios.values()))
    return replace(kb, spreads=spreads, typicals=typicals, overheads=_overheads(kb, left, outcomes))


def excess(outcomes: Iterable[Outcome]) -> dict[str, Decimal]:
    """Return how many more persons of management each case has than the rules give."""
    return {
        o.project.id: o.project.by_department["management"] - o.predicted["management"]
        for o in outcomes
        if "management" in o.ratios
    }


def _overheads(
    kb: KnowledgeBase, left: Project, outcomes: Sequence[Outcome]
) -> dict[str, Overhead]:
    """Scale the persons of management with the median excess of the other cases."""
    rows = dict(kb.overheads)
    found = excess(outcomes)
    rest = [value for key, value in found.items() if key != left.id]
    for name, row in kb.overheads.items():
        if left.id in row.cases and left.id in found and rest and median(found.values()):
            number = f"{median(rest) / median(found.values()) * HUNDRED:.0f} / 100"
            rows[name] = row.model_copy(update={"more": f"({row.more}) * {number}"})
    return rows


def left_out(kb: KnowledgeBase, company: Company, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Estimate every project with the parameters that the other projects give."""
    return [outcome(o.project, without(kb, o.project, outcomes), company) for o in outcomes]


def median(values: Iterable[Decimal]) -> Decimal:
    """Return the middle value."""
    return _quantile(sorted(values), Decimal("0.5"))


def _scaled(row: Typical, factor: Decimal) -> Typical:
    number = f"{factor * HUNDRED:.0f} / 100"
    texts = {"low": row.low, "usual": row.usual, "high": row.high}
    return row.model_copy(
        update={key: f"({text}) * {number}" for key, text in texts.items() if text is not None}
    )


def _quantile(ordered: Sequence[Decimal], share: Decimal) -> Decimal:
    place = (len(ordered) - 1) * share
    index = int(place)
    after = ordered[min(index + 1, len(ordered) - 1)]
    return ordered[index] + (after - ordered[index]) * (place - index)


def _stepped(share: Decimal) -> Decimal:
    steps = (share * HUNDRED / STEP).quantize(Decimal(1), rounding="ROUND_HALF_UP")
    return max(Decimal(0), min(steps * STEP, Decimal(400)))
