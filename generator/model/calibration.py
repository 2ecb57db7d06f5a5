"""How sure a headcount is: typical values of unknown facts, spreads of real teams, cases."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from generator.model.values import (
    Department,
    Expression,
    Name,
    NonNegative,
    Positive,
    PropertyType,
    Record,
    Tag,
    Text,
)


class Typical(Record):
    """What an estate usually has where the profile does not say: for the range, never a document.

    Without ``usual`` the rules count as they do and only the bounds are asked. ``sets`` are the
    facts that follow, each so many times the value (a round-the-clock gate has 8,760 hours);
    without it the fact itself is set.
    """

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    fact: Name = Field(title="未写明的事实")
    unit: Text = Field(title="单位")
    types: tuple[PropertyType, ...] = Field((), title="物业类型")
    when: Expression | None = Field(None, title="条件")
    low: Expression = Field(title="最少")
    usual: Expression | None = Field(None, title="通常（不写则按岗位规则）")
    high: Expression = Field(title="最多")
    sets: dict[Name, Positive] = Field({}, title="随之确定的事实")
    ask: Text = Field(title="应填写的位置")
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")
    note: Text | None = Field(None, title="说明")


class Spread(Record):
    """How far real teams lie below and above what ratios give in a department."""

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    department: Department = Field(title="部门")
    types: tuple[PropertyType, ...] = Field((), title="物业类型")
    low: NonNegative = Field(title="最多少（%）", le=100)
    high: NonNegative = Field(title="最多多（%）")
    cases: tuple[Text, ...] = Field(min_length=2, title="依据的案例")
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")
    note: Text = Field(title="说明")


class Reading(Record):
    """Persons for a round-the-clock place as the trade really counts them, least and most."""

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    posts: tuple[Name, ...] = Field(min_length=1, title="岗位")
    least: Positive = Field(title="每个全天岗最少人数")
    most: Positive = Field(title="每个全天岗最多人数")
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")
    note: Text = Field(title="说明")

    @model_validator(mode="after")
    def _least_and_most(self) -> Reading:
        if self.least > self.most:
            raise ValueError("least 不应大于 most")
        return self


class Overhead(Record):
    """Persons of management and leads beyond or below what the rules give.

    Of the ``posts`` named here everybody may be absent, because others do their work.
    """

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    types: tuple[PropertyType, ...] = Field((), title="物业类型")
    posts: tuple[Name, ...] = Field((), title="可由他人兼任的岗位")
    fewer: Expression = Field(title="少（人）")
    more: Expression = Field(title="多（人）")
    cases: tuple[Text, ...] = Field(min_length=2, title="依据的案例")
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")
    note: Text = Field(title="说明")


class Uncounted(Record):
    """A department that some real projects leave out of their count or merge into another."""

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    department: Department = Field(title="部门")
    cases: tuple[Text, ...] = Field(min_length=2, title="依据的案例")
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")
    note: Text = Field(title="说明")


class Evidence(Record):
    """The real projects of one property type that the rules were compared with."""

    id: PropertyType = Field(title="物业类型")
    whole: tuple[Text, ...] = Field((), title="全队案例")
    partial: tuple[Text, ...] = Field((), title="部分服务线的案例")


class CalibrationFile(Record):
    """What the comparison with real projects taught."""

    kind: Literal["calibration"]
    typicals: tuple[Typical, ...] = ()
    spreads: tuple[Spread, ...] = ()
    readings: tuple[Reading, ...] = ()
    overheads: tuple[Overhead, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()
    evidence: tuple[Evidence, ...] = ()
