"""How far the headcount rules lie from real projects: every case with an area and a headcount.

Run ``make calibrate`` or ``python benchmarks/calibrate.py [FOLDER]``. Facts go in as the source
states them, at L3 unless the case names a grade; nothing is tuned and no parameter is moved. What
the source does not say stays unsaid, so a miss shows what a project file must add.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import yaml

from generator.library import Layer, load_knowledge_base
from generator.model.case import Case
from generator.model.company import Company
from generator.model.estimate import Headcount
from generator.model.knowledge_base import KnowledgeBase
from generator.model.profile import Profile
from generator.model.values import DEPARTMENT_TITLES, PropertyType
from generator.resources import knowledge_base_folder
from generator.rules import estimate

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
FILES = ("residential_cases.yaml", "real_tenders.yaml")
DAY = datetime.date(2026, 11, 20)
WANTED_SHARE = Decimal("0.75")

KINDS: tuple[tuple[str, PropertyType], ...] = (
    ("别墅", "premium_residential"),
    ("住宅", "residential"),
    ("写字楼", "office"),
    ("学校", "school"),
    ("医院", "hospital"),
    ("机关", "government"),
    ("科研", "government"),
    ("园区", "industrial_park"),
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
    "gross_area": "total_area_m2 total_area_m2_derived chargeable_area_m2_derived "
    "chargeable_area_m2_range_derived area_m2_range_derived",
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
}
FACTS = {key: fact for fact, keys in FACT_KEYS.items() for key in keys.split()}
"""Input of a source → fact of an estate; the earlier key wins. Of a span the middle is taken."""
CITIES = {"深圳": "shenzhen", "广州": "guangzhou", "成都": "chengdu"}
OTHER_CITY = "shanghai"
"""Stands in for a city without parameters: headcounts hardly depend on the city."""
LINES = ("pension", "medical", "maternity", "unemployment", "injury")
UNSETTLED = [f"{line}_{figure}" for line in LINES for figure in ("floor", "ceiling", "rate")]
"""Insurance figures that some cities lack; any value serves, for they move money, not heads."""
READINGS: dict[str, dict[str, Any]] = {
    "fj-food-drug-institute-2023": {"gates": [2, 2, 1], "fire_control_rooms": 2, "patrol_routes": 2}
}
"""Posts that a source states as prose: places of each gate, control rooms, patrols, all 24 h."""


@dataclass(frozen=True)
class Outcome:
    """One case: what went in, what the rules said, what was real."""

    id: str
    kind: PropertyType
    facts: Mapping[str, Any]
    headcount: Headcount
    real: Decimal
    by_department: Mapping[str, Decimal]
    payroll: str
    outsourced: bool

    @property
    def error(self) -> Decimal:
        """Error of the point in per cent of the real headcount."""
        return (self.headcount.total / self.real - 1) * 100

    @property
    def held(self) -> bool:
        """Whether the range holds the real headcount."""
        return self.headcount.range.low <= self.real <= self.headcount.range.high

    @property
    def width(self) -> Decimal:
        """Width of the range in per cent of the point."""
        span = self.headcount.range
        return (span.high - span.low) / self.headcount.total * 100


def refusal(row: Mapping[str, Any]) -> str:
    """Return why a row is no case to compare with, or nothing."""
    stated = row.get("required_headcount") or {}
    inputs = row.get("inputs") or {}
    if not any(FACTS.get(key) == "gross_area" for key in inputs):
        return "未写面积"
    if len(stated) < 2 or not real_headcount(stated):
        return "未写人数"
    if row.get("evidence") == "estimate":
        return "设想例，不是实际项目"
    if "汇总" in row["kind"]:
        return "地区汇总，不是一个项目"
    if stated.get("unit") != "人" or "area_to_headcount" not in row.get("usable_for", ()):
        return "人数只覆盖一条服务线或不完整，来源未列为可用于面积与人数对照"
    return "" if property_type(row["kind"]) else "物业类型不在测算范围"


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


def real_headcount(stated: Mapping[str, Any]) -> Decimal | None:
    """Return the real total; where its rows add up to more than the stated total, their sum."""
    total = stated.get("total", stated.get("total_derived"))
    if total is None:
        return None
    return max(Decimal(str(total)), sum(departments(stated).values(), Decimal(0)))


def facts_of_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of an estate that the source states."""
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
    reading = dict(READINGS.get(row["id"], {}))
    places = reading.pop("gates", None) or list(posts.values()) or [1] * int(_gates(inputs))
    facts |= reading
    if places:
        facts["gates"] = [_gate(number, count) for number, count in enumerate(places, start=1)]
    return facts


