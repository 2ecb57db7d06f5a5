"""The value types that every model shares: strict numbers and dates, ids, tags, figures."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Tag = Literal[
    "official",
    "official_reported",
    "tender",
    "practice",
    "single",
    "knowledge",
    "derived",
    "assumption",
    "conflict",
]
"""How far a figure may be trusted; only ``official`` may be cited as a standard or a law."""

TAG_TITLES: dict[str, str] = {
    "official": "官方原文",
    "official_reported": "官方转引",
    "tender": "招标文件",
    "practice": "行业做法",
    "single": "单一来源",
    "knowledge": "常识未核",
    "derived": "推算",
    "assumption": "假设",
    "conflict": "来源冲突",
}

PropertyType = Literal[
    "residential",
    "old_residential",
    "premium_residential",
    "office",
    "government",
    "school",
    "hospital",
    "industrial_park",
    "commercial",
    "mixed_use",
    "public_venue",
]
Tenure = Literal["commodity", "public_rental", "resettlement"]
"""Who owns the homes: their buyers, a public landlord, or households moved from a cleared site."""

RESIDENTIAL_TYPES = ("residential", "old_residential", "premium_residential")

Department = Literal[
    "management",
    "customer_service",
    "security",
    "cleaning",
    "greening",
    "engineering",
    "other",
]
DEPARTMENT_TITLES: dict[str, str] = {
    "management": "管理",
    "customer_service": "客户服务",
    "security": "秩序维护",
    "cleaning": "保洁",
    "greening": "绿化",
    "engineering": "工程",
    "other": "其他",
}

Scope = Literal["in_house", "outsourced", "shared"]

MAX_CHARACTERS = 20_000
"""The longest text of one field: some twenty pages, far beyond any clause."""

YEARS = (1900, 2200)
"""Years that a date may lie in."""
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def _only_number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise PydanticCustomError("bad-number", "应为数字，不加引号")
    return value


def _only_iso_date(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not ISO_DATE.match(value):
        raise PydanticCustomError("bad-date", "日期应写作 YYYY-MM-DD，例如 2026-11-20")
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("bad-date", "日期 {value} 不存在", {"value": value}) from None
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise PydanticCustomError("bad-date", "日期 {value} 的年份不合理", {"value": value})
    return day


def _only_text(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("bad-text", "应为文字；数字形式的内容请加引号")
    if len(value) > MAX_CHARACTERS:
        limit = {"limit": MAX_CHARACTERS}
        raise PydanticCustomError("text-too-long", "一段文字不得超过 {limit} 字，请拆开", limit)
    return value


MOST = 10**12
"""No figure of an estate or a contract is larger: beyond it stands a slip of the keyboard."""
MOST_COUNTED = 10**8

Number = Annotated[Decimal, BeforeValidator(_only_number), Field(ge=-MOST, le=MOST)]
NonNegative = Annotated[Decimal, BeforeValidator(_only_number), Field(ge=0, le=MOST)]
Positive = Annotated[Decimal, BeforeValidator(_only_number), Field(gt=0, le=MOST)]
Count = Annotated[int, BeforeValidator(_only_number), Field(ge=0, le=MOST_COUNTED)]
Level = Annotated[int, Field(ge=1, le=5)]
Date = Annotated[datetime.date, BeforeValidator(_only_iso_date)]
Text = Annotated[str, BeforeValidator(_only_text), Field(max_length=MAX_CHARACTERS)]
Slug = Annotated[str, BeforeValidator(_only_text), Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, BeforeValidator(_only_text), Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
Expression = Annotated[str, BeforeValidator(_only_text)]
"""A condition or formula of the hardened expression language."""


class Record(BaseModel):
    """Base of every model: frozen, and a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


class Sourced(Record):
    """A number that a person supplied, with where it comes from (money in yuan)."""

    value: Number = Field(title="数值")
    tag: Tag = Field("assumption", title="可信标签")
    source: Text | None = Field(None, title="来源")
    note: Text | None = Field(None, title="说明")


class Rounding(Record):
    """How an amount is rounded: half-up, down (cut off), up, or not at all."""

    mode: Literal["half_up", "down", "up", "none"] = Field("half_up", title="取整方式")
    to: Positive = Field(Decimal("0.01"), title="取整到（元）")


class Internal(Record):
    """What the company really expects to pay, for the internal target cost only."""

    wages: dict[Name, Sourced] = Field(default_factory=dict, title="内部月工资（元）")
    parameters: dict[Name, Sourced] = Field(default_factory=dict, title="内部参数")
    costs: dict[Name, Sourced] = Field(default_factory=dict, title="内部年费用")


class LevelledFigure(Record):
    """A figure with unit that is one value, or a value for each internal service level."""

    value: Number | Text | None = Field(None, title="数值")
    by_level: dict[Level, Number] | None = Field(None, title="按档次取值")
    unit: Text = Field("", title="单位")
    tag: Tag = Field(title="可信标签")
    source: Text = Field(title="来源")

    @model_validator(mode="after")
    def _one_of_both(self) -> LevelledFigure:
        if (self.value is None) == (not self.by_level):
            raise ValueError("value 与 by_level 应当且只能写一个")
        return self

    def at(self, level: int) -> Decimal | str:
        """Return the value at an internal level: the nearest declared level at or below it."""
        if self.by_level is None:
            assert self.value is not None
            return self.value
        reached = [key for key in self.by_level if key <= level] or [min(self.by_level)]
        return self.by_level[max(reached)]
