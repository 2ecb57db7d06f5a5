"""Changed cases: the same estate with other grades, wages, rates, facts or posts.

A case is never edited in place; each function returns a new one for the engine to estimate.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from generator.errors import InputError, Problem, fail
from generator.model.case import Case
from generator.model.estimate import PostLine
from generator.model.knowledge import PriceChain, Scheme, Weights
from generator.model.knowledge_base import KnowledgeBase
from generator.model.profile import PostOverride
from generator.model.values import DEPARTMENT_TITLES, Department, Sourced

DEFAULT_WEIGHTS = "default"


def weights_of(kb: KnowledgeBase) -> Weights:
    """Return the weights in use. Raises ``missing-weights`` where no layer has them."""
    found = kb.weights.get(DEFAULT_WEIGHTS)
    if found is None:
        raise fail(
            "missing-weights",
            f"知识库没有编号为 {DEFAULT_WEIGHTS} 的权重文件",
            "在知识库中增加 kind: weights 的文件",
        )
    return found


def scheme_of(kb: KnowledgeBase, case: Case) -> Scheme:
    """Return the grade scheme of a case. Raises ``unknown-scheme``."""
    name = case.profile.service.scheme
    if name not in kb.schemes:
        place = case.place("profile", "service.scheme")
        hint = "可用：" + "、".join(kb.schemes)
        raise InputError([Problem(place, "unknown-scheme", f"没有等级体系 {name}", hint)])
    return kb.schemes[name]


def chains_of(kb: KnowledgeBase, case: Case) -> list[PriceChain]:
    """Return the price chains of a case: its own, or those of its taxpayers."""
    pricing = case.profile.pricing
    names = dict.fromkeys(taxpayer.chain for taxpayer in pricing.taxpayers) or (pricing.chain,)
    return [kb.chains[name] for name in names if name in kb.chains]


def level_of(scheme: Scheme, label: str) -> int:
    """Return the internal level of a label. Raises ``unknown-grade`` naming the labels."""
    for grade in scheme.grades:
        if grade.label == label:
            return grade.level
    labels = "、".join(grade.label for grade in scheme.grades)
    raise fail("unknown-grade", f"等级“{label}”不属于“{scheme.title}”", f"可用：{labels}")


def module_named(case: Case, name: str) -> Department:
    """Return a line of service that the case asks for. Raises ``unknown-module``."""
    for module in case.profile.service.modules:
        if module == name:
            return module
    known = list(case.profile.service.modules)
    close = difflib.get_close_matches(name, known, 1, 0.5)
    hint = f"是否想写 {close[0]}" if close else "本项目有：" + "、".join(known)
    title = DEPARTMENT_TITLES.get(name, name)
    raise fail("unknown-module", f"本项目的服务范围没有服务线 {title}", hint)


def with_grades(case: Case, grade: str, modules: Mapping[Department, str] | None = None) -> Case:
    """Return the case with one grade for everything, save the modules named."""
    service = case.profile.service.model_copy(
        update={"grade": grade, "module_grades": dict(modules or {})}
    )
    return _with_profile(case, service=service)


def with_asked_grades(case: Case, text: str) -> Case:
    """Return the case with grades as a person asks for them: ``L4`` or ``L3,security=L4``."""
    grade = case.profile.service.grade
    modules: dict[Department, str] = {}
    named_only = True
    for part in filter(None, (piece.strip() for piece in text.replace("，", ",").split(","))):
        name, sign, label = part.partition("=")
        if sign:
            modules[module_named(case, name.strip())] = label.strip()
        else:
            grade, named_only = part, False
    if named_only:
        modules = {**case.profile.service.module_grades, **modules}
    return with_grades(case, grade, modules)


def asked_floors(case: Case, texts: Iterable[str]) -> dict[Department, str]:
    """Return lowest grades as a person asks for them: ``L2`` for every line, ``security=L3``."""
    every: dict[Department, str] = {}
    named: dict[Department, str] = {}
    for text in texts:
        name, sign, label = text.partition("=")
        if sign:
            named[module_named(case, name.strip())] = label.strip()
        else:
            every = dict.fromkeys(case.profile.service.modules, text.strip())
    return {**every, **named}


def with_parameters(case: Case, values: Mapping[str, Decimal], note: str) -> Case:
    """Return the case with its own figures for parameters."""
    return _with_figures(case, "parameters", values, note)


def with_wages(case: Case, values: Mapping[str, Decimal], note: str) -> Case:
    """Return the case with its own monthly wages by wage group."""
    return _with_figures(case, "wages", values, note)


def with_costs(case: Case, values: Mapping[str, Decimal], note: str) -> Case:
    """Return the case with its own yearly sums of cost lines."""
    return _with_figures(case, "costs", values, note)


def with_contract(case: Case, key: str, values: Mapping[str, Decimal]) -> Case:
    """Return the case with another price in one of its contracts."""
    own = case.profile.contracts
    changed = own[key].model_copy(update=dict(values))
    return _with_profile(case, contracts={**own, key: changed})


def with_facts(case: Case, values: Mapping[str, Any]) -> Case:
    """Return the case with other facts of the estate."""
    return _with_profile(case, estate=case.profile.estate.model_copy(update=dict(values)))


def with_site_facts(case: Case, index: int, values: Mapping[str, Any]) -> Case:
    """Return the case with other facts of one of its sites."""
    sites = list(case.profile.sites)
    facts = sites[index].estate.model_copy(update=dict(values))
    sites[index] = sites[index].model_copy(update={"estate": facts})
    return _with_profile(case, sites=tuple(sites))


def without_posts(case: Case, lines: Iterable[PostLine], reason: str) -> Case:
    """Return the case without the persons of some posts, to see what they cost."""
    nobody = PostOverride(persons=Decimal(0), tag="assumption", reason=reason)
    none: dict[str, dict[str, PostOverride]] = {}
    for line in lines:
        none.setdefault(line.site, {})[line.post or line.id] = nobody
    sites = tuple(
        site.model_copy(update={"posts": {**site.posts, **none.pop(site.id, {})}})
        for site in case.profile.sites
    )
    here = {post: override for found in none.values() for post, override in found.items()}
    return _with_profile(case, posts={**case.profile.posts, **here}, sites=sites)


def _with_figures(case: Case, field: str, values: Mapping[str, Decimal], note: str) -> Case:
    own: Mapping[str, Sourced] = getattr(case.profile, field)
    new = {name: Sourced(value=value, note=note) for name, value in values.items()}
    return _with_profile(case, **{field: {**own, **new}})


def _with_profile(case: Case, **changes: Any) -> Case:
    return replace(case, profile=case.profile.model_copy(update=changes))