def _gates(inputs: Mapping[str, Any]) -> int:
    return int(inputs.get("gates") or inputs.get("gates_derived") or 0)


def _gate(number: int, places: int) -> dict[str, Any]:
    return {"title": f"门{number}", "places": places, "hours_per_day": 24, "days_per_year": 365}


def case_of(row: Mapping[str, Any], company: Company) -> Case:
    """Return the minimal case of a row: its facts, the ladder, its grade or L3, every service."""
    profile = Profile.model_validate(
        {
            "kind": "profile",
            "title": row["id"],
            "company": "company.yaml",
            "project": {"name": row["id"], "city": CITIES.get(row.get("city", ""), OTHER_CITY)},
            "estate": {"property_type": property_type(row["kind"]), **facts_of_row(row)},
            "parameters": {key: {"value": 1, "note": "不影响人数"} for key in UNSETTLED},
            "service": {"scheme": "ladder", "grade": row.get("grade", "L3")},
        }
    )
    return Case(row["id"], profile, company, None, DAY)


def outcome(row: Mapping[str, Any], kb: KnowledgeBase, company: Company) -> Outcome:
    """Estimate a row and set it beside its real headcount."""
    case, stated = case_of(row, company), row["required_headcount"]
    real = real_headcount(stated)
    assert real is not None
    return Outcome(
        id=row["id"],
        kind=case.profile.estate.property_type,
        facts=facts_of_row(row),
        headcount=estimate(kb, case).headcount,
        real=real,
        by_department=departments(stated),
        payroll=row.get("headcount_basis", "required"),
        outsourced="外包" in str(row.get("posts_detail")) or "共享" in str(row.get("posts_detail")),
    )


def causes(case: Outcome) -> list[str]:
    """Return what may explain a miss: scope of the count, posts unsaid, outsourcing."""
    found = []
    predicted = case.headcount.by_department
    unsaid = [n for n, count in predicted.items() if count and n not in case.by_department]
    if case.by_department and unsaid:
        found.append("来源未计：" + "、".join(DEPARTMENT_TITLES[name] for name in unsaid))
    if not case.by_department:
        found.append("来源只有总数，计数范围不明")
    if case.outsourced:
        found.append("来源有外包或与其他项目共用的人员")
    missing = [
        title
        for fact, title in (("gates", "出入口"), ("fire_control_rooms", "消防控制室"))
        if not case.facts.get(fact)
    ]
    if missing:
        found.append("来源未写值守岗位：" + "、".join(missing))
    security, places = case.by_department.get("security"), _places(case)
    if security and places:
        found.append(f"班制：已知全天岗 {places} 个，来源每岗至多 {security / places:.1f} 人")
    for name, real in case.by_department.items():
        count = next((c for n, c in predicted.items() if n == name), Decimal(0))
        if abs(count - real) >= max(Decimal(3), real / 4):
            found.append(f"{DEPARTMENT_TITLES[name]}实 {real} 测 {count}")
    return found


def _places(case: Outcome) -> int:
    return sum(gate["places"] for gate in case.facts.get("gates", ()))


