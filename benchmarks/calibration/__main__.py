"""``make calibrate``, or ``python -m benchmarks.calibration [FOLDER]``: print the comparison."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.calibration import leaving, report
from benchmarks.calibration.cases import DATA, read_projects, sample_company
from benchmarks.calibration.outcomes import outcome
from generator.library import Layer, load_knowledge_base
from generator.resources import knowledge_base_folder


def main() -> None:
    """Read what data there is and print the report."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    projects, said = read_projects(folder)
    print(*said, sep="\n")
    if not projects:
        print("没有可对照的案例")
        return
    kb = load_knowledge_base([Layer("shipped", knowledge_base_folder())])
    company = sample_company()
    outcomes = [outcome(project, kb, company) for project in projects]
    without = leaving.left_out(kb, company, outcomes)
    blocks = (
        report.table(outcomes),
        report.summary(outcomes),
        report.moved(kb, outcomes),
        report.left_out(outcomes, without),
    )
    print("\n\n".join("\n".join(block) for block in blocks))


if __name__ == "__main__":
    main()
