"""What the buyer demands: read from the tender file, kept as YAML that a person corrects."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from generator.model.values import (
    Count,
    Date,
    Expression,
    Name,
    NonNegative,
    Positive,
    Record,
    Rounding,
    Slug,
    Text,
)


class RequiredPost(Record):
    """One row of the buyer's post table, and the posts of the knowledge base that it pays for."""

    title: Text = Field(title="岗位名称")
    persons: Positive = Field(title="人数")
    assign: dict[Name, Positive] = Field(default_factory=dict, title="对应岗位")
    among: tuple[Name, ...] = Field((), title="合计所含岗位")
    site: Name | None = Field(None, title="服务地点")
    basis: Literal["payroll", "on_duty"] = Field("payroll", title="人数口径")
    note: Text | None = Field(None, title="备注")
    place: Text | None = Field(None, title="招标文件位置")

    @model_validator(mode="after")
    def _assigns_every_person(self) -> RequiredPost:
        if bool(self.assign) == bool(self.among):
            raise ValueError("assign 与 among 应当且只能写一个")
        if self.assign and sum(self.assign.values()) != self.persons:
            raise ValueError(f"assign 合计 {sum(self.assign.values())}，与人数 {self.persons} 不符")
        return self


class BudgetPart(Record):
    """A part of the budget that has its own ceiling (yuan)."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    cap: Positive = Field(title="限额")


class Budget(Record):
    """The buyer's ceiling in yuan, for the stated period, whole and by part."""

    total: Positive = Field(title="预算金额")
    per: Literal["year", "month", "term"] = Field("year", title="计价周期")
    parts: tuple[BudgetPart, ...] = Field((), title="分项限额")

    @model_validator(mode="after")
    def _parts_sum_to_total(self) -> Budget:
        if self.parts and sum(part.cap for part in self.parts) != self.total:
            raise ValueError("分项限额之和与预算金额不符")
        return self


class QuotationRow(Record):
    """One row of a buyer's own table: an amount a year over the lines of cost and price.

    Expressions may name ``cost`` (``annual``, ``items``, ``lines``, ``departments``, ``posts``,
    ``payroll``), ``price`` (``annual``, ``steps``), ``staff``, ``facts`` and ``parameters``.
    With ``quantity`` the row has a unit price, and where that is rounded the amount follows from
    it. ``stated`` is what the buyer or a page printed for the same row.
    """

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    amount: Expression = Field(title="年金额")
    per: Literal["year", "month"] = Field("year", title="印出的周期")
    quantity: Expression | None = Field(None, title="数量")
    times: Positive = Field(Decimal(1), title="每年次数")
    unit: Text = Field("项", title="单位")
    unit_rounding: Rounding | None = Field(None, title="单价取整")
    in_total: bool = Field(True, title="计入合计")
    balance: bool = Field(False, title="承接取整差额")
    stated: NonNegative | None = Field(None, title="已印数额")
    stated_unit: NonNegative | None = Field(None, title="已印单价")
    tolerance: NonNegative = Field(Decimal("0.01"), title="容差")


class QuotationTable(Record):
    """A buyer's own quotation table as data; its total must equal the price."""

    title: Text = Field(title="表名")
    rows: tuple[QuotationRow, ...] = Field(min_length=1, title="行")
    partial: bool = Field(False, title="只列部分")

    @model_validator(mode="after")
    def _one_balance(self) -> QuotationTable:
        names = [row.id for row in self.rows]
        if len(set(names)) != len(names):
            raise ValueError("行的编号重复")
        if sum(row.balance for row in self.rows) > 1:
            raise ValueError("只能有一行承接取整差额")
        return self


class Element(Record):
    """A named element of a scored plan item, and the topics that answer it, the core ones first."""

    title: Text = Field(title="要点原文")
    topics: tuple[Slug, ...] = Field((), title="对应主题")
    uses: Slug | None = Field(None, title="采用的标准要点")


