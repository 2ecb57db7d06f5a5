"""Checks on profiles, companies and tenders: they load together, and their names exist."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.cases import load_case
from generator.checks.references import near
from generator.errors import InputError, Problem
from generator.model.case import Case
from generator.model.knowledge_base import KnowledgeBase
from generator.model.tender import Tender
from generator.model.values import Record
from generator.rules import estimate
from generator.source import Loaded


def check_case_file(
    path: Path,
    kind: str,
    model: Record,
    loaded: Loaded,
    kb: KnowledgeBase,
    today: datetime.date,
) -> list[Problem]:
    """Check one input file: a profile is loaded and estimated, a tender's references looked up."""
    if isinstance(model, Tender):
        return list(_tender(model, loaded, kb))
    if kind != "profile":
        return []
    try:
        case = load_case(path, today=today)
        problems = list(_profile(case, kb))
        if not problems:
            estimate(kb, case)
        return problems
    except InputError as error:
        return list(error.problems)


def _profile(case: Case, kb: KnowledgeBase) -> Iterator[Problem]:
    profile = case.profile
    yield from _known(case, "posts", profile.posts, kb.posts, "岗位")
    people = {member.id for member in case.company.staff}
    for index, choice in enumerate(profile.team):
        if choice.person not in people:
            place = case.place("profile", f"team.{index}.person")
            hint = near(choice.person, people)
            yield Problem(place, "unknown-person", f"公司文件没有人员 {choice.person}", hint)
        if choice.post not in kb.posts:
            place = case.place("profile", f"team.{index}.post")
            hint = near(choice.post, kb.posts)
            yield Problem(place, "unknown-post", f"没有岗位 {choice.post}", hint)
    if profile.service.scheme not in kb.schemes:
        place = case.place("profile", "service.scheme")
        hint = near(profile.service.scheme, kb.schemes)
        yield Problem(place, "unknown-scheme", f"没有等级体系 {profile.service.scheme}", hint)
    for index, row in enumerate(profile.required_posts):
        for post in row.assign:
            if post not in kb.posts:
                place = case.place("profile", f"required_posts.{index}.assign.{post}")
                yield Problem(place, "unknown-post", f"没有岗位 {post}", near(post, kb.posts))
    if profile.pricing.chain not in kb.chains:
        place = case.place("profile", "pricing.chain")
        yield Problem(place, "unknown-chain", f"没有价格链 {profile.pricing.chain}")


def _known(
    case: Case, path: str, names: Iterable[str], known: Iterable[str], title: str
) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            place = case.place("profile", f"{path}.{name}")
            yield Problem(place, "unknown-post", f"没有{title} {name}", near(name, known))


def _tender(tender: Tender, loaded: Loaded, kb: KnowledgeBase) -> Iterator[Problem]:
    for index, row in enumerate(tender.required_posts):
        for post in row.assign:
            if post not in kb.posts:
                place = loaded.place(("required_posts", index, "assign", post))
                yield Problem(place, "unknown-post", f"没有岗位 {post}", near(post, kb.posts))
    for index, item in enumerate(tender.scoring):
        for number, element in enumerate(item.elements):
            place = loaded.place(("scoring", index, "elements", number))
            if element.uses is not None and element.uses not in kb.elements:
                hint = near(element.uses, kb.elements)
                yield Problem(place, "unknown-element", f"没有评分要点 {element.uses}", hint)
            for topic in element.topics:
                if topic not in kb.topics:
                    yield Problem(
                        place, "unknown-topic", f"没有主题 {topic}", near(topic, kb.topics)
                    )
    for index, volume in enumerate(tender.volumes):
        for number, node in enumerate(volume.nodes):
            for form in node.forms:
                if form not in kb.forms:
                    place = loaded.place(("volumes", index, "nodes", number))
                    yield Problem(
                        place, "unknown-form", f"没有格式文件 {form}", near(form, kb.forms)
                    )
