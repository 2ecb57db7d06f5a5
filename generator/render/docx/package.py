"""The parts around the body: properties, the contents' footer, and what a blind bid leaves out."""

from __future__ import annotations

import datetime
import re

from generator.render.docx.text import escape

CORE = "docProps/core.xml"
RELATIONSHIPS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
CONTENTS_FOOTER = "contents_footer.xml"

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_PROPERTY_FILES = re.compile(r"docProps/(?!core\.xml)")
_RUNNING_PART = re.compile(r"word/(?:_rels/)?(?:header|footer)\d*\.xml(?:\.rels)?\Z")
_RELATION_TAG = re.compile(r"<Relationship [^>]*?/>")
_TYPE_TAG = re.compile(r'<Override [^>]*?PartName="/([^"]+)"[^>]*?/>')
_END_PAGE = re.compile(
    r'(PAGEREF\s+_DocEnd\b(?:(?!w:fldCharType="end").)*?w:fldCharType="separate"'
    r'(?:(?!w:fldCharType="end").)*?<w:t(?: [^>]*)?>)[^<]*(</w:t>)',
    re.DOTALL,
)


def core_properties(title: str, language: str, date: datetime.date, *, blind: bool) -> bytes:
    """Return the document properties: no author ever, and nothing at all in a blind bid."""
    stamp = f'<dcterms:{{0}} xsi:type="dcterms:W3CDTF">{date.isoformat()}T00:00:00Z</dcterms:{{0}}>'
    values = (
        f"<dc:title>{escape(title)}</dc:title>{stamp.format('created')}"
        f"{stamp.format('modified')}<dc:language>{escape(language)}</dc:language>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{'' if blind else values}</cp:coreProperties>"
    ).encode()


def without_parts(parts: dict[str, bytes], *, blind: bool) -> dict[str, bytes]:
    """Leave out property files of the template's author, and running heads of a blind bid.

    Why: a name in an unused header or in the custom properties still betrays the bidder.
    """
    dropped = {
        name
        for name in parts
        if _PROPERTY_FILES.match(name) or (blind and _RUNNING_PART.match(name))
    }
    kept = {name: part for name, part in parts.items() if name not in dropped}
    kept[TYPES] = _keep_types(kept[TYPES].decode("utf-8"), dropped).encode("utf-8")
    for name in ("_rels/.rels", RELATIONSHIPS):
        kept[name] = _keep_relations(kept[name].decode("utf-8"), dropped).encode("utf-8")
    return kept


def _keep_types(xml: str, dropped: set[str]) -> str:
    return _TYPE_TAG.sub(lambda m: "" if m[1] in dropped else m[0], xml)


def _keep_relations(xml: str, dropped: set[str]) -> str:
    targets = {name.removeprefix("word/") for name in dropped} | dropped

    def kept(match: re.Match[str]) -> str:
        target = re.search(r'Target="/?(?:word/)?([^"]+)"', match[0])
        return "" if target and target[1] in targets else match[0]

    return _RELATION_TAG.sub(kept, xml)


def add_contents_footer(parts: dict[str, bytes], xml: str, relation_id: str) -> None:
    """Add the footer of the contents with its relationship and content type."""
    parts[f"word/{CONTENTS_FOOTER}"] = xml.encode("utf-8")
    relation = (
        f'<Relationship Id="{relation_id}" Type="{_RELATION}/footer" Target="{CONTENTS_FOOTER}"/>'
    )
    content_type = f'<Override PartName="/word/{CONTENTS_FOOTER}" ContentType="{_FOOTER_TYPE}"/>'
    _append(parts, RELATIONSHIPS, relation, "</Relationships>")
    _append(parts, TYPES, content_type, "</Types>")


def _append(parts: dict[str, bytes], name: str, xml: str, close: str) -> None:
    text = parts[name].decode("utf-8")
    place = text.rindex(close)
    parts[name] = (text[:place] + xml + text[place:]).encode("utf-8")


def set_last_page(parts: dict[str, bytes], page: str) -> None:
    """Write the cached number of the last page into every footer that shows it."""
    for name, part in parts.items():
        if _RUNNING_PART.match(name) and b"_DocEnd" in part:
            text = part.decode("utf-8")
            parts[name] = _END_PAGE.sub(rf"\g<1>{page}\g<2>", text).encode("utf-8")
