"""What the scenarios weigh: lines of service against each other, what gives first, what may move.

None of these follows from a law or a norm; a company lays its own file over the shipped one.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.values import (
    Count,
    Department,
    Name,
    NonNegative,
    Positive,
    Record,
    Slug,
    Tag,
    Text,
)


class Concession(Record):
    """A rate of the price chain that gives way to a target price, and how far."""

    rate: Name = Field(title="费率参数")
    title: Text = Field(title="名称")
    at_least: NonNegative = Field(title="底线（%）")


class Sensitivity(Record):
    """How drivers are moved, how many are shown, and which are definitions that cannot move."""

    step: Positive = Field(title="变动幅度（%）")
    drivers: Count = Field(title="列出因素数")
    smallest_count: Count = Field(title="参与变动的最小整数")
    leave_out: tuple[Name, ...] = Field((), title="不变动的参数")


class Weights(Record):
    """Weights of one company: the entry ``default`` is the one in use."""

    kind: Literal["weights"]
    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    tag: Tag = Field(title="可信标签")
    source: Text = Field(title="来源")
    note: Text | None = Field(None, title="说明")
    modules: dict[Department, Positive] = Field(title="分项权重")
    concessions: tuple[Concession, ...] = Field(title="让价次序")
    sensitivity: Sensitivity = Field(title="敏感性")
