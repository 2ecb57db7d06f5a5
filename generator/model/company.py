"""The bidding company: identity, certificates, people, contracts, wages. Samples are fictional."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.values import (
    Count,
    Date,
    Internal,
    Name,
    NonNegative,
    Record,
    Slug,
    Sourced,
    Text,
)


class Certificate(Record):
    """A certificate the company holds."""

    title: Text = Field(title="证书名称")
    number: Text | None = Field(None, title="证书编号")
    issuer: Text | None = Field(None, title="颁发机构")
    scope: Text | None = Field(None, title="认证范围")
    valid_from: Date | None = Field(None, title="生效日期")
    valid_until: Date | None = Field(None, title="失效日期")


class Qualification(Record):
    """A certificate or title that a member of staff holds."""

    title: Text = Field(title="证书")
    number: Text | None = Field(None, title="编号")
    valid_until: Date | None = Field(None, title="有效期")


class StaffMember(Record):
    """A person the company may propose."""

    id: Slug = Field(title="编号")
    name: Text = Field(title="姓名")
    education: Text | None = Field(None, title="学历")
    major: Text | None = Field(None, title="专业")
    professional_title: Text | None = Field(None, title="职称")
    qualifications: tuple[Qualification, ...] = Field((), title="证书")
    years: Count | None = Field(None, title="从业年限")
    employed_since: Date | None = Field(None, title="入职日期")
    experience: tuple[Text, ...] = Field((), title="履历")


class Contract(Record):
    """A reference project."""

    project: Text = Field(title="项目名称")
    client: Text = Field(title="甲方")
    property_type: Text = Field(title="类型")
    area: NonNegative | None = Field(None, title="面积（平方米）")
    annual_amount: NonNegative | None = Field(None, title="年金额（元）")
    signed: Date = Field(title="签订日期")
    until: Date | None = Field(None, title="截止日期")
    rating: Text | None = Field(None, title="履约评价")


class Company(Record):
    """One bidder. Whatever is absent prints as 待填写."""

    kind: Literal["company"]
    fictional: bool = Field(False, title="虚构示例")
    name: Text = Field(title="企业全称")
    short_name: Text = Field(title="企业简称")
    credit_code: Text | None = Field(None, title="统一社会信用代码")
    legal_representative: Text | None = Field(None, title="法定代表人")
    agent: Text | None = Field(None, title="授权代表")
    address: Text | None = Field(None, title="注册地址")
    phone: Text | None = Field(None, title="联系电话")
    email: Text | None = Field(None, title="电子邮箱")
    founded: Date | None = Field(None, title="成立日期")
    registered_capital: Text | None = Field(None, title="注册资本")
    business_scope: Text | None = Field(None, title="经营范围")
    bank: Text | None = Field(None, title="开户银行")
    account: Text | None = Field(None, title="银行账号")
    employees: Count | None = Field(None, title="从业人员（人）", json_schema_extra={"unit": "人"})
    revenue: NonNegative | None = Field(
        None, title="营业收入（万元）", json_schema_extra={"unit": "万元"}
    )
    assets: NonNegative | None = Field(
        None, title="资产总额（万元）", json_schema_extra={"unit": "万元"}
    )
    size: Literal["large", "medium", "small", "micro"] | None = Field(None, title="企业规模")
    controlling_shareholder: Text | None = Field(None, title="控股股东")
    managing_entity: Text | None = Field(None, title="管理关系")
    certificates: tuple[Certificate, ...] = Field((), title="证书")
    staff: tuple[StaffMember, ...] = Field((), title="人员")
    contracts: tuple[Contract, ...] = Field((), title="业绩")
    wages: dict[Name, Sourced] = Field(title="月工资（元）")
    parameters: dict[Name, Sourced] = Field(default_factory=dict, title="参数调整")
    internal: Internal = Field(default_factory=Internal, title="内部目标成本")
