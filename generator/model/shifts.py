"""Shift systems as data: when a post's shifts begin, how long they last, what rest lies between."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.model.values import Count, Date, Name, NonNegative, Positive, Record, Tag, Text

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day as HH:MM, in quotes."""

WHOLE_DAY = Decimal(24)


def minutes_of(clock: str) -> int:
    """Return the minutes since midnight of a time of day."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


class Shift(Record):
    """One shift; without hours it takes an even share of the post's day.

    Without a start it begins where the shift before it ends.
    """

    letter: Annotated[str, Field(min_length=1, max_length=1)] = Field(title="班次代号")
    title: Text = Field(title="班次")
    start: Clock | None = Field(None, title="开始时刻")
    hours: Positive | None = Field(None, title="小时", le=24)


class ShiftSystem(Record):
    """A shift system: its shifts, the crews that take turns, and the posts' days it serves."""

    id: Name = Field(title="编号")
    title: Text = Field(title="班制")
    aliases: tuple[Text, ...] = Field((), title="岗位班制文字中的叫法")
    order: int = Field(title="默认选用次序")
    hours_from: Positive = Field(title="适用的每日值守小时下限", le=24)
    hours_to: Positive = Field(title="适用的每日值守小时上限", le=24)
    crews: Count = Field(title="轮换班组数", ge=1)
    shifts: tuple[Shift, ...] = Field(title="班次", min_length=1)
    rules: Name = Field(title="工时规则")
    attendance: Name | None = Field(None, title="出勤日")
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")
    note: Text | None = Field(None, title="说明")

    @model_validator(mode="after")
    def _consistent(self) -> ShiftSystem:
        if self.hours_from > self.hours_to:
            raise ValueError("hours_from 大于 hours_to")
        if len({shift.letter for shift in self.shifts}) != len(self.shifts):
            raise ValueError("同一班制的班次代号重复")
        if self.shifts[0].start is None:
            raise ValueError("第一个班次应写 start")
        given = [shift.hours for shift in self.shifts if shift.hours is not None]
        if given and len(given) != len(self.shifts):
            raise ValueError("各班次的 hours 应全部写出或全部省略")
        if given and not self.hours_from == self.hours_to == sum(given):
            raise ValueError("写出 hours 时，各班小时之和应等于 hours_from 与 hours_to")
        return self

    def lengths(self, hours: Decimal) -> tuple[Decimal, ...]:
        """Return the hours of each shift for a post of so many hours a day."""
        share = hours / len(self.shifts)
        return tuple(share if shift.hours is None else shift.hours for shift in self.shifts)


class WorkRules(Record):
    """Limits on one person's month; ``floor`` names the rules of the law alone.

    The monthly limit of overtime and the standard hours are parameters. ``averaging`` says
    whether they bind each calendar month alike or in proportion to its days (longer cycles).
    """

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    averaging: Literal["month", "year"] = Field(title="加班上限的平均周期")
    min_rest_hours: NonNegative = Field(title="两班之间最少休息（小时）")
    rest_after_night_hours: NonNegative = Field(title="夜班转其他班前最少休息（小时）")
    max_consecutive_days: Count = Field(title="最多连续工作天数", ge=1)
    max_consecutive_nights: Count | None = Field(None, title="最多连续夜班", ge=1)
    max_week_average_hours: Positive | None = Field(None, title="平均每周工时上限")
    night_from: Clock = Field(title="夜间起")
    night_until: Clock = Field(title="夜间止")
    night_hours: Positive = Field(title="夜间至少几小时算夜班")
    floor: Name | None = Field(None, title="法定底线规则")
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")
    note: Text | None = Field(None, title="说明")


class ShiftLimit(Record):
    """The longest shift that a norm allows on certain posts."""

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    posts: tuple[Name, ...] = Field(title="岗位", min_length=1)
    max_shift_hours: Positive = Field(title="每班最多小时", le=24)
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")
    note: Text | None = Field(None, title="说明")


class Attendance(Record):
    """The days of a week on which a post of so many days a year is manned (1 is Monday)."""

    id: Name = Field(title="编号")
    title: Text = Field(title="出勤方式")
    days_per_year_from: Positive = Field(title="年值守天数下限", le=366)
    weekdays: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field(title="星期")
    holidays: bool = Field(title="法定节假日值守")


class HolidayYear(Record):
    """The statutory holidays of a year by date."""

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    year: Count = Field(title="年份")
    days: tuple[Date, ...] = Field(title="日期")
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")
    note: Text | None = Field(None, title="说明")

    @model_validator(mode="after")
    def _inside_the_year(self) -> HolidayYear:
        if any(day.year != self.year for day in self.days):
            raise ValueError("日期不在该年份内")
        if len(set(self.days)) != len(self.days):
            raise ValueError("日期重复")
        return self


class ShiftsFile(Record):
    """Shift systems, the working-time rules, and the days on which posts are manned."""

    kind: Literal["shifts"]
    rules: tuple[WorkRules, ...] = ()
    systems: tuple[ShiftSystem, ...] = ()
    limits: tuple[ShiftLimit, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    holidays: tuple[HolidayYear, ...] = ()
