"""A finished Word file back to the texts of its paragraphs, in reading order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.anchors import BODY_START

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = {_W + "tab": "\t", _W + "br": "\n", _W + "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """One paragraph of the file: its style id and its visible text."""

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The paragraphs of a file, where its body starts, and every text of its other parts."""

    paragraphs: tuple[ReadParagraph, ...]
    body_start: int
    other_text: str
    bookmarks: frozenset[str]
    targets: frozenset[str]


def read_file(data: bytes) -> ReadFile:
    """Read a .docx without expanding entities or fetching anything."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"), parser)
        others = [
            "".join(map(str, etree.fromstring(archive.read(name), parser).itertext()))
            for name in sorted(archive.namelist())
            if name.endswith(".xml")
            and name.startswith(("word/header", "word/footer", "docProps/"))
        ]
    bookmarks = frozenset(str(node.get(_W + "name")) for node in root.iter(_W + "bookmarkStart"))
    return ReadFile(
        tuple(_paragraphs(root)),
        _body_start(root),
        "\n".join(others),
        bookmarks,
        frozenset(_targets(root)),
    )


def _body_start(root: etree._Element) -> int:
    """Return how many paragraphs (cover, contents) come before the body."""
    for number, node in enumerate(root.iter(_W + "p")):
        if any(mark.get(_W + "name") == BODY_START for mark in node.iter(_W + "bookmarkStart")):
            return number
    return 0


def _paragraphs(root: etree._Element) -> Iterator[ReadParagraph]:
    for node in root.iter(_W + "p"):
        style = node.find(f"{_W}pPr/{_W}pStyle")
        name = str(style.get(_W + "val")) if style is not None else ""
        yield ReadParagraph(name, "".join(_texts(node)))


def _texts(paragraph: etree._Element) -> Iterator[str]:
    for node in paragraph.iter():
        if node.tag == _W + "t":
            yield node.text or ""
        elif node.tag in _TEXTS:
            parent = node.getparent()
            if parent is not None and parent.tag == _W + "r":
                yield _TEXTS[str(node.tag)]


def _targets(root: etree._Element) -> Iterator[str]:
    for node in root.iter(_W + "hyperlink"):
        anchor = node.get(_W + "anchor")
        if anchor:
            yield str(anchor)
    for node in root.iter(_W + "instrText"):
        words = (node.text or "").split()
        if len(words) > 1 and words[0] in ("REF", "PAGEREF"):
            yield words[1]
