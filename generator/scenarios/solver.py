"""Choosing one option for each line of service under a limit, by CP-SAT.

The search is lexicographic: the greatest weighted sum of levels, then the least cost, then the
higher level in the line whose id comes first. The best choice is therefore unique, and the same
in every run on every machine.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

Choice = tuple[int, ...]
"""The index of the option chosen for each line, in the order of the lines' ids."""

NO_LEAST_COST = -(2**50)

RADIX = 6
"""More than the highest internal level, so that levels are digits of one number."""


@dataclass(frozen=True, slots=True)
class Option:
    """One grade of one line: its internal level and what it adds to the price, in fen."""

    level: int
    fen: int


@dataclass(frozen=True)
class Question:
    """What is to be chosen: options and whole-number weights by line, the base and the limit."""

    options: Mapping[str, Sequence[Option]]
    weights: Mapping[str, int]
    base_fen: int
    limit_fen: int | None
    lowest: int
    """The level that no line goes below and that at least one line has."""


def best_choice(question: Question, excluded: Collection[Choice] = ()) -> Choice | None:
    """Return the best choice within the limit that is not excluded, or None."""
    return _Search(question, excluded).solve(value_first=True)


def cheapest_choice(question: Question) -> Choice | None:
    """Return the choice of least cost, whatever the limit."""
    free = Question(question.options, question.weights, question.base_fen, None, question.lowest)
    return _Search(free, ()).solve(value_first=False)


class _Search:
    def __init__(self, question: Question, excluded: Collection[Choice]) -> None:
        self._lines = sorted(question.options)
        self._model = cp_model.CpModel()
        self._picked = [
            [self._model.new_bool_var(f"{name}_{i}") for i in range(len(question.options[name]))]
            for name in self._lines
        ]
        flat: list[tuple[Option, cp_model.IntVar, int, int]] = []
        for digit, name in enumerate(reversed(self._lines)):
            picked = self._picked[self._lines.index(name)]
            self._model.add_exactly_one(picked)
            weight, place = question.weights[name], RADIX**digit
            flat += [
                (option, chosen, weight, place)
                for option, chosen in zip(question.options[name], picked, strict=True)
            ]
        chosen_ones = [chosen for _, chosen, _, _ in flat]

        def summed(factors: list[int]) -> cp_model.LinearExprT:
            return cp_model.LinearExpr.weighted_sum(chosen_ones, factors)

        self._value = summed([option.level * weight for option, _, weight, _ in flat])
        self._cost = summed([option.fen for option, _, _, _ in flat])
        self._order = summed([option.level * place for option, _, _, place in flat])
        self._model.add_bool_or([c for option, c, _, _ in flat if option.level == question.lowest])
        if question.limit_fen is not None:
            self._model.add_linear_constraint(
                self._cost, NO_LEAST_COST, question.limit_fen - question.base_fen
            )
        for choice in excluded:
            taken = [found[i] for found, i in zip(self._picked, choice, strict=True)]
            self._model.add_bool_or([chosen.negated() for chosen in taken])

    def solve(self, *, value_first: bool) -> Choice | None:
        steps = [(self._value, True), (self._cost, False)]
        if not value_first:
            steps.reverse()
        found: Choice | None = None
        for expression, largest in (*steps, (self._order, True)):
            found = self._one(expression, largest=largest)
            if found is None:
                return None
        return found

    def _one(self, expression: cp_model.LinearExprT, *, largest: bool) -> Choice | None:
        """Optimise one expression and hold it at its best for the next."""
        if largest:
            self._model.maximize(expression)
        else:
            self._model.minimize(expression)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        if solver.solve(self._model) != cp_model.OPTIMAL:
            return None
        best = int(solver.value(expression))
        self._model.add_linear_constraint(expression, best, best)
        return tuple(
            next(i for i, chosen in enumerate(picked) if solver.boolean_value(chosen))
            for picked in self._picked
        )
