"""What the workbook needs beside the estimate: words, formulas and the holidays of the year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

MONTHS = 12


@dataclass(frozen=True)
class WorkbookContext:
    """Words and formulas that the caller gives, because rendering knows no knowledge base.

    ``formulas`` are the spreadsheet forms by the name that stands in ``Trace.method``; the other
    mappings turn ids into what a person reads. ``holidays`` are the statutory holidays in
    each month of a year that ``holidays_title`` names; without them they are spread evenly.
    """

    title: str
    formulas: Mapping[str, str]
    departments: Mapping[str, str]
    tags: Mapping[str, str]
    scopes: Mapping[str, str]
    severities: Mapping[str, str]
    source: Callable[[str], str]
    holidays: tuple[int, ...] = ()
    holidays_title: str = ""

    def tag(self, tag: str | None) -> str:
        """Return a trust tag in words."""
        return self.tags.get(tag, tag) if tag else ""

    def holiday_days(self) -> tuple[Decimal, ...]:
        """Return the statutory holidays of each month, or one each where they are not known."""
        known = len(self.holidays) == MONTHS and any(self.holidays)
        return tuple(map(Decimal, self.holidays)) if known else (Decimal(1),) * MONTHS
