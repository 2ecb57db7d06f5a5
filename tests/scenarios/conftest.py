"""Fixtures of the scenarios' tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.library import Layer, load_knowledge_base
from generator.model.case import Case
from generator.model.knowledge_base import KnowledgeBase
from tests.rules import inputs

ROOT = Path(__file__).resolve().parents[2]
MODULES = ("security", "cleaning", "customer_service")


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The shipped knowledge base."""
    return load_knowledge_base([Layer("shipped", ROOT / "knowledge_base")])


@pytest.fixture(scope="session")
def case() -> Case:
    """An office whose persons depend on the grades."""
    estate = {
        "gross_area": 60000,
        "green_area": 24000,
        "gates": inputs.all_day(2),
        "fire_control_rooms": 1,
    }
    return inputs.case(inputs.profile(estate, modules=MODULES))
