"""Posts, relief pools, and the named ways in which the trade counts people."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

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


class Beyond(Record):
    """The part above a size counts with a factor; the part below keeps its own: no step down."""

    above: Positive = Field(title="超过")
    factor: Positive = Field(title="超过部分的系数")


class PerArea(Record):
    """Persons = area ÷ area per person (payroll persons, relief inside)."""

    method: Literal["per_area"]
    area: Expression = Field(title="面积")
    area_per_person: LevelledNumber = Field(title="人均面积（平方米）")
    spread: NonNegative = Field(title="上下浮动比例（%）")
    beyond: tuple[Beyond, ...] = Field((), title="超大面积的边际系数")


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


class Tier(Record):
    """A slice of a quantity with a ratio of its own; the last slice has no end."""

    up_to: Positive | None = Field(None, title="至")
    units_per_person: Positive = Field(title="人均数量")


class Tiered(Record):
    """Persons by slices: each ratio holds for its own slice only, so more is never fewer."""

    method: Literal["tiered"]
    units: Expression = Field(title="数量")
    unit: Text = Field(title="单位")
    tiers: tuple[Tier, ...] = Field(min_length=1, title="分段")
    spread: NonNegative = Field(title="上下浮动比例（%）")

    @model_validator(mode="after")
    def _tiers_ascend(self) -> Tiered:
        ends = [tier.up_to for tier in self.tiers]
        closed = [end for end in ends[:-1] if end is not None]
        if ends[-1] is not None or len(closed) != len(ends) - 1 or closed != sorted(set(closed)):
            raise ValueError("tiers 应逐段递增，只有最后一段不写 up_to")
        return self


class Workload(Record):
    """Persons = Σ units × minutes × times ÷ 60 ÷ available hours, over the post's own tasks.

    Counts only where every task's minutes are official, the tender's or the user's own; otherwise
    the next rule counts and the task hours are a check beside it.
    """

    method: Literal["workload"]


class Productivity(Record):
    """Post-hours or persons from the estate's areas by type; counts only where areas are given."""

    method: Literal["productivity"]
    hours_per_shift: Positive = Field(Decimal(8), title="每班小时", le=12)


Counting = Annotated[
    PerArea | PerUnit | Tiered | Workload | Productivity | Coverage | Span | Fixed | Formula,
    Field(discriminator="method"),
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


class Floor(Record):
    """Fewest persons that law or a norm asks of some posts together.

    The largest of the expressions that can be computed holds (就高不就低). ``mandatory`` floors
    raise the rules' own count; the others are only reported.
    """

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    posts: tuple[Name, ...] = Field(min_length=1, title="岗位")
    types: tuple[PropertyType, ...] = Field((), title="物业类型")
    when: Expression | None = Field(None, title="条件")
    largest_of: tuple[Expression, ...] = Field(min_length=1, title="人数（取最高）")
    basis: Literal["on_duty", "payroll"] = Field(title="口径")
    mandatory: bool = Field(title="强制")
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
    per_site: bool = Field(True, title="按地点分别计数")
    relief: bool = Field(False, title="轮换池的设名顶岗")
    covers: bool = Field(False, title="与同池岗位一起值守")
    order: int = Field(title="排序")
