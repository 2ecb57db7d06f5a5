"""One document into one Word file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from generator.anchors import DOC_END
from generator.model.document import Document
from generator.render.archive import DOCUMENT, write_archive
from generator.render.docx.blocks import Body
from generator.render.docx.contents import contents_xml
from generator.render.docx.context import Context
from generator.render.docx.numbering import add_lists
from generator.render.docx.package import (
    CORE,
    add_contents_footer,
    core_properties,
    set_last_page,
    without_parts,
)
from generator.render.docx.sections import CONTENTS_FOOTER_ID, REFERENCE, contents_footer
from generator.render.labels import label_document
from generator.render.pages import estimate_pages
from generator.render.template import Template, fill_cover

_NUMBERING = "word/numbering.xml"


def write_docx(
    document: Document,
    template: Template,
    *,
    as_of: datetime.date,
    blind: bool,
    pages: Mapping[str, int] | None,
) -> bytes:
    """Return the finished file; equal input gives equal bytes.

    ``pages`` are the printed body pages of the anchors from a layout pass; without them the
    numbers are estimated. A template that is not filled yet gets the document's cover.
    """
    if not template.filled:
        template = fill_cover(template, _cover(document, blind=blind))
    labels = label_document(document, template.levels)
    known = _known_pages(document, pages, labels.anchors)
    context = Context(template, labels, known, blind)
    contents = contents_xml(context) if document.has_contents else ""
    body = Body(document, context).xml()
    parts = without_parts(dict(template.parts), blind=blind)
    if contents and not blind:
        add_contents_footer(parts, contents_footer(context), CONTENTS_FOOTER_ID)
    set_last_page(parts, context.page(DOC_END))
    numbering = parts[_NUMBERING].decode("utf-8")
    lists = add_lists(numbering, template.ordered_list, context.ordered_lists)
    parts[_NUMBERING] = lists.encode("utf-8")
    parts[CORE] = core_properties(document.title, document.language, as_of, blind=blind)
    head = _blind_cover(template) if blind else template.head
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts[DOCUMENT] = (declaration + head + contents + body + template.tail).encode("utf-8")
    return write_archive(parts, as_of)


def _cover(document: Document, *, blind: bool) -> dict[str, str]:
    cover = {**dict(document.cover), "header_text": document.header_text}
    return {**cover, "draft_mark": "", "header_text": ""} if blind else cover


def _blind_cover(template: Template) -> str:
    unshaded = template.head.replace(f'<w:rStyle w:val="{template.styles["Unfilled"]}"/>', "")
    return REFERENCE.sub("", unshaded)


def _known_pages(
    document: Document, pages: Mapping[str, int] | None, anchors: frozenset[str]
) -> dict[str, int]:
    """Return a page for every anchor, estimated where the layout does not know it.

    Why one by one: a layout knows bookmark names, and translates an anchor when it is asked.
    """
    wanted = (*anchors, DOC_END)
    known = {anchor: pages[anchor] for anchor in wanted if anchor in pages} if pages else {}
    return known if len(known) == len(wanted) else {**estimate_pages(document), **known}
