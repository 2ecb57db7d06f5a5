"""What every rule may look at: facts, levels, parameters, working time, and safe evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.errors import InputError, Place, Problem
from generator.expression import ExpressionError, evaluate, references
from generator.facts import fact_names, fact_title, facts_of
from generator.model.case import Case
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import Department
from generator.parameters import Parameters
from generator.rules.levels import Levels, levels_of
from generator.rules.worktime import WorkTime, holiday_facts, worktime_of

FLAGS = ("single_person_control_room", "flexible_holiday_pay")
"""Yes-or-no parameters of a city that counting and hours depend on; absent means no."""


class MissingFactError(Exception):
    """A quantity needs facts that the profile does not give; ``facts`` holds their names."""

    def __init__(self, facts: tuple[str, ...]) -> None:
        self.facts = facts
        super().__init__("、".join(facts))

    def titles(self) -> str:
        """Return the facts as a person reads them."""
        return "、".join(_titled(name) for name in self.facts)


@dataclass(frozen=True)
class Basis:
    """The inputs of one calculation, gathered once."""

    kb: KnowledgeBase
    case: Case
    parameters: Parameters
    levels: Levels
    worktime: WorkTime
    facts: Mapping[str, Any]
    facts_on_holidays: Mapping[str, Any]
    flags: Mapping[str, Any]
    site: str = "main"
    site_title: str = ""
    memo: dict[str, Any] = field(default_factory=dict, compare=False)

    def names(self, module: Department) -> dict[str, Any]:
        """Return what counting rules of a module may name: ``facts``, ``level``, ``parameters``."""
        level = self.levels.of(module)
        return {"facts": dict(self.facts), "level": level, "parameters": dict(self.flags)}

    def holiday_names(self, module: Department) -> dict[str, Any]:
        """Return the same namespace with the facts as they are on statutory holidays."""
        return {**self.names(module), "facts": dict(self.facts_on_holidays)}


def basis_of(kb: KnowledgeBase, case: Case) -> Basis:
    """Gather the inputs of a case.

    Raises ``InputError``: unknown city, scheme, grade, or a missing working-time figure.
    """
    parameters = Parameters(kb, case)
    worktime = worktime_of(parameters)
    return Basis(
        kb,
        case,
        parameters,
        levels_of(kb, case),
        worktime,
        facts_of(case.profile),
        holiday_facts(case.profile, worktime.holiday_days),
        {name: _flag(parameters, name) for name in FLAGS},
    )


def _flag(parameters: Parameters, name: str) -> bool:
    found = parameters.find(name)
    return found is not None and bool(found.value)


def quantity(source: str, names: Mapping[str, Any], place: Place) -> Decimal:
    """Evaluate a formula to a number.

    Raises ``MissingFactError`` where the profile gives no value, ``InputError`` for a formula
    that is wrong in itself (``place`` says where it stands).
    """
    value = _evaluated(source, names, place)
    if value is None:
        raise MissingFactError(
            tuple(dict.fromkeys(name for name, _ in references(source, text=False)))
        )
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        message = f"公式“{source}”的结果不是数字"
        raise InputError([Problem(place, "bad-operand", message)])
    if value < 0:
        raise InputError([Problem(place, "bad-operand", f"公式“{source}”的结果小于零")])
    return Decimal(value)


def applies(source: str | None, names: Mapping[str, Any], place: Place) -> bool:
    """Return whether a condition holds; an absent condition always does."""
    return source is None or bool(_evaluated(source, names, place))


def _evaluated(source: str, names: Mapping[str, Any], place: Place) -> Any:
    try:
        return evaluate(source, names)
    except ExpressionError as error:
        if error.code == "missing-fact":
            missing = tuple(
                dict.fromkeys(
                    name for name, _ in references(source, text=False) if _absent(name, names)
                )
            )
            raise MissingFactError(missing) from None
        message = f"{error.message}（公式：{source}）"
        raise InputError([Problem(place, error.code, message)]) from None


def _absent(path: str, names: Mapping[str, Any]) -> bool:
    value: Any = names
    for part in path.split("."):
        if not isinstance(value, Mapping):
            return False
        value = value.get(part)
    return value is None


def _titled(path: str) -> str:
    name = path.removeprefix("facts.")
    return fact_title(name) if name in fact_names() else path
