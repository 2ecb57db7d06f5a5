"""A project estimated: the point, the range, the persons by department, beside the real ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from benchmarks.calibration.cases import Project
from generator.model.company import Company
from generator.model.estimate import Headcount
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import DEPARTMENT_TITLES
from generator.rules import estimate
from generator.rules.assumed import assumptions, overlaid, with_values
from generator.rules.basis import basis_of
from generator.rules.tally import by_rules

ZERO = Decimal(0)
FAR = Decimal("0.25")


@dataclass(frozen=True)
class Outcome:
    """One project: what the rules say, and what was real."""

    project: Project
    headcount: Headcount
    predicted: Mapping[str, Decimal]

    @property
    def point(self) -> Decimal:
        """The likely headcount, persons for unknown facts inside."""
        return self.headcount.range.point

    @property
    def error(self) -> Decimal:
        """Error of the point in per cent of the real headcount."""
        return (self.point / self.project.real - 1) * 100

    @property
    def held(self) -> bool:
        """Whether the range holds the real headcount."""
        return self.headcount.range.low <= self.project.real <= self.headcount.range.high

    @property
    def width(self) -> Decimal:
        """Half the width of the range in per cent of the point: ± so much."""
        return self.headcount.range.width

    @property
    def ratios(self) -> dict[str, Decimal]:
        """Real persons ÷ predicted ones by department, where both count somebody."""
        real = self.project.by_department
        return {
            name: persons / self.predicted[name]
            for name, persons in real.items()
            if persons and self.predicted.get(name)
        }


def outcome(project: Project, kb: KnowledgeBase, company: Company) -> Outcome:
    """Estimate a project and set it beside its real headcount."""
    case = project.case(company)
    basis = basis_of(kb, case)
    laid = with_values(assumptions(basis), {})
    pools, _ = by_rules(basis, lambda site: overlaid(site, laid))
    predicted = dict.fromkeys(DEPARTMENT_TITLES, ZERO)
    for pool in pools:
        for member in pool.members:
            predicted[member.department] += pool.shares[member.post.id]
    return Outcome(project, estimate(kb, case).headcount, predicted)


def differences(found: Outcome) -> list[str]:
    """Return the departments that differ by more than a quarter and by three persons or more."""
    lines = []
    for name, real in found.project.by_department.items():
        count = found.predicted.get(name, ZERO)
        if abs(count - real) >= max(Decimal(3), real * FAR):
            lines.append(f"{DEPARTMENT_TITLES[name]}实 {real:f} 测 {count:.0f}")
    return lines
