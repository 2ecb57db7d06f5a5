"""The comparison with real projects: on tiny cases, and on the shared data where present."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.calibration import cases, leaving, report
from benchmarks.calibration.cases import Project
from benchmarks.calibration.outcomes import Outcome, differences, outcome
from generator.model.knowledge_base import KnowledgeBase
from tests.rules.inputs import company, load_figures

ROOT = Path(__file__).resolve().parents[2]
NO_READINGS: dict[str, Any] = {"used": {}, "refused": {"known": "人数覆盖多处"}}


def row(name: str, total: int, **more: Any) -> dict[str, Any]:
    """A case as the sources word it."""
    return {
        "id": name,
        "kind": "住宅",
        "city": "上海",
        "inputs": {"total_area_m2": 50000, "households": 400, "gates": 1},
        "required_headcount": {"unit": "人", "保洁": total - 1, "项目经理": 1, "total": total},
        **more,
    }


def made(kb: KnowledgeBase, name: str, total: int, **more: Any) -> Outcome:
    reading = more.pop("reading", {})
    project = cases.project(row(name, total, **more), reading, cases.FILES[0])
    return outcome(project, kb, company())


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """The shipped figures."""
    return load_figures()


def test_two_cases_one_held_one_missed(kb: KnowledgeBase) -> None:
    near = int(made(kb, "probe", 9).point)
    found = [made(kb, name, total) for name, total in (("a", near), ("b", 500))]
    assert [one.held for one in found] == [True, False]
    assert found[0].error == 0
    assert any(line.startswith("residential：1/2，±") for line in report.summary(found))
    assert any("不足四分之三（1/2）" in line for line in report.summary(found))
    absent = next(line for line in report.summary(found) if "未校准" in line)
    assert "hospital" in absent
    assert "residential" not in absent.replace("_residential", "")
    assert any("未写明消防控制室" in line for line in report.table(found))
    assert differences(found[1])


def test_a_reading_limits_the_services_that_count(kb: KnowledgeBase) -> None:
    reading = {"modules": ["cleaning"], "real": {"cleaning": 4}, "partial": True}
    found = made(kb, "a", 9, reading=reading)
    assert found.project.real == 4
    assert found.project.partial
    assert {line.department for line in found.headcount.posts} == {"cleaning"}


def test_rows_that_exceed_the_total_replace_it() -> None:
    stated = {"unit": "人", "保洁": 10, "客服": 7, "total": 15}
    project = cases.project(row("a", 15, required_headcount=stated), {}, "")
    assert project.real == 17
    assert project.by_department == {"cleaning": 10, "customer_service": 7}


def test_a_span_gives_its_middle() -> None:
    facts = cases.facts_of(row("a", 9, inputs={"area_m2_range_derived": [80000, 100000]}), {})
    assert facts == {"gross_area": Decimal(90000)}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"inputs": {}}, "面积"),
        ({"required_headcount": {}}, "人数"),
        ({"evidence": "estimate"}, "设想"),
        ({"kind": "住宅(全市汇总)"}, "汇总"),
        ({"id": "known"}, "多处"),
        ({"kind": "码头"}, "类型"),
    ],
)
def test_what_is_no_case_says_why(change: dict[str, Any], reason: str) -> None:
    assert reason in cases.refusal({**row("a", 9), **change}, NO_READINGS)


def test_households_alone_make_a_case() -> None:
    assert not cases.refusal(row("a", 9, inputs={"households": 129}), NO_READINGS)


# --- leave-one-out ------------------------------------------------------------------------------


def test_a_spread_is_the_central_four_fifths() -> None:
    ratios = [Decimal(number) / 10 for number in range(5, 16)]
    bounds = leaving.spread_of(ratios)
    assert bounds.low == bounds.high == 40
    assert leaving.median(ratios) == 1


def test_a_case_has_no_say_in_its_own_parameters(kb: KnowledgeBase) -> None:
    names = ("dongxin-garden-plan", "cd-jinjiangan-self-managed-2017", "dl-forum-2005-residential")
    found = [made(kb, name, total) for name, total in zip(names, (5, 6, 90), strict=True)]
    alone = leaving.without(kb, found[2].project, found)
    assert alone.spreads["cleaning"].high < kb.spreads["cleaning"].high
    assert alone.spreads["engineering"] == kb.spreads["engineering"]
    assert leaving.without(kb, replace(found[0].project, id="nobody"), found).spreads == kb.spreads


# --- the knowledge base as it is ---------------------------------------------------------------


def read_shared() -> list[Project]:
    if not (cases.DATA / cases.FILES[0]).is_file():
        pytest.skip("the shared data is not beside the checkout")
    return cases.read_projects(cases.DATA)[0]


def test_three_of_four_are_held_and_the_width_is_useful(kb: KnowledgeBase) -> None:
    found = [outcome(project, kb, cases.sample_company()) for project in read_shared()]
    stated = [one for one in found if one.project.origin in cases.FILES]
    assert len(stated) >= 14
    for group in (found, stated):
        assert sum(one.held for one in group) >= report.WANTED_SHARE * len(group)
    big = [one for one in found if not one.project.partial and one.point >= 15]
    assert all(one.width <= 45 for one in big)


def test_spreads_are_those_of_the_cases(kb: KnowledgeBase) -> None:
    found = [outcome(project, kb, cases.sample_company()) for project in read_shared()]
    for spread in kb.spreads.values():
        used = leaving.used_by(spread, found)
        assert {one.project.id for one in used} == set(spread.cases)
        bounds = leaving.spread_of(leaving.ratios_of(spread, used))
        assert (spread.low, spread.high) == (bounds.low, bounds.high), spread.id


def test_types_with_a_whole_team_are_the_calibrated_ones(kb: KnowledgeBase) -> None:
    projects = read_shared()
    for partial in (False, True):
        read = {(p.kind, p.id) for p in projects if p.partial is partial}
        rows = kb.evidence.values()
        said = {(row.id, name) for row in rows for name in (row.partial if partial else row.whole)}
        assert said == read


def run(folder: Path) -> str:
    """The output of the script on a folder."""
    script = [sys.executable, "-X", "utf8", "-m", "benchmarks.calibration", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        script, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def test_absent_data_is_said(tmp_path: Path) -> None:
    assert "没有 residential_cases.yaml" in run(tmp_path)


def test_the_whole_report() -> None:
    read_shared()
    text = run(cases.DATA)
    for words in ("sz-luohu-jinan-2018", "留一法全部", "两个数据文件：", "保洁配比：知识库"):
        assert words in text
