"""How long a month of 79 guards takes: eighteen round-the-clock places, within a minute.

Run from the checkout: ``python -m benchmarks.roster [PERSONS PLACES]``. The second run must give
the same rota as the first.
"""

from __future__ import annotations

import os
import sys
import time
from decimal import Decimal

from generator.library import Layer, load_knowledge_base
from generator.resources import knowledge_base_folder
from generator.roster.arithmetic import arithmetic
from generator.roster.month import month_of
from generator.roster.plan import PoolPlan, plan_pool
from generator.roster.systems import windows_for
from generator.roster.task import PoolTask, Station, WorkHours, limits_of

PERSONS, PLACES = 79, 18
TARGET_SECONDS = 60


def task_of(persons: int, places: int) -> PoolTask:
    """Return December 2026 of a pool of guards in three shifts."""
    kb = load_knowledge_base([Layer("shipped", knowledge_base_folder() / "shifts.yaml")])
    month = month_of("2026-12", kb)
    rules = kb.work_rules["comprehensive_month"]
    windows = windows_for(kb.shift_systems["four_crew_three_shift"], Decimal(24), rules)
    station = Station(
        "gate_guard", "门岗", places, (0, 1, 2), (True,) * len(month.days), "four_crew_three_shift"
    )
    limits = limits_of(rules, WorkHours(Decimal(1984), Decimal(36)), month)
    return PoolTask("guard", "秩序维护", persons, month, tuple(windows), (station,), limits)


def timed(task: PoolTask) -> tuple[PoolPlan, float, float]:
    """Plan and return the plan with its seconds by the clock and of the processors."""
    start, used = time.perf_counter(), time.process_time()
    plan = plan_pool(task)
    return plan, time.perf_counter() - start, time.process_time() - used


def main() -> None:
    """Plan twice, print figures, fail where the plans differ."""
    persons, places = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (PERSONS, PLACES)
    task = task_of(persons, places)
    print(f"persons {persons}  places {places}  at least {arithmetic(task).needed}")
    print(f"cores {os.cpu_count()}")
    first, seconds, used = timed(task)
    print(f"{first.outcome}  needed {first.needed} proved {first.proved}")
    verdict = "within" if seconds <= TARGET_SECONDS else "over"
    print(f"{seconds:.1f} s by the clock, {used:.1f} s of processor: {verdict} a minute")
    second, seconds, used = timed(task)
    print(f"again {seconds:.1f} s, {used:.1f} s of processor; same rota: {first == second}")
    sys.exit(0 if first == second else 1)


if __name__ == "__main__":
    main()
