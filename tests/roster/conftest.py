"""Fixtures of the roster's tests."""

from __future__ import annotations

import pytest

from generator.model.knowledge_base import KnowledgeBase
from generator.roster import solver
from tests.roster.samples import load_shifts


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up sooner on smoother rotas; what is lawful and what is proved does not change."""
    monkeypatch.setattr(solver, "BETTER_EFFORT", 0.3)
    monkeypatch.setattr(solver, "POLISH_EFFORT", 0.2)


@pytest.fixture(scope="session")
def shifts() -> KnowledgeBase:
    """Shift systems, rules and holidays."""
    return load_shifts()
