"""The stages in order: load → estimate → compose → render → lay out → verify."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.cases import internal_case, load_case
from generator.compose import compose_bid, compose_plan
from generator.compose.context import Context
from generator.compose.plan import plan_items
from generator.compose.registry import build_references
from generator.errors import InputError, Problem
from generator.layout import Layout, LayoutEngine
from generator.library import Layer, load_knowledge_base
from generator.model.case import Case
from generator.model.document import Package, Volume
from generator.model.estimate import Estimate
from generator.model.knowledge import Law
from generator.model.knowledge_base import KnowledgeBase
from generator.outputs import digest
from generator.parameters import Parameters
from generator.render.docx import write_docx
from generator.render.markdown import to_markdown
from generator.render.template import Template, load_template
from generator.rules import estimate
from generator.scenarios.grounds import grounds_of
from generator.verify import Verification, verify_package
from generator.verify.weaknesses import NOTHING_FOUND, Review, Subject, review

Progress = Callable[[str], None]
MAX_PASSES = 4


@dataclass(frozen=True)
class Job:
    """What a command was asked to do, with everything from outside injected."""

    profile: Path
    layers: Sequence[Layer]
    templates: Path
    today: datetime.date
    tender: Path | None = None
    as_of: datetime.date | None = None
    settings: Sequence[str] = ()
    engine: LayoutEngine | None = None
    needs_pdf: bool = False
    layouts: MutableMapping[str, Layout] = field(default_factory=dict)
    """Layouts known from earlier runs by the digest of the first pass; new ones are added."""
    progress: Progress = lambda message: None


@dataclass(frozen=True)
class Estimated:
    """The inputs of a run and its estimate."""

    kb: KnowledgeBase
    case: Case
    estimate: Estimate


@dataclass(frozen=True)
class Made:
    """A finished package: files by volume id, what was found, and the pages of each."""

    estimated: Estimated
    package: Package
    files: Mapping[str, bytes]
    markdown: Mapping[str, str]
    layouts: Mapping[str, Layout]
    verification: Verification
    problems: tuple[Problem, ...]
    review: Review = NOTHING_FOUND
    subject: Subject | None = None
    """What was reviewed; absent where nothing was composed."""


def run_estimate(job: Job) -> Estimated:
    """Load everything and estimate."""
    job.progress("读取知识库与项目档案")
    kb = load_knowledge_base(list(job.layers))
    case = load_case(
        job.profile,
        today=job.today,
        tender=job.tender,
        as_of=job.as_of,
        settings=job.settings,
    )
    job.progress("测算人员、成本与报价")
    return Estimated(kb, case, estimate(kb, case))


def run_internal(job: Job) -> Estimated:
    """Load everything and estimate the internal target cost: for the company's eyes only."""
    quoted = run_estimate(job)
    case = internal_case(quoted.case)
    return Estimated(quoted.kb, case, estimate(quoted.kb, case))


def make_documents(job: Job, kind: str, genre: str, *, draft: bool = True) -> Made:
    """Make every document of a bid or a plan."""
    done = run_estimate(job)
    job.progress("编排文书")
    context = compose_context(done)
    compose = compose_bid if genre == "bid" else compose_plan
    package = compose(context, kind, draft=draft)
    files: dict[str, bytes] = {}
    layouts: dict[str, Layout] = {}
    for volume in package.volumes:
        job.progress(f"生成 {volume.title}")
        template = load_template(job.templates / volume.document.template)
        files[volume.id], layout = _write(job, done.case, volume, template)
        if layout is not None:
            layouts[volume.id] = layout
    job.progress("复核成稿")
    stale = stale_law_names(done.kb.laws, done.case.as_of)
    verification = verify_package(package, files, context.refs.texts, stale, done.kb)
    markdown = {volume.id: to_markdown(volume.document) for volume in package.volumes}
    scored = tuple(plan_items(context))
    subject = Subject(package, done.kb, done.case, done.estimate, context.refs.names, scored)
    return Made(
        done,
        package,
        files,
        markdown,
        layouts,
        verification,
        tuple(context.problems),
        review(subject),
        subject,
    )


def compose_context(done: Estimated) -> Context:
    """Return the context from which documents of an estimate are composed."""
    parameters = Parameters(done.kb, done.case)
    grounds = tuple(grounds_of(done.kb, done.case, done.estimate))
    refs = build_references(done.kb, done.case, done.estimate, parameters, grounds)
    return Context(done.kb, done.case, done.estimate, refs, grounds)


def stale_law_names(laws: Mapping[str, Law], day: datetime.date) -> dict[str, str]:
    """Return the names under which repealed statutes are recognised, with the advice for each."""
    names: dict[str, str] = {}
    for law in laws.values():
        if law.until is None or day < law.until:
            continue
        successor = laws.get(law.replaced_by or "")
        advice = f"改引《{successor.title}》" if successor else "该文件已失效，删除引用"
        for alias in (f"《{law.title}》", *(a for a in law.aliases if a.startswith("《"))):
            names[alias] = advice
    return names


def _write(job: Job, case: Case, volume: Volume, template: Template) -> tuple[bytes, Layout | None]:
    """Write a file; with a layout engine, write again with true pages until they are stable.

    A first pass that was laid out before is not laid out again unless its PDF is wanted.
    """

    def written(pages: Mapping[str, int] | None) -> bytes:
        return write_docx(
            volume.document, template, as_of=case.as_of, blind=volume.blind, pages=pages
        )

    data = written(None)
    if job.engine is None:
        return data, None
    key = digest(data)
    known = job.layouts.get(key)
    if known is not None and not job.needs_pdf:
        return written(known.pages), known
    for _ in range(MAX_PASSES):
        job.progress(f"排版 {volume.title}")
        layout = job.engine.lay_out(data)
        again = written(layout.pages)
        if again == data:
            job.layouts[key] = layout
            return data, layout
        data = again
    place = case.place("profile", "")
    raise InputError([Problem(place, "layout-unstable", "页码多次排版仍不稳定")])
