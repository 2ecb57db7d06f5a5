"""Headings with anchors that are unique across a package."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from generator.compose.references import has_digit
from generator.model.document import Figure, Heading, Origin, Text

_OUTLINE = Origin("outline")


@dataclass
class Headings:
    """Makes headings; the same key twice gets a number behind it."""

    prefix: str
    _used: Counter[str] = field(default_factory=Counter)

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
        self._used[key] += 1
        count = self._used[key]
        anchor = f"{self.prefix}-{key}" + (f"-{count}" if count > 1 else "")
        run = Figure(f"heading.{anchor}", title) if has_digit(title) else Text(title)
        return Heading(level, (run,), anchor, origin, new_page)
