"""What an estate profile may say: the project, the estate, the service asked for, the overrides."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from generator.model.manning import HoursSystem, Relief, Site, TaskOverride
from generator.model.manning import PostOverride as PostOverride
from generator.model.premises import Estate
from generator.model.tender import QuotationTable, RequiredPost
from generator.model.values import (
    Count,
    Date,
    Department,
    Expression,
    Internal,
    Name,
    NonNegative,
    Positive,
    Record,
    Slug,
    Sourced,
    Tag,
    Text,
)


class Project(Record):
    """Who buys what, where and for how long."""

    name: Text = Field(title="项目名称")
    number: Text | None = Field(None, title="项目编号")
    buyer: Text | None = Field(None, title="采购人或委托方")
    city: Slug = Field(title="城市")
    district: Text | None = Field(None, title="行政区")
    address: Text | None = Field(None, title="项目地址")
    term_months: Count | None = Field(None, title="服务期限", json_schema_extra={"unit": "个月"})
    service_start: Date | None = Field(None, title="服务开始日期")


class Service(Record):
    """What is asked for: the grade, the lines of service, who pays for what."""

    scheme: Slug = Field("ladder", title="等级体系")
    grade: Text = Field(title="服务等级")
    module_grades: dict[Department, Text] = Field(default_factory=dict, title="分项等级")
    modules: tuple[Department, ...] = Field(
        (
            "management",
            "customer_service",
            "security",
            "cleaning",
            "greening",
            "engineering",
            "other",
        ),
        min_length=1,
        title="服务范围",
    )
    buyer_pays: tuple[Name, ...] = Field((), title="采购人承担的费用项")
    outsourced: tuple[Department, ...] = Field((), title="外包的服务线")
    hours_system: dict[Department, HoursSystem] = Field(default_factory=dict, title="工时制度")
    relief: dict[Name, Relief] = Field(default_factory=dict, title="轮休方式")


class Taxpayer(Record):
    """One of several companies that share a contract: its lines of service, its chain."""

    id: Name = Field(title="编号")
    title: Text = Field(title="名称")
    departments: tuple[Department, ...] = Field(min_length=1, title="服务线")
    chain: Slug = Field(title="价格链")


class Pricing(Record):
    """How the price is built from the cost.

    ``parts`` says which part of the buyer's budget a cost line, post or line of service falls on.
    """

    chain: Slug = Field("lump-sum-general", title="价格链")
    split: Literal["by_cap", "by_part"] = Field("by_cap", title="分项限额的拆分方式")
    parts: dict[Name, Slug] = Field(default_factory=dict, title="所属报价分项")
    taxpayers: tuple[Taxpayer, ...] = Field((), title="多个纳税人")

    @model_validator(mode="after")
    def _lines_once(self) -> Pricing:
        lines = [name for taxpayer in self.taxpayers for name in taxpayer.departments]
        ids = [taxpayer.id for taxpayer in self.taxpayers]
        if len(set(lines)) != len(lines) or len(set(ids)) != len(ids):
            raise ValueError("taxpayers 的编号与服务线都不得重复")
        return self


class ContractPrice(Record):
    """What a contractor is paid for an outsourced line of service or post.

    A stated sum a year, a unit price × driver × times, or the guide price of the knowledge base.
    ``covers: line`` means that material and everything else of the line is inside the price;
    ``labour`` means the persons only.
    """

    amount: NonNegative | None = Field(None, title="合同价（元/年）")
    unit_price: NonNegative | None = Field(None, title="合同单价（元）")
    quantity: Expression = Field("1", title="数量")
    quantity_unit: Text = Field("项", title="数量单位")
    times_per_year: Positive = Field(Decimal(1), title="年次数")
    guide: bool = Field(False, title="采用知识库参考单价")
    covers: Literal["line", "labour"] = Field("line", title="包含范围")
    tag: Tag = Field("assumption", title="可信标签")
    source: Text | None = Field(None, title="来源")
    note: Text | None = Field(None, title="说明")

    @model_validator(mode="after")
    def _one_price(self) -> ContractPrice:
        if [self.amount is not None, self.unit_price is not None, self.guide].count(True) != 1:
            raise ValueError("amount、unit_price 与 guide: true 应当且只能写一个")
        if not self.guide and not self.source:
            raise ValueError("合同价应注明 source（合同、询价单或报价函）")
        return self


class Acceptance(Record):
    """A finding that the company accepts knowingly, with its reason."""

    check: Slug = Field(title="检查代码")
    where: Text | None = Field(None, title="对象")
    reason: Text = Field(title="理由")


class Person(Record):
    """One member of the proposed team; samples are fictional."""

    post: Name = Field(title="岗位")
    person: Slug = Field(title="公司人员编号")


class Profile(Record):
    """One estate, its contract and the wishes of the bidder."""

    kind: Literal["profile"]
    title: Text = Field(title="标题")
    company: Text = Field(title="公司文件")
    tender: Text | None = Field(None, title="招标文件")
    as_of: Date | None = Field(None, title="测算基准日")
    project: Project = Field(title="项目")
    estate: Estate = Field(title="物业")
    service: Service = Field(title="服务")
    required_posts: tuple[RequiredPost, ...] = Field((), title="委托方固定的岗位")
    posts: dict[Name, PostOverride] = Field(default_factory=dict, title="岗位调整")
    tasks: dict[Name, TaskOverride] = Field(default_factory=dict, title="任务调整")
    sites: tuple[Site, ...] = Field((), title="服务地点")
    wages: dict[Name, Sourced] = Field(default_factory=dict, title="工资调整")
    parameters: dict[Name, Sourced] = Field(default_factory=dict, title="参数调整")
    costs: dict[Name, Sourced] = Field(default_factory=dict, title="费用调整")
    contracts: dict[Name, ContractPrice] = Field(default_factory=dict, title="外包合同价")
    pricing: Pricing = Field(default_factory=Pricing, title="报价")
    quotation_table: QuotationTable | None = Field(None, title="采购人的报价表")
    internal: Internal = Field(default_factory=Internal, title="内部目标成本")
    team: tuple[Person, ...] = Field((), title="拟派人员")
    accepts: tuple[Acceptance, ...] = Field((), title="已知并接受的问题")
    exclude_topics: tuple[Slug, ...] = Field((), title="不写的主题")
