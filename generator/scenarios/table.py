"""What each grade of each line of service adds to the price, as the engine says.

A table belongs to one lowest grade: that grade is the whole service's (its indicators are promised
for everything), and no line goes below it. A row is the price with one line raised, less the price
with none raised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.model.case import Case
from generator.model.estimate import Estimate
from generator.model.knowledge import Grade, Scheme
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import Department
from generator.rules import estimate
from generator.scenarios.floors import broken_floors
from generator.scenarios.solver import Choice
from generator.scenarios.variants import chains_of, level_of, with_grades

CENT = Decimal("0.01")


@dataclass(frozen=True)
class PricedGrade:
    """One grade of one line: label, internal level, persons, what it adds to the price."""

    label: str
    level: int
    persons: Decimal
    adds: Decimal
    supported: bool
    """Whether the persons carry the grade: fixed posts may be fewer than its rules ask for."""
    broken: frozenset[tuple[str, str, str]]


@dataclass(frozen=True)
class PricedTable:
    """The priced grades of every line above one lowest grade (yuan a year)."""

    label: str
    level: int
    base: Estimate
    rows: Mapping[Department, tuple[PricedGrade, ...]]
    slack: Decimal
    """How far the sum of rows may be from the price of the whole: rounding and shared costs."""

    @property
    def possible(self) -> bool:
        """Whether every line has a grade and one of them is the lowest."""
        lowest = any(row.level == self.level for rows in self.rows.values() for row in rows)
        return lowest and all(self.rows.values())

    def picked(self, choice: Choice) -> dict[Department, PricedGrade]:
        """Return the rows of a choice."""
        names = sorted(self.rows)
        return {name: self.rows[name][i] for name, i in zip(names, choice, strict=True)}

    def price(self, choice: Choice) -> Decimal:
        """Return the price of a choice as the sum of its rows."""
        adds = (row.adds for row in self.picked(choice).values())
        return self.base.price.annual + sum(adds, Decimal(0))


def grades_upwards(scheme: Scheme) -> list[Grade]:
    """Return the grades of a scheme, the lowest first."""
    return sorted(scheme.grades, key=lambda grade: grade.level)


def price_table(kb: KnowledgeBase, case: Case, scheme: Scheme, label: str) -> PricedTable:
    """Price every grade from ``label`` upwards for every line of service of a case."""
    lowest = level_of(scheme, label)
    grades = [grade for grade in grades_upwards(scheme) if grade.level >= lowest]
    base = estimate(kb, with_grades(case, label))
    modules = case.profile.service.modules
    rows = {
        name: tuple(_priced(kb, case, base, label, name, grade) for grade in grades)
        for name in sorted(modules)
    }
    top = estimate(kb, with_grades(case, label, dict.fromkeys(modules, grades[-1].label)))
    additive = base.price.annual + sum((found[-1].adds for found in rows.values()), Decimal(0))
    shared = abs(top.price.annual - additive)
    slack = shared + _step(kb, case) * (len(rows) + 1)
    return PricedTable(label, lowest, base, rows, slack)


def admissible(
    table: PricedTable, wanted: Mapping[Department, int], own: Case, scheme: Scheme
) -> PricedTable:
    """Leave out grades below what is asked for, above what fixed posts carry, or that break floors.

    A grade that the profile itself asks for stays admissible on fixed posts: whoever fixed the
    posts asked for both.
    """
    service = own.profile.service
    scheme_levels = {grade.label: grade.level for grade in scheme.grades}
    asked = {
        name: scheme_levels.get(service.module_grades.get(name, service.grade), 0)
        for name in service.modules
    }
    lowest = min(scheme_levels.values())
    always = frozenset[tuple[str, str, str]].intersection(
        *(row.broken for rows in table.rows.values() for row in rows)
    )
    rows = {
        name: tuple(
            row
            for row in found
            if row.level >= wanted.get(name, 0)
            and (row.supported or row.level <= max(asked[name], lowest))
            and row.broken <= always
        )
        for name, found in table.rows.items()
    }
    return replace(table, rows=rows)


def is_free(rows: Sequence[PricedGrade]) -> bool:
    """Return whether every grade of a line costs the same, so that no budget decides it."""
    return len(rows) > 1 and len({row.adds for row in rows}) == 1


def always_broken(tables: Sequence[PricedTable]) -> tuple[str, ...]:
    """Return the messages of floors that every grade of every line breaks."""
    sets = [row.broken for table in tables for rows in table.rows.values() for row in rows]
    places = set.intersection(*({(code, where) for code, where, _ in found} for found in sets))
    messages = {(c, w): m for found in sets for c, w, m in sorted(found) if (c, w) in places}
    return tuple(messages[place] for place in sorted(messages))


def _priced(
    kb: KnowledgeBase, case: Case, base: Estimate, label: str, name: Department, grade: Grade
) -> PricedGrade:
    made = base
    if grade.label != label:
        made = estimate(kb, with_grades(case, label, {name: grade.label}))
    heads = made.headcount
    persons = heads.by_department.get(name, Decimal(0))
    needed = heads.rules_only.by_department.get(name, Decimal(0))
    return PricedGrade(
        label=grade.label,
        level=grade.level,
        persons=persons,
        adds=made.price.annual - base.price.annual,
        supported=not heads.required or needed <= persons,
        broken=frozenset(broken_floors(made)),
    )


def _step(kb: KnowledgeBase, case: Case) -> Decimal:
    """The coarsest rounding of the price: two prices may differ by it without any reason."""
    steps = [s.round_to for chain in chains_of(kb, case) for s in chain.steps if s.round_to]
    return max([CENT, sum(steps, Decimal(0))])
