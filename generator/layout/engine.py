"""What a layout engine promises, whichever it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid-out file: printed body page of each anchor, pages of the whole file, and the PDF."""

    pages: Mapping[str, int]
    total_pages: int
    pdf: bytes


class LayoutEngine(Protocol):
    """Lays a Word file out; raises ``InputError`` if it cannot."""

    def lay_out(self, docx: bytes) -> Layout:
        """Return the pages of a file.

        The caller writes a file, lays it out, writes it again with these pages, and checks that
        a second layout agrees: the contents has its full length in the first pass already.
        """
        ...
