"""What is written: topics, clauses, forms, outlines, scored elements, nouns."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from generator.model.tender import ScoringItem, Volume
from generator.model.values import (
    Count,
    Date,
    Department,
    Expression,
    Level,
    LevelledFigure,
    Name,
    PropertyType,
    Record,
    Slug,
    Tag,
    Tenure,
    Text,
)

Voice = Literal["company", "owners", "government", "internal"]
"""Who speaks: the company, the owners, a public body, or the company to its own staff."""

DEFAULT_REVIEW_MONTHS = 12
"""A text that says nothing else is read again every year."""


class Topic(Record):
    """A subject that a clause treats; its id is the address used by outlines."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    group: Slug = Field(title="分组")


class Clause(Record):
    """A piece of text on one topic, for the estates that it fits."""

    id: Slug = Field(title="编号")
    topic: Slug = Field(title="主题")
    title: Text = Field(title="标题")
    module: Department = Field(title="服务线")
    types: tuple[PropertyType, ...] = Field((), title="物业类型")
    voices: tuple[Voice, ...] = Field((), title="编写人身份")
    levels: tuple[Level, Level] | None = Field(None, title="档次范围")
    when: Expression | None = Field(None, title="条件")
    parameters: dict[Name, LevelledFigure] = Field(default_factory=dict, title="参数")
    cites: tuple[Text, ...] = Field((), title="引用法规")
    owner: Text = Field(title="责任人")
    reviewed: Date = Field(title="复核日期")
    review_months: Count = Field(DEFAULT_REVIEW_MONTHS, title="复核周期（月）", ge=1)
    text: Text = Field(title="正文")

    @property
    def review_by(self) -> datetime.date:
        """The day by which the clause should have been read again."""
        return months_later(self.reviewed, self.review_months)

    def overdue(self, day: datetime.date) -> bool:
        """Return whether the review was due before a day."""
        return self.review_by < day


def months_later(day: datetime.date, months: int) -> datetime.date:
    """Return the same day so many months later, the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    first = datetime.date(day.year + years, month + 1, 1)
    following = datetime.date(day.year + years + (month == 11), (month + 1) % 12 + 1, 1)
    return min(first + datetime.timedelta(day.day - 1), following - datetime.timedelta(1))


class SignatureLine(Record):
    """One line of a signature block."""

    label: Text = Field(title="标签")
    value: Text | None = Field(None, title="取值")


class Form(Record):
    """A form of the bid: wording, fields, who signs and seals it, when it is required."""

    kind: Literal["form"]
    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    order: int = Field(title="排序")
    when: Expression | None = Field(None, title="出现条件")
    signer: Text = Field(title="签字人")
    seal: Text = Field(title="盖章")
    has_price: bool = Field(False, title="含报价")
    has_personal_data: bool = Field(False, title="含个人信息")
    landscape: bool = Field(False, title="横向")
    parameters: dict[Name, LevelledFigure] = Field(default_factory=dict, title="参数")
    cites: tuple[Text, ...] = Field((), title="引用法规")
    text: Text = Field(title="正文")
    signature: tuple[SignatureLine, ...] = Field((), title="落款")
    owner: Text = Field(title="责任人")
    reviewed: Date = Field(title="复核日期")


class Section(Record):
    """A heading of an outline with the topics and sub-sections under it.

    ``elements`` names scored elements, each of which stands here under its own heading unless a
    scored item already treats it. ``include`` names another kind whose chapters stand here.
    """

    title: Text = Field(title="标题")
    when: Expression | None = Field(None, title="条件")
    topics: tuple[Slug, ...] = Field((), title="主题")
    forms: tuple[Slug, ...] = Field((), title="格式文件")
    workflows: tuple[Slug, ...] = Field((), title="流程")
    organisations: tuple[Slug, ...] = Field((), title="组织架构")
    calendars: tuple[Slug, ...] = Field((), title="日历")
    sections: tuple[Section, ...] = Field((), title="下级标题")
    elements: tuple[Slug, ...] = Field((), title="评分要点")
    include: Slug | None = Field(None, title="并入的文书")


class DocumentKind(Record):
    """A kind of document: who writes it to whom, and its outline of chapters."""

    kind: Literal["document"]
    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    genre: Literal["bid", "plan"] = Field(title="体裁")
    voice: Voice = Field("company", title="编写人身份")
    author: Text = Field(title="编写人")
    audience: Text = Field(title="阅读人")
    types: tuple[PropertyType, ...] = Field((), title="物业类型")
    chapters: tuple[Section, ...] = Field(title="章节")
    volumes: tuple[Volume, ...] = Field((), title="分卷")


class StandardElement(Record):
    """An element that evaluators name, under its usual wordings, with the topics that answer it."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    aliases: tuple[Text, ...] = Field((), title="别称")
    topics: tuple[Slug, ...] = Field(title="主题")
    types: tuple[PropertyType, ...] = Field((), title="物业类型")
    when: Expression | None = Field(None, title="条件")


class ScoringTable(Record):
    """A default scoring table for property types, used where there is no tender (an assumption).

    The most specific that applies is taken: one with a condition first, then the fewest types.
    """

    kind: Literal["scoring"]
    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    types: tuple[PropertyType, ...] = Field(title="物业类型")
    when: Expression | None = Field(None, title="条件")
    tag: Tag = Field(title="可信标签")
    items: tuple[ScoringItem, ...] = Field(title="评分项")


class Nouns(Record):
    """The nouns of a property type: who uses the place, its name, who signs the contract.

    An entry with a tenure goes before one without, where the estate's tenure is that.
    """

    types: tuple[PropertyType, ...] = Field(title="物业类型")
    tenure: Tenure | None = Field(None, title="权属类型")
    title: Text = Field(title="类型名称")
    user: Text = Field(title="使用人")
    site: Text = Field(title="场所")
    client: Text = Field(title="委托方")
    team: Text = Field(title="服务机构")
    service: Text = Field(title="服务名称")
