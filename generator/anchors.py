"""From the anchors of a document to Word bookmark names: the writer and the layout agree here.

Word allows forty characters, letters, digits and underscores, and compares names without case.
``_Ref`` names are hidden from the reader and, unlike ``_Toc`` names, survive a rebuilt contents.
No underscore follows the first: LibreOffice garbles any further one in the destinations of a PDF.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

BODY_START = "_BodyStart"
"""Bookmark in the first paragraph of the body, whose page is printed as page one."""
DOC_END = "_DocEnd"
"""Bookmark in the last paragraph; its page is the Y of 第X页 共Y页."""

_OWN_NAME = re.compile(r"_Ref[A-Za-z0-9]{0,24}[0-9a-f]{10}\Z|_BodyStart\Z|_DocEnd\Z")


def bookmark_name(anchor: str) -> str:
    """Return the bookmark name of an anchor; a name made here comes back unchanged.

    Why a digest: two long anchors with the same beginning must stay two bookmarks.
    """
    if _OWN_NAME.match(anchor):
        return anchor
    words = re.findall(r"[a-z0-9]+", anchor.lower())
    slug = "".join(word.capitalize() for word in words)[:24]
    digest = hashlib.blake2b(anchor.encode("utf-8"), digest_size=5).hexdigest()
    return f"_Ref{slug}{digest}"


class AnchorPages(Mapping[str, int]):
    """Pages by anchor, or by bookmark name.

    Why a class: a PDF knows only bookmark names, so an anchor is translated when it is asked for.
    """

    def __init__(self, by_bookmark: Mapping[str, int]) -> None:
        self._pages = dict(by_bookmark)

    def __getitem__(self, anchor: str) -> int:
        return self._pages[bookmark_name(anchor)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)
