"""Cost lines beside wages, the statutory cost items, and the price chains."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from generator.model.values import Department, Expression, Name, Positive, Record, Slug, Tag, Text


class CostLine(Record):
    """A cost beside wages: amount per driver and year, from dated parameters."""

    id: Name = Field(title="编号")
    title: Text = Field(title="费用")
    cost_item: Name = Field(title="成本构成项")
    department: Department = Field(title="部门")
    when: Expression | None = Field(None, title="条件")
    unless_buyer_pays: Name | None = Field(None, title="采购人承担时不计")
    quantity: Expression = Field(title="数量")
    quantity_unit: Text = Field(title="数量单位")
    unit_price: Name = Field(title="单价参数")
    times_per_year: Positive = Field(title="年次数")
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")


class CostItem(Record):
    """One of the statutory cost items."""

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    order: int = Field(title="排序")


class PriceStep(Record):
    """One step of a price chain: a rate on the sum of earlier steps, or a rounding of it."""

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    rate: Name | None = Field(None, title="费率参数")
    factor: Name | None = Field(None, title="附加比例参数")
    base: tuple[Name, ...] = Field(title="基数")
    round_to: Positive | None = Field(None, title="取整到（元）")
    group: Literal["overhead", "profit", "tax", "rounding"] = Field(title="类别")

    @model_validator(mode="after")
    def _rate_or_rounding(self) -> PriceStep:
        if (self.rate is None) == (self.round_to is None):
            raise ValueError("rate 与 round_to 应当且只能写一个")
        return self


class PriceChain(Record):
    """Ordered steps from cost to price; amounts are rounded half-up to 0.01 yuan at each step."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    pricing: Literal["lump_sum", "commission"] = Field(title="计费方式")
    tax_mode: Literal["on_cost", "of_price", "on_margin"] = Field(title="计税方式")
    source: Text = Field(title="来源")
    steps: tuple[PriceStep, ...] = Field(min_length=1, title="步骤")
