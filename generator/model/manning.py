"""What a profile may say about manning: attendance, relief, hours systems, tasks, sites."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from generator.model.premises import Premises
from generator.model.values import (
    Name,
    NonNegative,
    Positive,
    Record,
    Scope,
    Tag,
    Text,
)

HoursSystem = Literal["standard", "comprehensive", "flexible"]
"""标准工时、综合计算工时、不定时工作制; the latter two need the labour authority's approval."""
HOURS_TITLES: dict[str, str] = {
    "standard": "标准工时制",
    "comprehensive": "综合计算工时工作制",
    "flexible": "不定时工作制",
}


class OnDuty(Record):
    """Places manned at once on workdays, on weekends, and on statutory holidays."""

    weekday: NonNegative = Field(title="工作日在岗")
    weekend: NonNegative = Field(title="周末在岗")
    holiday: NonNegative = Field(title="法定节假日在岗")


class PostOverride(Record):
    """The profile's own word on one post; each given field replaces the rule's."""

    positions: NonNegative | None = Field(None, title="岗位数")
    hours_per_day: Positive | None = Field(None, title="每日小时", le=24)
    days_per_year: Positive | None = Field(None, title="每年天数", le=366)
    attendance: OnDuty | None = Field(None, title="分日在岗人数")
    shift: Name | None = Field(None, title="班制")
    persons: NonNegative | None = Field(None, title="人数")
    scope: Scope | None = Field(None, title="用工方式")
    insured: bool = Field(True, title="缴纳社会保险")
    tag: Tag = Field("assumption", title="可信标签")
    reason: Text = Field(title="理由")

    @model_validator(mode="after")
    def _places_once(self) -> PostOverride:
        if self.attendance is not None and self.positions is not None:
            raise ValueError("attendance 与 positions 只能写一个")
        return self


class Relief(Record):
    """How relief is added to the places of a pool or post.

    ``hours``: hours ÷ available hours (the default). ``crews``: places × crews of the shift
    system, no relief. ``factor``: persons for each place. ``posts``: crews, and named relief
    persons, one for so many.
    """

    by: Literal["hours", "crews", "factor", "posts"] = Field(title="轮休方式")
    factor: Positive | None = Field(None, title="每岗人数")
    persons_per_relief: Positive | None = Field(None, title="每几人设一名顶岗")
    tag: Tag = Field("assumption", title="可信标签")
    source: Text | None = Field(None, title="来源")

    @model_validator(mode="after")
    def _fields_fit(self) -> Relief:
        if (self.by == "factor") != (self.factor is not None):
            raise ValueError("by: factor 时写 factor，其他方式不写")
        if (self.by == "posts") != (self.persons_per_relief is not None):
            raise ValueError("by: posts 时写 persons_per_relief，其他方式不写")
        return self


class TaskOverride(Record):
    """The profile's own figures for a service task; its minutes bind the headcount."""

    units: NonNegative | None = Field(None, title="数量")
    times_per_year: NonNegative | None = Field(None, title="每年次数")
    minutes: Positive | None = Field(None, title="单位耗时（分钟）")
    tag: Tag = Field("assumption", title="可信标签")
    reason: Text = Field(title="理由")


class Site(Record):
    """One of several sites: posts are counted here, with pools of their own.

    Quantities are this site's alone; type, phase and yes-or-no facts come from the estate where
    the site does not say.
    """

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    estate: Premises = Field(title="物业")
    posts: dict[Name, PostOverride] = Field(default_factory=dict, title="岗位调整")
