"""The table of contents: a real field around finished lines, right at the first opening."""

from __future__ import annotations

from generator.anchors import bookmark_name
from generator.render.docx.context import Context
from generator.render.docx.sections import contents_section
from generator.render.docx.text import field, link, paragraph, text_run, tiny_paragraph
from generator.render.labels import HeadingLabel

LEVELS = 3
TITLE = "目　录"


def contents_xml(context: Context) -> str:
    """Return the contents as a section of its own; empty if no heading would be listed.

    Why finished lines: without them Word shows an empty contents until somebody presses F9.
    """
    listed = [label for label in context.labels.headings.values() if 0 < label.level <= LEVELS]
    if not listed:
        return ""
    lines = [_line(label, context, first=not place) for place, label in enumerate(listed)]
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        + paragraph(context.style("TOCTitle"), text_run(TITLE))
        + "".join(lines)
        + tiny_paragraph(content=end)
        + "</w:sdtContent></w:sdt>"
        + tiny_paragraph(after=contents_section(context))
    )


def _line(label: HeadingLabel, context: Context, *, first: bool) -> str:
    name = bookmark_name(label.anchor)
    page = field(f"PAGEREF {name} \\h", context.page(label.anchor))
    entry = link(name, text_run(label.text) + "<w:r><w:tab/></w:r>" + page)
    return paragraph(context.style(f"TOC{label.level}"), (_FIELD_START if first else "") + entry)


_FIELD_START = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
