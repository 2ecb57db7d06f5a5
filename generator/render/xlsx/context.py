"""What the workbook needs beside the estimate: words, formulas, and what was computed apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.model.estimate import Operand

MONTHS = 12


@dataclass(frozen=True)
class Driver:
    """A figure that moves the price: its value lowered and raised, and the price a year then."""

    title: str
    unit: str
    value: Decimal
    low_value: Decimal
    high_value: Decimal
    low_price: Decimal
    high_price: Decimal
    note: str = ""


@dataclass(frozen=True)
class Tornado:
    """The drivers, the strongest first, each moved by ``step`` per cent."""

    step: Decimal
    drivers: tuple[Driver, ...]


@dataclass(frozen=True)
class RosterWindow:
    """A shift: the sign that stands for it in the plan, its length, persons needed each day."""

    letter: str
    title: str
    span: str
    minutes: int
    night: bool
    demand: tuple[int, ...]


@dataclass(frozen=True)
class RosterTurn:
    """One person's month: a sign for each day (empty: free), and the sums of it."""

    cells: tuple[str, ...]
    hours: Decimal
    overtime: Decimal
    holiday_hours: Decimal
    nights: int
    rest_days: int
    weekends_off: int


@dataclass(frozen=True)
class RosterPool:
    """A relief pool's plan with its verdict in words.

    ``needed`` is the least number of persons found enough (``proved``: fewer are proved not to
    be), or the arithmetic's bound where none was found. ``turns`` may be for more persons than
    there are: then the plan is an example of what would do.
    """

    id: str
    title: str
    posts: tuple[str, ...]
    verdict: str
    sums: str
    rules: str
    notes: tuple[str, ...]
    needed: int
    proved: bool
    standard_hours: Decimal
    lawful_hours: Decimal
    windows: tuple[RosterWindow, ...]
    stations: tuple[str, ...]
    turns: tuple[RosterTurn, ...]


@dataclass(frozen=True)
class RosterDay:
    """A day of the month: its number, and the weekday, or 节 on a statutory holiday."""

    number: int
    weekday: str
    weekend: bool


@dataclass(frozen=True)
class Roster:
    """The shift plan of a month."""

    month: str
    note: str
    days: tuple[RosterDay, ...]
    weekends: tuple[tuple[int, int], ...]
    holiday: str
    pools: tuple[RosterPool, ...]


@dataclass(frozen=True)
class TableFormulas:
    """How a row of the buyer's table is computed: formulas over operands, as ``formulas`` are.

    A formula that a spreadsheet cannot write is None; then the engine's number stands there.
    ``result`` is what the formula of the amount gives before any rounding.
    """

    amount: str | None
    result: Decimal
    quantity: str | None
    operands: tuple[Operand, ...]
    rounding: tuple[str, Decimal] | None
    balance: bool
    monthly: bool
    shown: str


@dataclass(frozen=True)
class TaxpayerWords:
    """One of several taxpayers: its lines of service and the ids of its price steps."""

    id: str
    title: str
    chain: str
    departments: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True)
class WorkbookContext:
    """Words and formulas that the caller gives, because rendering knows no knowledge base.

    ``formulas`` are the spreadsheet forms by the name that stands in ``Trace.method``; the other
    mappings turn ids into what a person reads. ``holidays`` are the statutory holidays in
    each month of a year that ``holidays_title`` names; without them they are spread evenly.
    ``tornado`` and ``roster`` were computed apart; without them their sheets are left out.
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
    tornado: Tornado | None = None
    roster: Roster | None = None
    table: tuple[TableFormulas, ...] = ()
    table_partial: bool = False
    taxpayers: tuple[TaxpayerWords, ...] = ()

    def tag(self, tag: str | None) -> str:
        """Return a trust tag in words."""
        return self.tags.get(tag, tag) if tag else ""

    def holiday_days(self) -> tuple[Decimal, ...]:
        """Return the statutory holidays of each month, or one each where they are not known."""
        known = len(self.holidays) == MONTHS and any(self.holidays)
        return tuple(map(Decimal, self.holidays)) if known else (Decimal(1),) * MONTHS
