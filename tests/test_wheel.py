"""The built wheel works by itself: installed into an empty environment, far from the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BUILT_FROM = ("generator", "knowledge_base", "templates", "profiles")
BUILT_WITH = ("pyproject.toml", "README.md")
SAMPLE = "baocheng-primary-school.yaml"
TIMEOUT = 900

_PRINT_ROOT = """
import json
from generator.resources import resource_root
print(json.dumps(str(resource_root())))
"""

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command without this checkout on its path; return what it printed."""
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PYTHONWARNDEFAULTENCODING")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, "PYTHONIOENCODING": "utf-8", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=TIMEOUT,
    )
    shown = " ".join(str(part) for part in command)
    assert done.returncode == 0, f"{shown}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from a copy, so that the checkout stays as it is."""
    source = tmp_path_factory.mktemp("source")
    for name in BUILT_FROM:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, source / name, ignore=ignore)
    for name in BUILT_WITH:
        shutil.copy(ROOT / name, source / name)
    target = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target)
    run(*build, cwd=source)
    (built,) = target.glob("wuye-*.whl")
    return built


def test_wheel_carries_the_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in ("knowledge_base", "templates", "profiles"):
        for path in sorted((ROOT / folder).rglob("*.*")):
            if path.suffix in (".yaml", ".docx") and not path.name.startswith(("~", ".")):
                assert f"generator/_data/{path.relative_to(ROOT).as_posix()}" in names
    assert "generator/layout/fonts.conf" in names
    assert not [name for name in names if name.startswith(("tests/", "scripts/", "output/"))]


def test_installed_wheel_makes_a_bid(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    away = tmp_path / "别的 文件夹"
    away.mkdir()
    run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=away)
    root = run(programs / "python", "-c", _PRINT_ROOT, cwd=away)
    shipped = Path(json.loads(root)) / "profiles"
    assert shipped.is_relative_to(environment.resolve())
    shutil.copytree(shipped, away / "profiles")

    run(programs / "wuye", "bid", Path("profiles", SAMPLE), "-o", "成果", cwd=away)

    documents = sorted((away / "成果").glob("*.docx"))
    assert documents
    for document in documents:
        with zipfile.ZipFile(document) as archive:
            assert archive.testzip() is None
            assert "word/document.xml" in archive.namelist()
