"""The premises: what an estate consists of, as measured, and the sites it may be spread over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, model_validator

from generator.model.values import (
    Count,
    NonNegative,
    Positive,
    PropertyType,
    Record,
    Tag,
    Tenure,
    Text,
)

AreaType = Literal[
    "lobby",
    "corridor",
    "stairwell",
    "toilet",
    "garage",
    "road",
    "glass",
    "ward",
    "outpatient",
    "classroom",
    "office",
    "dormitory",
    "mall",
    "sports",
    "green",
    "lawn",
    "hedge",
    "flower",
    "grove",
    "natural_green",
]
AREA_TITLES: dict[str, str] = {
    "lobby": "大堂",
    "corridor": "走廊与电梯厅",
    "stairwell": "楼梯间",
    "toilet": "卫生间",
    "garage": "车库",
    "road": "道路与广场",
    "glass": "公共玻璃",
    "ward": "病区",
    "outpatient": "门诊与医技区",
    "classroom": "教学楼",
    "office": "办公区",
    "dormitory": "宿舍公共区",
    "mall": "商场公共区",
    "sports": "运动场地",
    "green": "绿地（未细分）",
    "lawn": "草坪",
    "hedge": "绿篱与造型灌木",
    "flower": "时花花坛",
    "grove": "乔木林下绿地",
    "natural_green": "自然绿地",
}
"""Types of area, each with its own productivity."""


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


LARGEST_AREA = 10**9
"""A thousand square kilometres: no estate is larger."""


def _area(title: str) -> Any:
    return Field(None, title=title, le=LARGEST_AREA, json_schema_extra={"unit": "平方米"})


def _count(title: str, unit: str) -> Any:
    return Field(None, title=title, json_schema_extra={"unit": unit})


class Area(Record):
    """A part of the estate of one type, by area or by number, that somebody cleans or tends."""

    type: AreaType = Field(title="区域类型")
    title: Text | None = Field(None, title="名称")
    area: NonNegative | None = Field(None, title="面积", json_schema_extra={"unit": "平方米"})
    count: NonNegative | None = Field(None, title="数量")
    days_per_year: Positive | None = Field(None, title="每年作业天数", le=366)
    tag: Tag = Field("assumption", title="可信标签")

    @property
    def amount(self) -> Decimal:
        """Square metres, or the number where the type is counted."""
        return self.area if self.area is not None else self.count or Decimal(0)

    @model_validator(mode="after")
    def _area_or_count(self) -> Area:
        if (self.area is None) == (self.count is None):
            raise ValueError("area 与 count 应当且只能写一个")
        return self


class Premises(Record):
    """Everything that may be measured at an estate or at one of its sites.

    Absent is unknown; ``gates: []`` states that there are none, like ``lifts: 0``.
    """

    property_type: PropertyType | None = Field(None, title="物业类型")
    phase: Literal["preliminary", "regular", "renovated"] = Field("regular", title="阶段")
    use: Text | None = Field(None, title="用途与使用情况")
    tenure: Tenure | None = Field(None, title="权属类型")
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
    gates: tuple[Gate, ...] | None = Field(None, title="出入口")
    fire_control_rooms: Count | None = _count("消防控制室", "处")
    power_rooms_10kv: Count | None = _count("高压配电房", "处")
    patrol_routes: Count | None = _count("同时巡逻路线", "条")
    parking_gates: Count | None = _count("车场值守岗亭", "处")
    parking_spaces: Count | None = _count("机动车位", "个")
    charging_piles: Count | None = _count("充电桩", "个")
    classes: Count | None = _count("班级数", "个")
    students: Count | None = _count("学生人数", "人")
    staff_users: Count | None = _count("工作人员人数", "人")
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
    trees: Count | None = _count("乔木", "株")
    street_lamps: Count | None = _count("室外灯具", "盏")
    refuse_bins: Count | None = _count("外围垃圾桶", "个")
    waste_points: Count | None = _count("垃圾分类投放点", "处")
    playgrounds: Count | None = _count("儿童与健身场地", "处")
    water_features: Count | None = _count("水景", "处")
    pump_rooms: Count | None = _count("生活水泵房", "处")
    distribution_rooms: Count | None = _count("配电间与配电箱", "处")
    sump_pumps: Count | None = _count("集水井水泵", "台")
    manholes: Count | None = _count("雨污水井", "座")
    extinguishers: Count | None = _count("灭火器", "具")
    hydrants: Count | None = _count("室内消火栓", "套")
    barriers: Count | None = _count("车辆道闸", "套")
    split_ac_units: Count | None = _count("分体空调", "台")
    screening_lanes: Count | None = _count("安检通道", "条")
    facade_area: NonNegative | None = _area("外墙清洗面积")
    conditioned_area: NonNegative | None = _area("中央空调服务面积")
    boarders: Count | None = _count("寄宿生人数", "人")
    medical_staff: Count | None = _count("在岗医务人员", "人")
    daily_visits: Count | None = _count("日均门诊量", "人次")
    ac_plants_attended: Count | None = _count("值守的空调机房", "处")
    boiler_rooms_attended: Count | None = _count("值守的锅炉房", "处")
    transformer_kva: Count | None = _count("单台变压器最大容量", "千伏安")
    power_room_pair: bool | None = Field(None, title="高压配电房每班两人")
    power_room_unattended: bool | None = Field(None, title="高压配电房无人值守")
    fire_remote_operation: bool | None = Field(None, title="消防设施可全部远程操作")
    areas: tuple[Area, ...] = Field((), title="分类面积")
    equipment: tuple[Equipment, ...] = Field((), title="设备清单")
    problems: tuple[Text, ...] = Field((), title="现状主要问题")


class Estate(Premises):
    """The estate as measured; whatever is absent prints as 待填写 and is never guessed."""

    property_type: PropertyType = Field(title="物业类型")
