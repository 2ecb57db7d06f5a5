"""Text as WordprocessingML: escaping, runs and fields."""

from __future__ import annotations

import re

from generator.errors import fail

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMBIGUOUS = re.compile("[\u00a1-\u2e7f]")
"""Quotes, dashes and signs that Word takes from the Latin font unless it is told otherwise."""
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def escape(text: str) -> str:
    """Escape text for XML content; refuse what no XML file may hold."""
    found = _ILLEGAL.search(text)
    if found:
        near = _ILLEGAL.sub("□", text[max(0, found.start() - 12) : found.end() + 12])
        raise fail(
            "illegal-character",
            f"文字“{near}”里有不可打印的字符 U+{ord(found[0]):04X}",
            "删去这个字符后再生成",
        )
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Escape text for an attribute in double quotes."""
    return escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def text_run(text: str, *, bold: bool = False, style: str = "") -> str:
    """Return one run; tabs and line breaks become their own elements."""
    if not text:
        return ""
    marks = f'<w:rStyle w:val="{style}"/>' if style else ""
    marks += _HINT if _AMBIGUOUS.search(text) else ""
    marks += "<w:b/><w:bCs/>" if bold else ""
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f"<w:r>{properties}{_content(text)}</w:r>"


def _content(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in text and "\t" not in text:
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return "".join(
        _BREAKS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in re.split("([\t\n])", text)
        if piece
    )


def field(instruction: str, cached: str, *, bold: bool = False) -> str:
    """Return a complex field with its cached result, in the five parts that WPS needs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{text_run(cached, bold=bold)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def link(bookmark: str, content: str) -> str:
    """Return a hyperlink to a bookmark of the same file."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{content}</w:hyperlink>'


def paragraph(style: str, content: str, *, properties: str = "") -> str:
    """Return a paragraph in a style; ``properties`` follow the style in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def tiny_paragraph(properties: str = "", after: str = "", content: str = "") -> str:
    """Return a paragraph one point high, for what needs a paragraph but no line."""
    return (
        f'<w:p><w:pPr>{properties}<w:spacing w:before="0" w:after="0" w:line="20"'
        f' w:lineRule="exact"/><w:ind w:firstLine="0"/>{after}</w:pPr>{content}</w:p>'
    )
