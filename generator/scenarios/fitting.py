"""What a budget buys: the best grades of the lines of service that it can pay.

The engine prices every grade of every line; CP-SAT chooses among them; the engine then prices the
choice as a whole, because lines may share costs. A choice that the whole price refutes is
excluded and the search goes on, so that the answer is the engine's, not the table's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.model.case import Case
from generator.model.estimate import Estimate
from generator.model.knowledge import Scheme
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import DEPARTMENT_TITLES, Department
from generator.rules import estimate
from generator.scenarios.floors import PROBE, Floor, broken_floors, floors_of, minimum_wage
from generator.scenarios.solver import Choice, Option, Question, best_choice, cheapest_choice
from generator.scenarios.table import (
    PricedTable,
    admissible,
    always_broken,
    grades_upwards,
    price_table,
)
from generator.scenarios.variants import (
    level_of,
    scheme_of,
    weights_of,
    with_grades,
    with_wages,
)

MAX_CONFIRMED = 200
"""Most choices of one table that the engine prices as a whole; a longer search says so."""
FEN = Decimal(100)


@dataclass(frozen=True)
class Chosen:
    """Grades of the lines of service with their estimate."""

    case: Case
    overall: str
    grades: Mapping[Department, str]
    levels: Mapping[Department, int]
    value: Decimal
    estimate: Estimate

    @property
    def price(self) -> Decimal:
        """The yearly price."""
        return self.estimate.price.annual

    def rank(self) -> tuple[Decimal, Decimal, tuple[int, ...]]:
        """Sort key, best first: weighted levels, cost, then levels in the order of ids."""
        order = tuple(-self.levels[name] for name in sorted(self.levels))
        return (-self.value, self.price, order)


@dataclass(frozen=True)
class Fit:
    """The answer to a budget; without ``chosen`` it is infeasible, and ``least`` shows why."""

    budget: Decimal
    limit: Decimal
    """The lower of the budget and the tender's own ceiling, yuan a year."""
    chosen: Chosen | None
    least: Chosen | None
    """The cheapest grades that keep every floor, or None where no grades do."""
    floors: tuple[Floor, ...]
    broken: tuple[str, ...]
    """Messages of floors that no choice of grades keeps."""
    saves_at_minimum_wage: Decimal | None
    """What the cheapest grades would save at the minimum wage: a way out, not a floor."""
    tables: tuple[PricedTable, ...]
    confirmed: int
    complete: bool

    @property
    def shortfall(self) -> Decimal:
        """What the budget lacks for the cheapest grades."""
        if self.chosen is not None or self.least is None:
            return Decimal(0)
        return max(Decimal(0), self.least.price - self.limit)


def fit(
    kb: KnowledgeBase,
    case: Case,
    budget: Decimal,
    at_least: Mapping[Department, str] | None = None,
) -> Fit:
    """Choose the grades that a yearly budget in yuan buys, never below ``at_least``.

    Raises ``InputError`` for unknown grades and for what stops an estimate.
    """
    scheme = scheme_of(kb, case)
    wanted = {name: level_of(scheme, label) for name, label in (at_least or {}).items()}
    tables = tuple(price_table(kb, case, scheme, grade.label) for grade in grades_upwards(scheme))
    ceiling = tables[0].base.price.budget
    limit = budget if ceiling is None else min(budget, ceiling)
    open_tables = [admissible(table, wanted, case, scheme) for table in tables]
    search = _Search(kb, case, [table for table in open_tables if table.possible])
    broken = always_broken(tables)
    chosen = None if broken else search.best(limit)
    least = search.least()
    floors: tuple[Floor, ...] = ()
    saves = None
    if chosen is None and least is not None:
        floors = tuple(_causes(kb, case, scheme, wanted, least))
        saves = _saves_at_minimum(kb, least)
    return Fit(
        budget=budget,
        limit=limit,
        chosen=chosen,
        least=least,
        floors=floors,
        broken=broken,
        saves_at_minimum_wage=saves,
        tables=tables,
        confirmed=search.confirmed,
        complete=search.complete,
    )


