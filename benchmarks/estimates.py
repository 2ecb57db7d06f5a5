"""How fast estimates are: one process, 1 to 10 000 profiles that differ in area.

Run ``python benchmarks/estimates.py [MOST]``. Loading the knowledge base is timed by itself.
"""

from __future__ import annotations

import datetime
import sys
import time
from decimal import Decimal
from pathlib import Path

from generator.cases import load_case
from generator.library import Layer, load_knowledge_base
from generator.resources import knowledge_base_folder
from generator.rules import estimate
from generator.scenarios.variants import with_facts

PROFILE = Path(__file__).resolve().parent.parent / "profiles" / "cuihu-highrise.yaml"
DAY = datetime.date(2026, 11, 20)
SIZES = (1, 10, 100, 1_000, 10_000)
SMALLEST = 20_000
"""Square metres of the first estate; each further one has ten more."""


def main() -> None:
    """Print a table of profiles, seconds, estimates a second and milliseconds of each."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    start = time.perf_counter()
    kb = load_knowledge_base([Layer("shipped", knowledge_base_folder())])
    print(f"knowledge base loaded in {time.perf_counter() - start:.2f} s")
    case = load_case(PROFILE, today=DAY)
    print("profiles | seconds | per second | ms each")
    for size in (number for number in SIZES if number <= most):
        start = time.perf_counter()
        for index in range(size):
            estimate(kb, with_facts(case, {"gross_area": Decimal(SMALLEST + 10 * index)}))
        seconds = time.perf_counter() - start
        print(f"{size} | {seconds:.2f} | {size / seconds:.1f} | {seconds / size * 1000:.1f}")


if __name__ == "__main__":
    main()
