"""The sample profiles as the tests use them: read and estimated once, composed as asked."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from generator.compose.context import Context
from generator.library import Layer
from generator.model.document import Block, Figure, Table, block_runs
from generator.pipeline import Estimated, Job, Made, compose_context, make_documents, run_estimate

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime.date(2026, 11, 20)
SCHOOL = "baocheng-primary-school"
OLD_ESTATE = "old-estate-35"
HIGHRISE = "cuihu-highrise"
CLEANING = "chenghuai-office-cleaning"
PROFILES = (SCHOOL, OLD_ESTATE, HIGHRISE)


class Sample(NamedTuple):
    """One document that a sample profile is made into."""

    profile: str
    kind: str
    genre: Literal["bid", "plan"]


SAMPLES = (
    *(Sample(profile, "bid", "bid") for profile in PROFILES),
    *(Sample(profile, "comprehensive-service-plan", "plan") for profile in PROFILES),
    Sample(OLD_ESTATE, "old-estate-plan", "plan"),
    Sample(HIGHRISE, "menu-style-service-plan", "plan"),
    Sample(OLD_ESTATE, "owners-committee-rules", "plan"),
    Sample(OLD_ESTATE, "operation-process-manual", "plan"),
    Sample(CLEANING, "bid", "bid"),
)


def job(profile: str, **changes: Any) -> Job:
    """A job on a sample profile with the shipped base, on a fixed day and without layout."""
    return Job(
        ROOT / "profiles" / f"{profile}.yaml",
        [Layer("shipped", ROOT / "knowledge_base")],
        ROOT / "templates",
        TODAY,
        **changes,
    )


@cache
def estimated(profile: str) -> Estimated:
    """A sample profile with its estimate."""
    return run_estimate(job(profile))


@cache
def made(sample: Sample) -> Made:
    """A finished sample document, not laid out."""
    return make_documents(job(sample.profile), sample.kind, sample.genre)


def context(profile: str = SCHOOL, **changes: Any) -> Context:
    """A fresh context of a sample profile.

    ``changes`` replace fields of the knowledge base by name, or those of the case: ``as_of``,
    and ``profile_``, ``company`` or ``tender`` as dictionaries of changed fields.
    """
    done = estimated(profile)
    kb, case = done.kb, done.case
    for name, value in changes.items():
        record = name.rstrip("_")
        if name == "as_of":
            case = replace(case, as_of=value)
        elif record in ("profile", "company", "tender"):
            changed = getattr(case, record).model_copy(update=value)
            case = replace(case, **{record: changed})
        else:
            kb = replace(kb, **{name: value})
    return compose_context(Estimated(kb, case, done.estimate))


def no_tables(name: str) -> tuple[Block, ...]:
    """Stands in for the engine's tables where a text has none."""
    raise AssertionError(f"no engine table expected, but {name} was asked for")


def figures(blocks: Any) -> list[Figure]:
    """Every figure printed in blocks."""
    return [run for block in blocks for run in block_runs(block) if isinstance(run, Figure)]


def tables(blocks: Any) -> list[Table]:
    """Every table among blocks."""
    return [block for block in blocks if isinstance(block, Table)]
