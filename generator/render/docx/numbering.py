"""Numbered lists: every list gets its own number instance, which starts again at one."""

from __future__ import annotations

import re

_NUM = re.compile(r'<w:num [^>]*w:numId="(\d+)"')
_CLOSE = "</w:num>"


def first_free_number(numbering: str) -> int:
    """Return the first unused ``numId`` of a numbering part."""
    return max(map(int, _NUM.findall(numbering)), default=0) + 1


def list_properties(number: int) -> str:
    """Return the paragraph properties that put an item into a list instance."""
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def add_lists(numbering: str, abstract: str, count: int) -> str:
    """Append ``count`` instances of a list definition behind the last instance.

    Why behind: Word wants all definitions before all instances, and nothing else after these.
    """
    first = first_free_number(numbering)
    added = "".join(
        f'<w:num w:numId="{first + index}"><w:abstractNumId w:val="{abstract}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for index in range(count)
    )
    place = numbering.rindex(_CLOSE) + len(_CLOSE)
    return numbering[:place] + added + numbering[place:]
