"""Estimates of the sample profiles, as tests of workbooks need them."""

from __future__ import annotations

import datetime
from functools import cache

from generator.cases import load_case
from generator.library import Layer, load_knowledge_base
from generator.model.knowledge_base import KnowledgeBase
from generator.pipeline import Estimated
from generator.resources import knowledge_base_folder, profiles_folder
from generator.rules import estimate

TODAY = datetime.date(2026, 11, 20)
FAST = ("baocheng-primary-school", "cuihu-highrise", "old-estate-35")
"""The samples that every run goes through: fixed posts of a tender and of an owner, rules alone."""
SAMPLES = sorted(path.stem for path in profiles_folder().glob("*.yaml"))


@cache
def shipped() -> KnowledgeBase:
    """Return the shipped knowledge base, read once."""
    return load_knowledge_base([Layer("shipped", knowledge_base_folder())])


@cache
def estimated(name: str, *settings: str) -> Estimated:
    """Return a sample profile's estimate, with what the command line would set."""
    path = profiles_folder() / f"{name}.yaml"
    case = load_case(path, today=TODAY, settings=settings)
    return Estimated(shipped(), case, estimate(shipped(), case))
