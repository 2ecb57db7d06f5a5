"""Every kind of document for profiles that it is meant for: composed, written, read again, linted.

All kinds for all profiles would take half an hour; each kind is made for two of its profiles, taken
in turn, so that over the kinds every profile is used many times, and every profile has its bid.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from generator.model.knowledge import DocumentKind
from generator.model.knowledge_base import KnowledgeBase
from generator.pipeline import make_documents
from tests.compose.samples import ROOT, Sample, estimated, job

PROFILES = sorted(path.stem for path in (ROOT / "profiles").glob("*.yaml"))
EACH = 2
LEAST_BLOCKS = 8


@cache
def _kb() -> KnowledgeBase:
    return estimated(PROFILES[0]).kb


def _fits(kind: DocumentKind, profile: str) -> bool:
    found = estimated(profile).case.profile.estate.property_type
    return not kind.types or found in kind.types


def _samples() -> list[Sample]:
    samples = [Sample(profile, "bid", "bid") for profile in PROFILES]
    for turn, kind in enumerate(kind for kind in _kb().documents.values() if kind.genre == "plan"):
        fitting = [profile for profile in PROFILES if _fits(kind, profile)]
        first = (turn * EACH) % len(fitting)
        chosen = (fitting + fitting)[first : first + min(EACH, len(fitting))]
        samples += [Sample(profile, kind.id, "plan") for profile in chosen]
    return samples


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(8))
def test_every_kind_renders_clean(batch: int, need_shared: Path, tmp_path: Path) -> None:
    files = []
    for sample in _samples()[batch::8]:
        done = make_documents(job(sample.profile), sample.kind, sample.genre)
        errors = [p.line() for p in done.problems if p.severity == "error"]
        errors += [problem.line() for problem in done.verification.problems]
        assert errors == [], sample
        for volume in done.package.volumes:
            path = tmp_path / f"{sample.profile}-{sample.kind}-{volume.document.file_stem}.docx"
            path.write_bytes(done.files[volume.id])
            files.append(path)
        blocks = [block for volume in done.package.volumes for block in volume.document.blocks]
        assert len(blocks) >= LEAST_BLOCKS, sample
    _lint(need_shared / "tools" / "docx_lint.py", files)


def _lint(tool: Path, files: list[Path]) -> None:
    result = subprocess.run(
        [sys.executable, str(tool), "--draft", "--json", *map(str, files)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    reports = json.loads(result.stdout)
    assert len(reports) == len(files), result.stderr
    errors = [
        f"{Path(report['file']).name}: {finding['rule']} {finding['message']}"
        for report in reports
        for finding in report["findings"]
        if finding["level"] == "E"
    ]
    assert errors == []
