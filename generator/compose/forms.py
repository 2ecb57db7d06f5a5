"""Forms of a bid to blocks: wording, fields, signature lines with signer and seal."""

from __future__ import annotations

from generator.compose.clauses import EngineTables, filled_blocks
from generator.compose.context import Context
from generator.expression import ExpressionError
from generator.model.document import (
    Block,
    Origin,
    PageLayout,
    Paragraph,
    Run,
    Text,
    Unfilled,
)
from generator.model.knowledge import Form

_SIGNATURE_LINE = "＿" * 4
_DATE_LINE = "＿＿＿年＿＿月＿＿日"


def form_applies(context: Context, form: Form) -> bool:
    """Return whether a form belongs to this bid."""
    return context.holds(form.when, context.kb.place("forms", form.id))


def form_blocks(context: Context, form: Form, tables: EngineTables) -> list[Block]:
    """Return the blocks of a form without its heading."""
    place = context.kb.place("forms", form.id)
    origin = Origin("form", form.id, place.file, place.line)
    level = context.estimate.level
    blocks = filled_blocks(context, form.text, form.parameters, origin, level, tables)
    blocks += [
        _signature_line(context, form, number, origin) for number in range(len(form.signature))
    ]
    if form.landscape:
        return [PageLayout(landscape=True), *blocks, PageLayout(landscape=False)]
    return blocks


def _signature_line(context: Context, form: Form, number: int, origin: Origin) -> Paragraph:
    line = form.signature[number]
    return Paragraph((Text(f"{line.label}："), _signed(context, form, number)), "signature", origin)


def _signed(context: Context, form: Form, number: int) -> Run:
    line = form.signature[number]
    if line.value is None:
        return Text(_DATE_LINE if "日期" in line.label else _SIGNATURE_LINE)
    try:
        return context.refs.run(line.value)
    except ExpressionError:
        place = context.kb.place("forms", form.id)
        context.report(place, "unknown-name", f"{form.id} 落款引用了不存在的 {line.value}")
        return Unfilled(line.value, line.label)
