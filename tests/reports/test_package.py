"""What ``bid`` and ``plan`` report: files, blanks, findings, and what stops a final bid."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.errors import Place, Problem
from generator.layout import Layout
from generator.outputs import Written, write_all
from generator.pipeline import Made
from generator.reports.package import (
    blocking,
    findings,
    known_layouts,
    layout_notes,
    report_text,
    to_json,
)
from generator.verify.weaknesses import NOTHING_FOUND
from tests.compose.samples import HIGHRISE, SAMPLES, Sample, made

BID, PLAN = SAMPLES[0], Sample(HIGHRISE, "menu-style-service-plan", "plan")


def written(done: Made, folder: Path) -> list[Written]:
    """The files of a package as if they had been written."""
    return [
        Written(folder / f"{volume.document.file_stem}.docx") for volume in done.package.volumes
    ]


def with_estimate(done: Made, **changes: Any) -> Made:
    """A package whose estimate has other fields."""
    estimate = done.estimated.estimate.model_copy(update=changes)
    return replace(done, estimated=replace(done.estimated, estimate=estimate))


def test_json_keeps_the_contract() -> None:
    done = made(BID)
    data = json.loads(json.dumps(to_json(done, written(done, Path("out"))), ensure_ascii=False))
    assert {"files", "unfilled", "checks", "digest"} <= set(data)
    assert [entry["volume"] for entry in data["files"]] == ["public", "private"]
    assert data["files"][0]["path"] == "out/01-public.docx"
    assert {"role", "volume", "path", "pages"} <= set(data["files"][0])
    assert all({"field", "where"} <= set(entry) for entry in data["unfilled"])
    keys = {"code", "severity", "message", "where"}
    assert data["checks"] and all(keys <= set(entry) for entry in data["checks"])
    assert data["as_of"] == "2025-08-01" and len(data["digest"]) == 64


def test_a_kept_hand_edit_is_named() -> None:
    done = made(PLAN)
    stem = done.package.volumes[0].document.file_stem
    kept = Written(Path(f"{stem}.new.docx"), Path(f"{stem}.docx"))
    (entry,) = to_json(done, [kept])["files"]
    assert entry["path"] == f"{stem}.new.docx" and entry["kept"] == f"{stem}.docx"


def test_pages_come_from_the_layout() -> None:
    done = replace(made(PLAN), layouts={made(PLAN).package.volumes[0].id: Layout({}, 77, b"")})
    assert to_json(done, [])["files"][0]["pages"] == 77
    assert "77 页" in report_text(done)
    assert "未排版" in report_text(made(PLAN))


def test_the_report_says_what_stands_and_what_is_open() -> None:
    text = report_text(made(BID))
    for part in (
        "人员合计：35 人",
        "2,241,708.00 元",
        "## 复核",
        "staff.total 出现",
        "代理人手机号码",
    ):
        assert part in text
    assert "（form.power-of-attorney）" in text
    assert report_text(made(BID)) == text


def test_findings_put_estimate_texts_and_files_together() -> None:
    text = Problem(Place("a.yaml", 3, 1), "unknown-name", "条款")
    file = Problem(Place("01-public.docx"), "figure-mismatch", "文件")
    done = made(BID)
    checks = [check.code for check in done.estimated.estimate.checks if not check.accepted]
    broken = replace(
        done,
        problems=(text,),
        verification=replace(done.verification, problems=(file,)),
        review=NOTHING_FOUND,
        subject=None,
    )
    assert [problem.code for problem in findings(broken)] == [*checks, text.code, file.code]
    assert {text.line(), file.line()} <= set(blocking(broken))


def test_blanks_and_unaccepted_overtime_stop_a_final_bid() -> None:
    stops = blocking(made(BID))
    assert any("overtime-over-limit" in line for line in stops)
    assert any("unfilled" in line and "项目地址" in line for line in stops)


def test_an_accepted_finding_stops_nothing_but_is_reported() -> None:
    done = made(BID)
    checks = tuple(
        check.model_copy(update={"accepted": "采购人固定编制"})
        for check in done.estimated.estimate.checks
    )
    accepted = with_estimate(done, checks=checks)
    verification = replace(done.verification, unfilled=())
    quiet = replace(accepted, verification=verification, review=NOTHING_FOUND, subject=None)
    assert blocking(quiet) == [] and findings(quiet) == []
    assert "已接受" in report_text(quiet)


def test_layouts_survive_in_the_manifest(tmp_path: Path) -> None:
    layouts = {"abc": Layout({"_DocEnd": 7}, 9, b"%PDF")}
    write_all(tmp_path, {"a.txt": b"x"}, {"layouts": layout_notes(layouts)})
    known = known_layouts(tmp_path)
    assert known["abc"].total_pages == 9 and dict(known["abc"].pages) == {"_DocEnd": 7}


@pytest.mark.parametrize(
    "notes", [{}, {"layouts": []}, {"layouts": {"abc": {"pages": 3}}}, {"layouts": {"abc": None}}]
)
def test_broken_notes_are_no_layouts(tmp_path: Path, notes: dict[str, Any]) -> None:
    write_all(tmp_path, {"a.txt": b"x"}, notes)
    assert known_layouts(tmp_path) == {}
    assert known_layouts(tmp_path / "nowhere") == {}
