"""Planting faults in a finished Word file, as a hurried hand or a broken writer would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"

Change = Callable[[etree._Element], None]


def edited(docx: bytes, change: Change, part: str = DOCUMENT) -> bytes:
    """Return the file with one part changed in place."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            new.writestr(name, data)
    return result.getvalue()


def body_texts(root: etree._Element, *, in_table: bool) -> Iterator[etree._Element]:
    """Yield the text nodes of the body, in tables or outside; cover and contents are left out."""
    started = False
    for node in root.iter(W + "bookmarkStart", W + "t"):
        if node.tag == W + "bookmarkStart":
            started = started or node.get(W + "name") == "_BodyStart"
        elif started and (next(node.iterancestors(W + "tbl"), None) is not None) == in_table:
            yield node


def paragraph_of(node: etree._Element) -> etree._Element:
    """Return the paragraph that a node stands in."""
    return next(node.iterancestors(W + "p"))


def replaced(old: str, new: str, *, in_table: bool = False) -> Change:
    """Replace a text once, in a table or outside."""

    def change(root: etree._Element) -> None:
        for node in body_texts(root, in_table=in_table):
            if old in (node.text or ""):
                node.text = (node.text or "").replace(old, new, 1)
                return
        raise AssertionError(f"the file does not say {old}")

    return change


def total_replaced(old: str, new: str) -> Change:
    """Replace the first cell with this text in the row of a total.

    Why that row: elsewhere the same digits may be a serial or a page number.
    """

    def change(root: etree._Element) -> None:
        for node in body_texts(root, in_table=True):
            row = next(node.iterancestors(W + "tr"))
            if node.text == old and next(row.iter(W + "t")).text == "合计":
                node.text = new
                return
        raise AssertionError(f"no total is {old}")

    return change


def said_instead(text: str) -> Change:
    """Let the third paragraph of running text say something else."""

    def change(root: etree._Element) -> None:
        nodes = [node for node in body_texts(root, in_table=False) if len(node.text or "") > 20]
        nodes[2].text = text

    return change


def without_paragraph(number: int) -> Change:
    """Delete a paragraph of running text that carries no bookmark."""

    def change(root: etree._Element) -> None:
        paragraphs = [
            paragraph
            for paragraph in dict.fromkeys(map(paragraph_of, body_texts(root, in_table=False)))
            if paragraph.find(f".//{W}bookmarkStart") is None
        ]
        paragraph = paragraphs[number % len(paragraphs)]
        parent = paragraph.getparent()
        assert parent is not None
        parent.remove(paragraph)

    return change


def with_paragraph(text: str) -> Change:
    """Put a paragraph behind the third one of running text."""

    def change(root: etree._Element) -> None:
        nodes = [node for node in body_texts(root, in_table=False) if len(node.text or "") > 20]
        added = etree.SubElement(etree.Element(W + "p"), W + "r")
        etree.SubElement(added, W + "t").text = text
        paragraph_of(nodes[2]).addnext(paragraph_of(added[0]))

    return change


def without_bookmark(name: str) -> Change:
    """Rename a bookmark, so that links to it lead nowhere."""

    def change(root: etree._Element) -> None:
        for node in root.iter(W + "bookmarkStart"):
            if node.get(W + "name") == name:
                node.set(W + "name", "_RefElsewhere")

    return change


def first_text(text: str) -> Change:
    """Let the first text of a part say something else."""

    def change(root: etree._Element) -> None:
        node = next(root.iter(W + "t"))
        node.text = text

    return change
