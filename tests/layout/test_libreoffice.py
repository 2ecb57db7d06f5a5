"""LibreOffice as layout engine: page numbers that are true, and failures that are told."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.layout import LayoutEngine
from generator.layout.libreoffice import FONTS, LibreOffice, find_libreoffice
from tests.render.samples import rich_document
from tests.render.word import written


def script(tmp_path: Path, text: str) -> Path:
    """Return an executable that stands in for soffice."""
    path = tmp_path / "soffice"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_hanging_program_is_ended_and_told(tmp_path: Path) -> None:
    engine: LayoutEngine = LibreOffice(script(tmp_path, "sleep 60"), tmp_path, timeout=0.3)
    started = time.monotonic()
    with pytest.raises(InputError, match="layout-failed"):
        engine.lay_out(b"")
    assert time.monotonic() - started < 10


def test_absent_program_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="layout-failed"):
        LibreOffice(tmp_path / "none", tmp_path).lay_out(b"")


def test_finds_the_program_on_the_path_given(tmp_path: Path) -> None:
    assert find_libreoffice(str(tmp_path)) == find_libreoffice()
    found = script(tmp_path, "true")
    assert find_libreoffice(str(tmp_path)) == found


@pytest.mark.slow
def test_second_pass_is_stable_and_true(
    tmp_path: Path, need_soffice: Path, need_shared: Path
) -> None:
    engine = LibreOffice(need_soffice, tmp_path / "work")
    document = rich_document()
    first = engine.lay_out(written(document))
    docx = written(document, pages=first.pages)
    second = engine.lay_out(docx)
    assert second.pages == first.pages
    assert written(document, pages=second.pages) == docx
    assert second.pdf.startswith(b"%PDF") and second.total_pages > second.pages["_DocEnd"]
    assert second.pages["staff"] < second.pages["chapter-2"] < second.pages["emergency"]
    _check_contents(tmp_path, need_shared / "tools" / "toc_check.py", docx)


def _check_contents(tmp_path: Path, check: Path, docx: bytes) -> None:
    file = tmp_path / "rich.docx"
    file.write_bytes(docx)
    result = subprocess.run(
        [sys.executable, str(check), str(file), "--body", "_BodyStart"],
        env={**os.environ, "FONTCONFIG_FILE": str(FONTS)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
