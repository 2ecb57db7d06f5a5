"""Checks on tasks, productivity and floors find what is wrong with them."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

from generator.checks.registry import CHECKS
from generator.library import Layer, load_knowledge_base
from generator.model.knowledge_base import KnowledgeBase
from generator.resources import knowledge_base_folder
from tests.cli.command import base_read_once

DAY = datetime.date(2026, 11, 20)


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """The shipped base."""
    with base_read_once():
        return load_knowledge_base([Layer("shipped", knowledge_base_folder())])


def changed(kb: KnowledgeBase, field: str, entry: str, **update: Any) -> KnowledgeBase:
    entries = dict(getattr(kb, field))
    entries[entry] = entries[entry].model_copy(update=update)
    fields: dict[str, Any] = {field: entries}
    return dataclasses.replace(kb, **fields)


def codes(kb: KnowledgeBase, check: str) -> list[str]:
    return [problem.code for problem in CHECKS[check].run(kb, DAY)]


@pytest.mark.parametrize("check", ["people", "people-sources", "people-bases", "inversions"])
def test_shipped_entries_are_clean(kb: KnowledgeBase, check: str) -> None:
    assert codes(kb, check) == []


@pytest.mark.parametrize(
    ("field", "entry", "update", "check", "code"),
    [
        ("tasks", "lift_floor", {"driver": "facts.lift"}, "people", "unknown-name"),
        ("tasks", "lift_floor", {"driver": "facts.lifts +"}, "people", "bad-expression"),
        ("tasks", "lift_floor", {"when": "fact.lifts"}, "people", "unknown-name"),
        ("tasks", "lift_floor", {"post": "clener"}, "people", "unknown-post"),
        ("floors", "lift_safety", {"posts": ("lift_man",)}, "people", "unknown-post"),
        ("floors", "lift_safety", {"largest_of": ("facts.lft",)}, "people", "unknown-name"),
        ("productivity", "lobby", {"post": "clener"}, "people", "unknown-post"),
        ("typicals", "patrol", {"fact": "patrols"}, "people", "unknown-name"),
        ("typicals", "patrol", {"high": "facts.gros_area"}, "people", "unknown-name"),
        ("typicals", "gates_school", {"sets": {"gate_plces": 1}}, "people", "unknown-name"),
        ("readings", "guard", {"posts": ("gate_gard",)}, "people", "unknown-post"),
        ("overheads", "management", {"more": "facts.x"}, "people", "unknown-name"),
        ("overheads", "shift_leaders", {"posts": ("shift_ledr",)}, "people", "unknown-post"),
        ("spreads", "cleaning", {"source": "nobody"}, "people-sources", "unknown-source"),
        ("tasks", "lift_floor", {"source": "nobody"}, "people-sources", "unknown-source"),
        ("floors", "lift_safety", {"source": "law:none"}, "people-sources", "unknown-source"),
        ("productivity", "lobby", {"basis": "payroll"}, "people-bases", "mixed-basis"),
        ("tasks", "lobby_walls", {"published_inversion": False}, "inversions", "task-inversion"),
    ],
)
def test_fault_is_found(
    kb: KnowledgeBase, field: str, entry: str, update: dict[str, Any], check: str, code: str
) -> None:
    assert code in codes(changed(kb, field, entry, **update), check)
