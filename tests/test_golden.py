"""Golden files: what the sample profiles are made into, as text that a review can read.

One document of each property type stands in full, of the others the outline. After a wanted
change, ``pytest tests/test_golden.py --update-golden`` rewrites them; the difference is reviewed.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.model.document import Document
from generator.render.labels import label_document
from generator.reports.estimate import to_json
from tests.compose.samples import (
    HIGHRISE,
    OLD_ESTATE,
    PROFILES,
    SAMPLES,
    SCHOOL,
    Sample,
    estimated,
    made,
)

GOLDEN = Path(__file__).parent / "golden"
FULL = {
    Sample(SCHOOL, "bid", "bid"),
    Sample(OLD_ESTATE, "old-estate-plan", "plan"),
    Sample(HIGHRISE, "menu-style-service-plan", "plan"),
}
"""Documents compared word by word: one for each property type."""
SHOWN_LINES = 60


def outline(document: Document) -> str:
    """The numbered headings of a document as Markdown."""
    headings = label_document(document).headings.values()
    lines = [f"{'#' * max(label.level, 1)} {label.text}" for label in headings]
    return "\n".join([f"<!-- {document.title} -->", *lines]) + "\n"


def rendered(sample: Sample) -> dict[str, str]:
    """The golden texts of a sample document by file name."""
    done = made(sample)
    documents = [volume.document for volume in done.package.volumes]
    if sample not in FULL:
        return {f"{document.file_stem}.outline.md": outline(document) for document in documents}
    return {
        f"{volume.document.file_stem}.md": done.markdown[volume.id]
        for volume in done.package.volumes
    }


def compare(folder: Path, texts: Mapping[str, str], *, update: bool, pattern: str) -> None:
    """Compare texts with the files of a folder, or write them and remove what nobody makes."""
    if update:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    present = {path.name for path in folder.glob(pattern)} if folder.is_dir() else set()
    if update:
        for name in present - set(texts):
            (folder / name).unlink()
        return
    assert present == set(texts), f"{folder}: run pytest --update-golden and review the difference"
    for name, text in texts.items():
        golden = (folder / name).read_text(encoding="utf-8")
        if text != golden:
            pytest.fail(difference(golden, text, folder / name), pytrace=False)


def difference(golden: str, text: str, path: Path) -> str:
    """The first lines in which a text differs from its golden file."""
    lines = list(
        difflib.unified_diff(
            golden.splitlines(), text.splitlines(), path.name, "now", lineterm="", n=1
        )
    )
    more = [f"… and {len(lines) - SHOWN_LINES} lines more"] if len(lines) > SHOWN_LINES else []
    hint = "if this is wanted: pytest tests/test_golden.py --update-golden"
    return "\n".join([str(path), *lines[:SHOWN_LINES], *more, hint])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.profile}-{sample.kind}")
def test_documents(sample: Sample, update_golden: bool) -> None:
    folder = GOLDEN / sample.profile / sample.kind
    compare(folder, rendered(sample), update=update_golden, pattern="*.md")


@pytest.mark.parametrize("profile", PROFILES)
def test_estimates(profile: str, update_golden: bool) -> None:
    text = json.dumps(to_json(estimated(profile).estimate), ensure_ascii=False, indent=1) + "\n"
    texts = {"estimate.json": text}
    compare(GOLDEN / profile, texts, update=update_golden, pattern="*.json")


def test_no_golden_file_is_left_behind() -> None:
    expected = {(sample.profile, sample.kind) for sample in SAMPLES}
    folders = {
        (path.parent.name, path.name)
        for path in GOLDEN.glob("*/*")
        if path.is_dir() and not path.name.startswith((".", "_"))
    }
    assert folders == expected
    profiles = {*PROFILES, *(sample.profile for sample in SAMPLES)}
    assert {path.name for path in GOLDEN.iterdir() if path.is_dir()} == profiles
