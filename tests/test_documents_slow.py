"""Every sample document laid out and checked by outside tools, as a bid clerk would open it.

Why one test for each document: a layout is made once, on whichever worker the test runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.layout.libreoffice import FONTS, LibreOffice
from generator.pipeline import Made, make_documents
from tests.compose.samples import SAMPLES, SCHOOL, Sample, job

SCHOOL_PAGES = 40


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.profile}-{sample.kind}")
def test_a_laid_out_document_is_sound(
    sample: Sample, need_soffice: Path, need_shared: Path, tmp_path: Path
) -> None:
    engine = LibreOffice(need_soffice, tmp_path / "layout")
    done = make_documents(job(sample.profile, engine=engine), sample.kind, sample.genre)
    assert [problem.line() for problem in done.problems] == []
    assert [problem.line() for problem in done.verification.problems] == []
    _check_length(sample, done)
    files = _written(done, tmp_path)
    _check_lint(need_shared / "tools" / "docx_lint.py", files)
    _check_page_numbers(need_shared / "tools" / "toc_check.py", files)


def _check_length(sample: Sample, done: Made) -> None:
    pages = [layout.total_pages for layout in done.layouts.values()]
    assert len(pages) == len(done.package.volumes) and min(pages) >= 2
    if sample == Sample(SCHOOL, "bid", "bid"):
        assert sum(pages) >= SCHOOL_PAGES


def _written(done: Made, folder: Path) -> list[Path]:
    paths = []
    for volume in done.package.volumes:
        path = folder / f"{volume.document.file_stem}.docx"
        path.write_bytes(done.files[volume.id])
        paths.append(path)
    return paths


def _check_lint(tool: Path, files: list[Path]) -> None:
    """No error; warnings are printed, so that ``-rP`` shows them."""
    result = _run(tool, "--draft", "--json", *files)
    reports = json.loads(result.stdout)
    assert len(reports) == len(files), result.stderr
    errors = []
    for report in reports:
        for finding in report["findings"]:
            line = f"{Path(report['file']).name}: {finding['rule']} {finding['message']}"
            if finding["level"] == "E":
                errors.append(line)
            else:
                sys.stdout.write(f"{finding['level']} {line}\n")
    assert not errors, "\n".join(errors)
    assert result.returncode == 0


def _check_page_numbers(tool: Path, files: list[Path]) -> None:
    for path in files:
        result = _run(tool, path, "--body", "_BodyStart")
        assert result.returncode == 0, f"{path.name}\n{result.stdout}{result.stderr}"


def _run(tool: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run an outside tool with the fonts that the product lays out with."""
    return subprocess.run(
        [sys.executable, str(tool), *map(str, arguments)],
        env={**os.environ, "FONTCONFIG_FILE": str(FONTS), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
