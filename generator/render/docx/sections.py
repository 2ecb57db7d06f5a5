"""Sections: the contents with roman page numbers, the body from page one, turned pages."""

from __future__ import annotations

import re

from generator.render.docx.context import Context
from generator.render.docx.text import field

CONTENTS_FOOTER_ID = "rIdContentsFooter"
_FOOTER = re.compile(r"<w:footerReference [^>]*/>")
REFERENCE = re.compile(r"<w:(?:header|footer)Reference [^>]*/>")


def body_section(context: Context, *, first: bool) -> str:
    """Return the section properties of a part of the body; only the first starts at page one."""
    numbering = '<w:pgNumType w:fmt="decimal" w:start="1"/>' if first else ""
    return context.template.section.xml(
        _references(context), landscape=context.landscape, numbering=numbering
    )


def contents_section(context: Context) -> str:
    """Return the section properties of the table of contents."""
    references = _FOOTER.sub("", _references(context))
    if not context.blind:
        references += f'<w:footerReference w:type="default" r:id="{CONTENTS_FOOTER_ID}"/>'
    numbering = '<w:pgNumType w:fmt="upperRoman" w:start="1"/>'
    return context.template.section.xml(references, numbering=numbering)


def contents_footer(context: Context) -> str:
    """Return the footer part of the contents: its roman page number alone."""
    content = field("PAGE", "I")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:p><w:pPr><w:pStyle w:val="{context.style("Footer")}"/></w:pPr>{content}</w:p></w:ftr>'
    )


def _references(context: Context) -> str:
    if not context.blind:
        return context.template.section.references
    return REFERENCE.sub("", context.template.section.references)
