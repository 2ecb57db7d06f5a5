"""Blocks of running text: headings, paragraphs and lists, and the sections between them."""

from __future__ import annotations

from generator.anchors import BODY_START, DOC_END
from generator.model.document import (
    Block,
    Document,
    Heading,
    ListBlock,
    PageBreak,
    PageLayout,
    Paragraph,
    Table,
)
from generator.render.docx.context import Context
from generator.render.docx.numbering import first_free_number, list_properties
from generator.render.docx.sections import body_section
from generator.render.docx.tables import caption_xml, table_xml
from generator.render.docx.text import paragraph, tiny_paragraph
from generator.render.roles import PARAGRAPH_STYLES

_KEEP = "<w:keepNext/>"
_NEW_PAGE = "<w:pageBreakBefore/>"
_AFTER_TABLE = '<w:spacing w:before="160"/>'
_BEFORE_SIGNATURE = '<w:spacing w:before="480"/>'
_END = "</w:p>"


class Body:
    """Writes the blocks of a document in order, with the breaks that lie between them."""

    def __init__(self, document: Document, context: Context) -> None:
        self._blocks = document.blocks
        self._context = context
        self._pieces: list[str] = []
        self._at_page_start = True
        self._new_page = False
        self._after_table = False
        self._first_section = True
        numbering = context.template.parts["word/numbering.xml"].decode("utf-8")
        self._first_list = first_free_number(numbering)

    def xml(self) -> str:
        """Return the whole body up to and including the properties of its last section."""
        for place, block in enumerate(self._blocks):
            self._write(block, place)
        self._mark_ends()
        return "".join(self._pieces) + self._section()

    def _write(self, block: Block, place: int) -> None:
        match block:
            case PageBreak():
                self._new_page = not self._at_page_start
            case PageLayout(landscape=landscape):
                self._turn(landscape)
            case Table():
                self._table(block, place)
            case Heading():
                self._add(self._heading(block, place))
            case Paragraph():
                self._paragraph(block, place)
            case ListBlock():
                self._list(block, place)

    def _add(self, xml: str, *, table: bool = False) -> None:
        self._pieces.append(xml)
        self._at_page_start = False
        self._new_page = False
        self._after_table = table

    def _break(self) -> str:
        return _NEW_PAGE if self._new_page else ""

    def _gap(self) -> str:
        return _AFTER_TABLE if self._after_table and not self._new_page else ""

    def _paragraph(self, block: Paragraph, place: int) -> None:
        properties = self._kept(place) + self._break()
        if block.style == "signature":
            properties += "" if self._signed(place) else _BEFORE_SIGNATURE
        elif block.style != "table_note":
            properties += self._gap()
        style = self._context.style(PARAGRAPH_STYLES[block.style])
        self._add(paragraph(style, self._context.runs(block.runs), properties=properties))

    def _signed(self, place: int) -> bool:
        """Return whether the block before is a line of the same signature."""
        return self._is_signature(place - 1)

    def _is_signature(self, place: int) -> bool:
        block = self._blocks[place] if 0 <= place < len(self._blocks) else None
        return isinstance(block, Paragraph) and block.style == "signature"

    def _kept(self, place: int) -> str:
        """Keep what leads to a signature with it: a signature alone on a page signs nothing."""
        return _KEEP if self._is_signature(place + 1) else ""

    def _heading(self, block: Heading, place: int) -> str:
        label = self._context.labels.headings[place]
        if block.page_break_before and not self._at_page_start:
            self._new_page = True
        style = f"Heading{block.level}" if block.level else "FormTitle"
        content = self._context.bookmark(label.anchor, self._context.runs(block.runs))
        return paragraph(self._context.style(style), content, properties=self._break())

    def _list(self, block: ListBlock, place: int) -> None:
        number = self._first_list + self._context.ordered_lists
        self._context.ordered_lists += block.ordered
        style = self._context.style("ListNumber" if block.ordered else "ListBullet")
        for index, item in enumerate(block.items, start=1):
            numbered = list_properties(number) if block.ordered else ""
            kept = self._kept(place) if index == len(block.items) else ""
            properties = kept + self._break() + numbered + self._gap()
            self._add(paragraph(style, self._context.runs(item), properties=properties))

    def _table(self, block: Table, place: int) -> None:
        if block.caption:
            self._add(caption_xml(block, place, self._context, properties=self._break()))
        elif self._after_table or self._new_page:
            self._add(tiny_paragraph(self._break()))
        self._add(table_xml(block, self._context), table=True)

    def _turn(self, landscape: bool) -> None:
        if landscape != self._context.landscape and self._pieces:
            self._pieces.append(tiny_paragraph(after=self._section()))
            self._first_section = False
            self._after_table = False
        self._context.landscape = landscape
        self._at_page_start, self._new_page = True, False

    def _section(self) -> str:
        return body_section(self._context, first=self._first_section)

    def _mark_ends(self) -> None:
        """Put the bookmarks that bound the body; every body has a first and a last paragraph."""
        pieces = self._pieces
        if not pieces or not pieces[0].endswith(_END):
            pieces.insert(0, tiny_paragraph())
        if not pieces[-1].endswith(_END):
            pieces.append(tiny_paragraph())
        start, end = (self._context.bookmark(name, "") for name in (BODY_START, DOC_END))
        pieces[0] = pieces[0].replace("</w:pPr>", "</w:pPr>" + start, 1)
        pieces[-1] = pieces[-1].removesuffix(_END) + end + _END
