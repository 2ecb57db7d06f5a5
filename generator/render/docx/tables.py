"""Tables: fixed widths that every word processor reads alike, repeated header, whole rows."""

from __future__ import annotations

from generator.errors import fail
from generator.model.document import Cell, Column, Table
from generator.render.docx.context import Context
from generator.render.docx.text import field, paragraph, text_run

BORDER = ("top", "left", "bottom", "right", "insideH", "insideV")
CELL_MARGIN = 85
CELL_PADDING = 34
SHADING = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in BORDER
)
_MARGINS = (
    f'<w:top w:w="{CELL_PADDING}" w:type="dxa"/><w:left w:w="{CELL_MARGIN}" w:type="dxa"/>'
    f'<w:bottom w:w="{CELL_PADDING}" w:type="dxa"/><w:right w:w="{CELL_MARGIN}" w:type="dxa"/>'
)


def caption_xml(table: Table, place: int, context: Context, *, properties: str = "") -> str:
    """Return the caption paragraph: chapter digit as text, running number as a field.

    Why one SEQ identifier per chapter: it is the only form that Word and LibreOffice number alike
    and that survives insertions.
    """
    label = context.labels.tables[place]
    identifier = f"Tab{label.chapter}" if label.chapter else "Tab"
    number = text_run(label.prefix) + field(f"SEQ {identifier} \\* ARABIC", str(label.index))
    marked = context.bookmark(table.anchor, number) if table.anchor else number
    content = marked + text_run("　" + table.caption)
    return paragraph(context.style("Caption"), content, properties=properties)


def table_xml(table: Table, context: Context) -> str:
    """Return the table itself, as wide as the text area."""
    widths = _widths(table.columns, context.text_width)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [_header(table, widths, context)] if table.header else []
    last = len(table.rows) - 1
    rows += [
        _row(row, table, widths, context, keep=number == 0 and last > 0)
        for number, row in enumerate(table.rows)
    ]
    if not rows:
        raise fail("table-shape", f"表“{table.caption or table.anchor}”没有行")
    if table.anchor and not table.caption:
        rows[0] = _mark_first_cell(rows[0], table.anchor, context)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _widths(columns: tuple[Column, ...], total: int) -> list[int]:
    parts = sum(column.width for column in columns)
    if not columns or any(column.width <= 0 for column in columns):
        raise fail("table-shape", "表格的每一列都要有大于零的宽度")
    widths = [total * column.width // parts for column in columns]
    widths[-1] += total - sum(widths)
    return widths


def _header(table: Table, widths: list[int], context: Context) -> str:
    if len(table.header) != len(widths):
        raise _shape_error(table, len(table.header), "表头")
    cells = "".join(
        _cell_xml(
            f'<w:tcW w:w="{width}" w:type="dxa"/>' + ("" if context.blind else SHADING),
            paragraph(context.style("TableHead"), context.runs(runs)),
        )
        for runs, width in zip(table.header, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(
    row: tuple[Cell, ...], table: Table, widths: list[int], context: Context, *, keep: bool
) -> str:
    """Return a row; the first keeps with the next: no page ends on a header and one row."""
    if sum(cell.span for cell in row) != len(widths):
        raise _shape_error(table, sum(cell.span for cell in row), "有一行")
    pieces, first = [], 0
    for cell in row:
        width = sum(widths[first : first + cell.span])
        pieces.append(_cell(cell, table.columns[first], width, context, keep=keep))
        first += cell.span
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(pieces)}</w:tr>"


def _cell(cell: Cell, column: Column, width: int, context: Context, *, keep: bool) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    properties += {"": "", "start": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[
        cell.merge
    ]
    properties += SHADING if cell.header and not context.blind else ""
    runs = () if cell.merge == "continue" else cell.runs
    style = context.style("TableHead" if cell.header else "TableText")
    look = "<w:keepNext/>" if keep else '<w:keepNext w:val="0"/>' if cell.header else ""
    if not cell.header and column.align != "left":
        look += f'<w:jc w:val="{column.align}"/>'
    content = context.runs(runs, bold=cell.bold)
    return _cell_xml(properties, paragraph(style, content, properties=look))


def _cell_xml(properties: str, content: str) -> str:
    return f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def _mark_first_cell(row: str, anchor: str, context: Context) -> str:
    return row.replace("</w:pPr>", "</w:pPr>" + context.bookmark(anchor, ""), 1)


def _shape_error(table: Table, found: int, where: str) -> Exception:
    name = table.caption or table.anchor or "无题名"
    return fail("table-shape", f"表“{name}”有 {len(table.columns)} 列，而{where}占 {found} 列")
