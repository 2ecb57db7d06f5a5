"""Whatever an entry points at must exist: topics, names, sources, tables, posts."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Iterator

from generator.checks.shifts import shift_sources
from generator.checks.texts import written_texts
from generator.compose.registry import TENDER_TITLES
from generator.compose.tables import TABLES
from generator.errors import Place, Problem
from generator.expression import ExpressionError, references
from generator.facts import fact_names
from generator.model.company import Company
from generator.model.estimate import GROUNDS
from generator.model.knowledge import (
    CountRule,
    Coverage,
    Formula,
    PerArea,
    PerUnit,
    Section,
    Span,
    Tiered,
)
from generator.model.knowledge_base import KnowledgeBase
from generator.model.profile import Project
from generator.model.values import DEPARTMENT_TITLES

_WORDS = frozenset({"user", "site", "client", "team", "service", "kind"})
_PRICE = frozenset(
    f"{name}{suffix}" for name in ("annual", "monthly") for suffix in ("", "_amount", "_capital")
)
_TABLE = re.compile(r"\[\[table: *([^\]]*?) *\]\]")


def near(name: str, known: Iterable[str]) -> str:
    """Return a hint with the nearest known name."""
    close = difflib.get_close_matches(name, list(known), 1, 0.6)
    return f"是否想写 {close[0]}" if close else ""


def topics(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Every topic that a clause, outline or element names is registered under topics."""
    for clause in kb.clauses.values():
        if clause.topic not in kb.topics:
            place = kb.place("clauses", clause.id, "topic")
            yield _unknown_topic(clause.topic, place, kb)
    for document in kb.documents.values():
        for topic, path in _topic_paths(document.chapters, ("chapters",)):
            if topic not in kb.topics:
                yield _unknown_topic(topic, kb.place("documents", document.id, *path), kb)
    for element in kb.elements.values():
        for index, topic in enumerate(element.topics):
            if topic not in kb.topics:
                place = kb.place("elements", element.id, "topics", index)
                yield _unknown_topic(topic, place, kb)


def section_topics(sections: tuple[Section, ...]) -> Iterator[str]:
    """Yield the topics of an outline in order."""
    for topic, _ in _topic_paths(sections, ()):
        yield topic


def _topic_paths(
    sections: tuple[Section, ...], above: tuple[str | int, ...]
) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for index, section in enumerate(sections):
        for number, topic in enumerate(section.topics):
            yield topic, (*above, index, "topics", number)
        yield from _topic_paths(section.sections, (*above, index, "sections"))


def _unknown_topic(topic: str, place: Place, kb: KnowledgeBase) -> Problem:
    hint = near(topic, kb.topics) or "先在 topics/ 登记该主题"
    return Problem(place, "unknown-topic", f"没有主题 {topic}", hint)


