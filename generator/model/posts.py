"""Posts, relief pools, and the named ways in which the trade counts people."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from generator.model.values import (
    Expression,
    Level,
    Name,
    NonNegative,
    Number,
    Positive,
    PropertyType,
    Record,
    Scope,
    Tag,
    Text,
)


class LevelledNumber(Record):
    """A number for each internal level, between which the nearest lower one holds."""

    by_level: dict[Level, Positive] = Field(title="按档次取值")

    def at(self, level: int) -> Number:
        """Return the value at an internal level."""
        reached = [key for key in self.by_level if key <= level] or [min(self.by_level)]
        return self.by_level[max(reached)]


class PerArea(Record):
    """Persons = area ÷ area per person (payroll persons, relief inside)."""

    method: Literal["per_area"]
    area: Expression = Field(title="面积")
    area_per_person: LevelledNumber = Field(title="人均面积（平方米）")
    spread: NonNegative = Field(title="上下浮动比例（%）")


class PerUnit(Record):
    """Persons = units ÷ units per person (households, beds, lifts, students …)."""

    method: Literal["per_unit"]
    units: Expression = Field(title="数量")
    unit: Text = Field(title="单位")
    units_per_person: LevelledNumber = Field(title="人均数量")
    spread: NonNegative = Field(title="上下浮动比例（%）")


class Coverage(Record):
    """Post-hours = positions × hours a day × days a year; persons follow from the relief pool."""

    method: Literal["coverage"]
    positions: Expression = Field(title="岗位数")
    hours_per_day: Positive = Field(title="每日小时", le=24)
    days_per_year: Positive = Field(title="每年天数", le=366)
    annual_hours: Expression | None = Field(None, title="年岗时")


class Span(Record):
    """One lead for so many of the persons counted for other posts."""

    method: Literal["span"]
    of: tuple[Name, ...] = Field(title="管理的岗位")
    persons_per_lead: Positive = Field(title="管理幅度")
    from_persons: NonNegative = Field(Decimal(0), title="起设人数")


class Fixed(Record):
    """A number of persons that does not depend on the estate's size."""

    method: Literal["fixed"]
    persons: Positive = Field(title="人数")


class Formula(Record):
    """The escape hatch: persons by a formula; ``check`` notes each use."""

    method: Literal["formula"]
    persons: Expression = Field(title="人数")
    spread: NonNegative = Field(title="上下浮动比例（%）")


Counting = Annotated[
    PerArea | PerUnit | Coverage | Span | Fixed | Formula, Field(discriminator="method")
]


class CountRule(Record):
    """One way to count a post, for some types or under a condition; the first that applies."""

    types: tuple[PropertyType, ...] = Field((), title="物业类型")
    when: Expression | None = Field(None, title="条件")
    count: Counting = Field(title="计算方法")
    at_least: NonNegative | None = Field(None, title="下限（人）")
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")
    note: Text | None = Field(None, title="说明")


class Pool(Record):
    """Posts whose staff may relieve each other: same site, same certificate; rounded once."""

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    certificate: Text | None = Field(None, title="证书")
    balancing: Name = Field(title="承接取整余数的岗位")


class Post(Record):
    """A place to be manned or a role to be filled."""

    id: Name = Field(title="编号")
    title: Text = Field(title="岗位")
    pool: Name | None = Field(None, title="轮换池")
    wage: Name = Field(title="工资档")
    shift: Text = Field(title="班制")
    scope: Scope = Field("in_house", title="用工方式")
    requirement: Text | None = Field(None, title="任职条件")
    rules: tuple[CountRule, ...] = Field((), title="计数规则")
    order: int = Field(title="排序")
