"""Headings with anchors that are unique across a package."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from generator.compose.references import has_digit
from generator.model.document import Figure, Heading, Origin, Text

_OUTLINE = Origin("outline")


@dataclass
class Headings:
    """Makes headings; the same key twice gets a number behind it."""

    prefix: str
    _used: set[str] = field(default_factory=set)

    def make(
        self,
        level: int,
        title: str,
        key: str,
        *,
        origin: Origin = _OUTLINE,
        new_page: bool = False,
    ) -> Heading:
        """Return a heading of a level with its own anchor."""
        anchor = self._free(f"{self.prefix}-{key}")
        run = Figure(f"heading.{anchor}", title) if has_digit(title) else Text(title)
        return Heading(level, (run,), anchor, origin, new_page)

    def _free(self, wanted: str) -> str:
        """Return an anchor that nothing else has: ``training`` again may not be ``training-2``."""
        names = (wanted if number == 1 else f"{wanted}-{number}" for number in itertools.count(1))
        anchor = next(name for name in names if name not in self._used)
        self._used.add(anchor)
        return anchor
