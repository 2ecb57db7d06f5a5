"""The stages in order: true pages by a second pass, the same bytes every time, progress shown."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator.anchors import AnchorPages
from generator.errors import InputError
from generator.layout import Layout
from generator.outputs import digest
from generator.pipeline import MAX_PASSES, make_documents, run_estimate, stale_law_names
from tests.compose.samples import OLD_ESTATE, SAMPLES, SCHOOL, estimated, job, made

BID = SAMPLES[0]
ANCHOR = "v2-fire-drill"


@dataclass
class Engine:
    """A layout engine that tells the pages it was given, one list of pages after the other."""

    answers: list[Mapping[str, int]]
    asked: list[bytes] = field(default_factory=list)

    def lay_out(self, docx: bytes) -> Layout:
        """Return the next pages; the last ones are repeated."""
        number = min(len(self.asked), len(self.answers) - 1)
        self.asked.append(docx)
        return Layout(AnchorPages(self.answers[number]), 99, b"%PDF")


class Restless:
    """A layout engine whose pages grow whenever it is asked."""

    def __init__(self) -> None:
        self.pages = 0

    def lay_out(self, docx: bytes) -> Layout:
        """Return other pages than before."""
        self.pages += 1
        return Layout({"_DocEnd": self.pages, "_BodyStart": 1}, self.pages, b"")


def test_without_an_engine_nothing_is_laid_out() -> None:
    assert made(BID).layouts == {}


def test_two_runs_give_the_same_bytes() -> None:
    again = make_documents(job(SCHOOL), "bid", "bid")
    assert again.files == made(BID).files
    assert again.markdown == made(BID).markdown


def test_pages_are_asked_for_until_they_stay() -> None:
    engine = Engine([{"_DocEnd": 7}])
    done = make_documents(job(SCHOOL, engine=engine), "bid", "bid")
    assert len(engine.asked) == 4, "two passes for each of two volumes"
    assert done.files["private"] == engine.asked[-1] != made(BID).files["private"]
    assert done.layouts["public"].total_pages == 99
    assert done.verification.problems == ()


def test_pages_that_never_stay_are_an_error() -> None:
    engine = Restless()
    with pytest.raises(InputError) as caught:
        make_documents(job(SCHOOL, engine=engine), "bid", "bid")
    assert caught.value.problems[0].code == "layout-unstable"
    assert engine.pages == MAX_PASSES


def test_a_known_layout_is_not_made_again() -> None:
    engine = Engine([{"_DocEnd": 7}])
    first = job(SCHOOL, engine=engine)
    files = make_documents(first, "bid", "bid").files
    assert set(first.layouts) == {digest(data) for data in made(BID).files.values()}
    asked = len(engine.asked)
    again = make_documents(job(SCHOOL, engine=engine, layouts=dict(first.layouts)), "bid", "bid")
    assert again.files == files and len(engine.asked) == asked
    make_documents(
        job(SCHOOL, engine=engine, layouts=dict(first.layouts), needs_pdf=True), "bid", "bid"
    )
    assert len(engine.asked) > asked, "a PDF needs the engine"


def test_progress_names_the_stages() -> None:
    told: list[str] = []
    make_documents(job(SCHOOL, progress=told.append), "bid", "bid")
    assert told[:3] == ["读取知识库与项目档案", "测算人员、成本与报价", "编排文书"]
    assert told[-1] == "复核成稿" and len(told) == 6


def test_the_day_and_settings_reach_the_case() -> None:
    day = datetime.date(2026, 1, 1)
    done = run_estimate(job(SCHOOL, as_of=day, settings=["service.grade=L4"]))
    assert done.case.as_of == day == done.estimate.as_of
    assert done.case.profile.service.grade == "L4"


def test_a_missing_profile_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        run_estimate(job("../no-such-profile"))


# --- statutes that must not be named -----------------------------------------------------------


def test_names_of_repealed_statutes_carry_advice() -> None:
    laws = estimated(OLD_ESTATE).kb.laws
    names = stale_law_names(laws, datetime.date(2026, 11, 20))
    assert "民法典" in names["《中华人民共和国物权法》"]
    assert "生态环境法典" in names["《中华人民共和国固体废物污染环境防治法》"]
    assert all(name.startswith("《") for name in names)


def test_a_statute_is_stale_from_the_day_of_its_repeal() -> None:
    laws = estimated(OLD_ESTATE).kb.laws
    title = "《中华人民共和国固体废物污染环境防治法》"
    repealed = laws["ecological-environment-code"].in_force
    assert repealed is not None
    assert title in stale_law_names(laws, repealed)
    assert title not in stale_law_names(laws, repealed - datetime.timedelta(days=1))


def test_no_statute_in_force_bears_a_stale_name() -> None:
    for day in (datetime.date(2025, 8, 1), datetime.date(2026, 11, 20)):
        laws = estimated(OLD_ESTATE).kb.laws
        stale = stale_law_names(laws, day)
        current = [law for law in laws.values() if law.until is None or day < law.until]
        assert [law.id for law in current if f"《{law.title}》" in stale] == []
