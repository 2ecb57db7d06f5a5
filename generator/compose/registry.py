"""Filling the table of references from the case, the estimate and the knowledge base."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from generator.compose import formatting as fmt
from generator.compose.citations import law_on
from generator.compose.price_references import put_grounds, put_price
from generator.compose.references import References
from generator.expression import ExpressionError
from generator.facts import fact_names, fact_title, fact_unit, facts_of
from generator.model.case import Case
from generator.model.company import Company
from generator.model.estimate import Estimate, Ground
from generator.model.knowledge import Kpi, Nouns
from generator.model.knowledge_base import KnowledgeBase
from generator.model.profile import Project
from generator.model.values import DEPARTMENT_TITLES
from generator.parameters import Parameters

_COMPARATORS = {">=": "不低于", "<=": "不超过", "==": "为"}
_SIGNS = {">=": "≥", "<=": "≤", "==": ""}
TENDER_TITLES = {
    "validity_days": ("投标有效期", "个日历日"),
    "term_months": ("服务期限", "个月"),
    "renewable_max_months": ("最长服务期限", "个月"),
    "mobilise_days": ("到岗期限", "日"),
    "agency": ("采购代理机构", ""),
    "industry": ("标的所属行业", ""),
    "region": ("适用地方规定", ""),
}


def build_references(
    kb: KnowledgeBase,
    case: Case,
    estimate: Estimate,
    parameters: Parameters,
    grounds: tuple[Ground, ...] = (),
) -> References:
    """Collect everything that texts, tables and forms of this case may print.

    ``grounds`` say why the price is not below cost.
    """
    refs = References()
    refs.names["level"] = estimate.level
    _put_facts(refs, case)
    _put_project(refs, case, parameters)
    _put_company(refs, case.company)
    _put_team(refs, kb, case)
    _put_tender(refs, case)
    _put_staff(refs, kb, estimate)
    put_price(refs, estimate, case.tender)
    put_grounds(refs, grounds)
    _put_kpis(refs, kb, estimate.level)
    _put_parameters(refs, parameters)
    _put_laws(refs, kb, case.as_of)
    zone = kb.climate_zone(case.profile.project.city)
    refs.names["climate"] = {"zone": zone.id if zone else ""}
    refs.names["service"] = {"only": only_line(case.profile.service.modules)}
    refs.names["word"] = _words(kb, case)
    for name, text in refs.names["word"].items():
        refs.put(f"word.{name}", text)
    return refs


def only_line(modules: Sequence[str]) -> str:
    """Return the single operating line of service that is asked for, or nothing if there are more.

    Management and customer service go with any contract and do not count.
    """
    operating = [module for module in modules if module not in ("management", "customer_service")]
    return operating[0] if len(operating) == 1 else ""


def _put_facts(refs: References, case: Case) -> None:
    facts = facts_of(case.profile)
    refs.names["facts"] = facts
    for name in fact_names():
        value = facts[name]
        text = None
        if isinstance(value, bool):
            text = "有" if value else "无"
        elif isinstance(value, int | Decimal):
            text = fmt.quantity(value, fact_unit(name))
        elif isinstance(value, str):
            text = value
        refs.put(f"facts.{name}", text, fact_title(name))


def _put_project(refs: References, case: Case, parameters: Parameters) -> None:
    project = case.profile.project
    tender = case.tender
    values: dict[str, Any] = {name: getattr(project, name) for name in Project.model_fields}
    if tender is not None:
        values["name"] = tender.project.name
        values["number"] = tender.project.number
        values["buyer"] = tender.project.buyer
        values["term_months"] = tender.term_months
    values["city"] = parameters.city_title
    refs.names["project"] = values
    for name, value in values.items():
        title = Project.model_fields[name].title or name
        text = str(value) if value is not None else None
        if name == "term_months" and value is not None:
            text = fmt.quantity(value, "个月")
        elif name == "service_start" and value is not None:
            text = fmt.date(value)
        refs.put(f"project.{name}", text, title)
    refs.names["project"]["as_of"] = case.as_of
    refs.put("project.as_of", fmt.date(case.as_of), "测算基准日")


def _put_company(refs: References, company: Company) -> None:
    plain = ("certificates", "staff", "contracts", "wages", "parameters", "kind", "fictional")
    names: dict[str, Any] = {}
    for name, info in Company.model_fields.items():
        if name in plain:
            continue
        value = getattr(company, name)
        names[name] = value
        text = None if value is None else str(value)
        extra = info.json_schema_extra
        if value is not None and isinstance(extra, dict):
            text = fmt.quantity(value, str(extra["unit"]))
        elif name == "founded" and value is not None:
            text = fmt.date(value)
        elif name == "size" and value is not None:
            sizes = {
                "large": "大型企业",
                "medium": "中型企业",
                "small": "小型企业",
                "micro": "微型企业",
            }
            text = sizes[value]
        refs.put(f"company.{name}", text, info.title or name)
    refs.names["company"] = names


def _put_team(refs: References, kb: KnowledgeBase, case: Case) -> None:
    """Who is proposed for a post; a post without a name prints as a blank."""
    names = {person.id: person.name for person in case.company.staff}
    proposed = {choice.post: names.get(choice.person) for choice in reversed(case.profile.team)}
    refs.names["team"] = {post: proposed.get(post) for post in kb.posts}
    for post in kb.posts.values():
        refs.put(f"team.{post.id}", proposed.get(post.id), f"{post.title}姓名")


def _put_tender(refs: References, case: Case) -> None:
    tender = case.tender
    names: dict[str, Any] = dict.fromkeys(TENDER_TITLES)
    if tender is not None:
        for name in ("validity_days", "term_months", "renewable_max_months", "mobilise_days"):
            names[name] = getattr(tender, name)
        names["agency"] = tender.project.agency
        names["industry"] = tender.sme.industry
        names["region"] = tender.project.region
    for name, (title, unit) in TENDER_TITLES.items():
        value = names[name]
        text = fmt.quantity(value, unit) if isinstance(value, int) else value
        refs.put(f"tender.{name}", text, title)
    names["exists"] = tender is not None
    names["regime"] = tender.project.regime if tender else None
    names["set_aside"] = tender.sme.set_aside if tender else False
    names["equipment"] = bool(tender and tender.equipment)
    names["elements"] = bool(tender and any(item.elements for item in tender.scoring))
    refs.names["tender"] = names


def _put_staff(refs: References, kb: KnowledgeBase, estimate: Estimate) -> None:
    heads = estimate.headcount
    staff: dict[str, Any] = {
        "total": heads.total,
        "in_house": heads.in_house,
        "outsourced": heads.outsourced,
    }
    for department in DEPARTMENT_TITLES:
        staff[department] = heads.by_department.get(department, Decimal(0))  # type: ignore[call-overload]
    posts = {post: Decimal(0) for post in kb.posts}
    for line in heads.posts:
        posts[line.post] = posts.get(line.post, Decimal(0)) + line.persons
        posts[line.id] = line.persons if line.post != line.id else posts[line.post]
    for name, value in staff.items():
        refs.put(f"staff.{name}", fmt.quantity(value, "人"), name)
    for name, value in posts.items():
        refs.put(f"staff.posts.{name}", fmt.persons(value), name)
    staff["posts"] = posts
    refs.names["staff"] = staff
    for pool in heads.pools:
        refs.put(f"staff.pools.{pool.id}", fmt.number(pool.persons), pool.title)
    for line in heads.posts:
        refs.put(f"staff.positions.{line.id}", fmt.number(_whole(line.positions)), line.title)
        refs.put(f"staff.hours.{line.id}", fmt.number(line.hours_per_day), line.title)
        refs.put(f"staff.days.{line.id}", fmt.number(_whole(line.days_per_year)), line.title)
    refs.put("staff.total_number", fmt.number(heads.total), "人员合计")


def _whole(number: Decimal) -> Decimal:
    """Return places or days as a document states them: whole; the estimate keeps the fraction."""
    return number.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def _put_kpis(refs: References, kb: KnowledgeBase, level: int) -> None:
    refs.names["kpi"] = {}
    for kpi in kb.kpis.values():
        value = kpi.values[level]
        refs.names["kpi"][kpi.id] = value
        refs.put(f"kpi.{kpi.id}", _COMPARATORS[kpi.comparator] + fmt.quantity(value, kpi.unit))
        refs.put(f"kpi.{kpi.id}.sign", kpi_sign(kpi, level))


def kpi_sign(kpi: Kpi, level: int) -> str:
    """Return a target as tables print it: ≥98%."""
    return _SIGNS[kpi.comparator] + fmt.quantity(kpi.values[level], kpi.unit)


def _put_parameters(refs: References, parameters: Parameters) -> None:
    refs.names["parameters"] = {}
    for name in parameters.names():
        found = parameters.find(name)
        if found is None:
            continue
        refs.names["parameters"][name] = found.value
        text = str(found.value)
        if isinstance(found.value, Decimal):
            text = fmt.quantity(found.value, found.unit)
        refs.put(f"parameters.{name}", text, found.title)


def _put_laws(refs: References, kb: KnowledgeBase, day: datetime.date) -> None:
    for law in kb.laws.values():
        refs.put(f"laws.{law.id}", f"《{law.title}》", law.title)
        for number in law.articles:
            refs.put(f"laws.{law.id}.{number}", f"《{law.title}》{fmt.article(number)}", law.title)

    def cite(law_id: str, number: int | None = None) -> str:
        law_id, number = law_on(kb.laws, day, law_id, number)
        ref = f"laws.{law_id}" if number is None else f"laws.{law_id}.{number}"
        if ref not in refs.texts:
            raise ExpressionError("unknown-law", f"法规登记中没有 {law_id} 第 {number} 条")
        return ref

    refs.names["law"] = cite


def _words(kb: KnowledgeBase, case: Case) -> dict[str, str]:
    estate = case.profile.estate
    fitting = [nouns for nouns in kb.nouns if estate.property_type in nouns.types]
    owned = [nouns for nouns in fitting if nouns.tenure and nouns.tenure == estate.tenure]
    general = [nouns for nouns in fitting if nouns.tenure is None]
    nouns = next(iter(owned + general), None) or _no_nouns(estate.property_type)
    return {
        "user": nouns.user,
        "site": nouns.site,
        "client": nouns.client,
        "team": nouns.team,
        "service": nouns.service,
        "kind": nouns.title,
    }


def _no_nouns(kind: str) -> Nouns:
    raise ExpressionError("unknown-name", f"nouns.yaml 没有物业类型 {kind} 的用词")
