"""Faults of workflows, organisation charts and calendars, each found where it stands.

The mistakes that people make in files are under ``tests/bad``; here are those of the shapes.
"""

from __future__ import annotations

from typing import Any

import pytest

from generator.checks.workflows import SHAPE_CODES
from generator.model.knowledge import Calendar, Drawing, Organisation, Workflow


def faults(drawing: Drawing) -> list[tuple[str, tuple[str | int, ...]]]:
    """What is said of a drawing, and of which part."""
    found = [(fault.code, fault.path) for fault in drawing.faults()]
    assert {code for code, _ in found} <= set(SHAPE_CODES)
    return found


def workflow(*steps: tuple[str, str, dict[str, str | None]]) -> Workflow:
    """A workflow of (id, kind, target → label)."""
    made: list[dict[str, Any]] = [
        {
            "id": name,
            "kind": kind,
            "title": name,
            "actor": "甲",
            "next": [{"to": to, "when": when} for to, when in ways.items()],
        }
        for name, kind, ways in steps
    ]
    return Workflow.model_validate({"id": "w", "title": "流程", "steps": made})


START = ("a", "start", {"b": None})
END: tuple[str, str, dict[str, str | None]] = ("b", "end", {})


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([START, END], []),
        ([END], [("no-start-or-end", ("steps",))]),
        ([("a", "start", {})], [("no-start-or-end", ("steps",))]),
        ([START, ("c", "start", {"b": None}), END], [("no-start-or-end", ("steps",))]),
        ([START, END, END], [("duplicate-step", ("steps", 2, "id"))]),
        ([("a", "start", {"x": None}), END], [("unknown-step", ("steps", 0, "next", 0, "to"))]),
        ([START, ("c", "action", {"b": None}), END], [("unreachable-step", ("steps", 1, "id"))]),
        ([START, ("b", "end", {"a": None})], [("exit-after-end", ("steps", 1, "next"))]),
        (
            [("a", "start", {"d": None}), ("d", "decision", {"b": "是"}), END],
            [("lone-exit", ("steps", 1, "next"))],
        ),
        (
            [("a", "start", {"d": None}), ("d", "decision", {"b": "是", "a": None}), END],
            [("unlabelled-exit", ("steps", 1, "next", 1, "to"))],
        ),
        (
            [("a", "start", {"c": None, "b": None}), ("c", "action", {"b": None}), END],
            [("undecided-exit", ("steps", 0, "next"))],
        ),
        (
            [
                ("a", "start", {"d": None}),
                ("d", "decision", {"b": "是", "c": "否"}),
                ("c", "action", {"c": None}),
                END,
            ],
            [("endless-step", ("steps", 2, "id"))],
        ),
    ],
)
def test_workflows(steps: list[Any], found: list[Any]) -> None:
    assert faults(workflow(*steps)) == found


def organisation(roots: int, *nodes: tuple[str, str | None]) -> Organisation:
    """A chart of (id, parent)."""
    made = [{"id": name, "title": name, "parent": parent} for name, parent in nodes]
    return Organisation.model_validate({"id": "o", "title": "架构", "roots": roots, "nodes": made})


@pytest.mark.parametrize(
    ("roots", "nodes", "found"),
    [
        (1, [("a", None), ("b", "a")], []),
        (2, [("a", None), ("b", None)], []),
        (1, [("a", None), ("b", None)], [("wrong-roots", ("nodes", 1, "id"))]),
        (2, [("a", None), ("b", "a")], [("wrong-roots", ("nodes", 0, "id"))]),
        (1, [], [("wrong-roots", ("nodes",))]),
        (1, [("a", None), ("b", "x")], [("unknown-parent", ("nodes", 1, "parent"))]),
        (1, [("a", None), ("b", "a"), ("b", "a")], [("duplicate-node", ("nodes", 2, "id"))]),
        (1, [("a", None), ("b", "b")], [("circular-parent", ("nodes", 1, "parent"))]),
        (
            1,
            [("a", None), ("b", "c"), ("c", "b"), ("d", "b")],
            [("circular-parent", ("nodes", 1, "parent"))],
        ),
    ],
)
def test_organisations(roots: int, nodes: list[Any], found: list[Any]) -> None:
    assert faults(organisation(roots, *nodes)) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"may": "mai"}, ["unknown-period", "missing-period"]),
        ({"may": "june"}, ["duplicate-period", "missing-period"]),
    ],
)
def test_calendars(change: dict[str, str], found: list[str]) -> None:
    months = "january february march april may june july august september october november december"
    periods = [
        {"period": change.get(month, month), "work": {"t": {"all": "巡查"}}}
        for month in months.split()
    ]
    team = {"id": "t", "title": "甲", "module": "greening"}
    data = {"id": "c", "title": "月历", "by": "months", "teams": [team], "periods": periods}
    calendar = Calendar.model_validate(data)
    assert [code for code, _ in faults(calendar)] == found


def test_a_team_that_nobody_declared() -> None:
    team = {"id": "t", "title": "甲", "module": "greening"}
    period = {"period": "lichun", "work": {"u": {"all": "巡查"}}}
    data = {"id": "c", "title": "历", "by": "terms", "teams": [team], "periods": [period]}
    codes = [code for code, _ in faults(Calendar.model_validate(data))]
    assert codes == ["unknown-team", "missing-period"]
