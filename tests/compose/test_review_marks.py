"""A clause that is overdue carries a visible mark, in drafts only."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from generator.compose import compose_bid
from generator.compose.outline import REVIEW_MARK
from generator.model.document import Package, Paragraph, runs_text
from tests.compose.samples import SCHOOL, context, estimated


def marks(package: Package) -> int:
    """How many marks stand in a package."""
    blocks = [block for volume in package.volumes for block in volume.document.blocks]
    return sum(isinstance(b, Paragraph) and runs_text(b.runs) == REVIEW_MARK for b in blocks)


def old_clauses() -> dict[str, Any]:
    """The shipped clauses, last read long ago."""
    update = {"reviewed": datetime.date(2020, 1, 1)}
    clauses = estimated(SCHOOL).kb.clauses
    return {name: clause.model_copy(update=update) for name, clause in clauses.items()}


@pytest.mark.parametrize("draft", [True, False])
def test_overdue_clauses_are_marked_in_drafts(draft: bool) -> None:
    late = compose_bid(context(clauses=old_clauses()), draft=draft)
    assert bool(marks(late)) is draft


def test_clauses_within_their_time_carry_no_mark() -> None:
    assert marks(compose_bid(context(), draft=True)) == 0
