"""The internal target cost is for the company's eyes: no document knows anything of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from generator.pipeline import make_documents, run_estimate, run_internal
from tests.compose.samples import OLD_ESTATE, ROOT, job

INTERNAL = """
internal:
  wages: {cleaner: {value: 2777, source: 内部工资绝密}}
  parameters: {profit_rate: {value: 0.123, source: 内部利润绝密}}
"""


def test_the_internal_view_never_reaches_a_package(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "profiles", tmp_path / "profiles")
    target = tmp_path / "profiles" / f"{OLD_ESTATE}.yaml"
    plain = replace(job(OLD_ESTATE), profile=target)
    before = make_documents(plain, "bid", "bid")
    quoted = run_estimate(plain).estimate
    for file in (target, *(tmp_path / "profiles" / "companies").glob("*.yaml")):
        file.write_text(file.read_text(encoding="utf-8") + INTERNAL, encoding="utf-8")
    after = make_documents(plain, "bid", "bid")
    assert after.files == before.files
    assert after.markdown == before.markdown
    assert run_estimate(plain).estimate == quoted
    own = run_internal(plain).estimate
    assert own.price.annual != quoted.price.annual
    text = "".join(after.markdown.values())
    assert "绝密" not in text and "2777" not in text and "0.123" not in text
