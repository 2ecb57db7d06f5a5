"""What the tests of commands share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.resources import profiles_folder


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A working folder with the sample profiles."""
    shutil.copytree(profiles_folder(), tmp_path / "profiles")
    return tmp_path
