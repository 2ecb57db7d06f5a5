"""What every composing function reads: knowledge base, case, estimate, references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.compose.references import References
from generator.errors import Place, Problem
from generator.expression import ExpressionError, evaluate
from generator.model.case import Case
from generator.model.estimate import Estimate, Ground
from generator.model.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class Context:
    """The inputs of composing; ``problems`` collects findings about texts on the way."""

    kb: KnowledgeBase
    case: Case
    estimate: Estimate
    refs: References
    grounds: tuple[Ground, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    @property
    def property_type(self) -> str:
        """The property type of the estate."""
        return self.case.profile.estate.property_type

    def level(self, module: str) -> int:
        """The internal service level of a line of service."""
        levels: Mapping[Any, int] = self.estimate.levels
        return levels.get(module, self.estimate.level)

    def holds(self, condition: str | None, place: Place) -> bool:
        """Evaluate a condition; one that cannot be evaluated is reported and does not hold."""
        if condition is None:
            return True
        try:
            return bool(evaluate(condition, self.refs.names))
        except ExpressionError as error:
            self.problems.append(Problem(place, error.code, f"条件“{condition}”：{error.message}"))
            return False

    def report(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Note a problem that composing met."""
        self.problems.append(Problem(place, code, message, hint))
