"""The tables that the engine fills: an explicit registry from name to function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.compose.context import Context
from generator.compose.tables import evidence, price, responses, service, staff, statutes
from generator.errors import Place, Problem
from generator.model.document import Block

TableMaker = Callable[[Context, Mapping[str, str]], Sequence[Block]]

TABLES: dict[str, TableMaker] = {
    "posts": staff.posts,
    "staffing": staff.staffing,
    "required": staff.required,
    "kpi": service.kpi,
    "estate": service.estate,
    "equipment": service.equipment,
    "brought_equipment": service.brought_equipment,
    "laws": statutes.laws,
    "quotation": price.quotation,
    "quotation_items": price.quotation_items,
    "buyer_quotation": price.buyer_quotation,
    "quotation_summary": price.quotation_summary,
    "substantive_response": responses.substantive_response,
    "deviation": responses.deviation,
    "scoring_index": responses.scoring_index,
    "team": evidence.team,
    "manager_resume": evidence.manager_resume,
    "track_record": evidence.track_record,
    "certificates": evidence.certificates,
    "evidence_checklist": evidence.evidence_checklist,
}


class EngineTableSet:
    """Makes engine tables for one file; ``anchors`` maps a topic to the heading that treats it."""

    def __init__(self, context: Context, anchors: Mapping[str, str]) -> None:
        self._context = context
        self._anchors = anchors

    def __call__(self, name: str) -> Sequence[Block]:
        """Return the blocks of a table, or none with a problem where the name is unknown."""
        maker = TABLES.get(name)
        if maker is None:
            self._context.problems.append(_unknown(name))
            return ()
        return maker(self._context, self._anchors)


def _unknown(name: str) -> Problem:
    return Problem(
        Place(), "unknown-table", f"没有名为 {name} 的引擎表", "可用：" + "、".join(TABLES)
    )
