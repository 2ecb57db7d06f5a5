"""A document as Markdown: for golden files and for reading differences in review."""

from __future__ import annotations

from generator.model.document import (
    Block,
    Cell,
    Document,
    Figure,
    Heading,
    ListBlock,
    PageBreak,
    PageLayout,
    PageRef,
    Paragraph,
    Ref,
    Run,
    Runs,
    Table,
    Text,
)
from generator.render.labels import Labels, label_document

_RULER = {"left": ":---", "center": ":---:", "right": "---:"}


def to_markdown(document: Document) -> str:
    """Return the document as Markdown, with headings and captions numbered as Word numbers them."""
    labels = label_document(document)
    pieces = [f"<!-- {document.title} -->"]
    if document.cover:
        pieces.append("\n".join(f"- {name}：{value}" for name, value in document.cover))
    for place, block in enumerate(document.blocks):
        pieces.append(_block(block, place, labels))
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _block(block: Block, place: int, labels: Labels) -> str:
    match block:
        case Heading(level=level):
            return f"{'#' * max(level, 1)} {labels.headings[place].text}"
        case Paragraph(runs=runs, style=style):
            text = _runs(runs, labels)
            return f"**{text}**" if style in ("form_title", "subhead") else text
        case ListBlock(items=items, ordered=ordered):
            return "\n".join(
                f"{f'{number}.' if ordered else '-'} {_runs(item, labels)}"
                for number, item in enumerate(items, 1)
            )
        case Table():
            return _table(block, place, labels)
        case PageBreak():
            return "<!-- 分页 -->"
        case PageLayout(landscape=landscape):
            return "<!-- 横向 -->" if landscape else "<!-- 纵向 -->"


def _runs(runs: Runs, labels: Labels) -> str:
    return "".join(_run(run, labels) for run in runs)


def _run(run: Run, labels: Labels) -> str:
    match run:
        case Text(text=text, bold=bold) | Figure(text=text, bold=bold):
            return f"**{text}**" if bold and text.strip() else text
        case Ref():
            return labels.reference(run)
        case PageRef(anchor=anchor):
            return f"[页码](#{anchor})"
        case _:
            return run.text


def _table(table: Table, place: int, labels: Labels) -> str:
    rows = [_row([_runs(head, labels) for head in table.header] or [""] * len(table.columns))]
    rows.append("|" + "|".join(_RULER[column.align] for column in table.columns) + "|")
    for cells in table.rows:
        texts: list[str] = []
        for cell in cells:
            texts += [_cell(cell, labels)] + [""] * (cell.span - 1)
        rows.append(_row(texts))
    caption = f"{labels.tables[place].text}　{table.caption}\n\n" if table.caption else ""
    return caption + "\n".join(rows)


def _cell(cell: Cell, labels: Labels) -> str:
    if cell.merge == "continue":
        return ""
    text = _runs(cell.runs, labels)
    return f"**{text}**" if (cell.bold or cell.header) and text.strip() else text


def _row(texts: list[str]) -> str:
    cells = (text.replace("|", "\\|").replace("\n", "<br>") for text in texts)
    return "| " + " | ".join(cells) + " |"
