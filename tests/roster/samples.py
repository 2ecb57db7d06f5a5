"""Pools to plan, made from the shipped shift systems and nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from generator.library import Layer, load_knowledge_base
from generator.model.knowledge_base import KnowledgeBase
from generator.roster.month import month_of
from generator.roster.systems import lettered, windows_for
from generator.roster.task import PoolTask, Station, WorkHours, limits_of

ROOT = Path(__file__).resolve().parents[2]
HOURS = WorkHours(Decimal(1984), Decimal(36))
"""248 working days of 8 hours; 36 hours of overtime a month."""


def load_shifts() -> KnowledgeBase:
    """Load shift systems, rules and holidays alone."""
    folder = ROOT / "knowledge_base"
    return load_knowledge_base([Layer("shipped", folder / "shifts.yaml")])


def pool(
    kb: KnowledgeBase,
    persons: int,
    places: int,
    system: str = "four_crew_three_shift",
    *,
    month: str = "2026-12",
    hours: str = "24",
    rules: str = "comprehensive_month",
    attendance: str = "every_day",
) -> PoolTask:
    """A pool with one post of so many places."""
    when = month_of(month, kb)
    work = kb.work_rules[rules]
    windows = windows_for(kb.shift_systems[system], Decimal(hours), work)
    manned = when.manned(kb.attendance[attendance])
    every = tuple(range(len(windows)))
    floor = kb.work_rules[work.floor] if work.floor else work
    return PoolTask(
        id="guard",
        title="测试轮换组",
        persons=persons,
        month=when,
        windows=lettered(windows, [places] * len(windows)),
        stations=(Station("gate_guard", "正门", places, every, manned, system),),
        limits=limits_of(work, HOURS, when),
        floor=limits_of(floor, HOURS, when),
    )
