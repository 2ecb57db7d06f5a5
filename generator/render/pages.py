"""A rough page count without a layout engine, for page numbers that are at least plausible."""

from __future__ import annotations

from generator.anchors import DOC_END
from generator.model.document import (
    Block,
    Document,
    Heading,
    ListBlock,
    PageBreak,
    PageLayout,
    Paragraph,
    Table,
    runs_text,
)
from generator.render.labels import label_document

PORTRAIT, LANDSCAPE = (445.0, 697.0), (690.0, 440.0)
"""Width and height of the text area in points."""
LINE, TABLE_LINE, TABLE_PADDING = 23.4, 16.0, 4.0
HEADING_HEIGHT = (60.0, 58.0, 44.0, 31.0, 29.0)


def estimate_pages(document: Document) -> dict[str, int]:
    """Guess the printed body page of every anchor by counting lines.

    Why: a file must open with filled page numbers even where no layout engine is installed.
    """
    labels = label_document(document)
    sheet = _Sheet()
    pages: dict[str, int] = {}
    for place, block in enumerate(document.blocks):
        sheet.place(block)
        if place in labels.headings:
            pages[labels.headings[place].anchor] = sheet.page
        elif isinstance(block, Table):
            pages[block.anchor] = sheet.started
    pages.pop("", None)
    pages[DOC_END] = sheet.page
    return pages


class _Sheet:
    """The page being filled."""

    def __init__(self) -> None:
        self.page, self.started = 1, 1
        self._used = 0.0
        self._width, self._height = PORTRAIT

    def place(self, block: Block) -> None:
        match block:
            case Heading(level=level, page_break_before=new_page):
                if new_page:
                    self._new_page()
                self._fill(HEADING_HEIGHT[min(level, 4)], keep=LINE)
            case Paragraph(runs=runs):
                self._lines(runs_text(runs), 12)
            case ListBlock(items=items):
                for item in items:
                    self._lines(runs_text(item), 12)
            case Table():
                self._table(block)
            case PageBreak():
                self._new_page()
            case PageLayout(landscape=landscape):
                self._new_page()
                self._width, self._height = LANDSCAPE if landscape else PORTRAIT

    def _new_page(self) -> None:
        if self._used:
            self.page += 1
            self._used = 0.0

    def _fill(self, height: float, keep: float = 0.0) -> None:
        if self._used and self._used + height + keep > self._height:
            self._new_page()
        self._used += height

    def _lines(self, text: str, size: float) -> None:
        for _ in range(_line_count(text, self._width - 2 * size, size)):
            self._fill(LINE)

    def _table(self, table: Table) -> None:
        total = sum(column.width for column in table.columns) or 1
        widths = [self._width * column.width / total - 9 for column in table.columns]
        self._fill(30.0 if table.caption else 8.0, keep=2 * TABLE_LINE)
        self.started = self.page
        rows = [[runs_text(head) for head in table.header]] if table.header else []
        rows += [[runs_text(cell.runs) for cell in row] for row in table.rows]
        for row in rows:
            lines = [
                _line_count(text, max(width, 11.0), 10.5)
                for text, width in zip(row, widths, strict=False)
            ]
            self._fill(max(lines, default=1) * TABLE_LINE + TABLE_PADDING)


def _line_count(text: str, width: float, size: float) -> int:
    """Count lines; GB 18030 spends two bytes on what is two columns wide."""
    lines = 0
    for part in text.split("\n"):
        length = len(part.encode("gb18030", "replace")) * size / 2
        lines += max(1, -int(-length // width))
    return lines
