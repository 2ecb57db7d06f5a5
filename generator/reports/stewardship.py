"""Clauses printed in a package although their review is overdue on its day."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Place, Problem
from generator.pipeline import Made


def overdue_problems(made: Made) -> Iterator[Problem]:
    """Yield a warning for each printed clause that its owner should have read again by now."""
    if made.subject is None:
        return
    for passage in made.subject.library:
        clause = passage.clause
        if clause is None or not clause.overdue(made.package.as_of):
            continue
        place = Place(f"{passage.volume}.docx")
        by = f"应在 {clause.review_by} 前复核（责任人：{clause.owner}）"
        message = f"“{clause.title}”（{clause.id}）{by}"
        hint = "核对内容与所引法规，更新条款的 reviewed"
        yield Problem(place, "overdue-clause", message, hint, "warning")