class _Search:
    """Looks for the best choice in every table, confirming each choice with the engine."""

    def __init__(self, kb: KnowledgeBase, case: Case, tables: list[PricedTable]) -> None:
        self._kb, self._case, self._tables = kb, case, tables
        weights = weights_of(kb).modules
        modules = sorted(case.profile.service.modules)
        self._weights = {name: weights.get(name, Decimal(1)) for name in modules}
        digits = max(_digits(weight) for weight in self._weights.values())
        self._whole = {name: int(w.scaleb(digits)) for name, w in self._weights.items()}
        self._made: dict[tuple[str, Choice], Chosen] = {}
        self.complete = True

    @property
    def confirmed(self) -> int:
        """How many choices the engine priced as a whole."""
        return len(self._made)

    def best(self, limit: Decimal) -> Chosen | None:
        """Return the best choice whose whole price keeps the limit."""
        best: Chosen | None = None
        for table in self._tables:
            best = self._best_of(table, limit, best)
        return best

    def least(self) -> Chosen | None:
        """Return the cheapest choice that keeps the floors."""
        found = []
        for table in self._tables:
            choice = cheapest_choice(self._question(table, None))
            if choice is not None:
                found.append(self._confirm(table, choice))
        return min(found, key=lambda chosen: (chosen.price, *chosen.rank()), default=None)

    def _best_of(self, table: PricedTable, limit: Decimal, best: Chosen | None) -> Chosen | None:
        question = self._question(table, limit + table.slack)
        excluded: list[Choice] = []
        while len(excluded) < MAX_CONFIRMED:
            choice = best_choice(question, excluded)
            if choice is None or (best is not None and self._worse(table, choice, best)):
                return best
            made = self._confirm(table, choice)
            if _keeps(made, limit) and (best is None or made.rank() < best.rank()):
                best = made
            excluded.append(choice)
        self.complete = False
        return best

    def _worse(self, table: PricedTable, choice: Choice, best: Chosen) -> bool:
        """Whether a choice, and so all that the search would give after it, is worse."""
        value = self._value(table, choice)
        if value != best.value:
            return value < best.value
        return table.price(choice) - table.slack > best.price

    def _question(self, table: PricedTable, limit: Decimal | None) -> Question:
        return Question(
            options={
                name: [Option(row.level, int(row.adds * FEN)) for row in rows]
                for name, rows in table.rows.items()
            },
            weights={str(name): weight for name, weight in self._whole.items()},
            base_fen=int(table.base.price.annual * FEN),
            limit_fen=None if limit is None else int(limit * FEN),
            lowest=table.level,
        )

    def _value(self, table: PricedTable, choice: Choice) -> Decimal:
        rows = table.picked(choice).items()
        return sum((self._weights[name] * row.level for name, row in rows), Decimal(0))

    def _confirm(self, table: PricedTable, choice: Choice) -> Chosen:
        key = (table.label, choice)
        if key not in self._made:
            rows = table.picked(choice)
            grades = {name: row.label for name, row in rows.items()}
            levels = {name: row.level for name, row in rows.items()}
            case = with_grades(self._case, table.label, grades)
            made = estimate(self._kb, case)
            value = self._value(table, choice)
            self._made[key] = Chosen(case, table.label, grades, levels, value, made)
        return self._made[key]


def _keeps(made: Chosen, limit: Decimal) -> bool:
    over = any(f.code == "over-budget" and f.severity == "error" for f in made.estimate.checks)
    return made.price <= limit and not over and not broken_floors(made.estimate)


def _digits(weight: Decimal) -> int:
    exponent = weight.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _causes(
    kb: KnowledgeBase,
    case: Case,
    scheme: Scheme,
    wanted: Mapping[Department, int],
    least: Chosen,
) -> Iterator[Floor]:
    """The grades that were asked for, then what law and buyer fixed, the dearest first."""
    lowest = grades_upwards(scheme)[0]
    for name, level in sorted(wanted.items()):
        if level > lowest.level:
            grades = {**least.grades, name: lowest.label}
            without = estimate(kb, with_grades(case, lowest.label, grades))
            title = f"{DEPARTMENT_TITLES[name]}等级不低于 {least.grades[name]}"
            saves = least.price - without.price.annual
            if saves > 0:
                yield Floor("grade", f"grades.{name}", title, saves)
    yield from floors_of(kb, least.case, least.estimate)


def _saves_at_minimum(kb: KnowledgeBase, least: Chosen) -> Decimal | None:
    minimum = minimum_wage(kb, least.case)
    if minimum is None:
        return None
    lower = {w.group: minimum for w in least.estimate.wages if w.monthly > minimum}
    if not lower:
        return None
    return least.price - estimate(kb, with_wages(least.case, lower, PROBE)).price.annual
