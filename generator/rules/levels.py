"""From a scheme's grade labels to internal service levels, for the whole estate and per module.

Labels are never compared across schemes: 一级 is the best grade of one scheme and the lowest of
another, so only the scheme itself says which internal level (1 basic … 5 premium) a label means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import InputError, Problem
from generator.model.case import Case
from generator.model.knowledge import Scheme
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import Department


@dataclass(frozen=True, slots=True)
class Levels:
    """The internal level of the whole service, and of the modules graded separately."""

    overall: int
    modules: Mapping[Department, int]

    def of(self, module: Department) -> int:
        """Return the level of one line of service."""
        return self.modules.get(module, self.overall)


def levels_of(kb: KnowledgeBase, case: Case) -> Levels:
    """Return the internal levels of a case.

    Raises ``InputError``: ``unknown-scheme``, or ``unknown-grade`` naming the scheme's labels.
    """
    service = case.profile.service
    scheme = kb.schemes.get(service.scheme)
    if scheme is None:
        known = "、".join(kb.schemes)
        place = case.place("profile", "service.scheme")
        message = f"没有等级体系 {service.scheme}"
        raise InputError([Problem(place, "unknown-scheme", message, f"可用：{known}")])
    asked = {"service.grade": service.grade}
    asked |= {
        f"service.module_grades.{name}": label for name, label in service.module_grades.items()
    }
    problems = [
        _unknown_grade(case, path, label, scheme)
        for path, label in asked.items()
        if _level(scheme, label) is None
    ]
    if problems:
        raise InputError(problems)
    modules = {name: _level(scheme, label) for name, label in service.module_grades.items()}
    overall = _level(scheme, service.grade)
    assert overall is not None
    return Levels(overall, {name: level for name, level in modules.items() if level is not None})


def _level(scheme: Scheme, label: str) -> int | None:
    return next((grade.level for grade in scheme.grades if grade.label == label), None)


def _unknown_grade(case: Case, path: str, label: str, scheme: Scheme) -> Problem:
    labels = "、".join(grade.label for grade in scheme.grades)
    message = f"等级“{label}”不属于“{scheme.title}”"
    return Problem(case.place("profile", path), "unknown-grade", message, f"可用：{labels}")
