"""What is registered: sources, statutes, dated figures, grade schemes, indicators."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from generator.model.values import (
    Date,
    Department,
    Level,
    Name,
    NonNegative,
    Number,
    PropertyType,
    Record,
    Slug,
    Tag,
    Text,
)


class Source(Record):
    """One entry of the bibliography."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    tag: Tag = Field(title="可信标签")
    issuer: Text | None = Field(None, title="发布单位")
    number: Text | None = Field(None, title="文号")
    issued: Date | None = Field(None, title="发布日期")
    url: Text | None = Field(None, title="地址")
    checked_by: Text | None = Field(None, title="核对人")
    checked_on: Date | None = Field(None, title="核对日期")
    note: Text | None = Field(None, title="说明")


class Law(Record):
    """A statute or standard with its life: in force from, until, replaced by."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="全称")
    short_title: Text | None = Field(None, title="简称")
    category: Literal["law", "regulation", "rule", "judicial", "policy", "standard", "local"] = (
        Field(title="类别")
    )
    issuer: Text | None = Field(None, title="制定机关")
    number: Text | None = Field(None, title="文号")
    issued: Date | None = Field(None, title="公布日期")
    in_force: Date | None = Field(None, title="施行日期")
    until: Date | None = Field(None, title="失效日期")
    replaced_by: Slug | None = Field(None, title="替代文件")
    aliases: tuple[Text, ...] = Field((), title="别名")
    articles: tuple[int, ...] = Field((), title="已核条文")
    succession: dict[int, int] = Field(default_factory=dict, title="本法条号到替代文件条号")
    tag: Tag = Field(title="可信标签")
    checked_on: Date | None = Field(None, title="核对日期")
    note: Text | None = Field(None, title="说明")


class DatedValue(Record):
    """A value and the days on which it holds."""

    value: Number | bool | Text = Field(title="数值")
    from_: Date = Field(alias="from", title="起始日")
    until: Date | None = Field(None, title="截止日（不含）")
    tag: Tag = Field(title="可信标签")
    source: Text = Field(title="来源")
    review_by: Date | None = Field(None, title="复核期限")
    published_on: Date | None = Field(None, title="公布日期")
    provisional: bool = Field(False, title="沿用上一年度")
    note: Text | None = Field(None, title="说明")


class Parameter(Record):
    """A named figure with its history.

    ``supplied`` declares one that only companies and profiles give: it has no value of its own.
    """

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    unit: Text = Field(title="单位")
    supplied: bool = Field(False, title="只由公司或项目填写")
    values: tuple[DatedValue, ...] = Field((), title="取值")

    @model_validator(mode="after")
    def _values_or_supplied(self) -> Parameter:
        if self.supplied == bool(self.values):
            raise ValueError("写 values；只由公司或项目填写的写 supplied: true，不写 values")
        return self


class Grade(Record):
    """One grade of a scheme and the internal level it stands for."""

    label: Text = Field(title="等级")
    level: Level = Field(title="内部档次")
    title: Text | None = Field(None, title="名称")


class SchemeItem(Record):
    """What a scheme asks for at each of its grades, as published.

    A grade that is left out asks nothing that was seen: a blank cell never inherits. ``tasks`` are
    the service tasks that the item is about; their own frequencies stay those of the ladder.
    """

    id: Name = Field(title="编号")
    title: Text = Field(title="要求")
    group: Text = Field(title="分组")
    unit: Text = Field(title="单位")
    better: Literal["more", "less", "none"] = Field("none", title="何者为优")
    values: dict[Text, Number | Text] = Field(min_length=1, title="按等级取值")
    tasks: tuple[Name, ...] = Field((), title="对应任务")
    tag: Tag = Field(title="可信标签")
    source: Text = Field(title="来源")
    published_inversion: bool = Field(False, title="原资料档次倒挂")
    note: Text | None = Field(None, title="说明")


class Scheme(Record):
    """A grade scheme: labels, direction, levels. Labels are never compared across schemes."""

    kind: Literal["scheme"]
    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    direction: Literal["ascending", "descending"] = Field(title="方向")
    source: Text = Field(title="来源")
    note: Text | None = Field(None, title="说明")
    grades: tuple[Grade, ...] = Field(min_length=1, title="等级")
    items: tuple[SchemeItem, ...] = Field((), title="各等级要求")

    def inverted(self, item: SchemeItem) -> bool:
        """Return whether a better grade is asked less than a worse one."""
        if item.better == "none":
            return False
        upwards = sorted(self.grades, key=lambda grade: grade.level)
        found = [item.values.get(grade.label) for grade in upwards]
        numbers = [value for value in found if isinstance(value, Decimal | int)]
        return numbers != sorted(numbers, reverse=item.better == "less")


class Kpi(Record):
    """A service indicator: one definition, one value per internal level.

    ``core`` indicators stand in the table of a document; ``types`` and ``modules`` keep one to the
    property types and the lines of service where it makes sense. The others are there for clauses
    to refer to.
    """

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    aliases: tuple[Text, ...] = Field((), title="别名")
    definition: Text = Field(title="定义")
    formula: Text = Field(title="计算方法")
    unit: Text = Field(title="单位")
    comparator: Literal[">=", "<=", "=="] = Field(title="比较符")
    values: dict[Level, NonNegative] = Field(title="取值")
    frequency: Text = Field(title="统计周期")
    group: Text = Field(title="分组")
    core: bool = Field(False, title="列入主要指标表")
    types: tuple[PropertyType, ...] = Field((), title="物业类型")
    modules: tuple[Department, ...] = Field((), title="服务线")
    seed_value: Text | None = Field(None, title="源文本取值")
    tag: Tag = Field(title="可信标签")
    source: Text = Field(title="来源")

    def in_table(self, kind: PropertyType, modules: Collection[Department]) -> bool:
        """Return whether a document about such a property and service prints it in its table."""
        served = not self.modules or not set(self.modules).isdisjoint(modules)
        return self.core and served and (not self.types or kind in self.types)

    @model_validator(mode="after")
    def _every_level(self) -> Kpi:
        if set(self.values) != {1, 2, 3, 4, 5}:
            raise ValueError("values 应给出 1 至 5 五个档次")
        return self
