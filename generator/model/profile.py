"""What an estate profile may say: the project, the estate, the service asked for, the overrides."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from generator.model.tender import RequiredPost
from generator.model.values import (
    Count,
    Date,
    Department,
    Name,
    NonNegative,
    Positive,
    PropertyType,
    Record,
    Scope,
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


class Gate(Record):
    """One entrance with the hours that it must be manned."""

    title: Text = Field(title="名称")
    places: Positive = Field(Decimal(1), title="同时在岗人数")
    hours_per_day: Positive = Field(title="每日值守小时", le=24)
    days_per_year: Positive = Field(title="每年值守天数", le=366)
    tag: Tag = Field("assumption", title="可信标签")


class Equipment(Record):
    """One line of the equipment register."""

    title: Text = Field(title="设备名称")
    quantity: NonNegative | None = Field(None, title="数量")
    unit: Text = Field("台", title="单位")
    location: Text | None = Field(None, title="位置")
    specification: Text | None = Field(None, title="规格型号")


def _area(title: str) -> Any:
    return Field(None, title=title, json_schema_extra={"unit": "平方米"})


def _count(title: str, unit: str) -> Any:
    return Field(None, title=title, json_schema_extra={"unit": unit})


class Estate(Record):
    """The estate as measured; whatever is absent prints as 待填写 and is never guessed."""

    property_type: PropertyType = Field(title="物业类型")
    phase: Literal["preliminary", "regular", "renovated"] = Field("regular", title="阶段")
    use: Text | None = Field(None, title="用途与使用情况")
    built_year: Count | None = _count("建成年份", "年")
    land_area: NonNegative | None = _area("占地面积")
    gross_area: NonNegative | None = _area("建筑面积")
    underground_area: NonNegative | None = _area("地下建筑面积")
    green_area: NonNegative | None = _area("绿化面积")
    garage_area: NonNegative | None = _area("车库面积")
    households: Count | None = _count("户数", "户")
    buildings: Count | None = _count("楼栋数", "栋")
    units: Count | None = _count("单元数", "个单元")
    floors_max: Count | None = _count("最高层数", "层")
    lifts: Count | None = _count("电梯", "台")
    escalators: Count | None = _count("自动扶梯", "台")
    gates: tuple[Gate, ...] = Field((), title="出入口")
    fire_control_rooms: Count | None = _count("消防控制室", "处")
    power_rooms_10kv: Count | None = _count("高压配电房", "处")
    patrol_routes: Count | None = _count("同时巡逻路线", "条")
    parking_gates: Count | None = _count("车场值守岗亭", "处")
    parking_spaces: Count | None = _count("机动车位", "个")
    charging_piles: Count | None = _count("充电桩", "个")
    classes: Count | None = _count("班级数", "个")
    students: Count | None = _count("学生人数", "人")
    staff_users: Count | None = _count("教职工或办公人数", "人")
    beds: Count | None = _count("床位数", "张")
    meeting_rooms: Count | None = _count("会议室", "间")
    toilets: Count | None = _count("公共卫生间", "间")
    water_tanks: Count | None = _count("生活水箱", "处")
    septic_tanks: Count | None = _count("化粪池", "座")
    generators: Count | None = _count("柴油发电机", "台")
    cctv_points: Count | None = _count("监控点位", "个")
    swimming_pools: Count | None = _count("游泳池", "处")
    central_ac: bool | None = Field(None, title="中央空调")
    canteen: bool | None = Field(None, title="食堂")
    owners_committee: bool | None = Field(None, title="已成立业主委员会")
    award_enabled: bool | None = Field(None, title="当地确有创优评比")
    equipment: tuple[Equipment, ...] = Field((), title="设备清单")
    problems: tuple[Text, ...] = Field((), title="现状主要问题")


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
        title="服务范围",
    )
    buyer_pays: tuple[Name, ...] = Field((), title="采购人承担的费用项")
    outsourced: tuple[Department, ...] = Field((), title="外包的服务线")


class PostOverride(Record):
    """The profile's own word on one post; each given field replaces the rule's."""

    positions: NonNegative | None = Field(None, title="岗位数")
    hours_per_day: Positive | None = Field(None, title="每日小时", le=24)
    days_per_year: Positive | None = Field(None, title="每年天数", le=366)
    persons: NonNegative | None = Field(None, title="人数")
    scope: Scope | None = Field(None, title="用工方式")
    tag: Tag = Field("assumption", title="可信标签")
    reason: Text = Field(title="理由")


class Pricing(Record):
    """How the price is built from the cost."""

    chain: Slug = Field("lump-sum-general", title="价格链")
    split: Literal["by_cap", "by_part"] = Field("by_cap", title="分项限额的拆分方式")


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
    wages: dict[Name, Sourced] = Field(default_factory=dict, title="工资调整")
    parameters: dict[Name, Sourced] = Field(default_factory=dict, title="参数调整")
    costs: dict[Name, Sourced] = Field(default_factory=dict, title="费用调整")
    pricing: Pricing = Field(default_factory=Pricing, title="报价")
    team: tuple[Person, ...] = Field((), title="拟派人员")
    accepts: tuple[Acceptance, ...] = Field((), title="已知并接受的问题")
    exclude_topics: tuple[Slug, ...] = Field((), title="不写的主题")
