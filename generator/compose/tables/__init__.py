"""The tables that the engine fills: an explicit registry from name to function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.compose.context import Context
from generator.compose.tables import evidence, price, responses, service, site, staff, statutes
from generator.compose.tables.calendars import calendar_table
from generator.compose.tables.cells import words
from generator.compose.tables.drawings import FIELDS, drawing_applies, known
from generator.compose.tables.organisations import organisation_table
from generator.compose.tables.workflows import workflow_table
from generator.compose.tables.year_plan import year_plan, year_plan_of
from generator.errors import Place, Problem
from generator.model.document import Block, Paragraph
from generator.model.knowledge import Calendar, Drawing, Organisation, Workflow
from generator.model.values import DEPARTMENT_TITLES

TableMaker = Callable[[Context, Mapping[str, str]], Sequence[Block]]

TABLES: dict[str, TableMaker] = {
    "posts": staff.posts,
    "staffing": staff.staffing,
    "required": staff.required,
    "kpi": service.kpi,
    "estate": service.estate,
    "equipment": service.equipment,
    "problems": site.problems,
    "areas": site.areas,
    "brought_equipment": service.brought_equipment,
    "laws": statutes.laws,
    "quotation": price.quotation,
    "quotation_items": price.quotation_items,
    "buyer_quotation": price.buyer_quotation,
    "price_grounds": price.price_grounds,
    "quotation_summary": price.quotation_summary,
    "substantive_response": responses.substantive_response,
    "deviation": responses.deviation,
    "scoring_index": responses.scoring_index,
    "team": evidence.team,
    "manager_resume": evidence.manager_resume,
    "track_record": evidence.track_record,
    "certificates": evidence.certificates,
    "evidence_checklist": evidence.evidence_checklist,
    "year_plan": year_plan,
    **{f"year_plan_{name}": year_plan_of(name) for name in DEPARTMENT_TITLES},
}

DRAWING_TITLES = {"workflow": "流程", "organisation": "组织架构", "calendar": "日历"}


class EngineTableSet:
    """Makes engine tables for one file; ``anchors`` maps a topic to the heading that treats it.

    Drawings (workflows, organisation charts, calendars) are made here too, each once for a file.
    """

    def __init__(self, context: Context, anchors: Mapping[str, str]) -> None:
        self._context = context
        self._anchors = anchors
        self._drawn: set[str] = set()

    def __call__(self, name: str) -> Sequence[Block]:
        """Return the blocks of a table, or none with a problem where the name is unknown.

        A drawing is named by its kind and id, ``workflow:complaint-handling``; where it stands
        already, a line says so.
        """
        kind, colon, entry = name.partition(":")
        if colon:
            title = self.title(kind, entry)
            if name in self._drawn and title:
                return [Paragraph(words(f"见前文“{title}”表。"))]
            return self.drawing(kind, entry)
        maker = TABLES.get(name)
        if maker is None:
            self._context.problems.append(_unknown(name))
            return ()
        return maker(self._context, self._anchors)

    def title(self, kind: str, entry: str) -> str:
        """Return the title of a drawing, or nothing where there is no such drawing."""
        drawing = known(self._context, FIELDS[kind]).get(entry)
        return drawing.title if drawing else ""

    def drawing(self, kind: str, entry: str) -> Sequence[Block]:
        """Return the blocks of a drawing that fits this estate and does not stand yet."""
        field, name = FIELDS[kind], f"{kind}:{entry}"
        drawing = known(self._context, field).get(entry)
        if drawing is None:
            message = f"没有名为 {entry} 的{DRAWING_TITLES[kind]}"
            self._context.report(Place(), f"unknown-{kind}", message)
            return ()
        if name in self._drawn or not drawing_applies(self._context, field, drawing):
            return ()
        blocks = _drawn(self._context, drawing)
        if blocks:
            self._drawn.add(name)
        return blocks


def _drawn(context: Context, drawing: Drawing) -> Sequence[Block]:
    match drawing:
        case Workflow():
            return workflow_table(context, drawing)
        case Organisation():
            return organisation_table(context, drawing)
        case Calendar():
            return calendar_table(context, drawing)
        case _:
            return ()


def _unknown(name: str) -> Problem:
    return Problem(
        Place(), "unknown-table", f"没有名为 {name} 的引擎表", "可用：" + "、".join(TABLES)
    )
