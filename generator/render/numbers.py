"""Numbers as Word's automatic numbering prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


@dataclass(frozen=True, slots=True)
class LevelFormat:
    """One level of a multilevel list: number format, text with ``%n``, and what follows it."""

    number_format: str
    text: str
    separator: str


HEADING_LEVELS = (
    LevelFormat("chineseCountingThousand", "第%1章", " "),
    LevelFormat("chineseCountingThousand", "第%2节", " "),
    LevelFormat("chineseCountingThousand", "%3、", ""),
    LevelFormat("chineseCountingThousand", "（%4）", ""),
)
"""The numbering of the shipped templates; a template may carry another."""

NUMBER_FORMATS = ("chineseCountingThousand", "chineseCounting", "decimal")
"""The formats that the contents can compute as Word does."""


def chinese_number(number: int) -> str:
    """Return 1–9999 as Word's ``chineseCountingThousand`` prints it: 十二, 一百零三."""
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _UNITS[power]
        gap = not digit
    return text[1:] if text.startswith("一十") else text


def format_number(number: int, number_format: str) -> str:
    """Print a number in one of ``NUMBER_FORMATS``."""
    return str(number) if number_format == "decimal" else chinese_number(number)


class HeadingCounter:
    """Counts headings the way a multilevel list does: a level restarts below a higher one."""

    def __init__(self, levels: Sequence[LevelFormat] = HEADING_LEVELS) -> None:
        self._levels = levels
        self._counts = [0] * len(levels)

    @property
    def chapter(self) -> int:
        """The number of the chapter we are in; zero before the first."""
        return self._counts[0]

    def next(self, level: int) -> str:
        """Count one heading of a level (from one) and return its number."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (len(self._counts) - level)

        def printed(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            return format_number(max(self._counts[place], 1), self._levels[place].number_format)

        return re.sub(r"%(\d)", printed, self._levels[level - 1].text)
