"""The check on shift systems: names that nobody defines are found at their place."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.checks.registry import CHECKS
from generator.library import Layer, load_knowledge_base
from generator.model.shifts import ShiftSystem
from tests.roster.samples import ROOT

SYSTEM = """kind: shifts
systems:
  - id: own_day
    title: 自定白班
    order: 50
    hours_from: 1
    hours_to: 12
    crews: 1
    shifts:
      - {letter: 白, title: 白班, start: "09:00"}
    rules: RULES
    source: trade-practice
    tag: practice
limits:
  - id: own_limit
    title: 自定上限
    posts: [POST]
    max_shift_hours: 8
    source: trade-practice
    tag: practice
"""


def found(folder: Path, text: str) -> list[tuple[str, int]]:
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    shipped = ROOT / "knowledge_base"
    kb = load_knowledge_base(
        [Layer("shipped", shipped / name) for name in ("posts", "shifts.yaml")]
        + [Layer("own", folder)]
    )
    problems = CHECKS["shifts"].run(kb, datetime.date(2026, 11, 20))
    return [(problem.code, problem.place.line) for problem in problems]


def test_unknown_names_are_found(tmp_path: Path) -> None:
    text = SYSTEM.replace("RULES", "comprehensive").replace("POST", "gate_gaurd")
    assert found(tmp_path, text) == [("unknown-work-rules", 11), ("unknown-post", 17)]


def test_known_names_pass(tmp_path: Path) -> None:
    text = SYSTEM.replace("RULES", "comprehensive_month").replace("POST", "gate_guard")
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    "shifts",
    [
        [{"letter": "早", "title": "早班", "start": "08:00", "hours": 8}],
        [{"letter": "早", "title": "早班"}],
        [{"letter": "早", "title": "早班", "start": "8:00"}],
        [
            {"letter": "早", "title": "早班", "start": "08:00", "hours": 12},
            {"letter": "早", "title": "晚班", "start": "20:00", "hours": 12},
        ],
        [
            {"letter": "早", "title": "早班", "start": "08:00", "hours": 12},
            {"letter": "晚", "title": "晚班", "start": "20:00"},
        ],
    ],
)
def test_inconsistent_systems_are_refused(shifts: list[dict[str, object]]) -> None:
    fields = {"id": "x", "title": "x", "order": 1, "crews": 1, "rules": "x"}
    more = {"hours_from": 24, "hours_to": 24, "source": "x", "tag": "practice"}
    with pytest.raises(ValidationError):
        ShiftSystem.model_validate({**fields, **more, "shifts": shifts})
