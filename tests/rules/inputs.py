"""Cases to calculate with: small ones built in code, so that a test shows what it depends on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.library import Layer, load_knowledge_base
from generator.model.case import Case
from generator.model.company import Company
from generator.model.knowledge_base import KnowledgeBase
from generator.model.profile import Profile
from generator.model.tender import Tender

ROOT = Path(__file__).resolve().parents[2] / "knowledge_base"
FOLDERS = ("posts", "costs", "parameters", "schemes")
"""The folders that hold what people and money are counted from."""
DAY = datetime.date(2026, 11, 20)
WAGE_GROUPS = (
    *("manager", "deputy", "assistant", "clerk", "quality", "service_lead", "service"),
    *("security_captain", "lead_guard", "guard", "fire_operator", "student_care_lead"),
    *("student_care",),
    *("cleaning_lead", "cleaner", "greening_lead", "gardener"),
    *("engineering_lead", "electrician", "technician", "attendant"),
)


def load_figures() -> KnowledgeBase:
    """Load the shipped base."""
    return load_knowledge_base([Layer("shipped", ROOT)])


def given(value: Any, tag: str = "assumption") -> dict[str, Any]:
    """A number that a person supplies."""
    return {"value": value, "tag": tag, "source": "测试"}


def company(wages: Mapping[str, Any] | None = None, wage: Any = 4000) -> Company:
    """A company that pays ``wage`` to everybody, save the wages named."""
    amounts = dict.fromkeys(WAGE_GROUPS, wage) | dict(wages or {})
    return Company.model_validate(
        {
            "kind": "company",
            "fictional": True,
            "name": "示例物业服务有限公司",
            "short_name": "示例物业",
            "wages": {group: given(amount) for group, amount in amounts.items()},
        }
    )


def profile(
    estate: Mapping[str, Any] | None = None,
    *,
    city: str = "shanghai",
    grade: str = "L3",
    modules: tuple[str, ...] = ("security",),
    **more: Any,
) -> Profile:
    """A profile; by default an office in Shanghai of which only security is asked for."""
    service = {"scheme": "ladder", "grade": grade, "modules": modules, **more.pop("service", {})}
    return Profile.model_validate(
        {
            "kind": "profile",
            "title": "测试项目",
            "company": "company.yaml",
            "project": {"name": "测试项目", "city": city},
            "estate": {"property_type": "office", "fire_control_rooms": 0, **(estate or {})},
            "service": service,
            **more,
        }
    )


def tender(required: Mapping[str, int] | None = None, **budget: Any) -> Tender:
    """A tender with a budget and fixed posts, one row for each."""
    rows = [
        {"title": post, "persons": persons, "assign": {post: persons}}
        for post, persons in (required or {}).items()
    ]
    term = budget.pop("term_months", 12)
    return Tender.model_validate(
        {
            "kind": "tender",
            "project": {"name": "测试", "number": "1", "buyer": "采购人", "regime": "government"},
            "source": "测试",
            "budget": {"total": 10_000_000, **budget},
            "term_months": term,
            "validity_days": 90,
            "seal_policy": "盖章",
            "scoring": [{"id": "price", "title": "价格", "points": 100, "category": "price"}],
            "required_posts": rows,
        }
    )


def case(
    profile_: Profile | None = None,
    *,
    tender_: Tender | None = None,
    company_: Company | None = None,
    as_of: datetime.date = DAY,
) -> Case:
    """A case on a day."""
    return Case("test", profile_ or profile(), company_ or company(), tender_, as_of)


def gates(*hours: tuple[int, int, int]) -> list[dict[str, Any]]:
    """Gates as (places, hours a day, days a year)."""
    return [
        {"title": f"门{i}", "places": places, "hours_per_day": day, "days_per_year": year}
        for i, (places, day, year) in enumerate(hours, start=1)
    ]


def all_day(count: int) -> list[dict[str, Any]]:
    """So many gates manned round the clock."""
    return gates(*[(1, 24, 365)] * count)


def number(value: str) -> Decimal:
    """A decimal from its text."""
    return Decimal(value)
