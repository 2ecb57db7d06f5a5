"""Fixtures of the engine's tests."""

from __future__ import annotations

import pytest

from generator.model.knowledge_base import KnowledgeBase
from tests.rules.inputs import load_figures


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The shipped figures, posts, costs and schemes."""
    return load_figures()
