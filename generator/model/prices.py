"""Cost lines beside wages, the statutory cost items, and the price chains."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from generator.model.values import (
    Department,
    Expression,
    Name,
    Positive,
    Record,
    Rounding,
    Slug,
    Tag,
    Text,
)

MARGIN_DEPARTMENTS = ("security", "other")
"""Lines whose lump sum may be taxed on the margin: guarding, and labour that is supplied."""


class CostLine(Record):
    """A cost beside wages: amount per driver and year, or a share of other lines.

    ``base`` names cost lines, or components of the payroll (``wages`` is everybody's wages); then
    ``unit_price`` is a rate in per cent. ``over_years`` spreads a purchase over years. What is
    ``optional`` is left out where its parameter is absent or nil.
    """

    id: Name = Field(title="编号")
    title: Text = Field(title="费用")
    cost_item: Name = Field(title="成本构成项")
    department: Department = Field(title="部门")
    when: Expression | None = Field(None, title="条件")
    unless_buyer_pays: Name | None = Field(None, title="采购人承担时不计")
    quantity: Expression = Field("1", title="数量")
    quantity_unit: Text = Field("项", title="数量单位")
    base: tuple[Name, ...] = Field((), title="计提基数")
    unit_price: Name = Field(title="单价或费率参数")
    times_per_year: Positive = Field(Decimal(1), title="年次数")
    times: Name | None = Field(None, title="年次数参数")
    over_years: Name | None = Field(None, title="摊销年数参数")
    optional: bool = Field(False, title="无取值时不计")
    price_part: Slug | None = Field(None, title="报价分项")
    rounding: Rounding | None = Field(None, title="取整")
    source: Text = Field(title="来源")
    tag: Tag = Field(title="可信标签")


class CostItem(Record):
    """One of the statutory cost items."""

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    order: int = Field(title="排序")


class PriceStep(Record):
    """One step of a price chain: a rate on earlier steps, a stated sum, or a rounding of them.

    ``mode`` says what the rate is of: the base, the price that results (``of_price``; ``beside``
    names the rates of other steps taken of the same price), or the base that holds the amount
    already (``inside``: input VAT in prices with tax). ``deduct`` takes the amount off; no more
    than the step ``at_most``, because a credit beyond the tax is carried forward, not paid out.
    ``months`` makes a yearly rate the rate of so many months.
    """

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    rate: Name | None = Field(None, title="费率参数")
    factor: Name | None = Field(None, title="附加比例参数")
    mode: Literal["of_base", "of_price", "inside"] | None = Field(None, title="计取方式")
    beside: tuple[Name, ...] = Field((), title="同按报价计取的其他费率")
    amount: Name | None = Field(None, title="金额参数（元）")
    quantity: Expression = Field("1", title="数量")
    months: Name | None = Field(None, title="月数参数")
    deduct: bool = Field(False, title="扣减")
    at_most: Name | None = Field(None, title="以该步骤为限")
    optional: bool = Field(False, title="无取值时不计")
    base: tuple[Name, ...] = Field((), title="基数")
    round_to: Positive | None = Field(None, title="取整到（元）")
    rounding: Rounding | None = Field(None, title="取整")
    group: Literal["overhead", "profit", "tax", "rounding"] = Field(title="类别")

    @model_validator(mode="after")
    def _one_way(self) -> PriceStep:
        if [self.rate, self.round_to, self.amount].count(None) != 2:
            raise ValueError("rate、amount 与 round_to 应当且只能写一个")
        if self.amount is None and not self.base:
            raise ValueError("rate 与 round_to 需要 base")
        if self.at_most is not None and self.mode != "inside":
            raise ValueError("at_most 只用于 mode: inside")
        if self.months is not None and (self.rate is None or self.mode or self.factor):
            raise ValueError("months 只用于按基数计取的年费率")
        if self.beside and self.mode != "of_price":
            raise ValueError("beside 只用于 mode: of_price")
        return self


class PriceChain(Record):
    """Ordered steps from cost to price; amounts are rounded half-up to 0.01 yuan at each step.

    ``departments`` limits the chain to lines of service; a lump sum taxed on the margin must.
    """

    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    pricing: Literal["lump_sum", "commission"] = Field(title="计费方式")
    tax_mode: Literal["on_cost", "of_price", "on_margin"] = Field(title="计税方式")
    departments: tuple[Department, ...] = Field((), title="适用的服务线")
    source: Text = Field(title="来源")
    steps: tuple[PriceStep, ...] = Field(min_length=1, title="步骤")

    @model_validator(mode="after")
    def _margin_only_for_labour(self) -> PriceChain:
        if self.tax_mode == "on_margin" and self.pricing == "lump_sum":
            allowed = self.departments and set(self.departments) <= set(MARGIN_DEPARTMENTS)
            if not allowed:
                raise ValueError(
                    "包干制差额计税只适用于秩序维护和劳务，departments 只能写 security、other"
                )
        return self
