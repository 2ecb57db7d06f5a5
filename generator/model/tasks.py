"""Service tasks: what is done to what, how often, how long it takes, and who does it.

One list stands behind several things: the check (or, where the minutes may be trusted, the count)
of posts, the calendar, the standard tables, and the quantities of contracted work.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.model.premises import AreaType
from generator.model.values import (
    Department,
    Expression,
    Level,
    Name,
    NonNegative,
    Number,
    Positive,
    PropertyType,
    Record,
    Tag,
    Text,
)

Month = Annotated[int, Field(ge=1, le=12)]


class LevelledTimes(Record):
    """Times a year for each internal level; the nearest lower level holds in between."""

    by_level: dict[Level, NonNegative] = Field(min_length=1, title="按档次取值")

    def at(self, level: int) -> Number:
        """Return the times a year at an internal level."""
        reached = [key for key in self.by_level if key <= level] or [min(self.by_level)]
        return self.by_level[max(reached)]


class TaskMinutes(Record):
    """Minutes for one unit of a task's driver; they carry a tag of their own."""

    value: Positive = Field(title="每单位分钟")
    tag: Tag = Field(title="可信标签")
    source: Text = Field(title="来源")


class Task(Record):
    """One service task. ``absorbed``: people on duty do it within the hours of their post, or the
    hours of another task hold it already.

    ``months`` are those in which it is done, where the season matters; ``cycle``
    says how often where the law has words of its own. Not ``in_plan`` is what
    comes when somebody asks for it, so that no plan can give it a month, and the
    details of a round that the plan has in a row already.
    """

    id: Name = Field(title="编号")
    title: Text = Field(title="任务")
    module: Department = Field(title="服务线")
    post: Name | None = Field(None, title="承担岗位")
    object: Text = Field(title="对象")
    types: tuple[PropertyType, ...] = Field((), title="物业类型")
    when: Expression | None = Field(None, title="条件")
    driver: Expression = Field(title="数量")
    driver_unit: Text = Field(title="数量单位")
    times_per_year: LevelledTimes = Field(title="每年次数")
    minutes: TaskMinutes = Field(title="单位耗时")
    performer: Literal["in_house", "contracted"] = Field(title="自做或外包")
    absorbed: bool = Field(False, title="由值守岗位兼做")
    result: Text = Field(title="结果")
    record: Text = Field(title="记录")
    source: Text = Field(title="频次来源")
    tag: Tag = Field(title="频次可信标签")
    months: tuple[Month, ...] = Field((), title="实施月份")
    cycle: Text | None = Field(None, title="周期说法")
    in_plan: bool = Field(True, title="列入年度计划")
    published_inversion: bool = Field(False, title="原资料档次倒挂")
    note: Text | None = Field(None, title="说明")

    @model_validator(mode="after")
    def _in_house_has_a_post(self) -> Task:
        if (self.performer == "in_house") != (self.post is not None):
            raise ValueError("自做的任务写 post，外包的任务不写")
        return self


class TasksFile(Record):
    """Tasks of one line of service."""

    kind: Literal["tasks"]
    tasks: tuple[Task, ...]


class LevelledRate(Record):
    """Units per shift or per person for each internal level."""

    by_level: dict[Level, Positive] = Field(min_length=1, title="按档次取值")

    def at(self, level: int) -> Number:
        """Return the rate at an internal level."""
        reached = [key for key in self.by_level if key <= level] or [min(self.by_level)]
        return self.by_level[max(reached)]


class AreaRate(Record):
    """How much of one type of area a person manages.

    ``on_duty``: units per person and shift, so hours follow and relief is added by the pool.
    ``payroll``: units per person employed, relief inside. The two are never mixed in one post.
    """

    id: AreaType = Field(title="区域类型")
    title: Text = Field(title="名称")
    post: Name = Field(title="岗位")
    unit: Literal["平方米", "间"] = Field(title="单位")
    basis: Literal["on_duty", "payroll"] = Field(title="口径")
    units_per_person: LevelledRate = Field(title="每人数量")
    days_per_year: Positive = Field(title="每年作业天数", le=366)
    times_per_year: LevelledTimes | None = Field(None, title="非每日作业的每年次数")
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")
    note: Text | None = Field(None, title="说明")


class ProductivityFile(Record):
    """Productivity by type of area."""

    kind: Literal["productivity"]
    areas: tuple[AreaRate, ...]
