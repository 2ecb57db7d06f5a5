"""Calendars of work that follows the seasons: by month or solar term, by zone of climate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from generator.model.drawings import Drawing, Fault, Piece
from generator.model.values import Department, Record, Slug, Text

EVERYWHERE = "all"
"""The key under which a cell says what holds in every zone that has no words of its own."""

MONTHS: dict[str, str] = {
    "january": "一月",
    "february": "二月",
    "march": "三月",
    "april": "四月",
    "may": "五月",
    "june": "六月",
    "july": "七月",
    "august": "八月",
    "september": "九月",
    "october": "十月",
    "november": "十一月",
    "december": "十二月",
}

SOLAR_TERMS: dict[str, tuple[str, int, int]] = {
    "lichun": ("立春", 2, 4),
    "yushui": ("雨水", 2, 19),
    "jingzhe": ("惊蛰", 3, 5),
    "chunfen": ("春分", 3, 20),
    "qingming": ("清明", 4, 4),
    "guyu": ("谷雨", 4, 20),
    "lixia": ("立夏", 5, 5),
    "xiaoman": ("小满", 5, 21),
    "mangzhong": ("芒种", 6, 5),
    "xiazhi": ("夏至", 6, 21),
    "xiaoshu": ("小暑", 7, 7),
    "dashu": ("大暑", 7, 22),
    "liqiu": ("立秋", 8, 7),
    "chushu": ("处暑", 8, 23),
    "bailu": ("白露", 9, 7),
    "qiufen": ("秋分", 9, 23),
    "hanlu": ("寒露", 10, 8),
    "shuangjiang": ("霜降", 10, 23),
    "lidong": ("立冬", 11, 7),
    "xiaoxue": ("小雪", 11, 22),
    "daxue": ("大雪", 12, 7),
    "dongzhi": ("冬至", 12, 21),
    "xiaohan": ("小寒", 1, 5),
    "dahan": ("大寒", 1, 20),
}
"""Terms in the order of the year from spring, with the month and day about which each begins."""


class ClimateZone(Record):
    """A zone of climate with its cities; ``provinces`` catches the cities that none names."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    cities: tuple[Slug, ...] = Field((), title="城市")
    provinces: tuple[Text, ...] = Field((), title="省级行政区")
    fallback: bool = Field(False, title="未列城市适用")


class Team(Record):
    """A column of a calendar: who has work in it; it is printed where its line is asked for."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    module: Department = Field(title="服务线")


class Period(Record):
    """One month or solar term: the work of each team by zone, ``all`` for every other zone."""

    period: Slug = Field(title="时段")
    work: dict[Slug, dict[Slug, Text]] = Field(title="工作")


class Calendar(Drawing):
    """A table of a year: a row for each month or solar term, a column for each team."""

    by: Literal["months", "terms"] = Field(title="时段种类")
    teams: tuple[Team, ...] = Field(min_length=1, title="班组")
    periods: tuple[Period, ...] = Field(min_length=1, title="时段")

    def pieces(self) -> Iterator[Piece]:
        """Yield the titles of teams and every cell."""
        for index, team in enumerate(self.teams):
            yield ("teams", index, "title"), team.title
        for index, period in enumerate(self.periods):
            for team_id, zones in period.work.items():
                for zone, text in zones.items():
                    yield ("periods", index, "work", team_id, zone), text
        yield from super().pieces()

    def faults(self) -> Iterator[Fault]:
        """Yield periods that are unknown, double or missing, and teams that nobody declared."""
        known = list(MONTHS if self.by == "months" else SOLAR_TERMS)
        teams = {team.id for team in self.teams}
        seen: Counter[str] = Counter()
        for index, period in enumerate(self.periods):
            seen[period.period] += 1
            path = ("periods", index, "period")
            if period.period not in known:
                hint = "可用：" + "、".join(known)
                yield Fault(path, "unknown-period", f"没有时段 {period.period}", hint)
            elif seen[period.period] > 1:
                yield Fault(path, "duplicate-period", f"时段 {period.period} 重复")
            for team in period.work:
                if team not in teams:
                    place = ("periods", index, "work", team)
                    yield Fault(place, "unknown-team", f"没有班组 {team}")
        missing = [name for name in known if not seen[name]]
        if missing:
            yield Fault(("periods",), "missing-period", "缺少时段 " + "、".join(missing))


class CalendarsFile(Record):
    """Zones of climate and the calendars that tell them apart."""

    kind: Literal["calendars"]
    zones: tuple[ClimateZone, ...] = ()
    calendars: tuple[Calendar, ...] = ()
