"""The shipped files are found beside the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import resources
from tests.conftest import ROOT


def test_checkout_holds_the_shipped_files() -> None:
    assert resources.resource_root() == ROOT
    assert (resources.knowledge_base_folder() / "topics" / "digest.yaml").is_file()
    assert (resources.templates_folder() / "bid.docx").is_file()
    assert list(resources.profiles_folder().glob("*.yaml"))


def test_wheel_carries_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "generator"
    for name in ("knowledge_base", "templates", "profiles"):
        (package / "_data" / name).mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.resource_root() == package / "_data"


def test_missing_files_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "generator")
    with pytest.raises(FileNotFoundError, match="beside the package"):
        resources.resource_root()
