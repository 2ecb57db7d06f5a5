"""Page set-up of a section: read from the template, written for every section of the body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.render.archive import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = re.compile(r' xmlns:\w+="[^"]*"')
_LEAD = ("headerReference", "footerReference", "footnotePr", "endnotePr")
_MIDDLE = ("paperSrc", "pgBorders", "lnNumType")
_REWRITTEN = ("type", "pgSz", "pgMar", "pgNumType", *_LEAD, *_MIDDLE)


@dataclass(frozen=True, slots=True)
class Section:
    """A page in twips, and the parts of the template's own section that are kept as they are."""

    references: str
    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    middle: str
    trail: str

    def text_width(self, *, landscape: bool = False) -> int:
        """Return the width of the text area; a turned page turns its margins with it."""
        return (
            self.height - self.top - self.bottom
            if landscape
            else self.width - self.left - self.right
        )

    def xml(self, references: str, *, landscape: bool = False, numbering: str = "") -> str:
        """Return the ``sectPr`` of a section with this page.

        Why the margins turn: the binding margin of a landscape page lies at its head.
        """
        size = f'<w:pgSz w:w="{self.width}" w:h="{self.height}"/>'
        sides = (self.top, self.right, self.bottom, self.left)
        if landscape:
            size = f'<w:pgSz w:w="{self.height}" w:h="{self.width}" w:orient="landscape"/>'
            sides = (self.left, self.top, self.right, self.bottom)
        top, right, bottom, left = sides
        return (
            f'<w:sectPr>{references}<w:type w:val="nextPage"/>{size}'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
            f' w:header="{self.header}" w:footer="{self.footer}" w:gutter="0"/>'
            f"{self.middle}{numbering}{self.trail}</w:sectPr>"
        )


def read_section(element: _Element) -> Section:
    """Read a ``sectPr``; a page kept in landscape is read as the portrait page it turns."""
    size, margin = element.find(f"{W}pgSz"), element.find(f"{W}pgMar")

    def number(source: _Element | None, name: str, default: int) -> int:
        value = None if source is None else source.get(f"{W}{name}")
        return default if value is None else round(float(value))

    width, height = number(size, "w", 11906), number(size, "h", 16838)
    return Section(
        _children(element, _LEAD),
        min(width, height),
        max(width, height),
        number(margin, "top", 1440),
        number(margin, "right", 1417),
        number(margin, "bottom", 1440),
        number(margin, "left", 1587) + number(margin, "gutter", 0),
        number(margin, "header", 850),
        number(margin, "footer", 850),
        _children(element, _MIDDLE),
        _children(element, None),
    )


def _children(element: _Element, tags: tuple[str, ...] | None) -> str:
    from lxml import etree

    kept = []
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else "type"
        if (name in tags) if tags is not None else (name not in _REWRITTEN):
            text = etree.tostring(child, encoding="unicode", with_tail=False)
            kept.append(_NAMESPACE.sub("", text))
    return "".join(kept)
