"""What workflows, organisations and calendars have in common when they are written as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.compose.context import Context
from generator.compose.markup import to_runs
from generator.compose.references import References
from generator.compose.tables.cells import ColumnSpec, table, words
from generator.errors import Place
from generator.expression import ExpressionError, render
from generator.model.document import Block, Cell, Origin, Paragraph, Runs
from generator.model.knowledge import Drawing

FIELDS: dict[str, str] = {
    "workflow": "workflows",
    "organisation": "organisations",
    "calendar": "calendars",
}
"""What a directive or an outline calls → the field of the knowledge base that holds it."""

_ALWAYS = ("management", "customer_service", "other")
NONE = "—"


@dataclass(frozen=True)
class Pen:
    """Writes the texts of one drawing: its parameters and the references of the case."""

    context: Context
    drawing: Drawing
    scope: References
    origin: Origin

    def runs(self, text: str | None) -> Runs:
        """Return a text with its blanks filled; a dash where there is none."""
        if not text:
            return words(NONE)
        try:
            filled, runs = render(text, self.scope.names, self.scope.printed)
        except ExpressionError as error:
            place = Place(self.origin.file, self.origin.line, 1)
            self.context.report(place, error.code, f"{self.drawing.id}：{error.message}")
            return words(NONE)
        return to_runs(filled.strip(), runs, self.origin)

    def table(self, columns: Sequence[ColumnSpec], rows: Iterable[Sequence[Runs]]) -> list[Block]:
        """Return the table with the drawing's title as caption, and its note below."""
        cells = [[Cell(entry) for entry in row] for row in rows]
        made = table(self.drawing.id, columns, cells, self.drawing.title)
        blocks: list[Block] = [replace(made, origin=self.origin)]
        if self.drawing.note:
            note = (*words("说明："), *self.runs(self.drawing.note))
            blocks.append(Paragraph(note, "table_note", self.origin))
        return blocks


def pen(context: Context, field: str, drawing: Drawing) -> Pen:
    """Return what writes a drawing at the level of its line of service."""
    place = context.kb.place(field, drawing.id)
    level = context.level(drawing.module)
    scope = context.refs.scoped(drawing.id, level, drawing.parameters, field)
    return Pen(context, drawing, scope, Origin("table", drawing.id, place.file, place.line))


def drawing_applies(context: Context, field: str, drawing: Drawing) -> bool:
    """Return whether a drawing fits this estate and a line of service that is asked for."""
    if drawing.types and context.property_type not in drawing.types:
        return False
    if not asked_for(context, drawing.module):
        return False
    return context.holds(drawing.when, context.kb.place(field, drawing.id))


def asked_for(context: Context, module: str) -> bool:
    """Return whether a line of service belongs to the contract."""
    return module in (*_ALWAYS, *context.case.profile.service.modules)


def joined(parts: Iterable[Runs], separator: str) -> Runs:
    """Return runs with a separator between the parts."""
    result: Runs = ()
    for part in parts:
        result += (*words(separator), *part) if result else part
    return result


def known(context: Context, field: str) -> Mapping[str, Drawing]:
    """Return the drawings of a field by id."""
    found: Mapping[str, Drawing] = getattr(context.kb, field)
    return found