def leave_one_out(cases: Sequence[Outcome]) -> list[str]:
    """Return, by kind and department, real ÷ predicted with every case and without each one."""
    lines = []
    for kind in dict.fromkeys(case.kind for case in cases):
        own = [case for case in cases if case.kind == kind]
        for name, title in DEPARTMENT_TITLES.items():
            used = [c for c in own if name in c.by_department and _predicted(c, name)]
            posts = "、".join(dict.fromkeys(_ratio_posts(used, name)))
            if not posts:
                continue
            without = [
                f"去掉 {left.id} → {_factor([c for c in used if c is not left], name)}"
                for left in used
            ]
            lines.append(f"{kind} {title}（{posts}）{_factor(used, name)}；" + "；".join(without))
    return lines


def _predicted(case: Outcome, department: str) -> Decimal:
    return next((c for n, c in case.headcount.by_department.items() if n == department), Decimal(0))


def _factor(cases: Sequence[Outcome], department: str) -> str:
    total = sum((_predicted(case, department) for case in cases), Decimal(0))
    real = sum((case.by_department[department] for case in cases), Decimal(0))
    return f"{real / total:.2f}" if total else "无例可依"


def _ratio_posts(cases: Iterable[Outcome], department: str) -> Iterable[str]:
    for case in cases:
        for post in case.headcount.posts:
            if post.department == department and post.trace.method in ("per_area", "per_unit"):
                yield post.id


def report(cases: Sequence[Outcome]) -> list[str]:
    """Return the table, the summary by kind, the causes of each miss and the leave-one-out."""
    lines = ["案例 | 类型 | 测算 | 区间 | 实际 | 误差% | 区间含实际"]
    for case in cases:
        span = case.headcount.range
        facts = {k: len(v) if isinstance(v, list) else f"{v}" for k, v in case.facts.items()}
        facts |= {"gates": _places(case)} if "gates" in facts else {}
        lines.append(
            f"{case.id} | {case.kind} | {case.headcount.total} | {span.low}–{span.high} | "
            f"{case.real} | {case.error:+.0f} | {'是' if case.held else '否'}"
        )
        lines.append(f"    口径 {case.payroll}；输入 {facts}")
        label = "总数虽合，仍须看" if case.held else "可能原因"
        lines += [f"    {label}：{cause}" for cause in causes(case)]
    lines += ["", "按类型：含实际的例数，区间平均宽度（占测算值）"]
    for kind in dict.fromkeys(case.kind for case in cases):
        lines.append(_summary(kind, [case for case in cases if case.kind == kind]))
    lines.append(_summary("全部", cases))
    absent = [t for t in get_args(PropertyType) if t not in {case.kind for case in cases}]
    lines.append("无案例，未校准（uncalibrated）：" + "、".join(absent))
    held = sum(case.held for case in cases)
    if held < WANTED_SHARE * len(cases):
        lines.append(
            f"区间含实际的不足四分之三（{held}/{len(cases)}），原因见各例；区间不可当作承诺"
        )
    lines += ["", "留一法：本次没有调整任何参数；以下为实际÷测算，仅供参考"]
    return lines + leave_one_out(cases)


def _summary(title: str, cases: Sequence[Outcome]) -> str:
    held = sum(case.held for case in cases)
    width = sum((case.width for case in cases), Decimal(0)) / len(cases) if cases else Decimal(0)
    return f"{title}：{held}/{len(cases)}，{width:.0f}%"


def main() -> None:
    """Read what data there is and print the report."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    kb = load_knowledge_base([Layer("shipped", knowledge_base_folder())])
    company = sample_company()
    cases = []
    for name in FILES:
        if not (folder / name).is_file():
            print(f"没有 {name}，略过")
            continue
        for row in yaml.safe_load((folder / name).read_text(encoding="utf-8")):
            reason = refusal(row)
            if not reason:
                cases.append(outcome(row, kb, company))
            elif reason not in ("未写面积", "未写人数"):
                print(f"不用 {row['id']}：{reason}")
    if not cases:
        print("没有可对照的案例")
        return
    print("\n".join(report(cases)))


def sample_company() -> Company:
    """Return the sample company; headcounts do not depend on its wages."""
    file = ROOT / "profiles" / "companies" / "qingshan-example.yaml"
    return Company.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