def syntax(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Texts and conditions compile in the expression language."""
    for text in written_texts(kb):
        try:
            list(references(text.entry.text, text=True))
        except ExpressionError as error:
            yield Problem(text.place(error.line), error.code, error.message)
        if text.entry.when is not None:
            priced = text.field == "forms" and getattr(text.entry, "has_price", False)
            place = text.part("when")
            yield from condition(text.entry.when, place, kb, allowed_price=priced)
    for post in kb.posts.values():
        for index, rule in enumerate(post.rules):
            for source in _formulas(rule):
                yield from condition(source, kb.place("posts", post.id, "rules", index), kb)
    for line in kb.costs.values():
        for source in filter(None, (line.when, line.quantity)):
            yield from condition(source, kb.place("costs", line.id), kb)


def _formulas(rule: CountRule) -> Iterator[str]:
    if rule.when:
        yield rule.when
    match rule.count:
        case PerArea(area=source) | PerUnit(units=source) | Formula(persons=source):
            yield source
        case Tiered(units=source):
            yield source
        case Coverage(positions=source, annual_hours=hours):
            yield source
            if hours:
                yield hours


def condition(
    source: str, place: Place, kb: KnowledgeBase, *, allowed_price: bool = False
) -> Iterator[Problem]:
    """Yield what is wrong with a condition or formula: its syntax, and names that do not exist."""
    try:
        paths = list(references(source, text=False))
    except ExpressionError as error:
        yield Problem(place, error.code, f"“{source}”：{error.message}")
        return
    for path, _ in paths:
        yield from _name_problem(path, place, kb, allowed_price=allowed_price)


def names(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Every name that a text prints or tests exists: facts, indicators, posts, parameters …"""
    for text in written_texts(kb):
        try:
            used = list(references(text.entry.text, text=True))
        except ExpressionError:
            continue
        price = text.field == "forms" and getattr(text.entry, "has_price", False)
        for path, line in used:
            head, _, rest = path.partition(".")
            if head == "p":
                if rest not in text.entry.parameters:
                    hint = near(rest, text.entry.parameters)
                    message = f"条款没有声明参数 {rest}"
                    yield Problem(text.place(line), "unknown-name", message, hint)
                continue
            yield from _name_problem(path, text.place(line), kb, allowed_price=price)


def _name_problem(
    path: str, place: Place, kb: KnowledgeBase, *, allowed_price: bool
) -> Iterator[Problem]:
    head, _, rest = path.partition(".")
    if head == "price" and not allowed_price:
        yield Problem(
            place, "unknown-name", "条款不得引用报价", "报价只在 has_price 的格式文件中出现"
        )
        return
    known = _known_names(kb).get(head)
    if known is None:
        hint = near(head, _known_names(kb))
        yield Problem(place, "unknown-name", f"不认识的名称 {path}", hint)
    elif rest not in known and known != {""}:
        code = "unknown-kpi" if head == "kpi" else "unknown-name"
        hint = near(rest, known)
        yield Problem(place, code, f"不认识的引用 {path}", hint)


def _known_names(kb: KnowledgeBase) -> dict[str, set[str]]:
    departments = {*DEPARTMENT_TITLES, "total", "in_house", "outsourced"}
    hidden = {"certificates", "staff", "contracts", "wages", "parameters", "kind", "fictional"}
    parameters = {name for region in kb.regions.values() for name in region.parameters}
    return {
        "facts": set(fact_names()),
        "staff": departments | {f"posts.{post}" for post in kb.posts},
        "kpi": set(kb.kpis),
        "project": {*Project.model_fields, "as_of"},
        "company": set(Company.model_fields) - hidden,
        "tender": {*TENDER_TITLES, "exists", "regime", "set_aside", "equipment", "elements"},
        "word": set(_WORDS),
        "service": {"only"},
        "climate": {"zone"},
        "team": set(kb.posts),
        "price": {*_PRICE, "table", "table_form"},
        "grounds": set(GROUNDS),
        "parameters": parameters,
        "level": {""},
        "law": {""},
    }


def sources(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Every source is in the bibliography or the law register."""
    for field, entry, path, source in _source_uses(kb):
        known = source in kb.sources or (
            source.startswith("law:") and source.removeprefix("law:") in kb.laws
        )
        if not known:
            place = kb.place(field, entry, *path)
            hint = near(source, kb.sources) or "在 sources.yaml 登记来源"
            yield Problem(place, "unknown-source", f"没有来源 {source}", hint)


def _source_uses(kb: KnowledgeBase) -> Iterator[tuple[str, str, tuple[str | int, ...], str]]:
    for text in written_texts(kb):
        for name, figure in text.entry.parameters.items():
            yield text.field, text.entry.id, ("parameters", name), figure.source
    for kpi in kb.kpis.values():
        yield "kpis", kpi.id, ("source",), kpi.source
    for post in kb.posts.values():
        for index, rule in enumerate(post.rules):
            yield "posts", post.id, ("rules", index, "source"), rule.source
    for line in kb.costs.values():
        yield "costs", line.id, ("source",), line.source
    for weights in kb.weights.values():
        yield "weights", weights.id, ("source",), weights.source
    yield from shift_sources(kb)
    for region in kb.regions.values():
        for parameter in region.parameters.values():
            for index, dated in enumerate(parameter.values):
                name = f"{region.id}.{parameter.id}"
                yield "parameters", name, ("values", index, "source"), dated.source


def tables(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Engine tables and forms that texts and volumes name exist."""
    for text in written_texts(kb):
        for number, line in enumerate(text.entry.text.splitlines(), start=1):
            for name in _TABLE.findall(line):
                if name not in TABLES:
                    message = f"没有名为 {name} 的引擎表"
                    yield Problem(text.place(number), "unknown-table", message, near(name, TABLES))
    for document in kb.documents.values():
        for volume in document.volumes:
            for form in (form for node in volume.nodes for form in node.forms):
                if form not in kb.forms:
                    place = kb.place("documents", document.id)
                    yield Problem(
                        place, "unknown-form", f"没有格式文件 {form}", near(form, kb.forms)
                    )


def posts(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Pools, supervised posts, cost items and price parameters exist."""
    parameters = {name for region in kb.regions.values() for name in region.parameters}
    for post in kb.posts.values():
        if post.pool is not None and post.pool not in kb.pools:
            place = kb.place("posts", post.id, "pool")
            yield Problem(
                place, "unknown-pool", f"没有轮换池 {post.pool}", near(post.pool, kb.pools)
            )
        for index, rule in enumerate(post.rules):
            supervised = rule.count.of if isinstance(rule.count, Span) else ()
            for other in supervised:
                if other not in kb.posts:
                    place = kb.place("posts", post.id, "rules", index)
                    yield Problem(place, "unknown-post", f"没有岗位 {other}", near(other, kb.posts))
    for line in kb.costs.values():
        for field in ("unit_price", "over_years", "times"):
            name = getattr(line, field)
            if name is not None and name not in parameters:
                place = kb.place("costs", line.id, field)
                hint = near(name, parameters)
                yield Problem(place, "unknown-parameter", f"没有参数 {name}", hint)
    for chain in kb.chains.values():
        for index, step in enumerate(chain.steps):
            named = {"rate": step.rate, "amount": step.amount, "factor": step.factor}
            named |= {f"beside.{name}": name for name in step.beside}
            for path, name in named.items():
                if name is not None and name not in parameters:
                    part = path.partition(".")[0]
                    place = kb.place("chains", chain.id, "steps", index, part)
                    hint = near(name, parameters)
                    yield Problem(place, "unknown-parameter", f"没有参数 {name}", hint)
