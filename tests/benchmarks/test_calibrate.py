"""The comparison with real projects: on two tiny cases, and on the shared data where present."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks import calibrate
from generator.model.knowledge_base import KnowledgeBase
from tests.rules.inputs import company, load_figures

ROOT = Path(__file__).resolve().parents[2]


def row(name: str, total: int, **more: Any) -> dict[str, Any]:
    """A case as the sources word it."""
    return {
        "id": name,
        "kind": "住宅",
        "city": "上海",
        "inputs": {"total_area_m2": 50000, "households": 400, "gates": 1},
        "required_headcount": {"unit": "人", "保洁": total - 1, "项目经理": 1, "total": total},
        "usable_for": ["area_to_headcount"],
        **more,
    }


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """The shipped figures."""
    return load_figures()


def test_two_cases_one_held_one_missed(kb: KnowledgeBase) -> None:
    probe = calibrate.outcome(row("probe", 9), kb, company())
    near = int(probe.headcount.total)
    cases = [calibrate.outcome(row(n, t), kb, company()) for n, t in (("a", near), ("b", 500))]
    assert [case.held for case in cases] == [True, False]
    assert cases[0].error == 0
    lines = calibrate.report(cases)
    assert any(line.startswith("residential：1/2") for line in lines)
    assert any("不足四分之三（1/2）" in line for line in lines)
    assert any("hospital" in line and "未校准" in line for line in lines)
    assert any("去掉 a →" in line for line in lines)
    assert any("消防控制室" in cause for cause in calibrate.causes(cases[1]))


def test_rows_that_exceed_the_total_replace_it() -> None:
    assert calibrate.real_headcount({"保洁": 10, "客服": 7, "total": 15}) == 17
    assert calibrate.real_headcount({"unit": "人", "total_derived": 9}) == 9


def test_a_span_gives_its_middle() -> None:
    facts = calibrate.facts_of_row(row("a", 9, inputs={"area_m2_range_derived": [80000, 100000]}))
    assert facts == {"gross_area": Decimal(90000)}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"inputs": {}}, "面积"),
        ({"required_headcount": {}}, "人数"),
        ({"evidence": "estimate"}, "设想"),
        ({"kind": "住宅(全市汇总)"}, "汇总"),
        ({"usable_for": []}, "服务线"),
    ],
)
def test_what_is_no_case_says_why(change: dict[str, Any], reason: str) -> None:
    assert reason in calibrate.refusal(row("a", 9, **change))


def run(folder: Path) -> str:
    """The output of the script on a folder."""
    script = [sys.executable, "-X", "utf8", "benchmarks/calibrate.py", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        script, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def test_absent_data_is_said(tmp_path: Path) -> None:
    assert "没有 residential_cases.yaml" in run(tmp_path)


def test_shared_data() -> None:
    if not (calibrate.DATA / calibrate.FILES[0]).is_file():
        pytest.skip("the shared data is not beside the checkout")
    assert "sz-luohu-jinan-2018" in run(calibrate.DATA)
