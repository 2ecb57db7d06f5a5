"""What a roster is made from: knowledge base, case, estimate, month, parameters, wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generator.model.case import Case
from generator.model.estimate import Estimate, PostLine
from generator.model.knowledge_base import KnowledgeBase
from generator.roster.month import Month
from generator.roster.task import WorkHours


@dataclass(frozen=True)
class Wishes:
    """What the user chose for this roster; each overrides what the data would choose.

    ``systems`` maps a pool or post to a shift system; the empty name stands for all.
    """

    pools: tuple[str, ...] = ()
    persons: Mapping[str, int] = field(default_factory=dict)
    systems: Mapping[str, str] = field(default_factory=dict)
    rules: str | None = None


@dataclass(frozen=True)
class Inputs:
    """Everything that tasks are made from."""

    kb: KnowledgeBase
    case: Case
    estimate: Estimate
    month: Month
    hours: WorkHours
    wishes: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True)
class Place:
    """A post, or one gate of it, with its hours a day and days a year."""

    post: PostLine
    title: str
    places: int
    hours: Decimal
    days: Decimal
