"""Reading a written Word file again, for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from generator.model.document import Document
from generator.render.docx import write_docx
from generator.render.template import Template, load_template

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 20)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def bid_template() -> Template:
    """Return the shipped bid template."""
    return load_template(ROOT / "templates" / "bid.docx")


def written(
    document: Document, *, blind: bool = False, pages: Mapping[str, int] | None = None
) -> bytes:
    """Write a document with the shipped bid template."""
    return write_docx(document, bid_template(), as_of=AS_OF, blind=blind, pages=pages)


def part(docx: bytes, name: str = "word/document.xml") -> str:
    """Return a part as text."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name).decode("utf-8")


def names(docx: bytes) -> list[str]:
    """Return the names of the parts in order."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.namelist()


def tree(docx: bytes, name: str = "word/document.xml") -> _Element:
    """Return a part parsed; fails if it is not well formed."""
    return etree.fromstring(part(docx, name).encode("utf-8"))


def texts(docx: bytes) -> list[str]:
    """Return the printed text of every paragraph."""
    return [
        "".join(
            {f"{W}tab": "\t", f"{W}br": "\n"}.get(str(node.tag), node.text or "")
            for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
            if node.getparent() is None or node.getparent().tag == f"{W}r"  # type: ignore[union-attr]
        )
        for paragraph in tree(docx).iter(f"{W}p")
    ]


def value(element: _Element, path: str) -> str | None:
    """Return the ``w:val`` of a descendant, named without prefixes: ``pPr/pStyle``."""
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(f"{W}val")