class ScoringItem(Record):
    """One row of the scoring table."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="评分项")
    points: NonNegative = Field(title="分值")
    category: Literal["price", "plan", "promise", "staff", "business", "credit"] = Field(
        title="类别"
    )
    elements: tuple[Element, ...] = Field((), title="评审要点")
    evidence: tuple[Text, ...] = Field((), title="证明材料")


class PriceFormula(Record):
    """The buyer's own formula for the points of a price.

    ``points`` may name ``full`` (full marks), ``price`` (our evaluated price), ``reference`` (the
    lowest or benchmark price, supposed) and ``cap`` (the ceiling a year).
    """

    title: Text = Field(title="评分方法原文")
    points: Expression = Field(title="得分公式")
    reference: Text = Field("评审最低价", title="比较价名称")


class StarClause(Record):
    """A requirement that no bid may fall below, in the file's own order."""

    id: Slug = Field(title="编号")
    text: Text = Field(title="要求")
    place: Text = Field(title="招标文件位置")
    response: Text | None = Field(None, title="响应")
    deviation: Literal["none", "positive"] = Field("none", title="偏离")
    topics: tuple[Slug, ...] = Field((), title="响应所在主题")


class Node(Record):
    """One node of a volume: a form, the scored plan items, or a list of evidence."""

    title: Text = Field(title="名称")
    forms: tuple[Slug, ...] = Field((), title="格式文件")
    plan: tuple[Slug, ...] = Field((), title="方案评分项")
    whole_plan: bool = Field(False, title="完整服务方案")
    evidence: tuple[Text, ...] = Field((), title="证明材料")
    when: Expression | None = Field(None, title="出现条件")


class Volume(Record):
    """One file of the bid: what it holds, who may see it, whether it may speak of price."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="卷名")
    visibility: Literal["public", "private"] = Field("private", title="公开范围")
    may_contain_price: bool = Field(False, title="可含报价")
    blind: bool = Field(False, title="暗标")
    nodes: tuple[Node, ...] = Field(title="组成")


class Sme(Record):
    """Policy for small and medium enterprises."""

    set_aside: bool = Field(False, title="专门面向中小企业")
    deduction_rate: NonNegative | None = Field(None, title="价格扣除比例（%）")
    industry: Text = Field("物业管理", title="标的所属行业")


class RequiredEquipment(Record):
    """Equipment that the bidder must bring."""

    title: Text = Field(title="名称")
    quantity: Count = Field(title="数量")
    unit: Text = Field("台", title="单位")
    note: Text | None = Field(None, title="要求")


class TenderProject(Record):
    """The project as the tender names it."""

    name: Text = Field(title="项目名称")
    number: Text = Field(title="项目编号")
    buyer: Text = Field(title="采购人")
    agency: Text | None = Field(None, title="采购代理机构")
    regime: Literal["government", "tendering", "owners", "private"] = Field(title="采购制度")
    region: Text | None = Field(None, title="适用地方规定")


class Tender(Record):
    """A tender: one project, one lot, with everything that decides form and content of the bid."""

    kind: Literal["tender"]
    project: TenderProject = Field(title="项目")
    source: Text = Field(title="文件来源")
    budget: Budget = Field(title="预算")
    term_months: Count = Field(title="服务期限（月）")
    renewable_max_months: Count | None = Field(None, title="最长期限（月）")
    validity_days: Count = Field(title="投标有效期（日）")
    deadline: Date | None = Field(None, title="投标截止日")
    bond: NonNegative | None = Field(None, title="投标保证金")
    performance_bond_rate: NonNegative | None = Field(None, title="履约保证金比例（%）")
    max_file_mb: Count | None = Field(None, title="文件大小上限（MB）")
    sme: Sme = Field(default_factory=Sme, title="中小企业政策")
    seal_policy: Text = Field(title="签章要求")
    mobilise_days: Count | None = Field(None, title="到岗期限（日）")
    scope: tuple[Text, ...] = Field((), title="服务内容")
    scoring: tuple[ScoringItem, ...] = Field(title="评分表")
    price_formula: PriceFormula | None = Field(None, title="价格分公式")
    star_clauses: tuple[StarClause, ...] = Field((), title="实质性条款")
    required_posts: tuple[RequiredPost, ...] = Field((), title="人员要求")
    quotation_table: QuotationTable | None = Field(None, title="采购人的报价表")
    equipment: tuple[RequiredEquipment, ...] = Field((), title="设备要求")
    volumes: tuple[Volume, ...] = Field((), title="投标文件组成")

    @model_validator(mode="after")
    def _points_sum_to_hundred(self) -> Tender:
        total = sum(item.points for item in self.scoring)
        if total != 100:
            raise ValueError(f"评分项分值合计 {total}，应为 100", "scoring")
        return self
