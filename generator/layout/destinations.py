"""Reads the pages of bookmarks from a PDF."""

from __future__ import annotations

import io
import re

from generator.anchors import BODY_START, AnchorPages
from generator.layout.engine import Layout


def read_layout(pdf: bytes) -> Layout:
    """Turn named destinations into printed body pages.

    Why the offset: cover and contents come first, and the body starts again at page one.
    """
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    pages: dict[str, int] = {}
    for name, destination in reader.named_destinations.items():
        number = reader.get_destination_page_number(destination)
        if number is not None:
            pages[_decoded(name)] = number + 1
    offset = pages.get(BODY_START, 1) - 1
    body = {name: page - offset for name, page in sorted(pages.items())}
    return Layout(AnchorPages(body), len(reader.pages), pdf)


def _decoded(name: str) -> str:
    """Undo the escapes of a PDF name: LibreOffice writes an underscore as ``/5F``."""
    return re.sub(r"/([0-9A-Fa-f]{2})", lambda match: chr(int(match[1], 16)), name)
