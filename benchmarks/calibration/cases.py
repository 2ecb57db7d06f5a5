"""Published projects as cases: which rows can be compared, with what facts, with what persons."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from generator.model.case import Case
from generator.model.company import Company
from generator.model.profile import Profile
from generator.model.values import PropertyType

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DATA = ROOT.parent / "shared" / "data"
FILES = ("residential_cases.yaml", "real_tenders.yaml")
DAY = datetime.date(2026, 11, 20)

KINDS: tuple[tuple[str, PropertyType], ...] = (
    ("别墅", "premium_residential"),
    ("住宅", "residential"),
    ("写字楼", "office"),
    ("学校", "school"),
    ("高校", "school"),
    ("医院", "hospital"),
    ("机关", "government"),
    ("科研", "government"),
    ("场馆", "public_venue"),
    ("园区", "industrial_park"),
    ("综合体", "mixed_use"),
    ("商业", "commercial"),
)
"""The first word that a kind of the sources contains decides the property type."""
DEPARTMENTS = {
    "项目经理": "management",
    "管理": "management",
    "客服": "customer_service",
    "秩序维护": "security",
    "保洁": "cleaning",
    "绿化": "greening",
    "工程": "engineering",
    "其他": "other",
}
FACT_KEYS = {
    "gross_area": "total_area_m2 total_area_m2_derived chargeable_area_m2 "
    "chargeable_area_m2_derived chargeable_area_m2_range_derived area_m2_range_derived",
    "land_area": "land_area_m2",
    "green_area": "green_area_m2",
    "underground_area": "basement_area_m2",
    "households": "households households_approx",
    "buildings": "buildings buildings_derived",
    "lifts": "lifts lifts_derived",
    "parking_spaces": "parking parking_approx",
    "classes": "classes",
    "students": "students_approx",
    "floors_max": "floors_above",
    "beds": "beds",
}
FACTS = {key: fact for fact, keys in FACT_KEYS.items() for key in keys.split()}
"""Input of a source → fact of an estate; the earlier key wins. Of a span the middle is taken."""
SIZES = ("gross_area", "households")
CITIES = {"深圳": "shenzhen", "广州": "guangzhou", "成都": "chengdu"}
OTHER_CITY = "shanghai"
"""Stands in for a city without parameters: headcounts hardly depend on the city."""
LINES = ("pension", "medical", "unemployment", "injury")
UNSETTLED = [f"{line}_{figure}" for line in LINES for figure in ("floor", "ceiling", "rate")]
"""Insurance figures that some cities lack; any value serves, for they move money, not heads."""


@dataclass(frozen=True)
class Project:
    """A published project: its facts, the services that its headcount covers, its persons."""

    id: str
    kind: PropertyType
    origin: str
    facts: Mapping[str, Any]
    modules: tuple[str, ...]
    real: Decimal
    by_department: Mapping[str, Decimal]
    partial: bool = False
    city: str = OTHER_CITY
    grade: str = "L3"
    sites: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def case(self, company: Company) -> Case:
        """Return the minimal case: its facts, the ladder, its grade, the services counted."""
        service: dict[str, Any] = {"scheme": "ladder", "grade": self.grade}
        if self.modules:
            service["modules"] = self.modules
        profile = Profile.model_validate(
            {
                "kind": "profile",
                "title": self.id,
                "company": "company.yaml",
                "project": {"name": self.id, "city": self.city},
                "estate": {"property_type": self.kind, **self.facts},
                "parameters": {key: {"value": 1, "note": "不影响人数"} for key in UNSETTLED},
                "service": service,
                "sites": [
                    {"id": name, "title": name, "estate": {"gross_area": area}}
                    for name, area in self.sites.items()
                ],
            }
        )
        return Case(self.id, profile, company, None, DAY)


def read_projects(folder: Path) -> tuple[list[Project], list[str]]:
    """Return every project that can be compared, and why each other row with persons cannot."""
    readings = _yaml("readings.yaml")
    found, said = [], []
    for name in FILES:
        if not (folder / name).is_file():
            said.append(f"没有 {name}，略过")
            continue
        for row in yaml.safe_load((folder / name).read_text(encoding="utf-8")):
            reason = refusal(row, readings)
            if not reason:
                found.append(project(row, readings["used"].get(row["id"], {}), name))
            elif reason not in ("未写面积或户数", "未写人数"):
                said.append(f"不用 {row['id']}：{reason}")
    if found:
        found += [project(row, row, "further.yaml") for row in _yaml("further.yaml")]
    return found, said


def refusal(row: Mapping[str, Any], readings: Mapping[str, Any]) -> str:
    """Return why a row is no case to compare with, or nothing."""
    stated = row.get("required_headcount") or {}
    if not any(FACTS.get(key) in SIZES for key in row.get("inputs") or {}):
        return readings["refused"].get(row["id"], "未写面积或户数") if stated else "未写面积或户数"
    if not departments(stated) and not stated.get("total"):
        return "未写人数"
    if row.get("evidence") == "estimate":
        return "设想例，不是实际项目"
    if "汇总" in row["kind"]:
        return "地区汇总，不是一个项目"
    if row["id"] in readings["refused"]:
        return str(readings["refused"][row["id"]])
    return "" if property_type(row["kind"]) else "物业类型不在测算范围"


def project(row: Mapping[str, Any], reading: Mapping[str, Any], origin: str) -> Project:
    """Return a row as a project, its own words mended by the reading of its prose."""
    stated = row.get("required_headcount") or {}
    by_department = {k: Decimal(str(v)) for k, v in reading.get("real", {}).items()}
    by_department = by_department or departments(stated)
    total = Decimal(str(stated.get("total", stated.get("total_derived", 0))))
    summed = sum(by_department.values(), Decimal(0))
    kind = property_type(row["kind"])
    assert kind is not None
    return Project(
        id=row["id"],
        kind=kind,
        origin=origin,
        facts=facts_of(row, reading.get("facts", {})),
        modules=tuple(reading.get("modules", ())),
        real=summed if reading.get("real") else max(total, summed),
        by_department=by_department,
        partial=bool(reading.get("partial")),
        city=CITIES.get(row.get("city", ""), OTHER_CITY),
        grade=row.get("grade", "L3"),
        sites=reading.get("sites", {}),
        notes=tuple(filter(None, (row.get("written"), reading.get("note")))),
    )


def property_type(kind: str) -> PropertyType | None:
    """Return the property type of a kind as the sources word it."""
    return next((type_ for word, type_ in KINDS if word in kind), None)


def departments(stated: Mapping[str, Any]) -> dict[str, Decimal]:
    """Return the real persons of each department that the source counts."""
    found: dict[str, Decimal] = {}
    for key, number in stated.items():
        if key in DEPARTMENTS:
            name = DEPARTMENTS[key]
            found[name] = found.get(name, Decimal(0)) + Decimal(str(number))
    return found


def facts_of(row: Mapping[str, Any], reading: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that the source states; of a span the middle is taken."""
    inputs, facts = row["inputs"], dict[str, Any]()
    for key, fact in FACTS.items():
        value = inputs.get(key)
        if isinstance(value, list):
            value = sum(value) / len(value)
        if value is not None:
            facts.setdefault(fact, Decimal(str(value)))
    posts = dict(inputs.get("guard_posts_24h") or {})
    if posts.pop("监控室", None):
        facts["fire_control_rooms"] = 1
    own = dict(reading)
    places = own.pop("gates", None) or list(posts.values()) or [1] * _gates(inputs)
    facts |= own
    if places:
        facts["gates"] = list(_all_day(places))
    return facts


def crews() -> dict[str, float]:
    """Return the persons that sources have for each place manned round the clock."""
    return dict(_yaml("readings.yaml")["crews"])


def sample_company() -> Company:
    """Return the sample company; headcounts do not depend on its wages."""
    file = ROOT / "profiles" / "companies" / "qingshan-example.yaml"
    return Company.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))


def _gates(inputs: Mapping[str, Any]) -> int:
    return int(inputs.get("gates") or inputs.get("gates_derived") or 0)


def _all_day(places: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for number, count in enumerate(places, start=1):
        yield {"title": f"门{number}", "places": count, "hours_per_day": 24, "days_per_year": 365}


def _yaml(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
