"""One folder of ``tests/bad`` for each mistake a person may make.

A case is the smallest broken input and an ``expect.yaml``: the arguments, the exit code, and every
``file:line:col: CODE`` that is to be reported (``includes`` instead of ``found`` where others may
stand beside them; ``says`` for words that must be there). The sample profiles lie beside it, and
an older output, which must be left as it was. A full run starts a process for each case.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.outputs import write_all
from generator.resources import profiles_folder
from tests.cli.command import invoke, invoke_outside
from tests.conftest import FULL, ROOT

CASES = sorted(path.parent for path in (ROOT / "tests" / "bad").glob("*/expect.yaml"))
OLDER = ("01-public.docx", "01-qualification.docx", "old-estate-plan.docx", "report.md")
_FINDING = re.compile(r"(?!Usage|Error|Try)(.*?: [a-z]+(?:-[a-z0-9]+)*) ")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_input(case: Path, tmp_path: Path) -> None:
    expected = read_expectation(case)
    prepare(case, tmp_path)
    before = dict(contents(tmp_path))
    done = (invoke_outside if FULL else invoke)(*expected["args"], cwd=tmp_path)
    assert "Traceback" not in done.err, done.err
    assert done.code == int(expected["exit"]), done.err or done.out
    if "includes" in expected:
        assert set(expected["includes"]) <= set(found(done.err)), done.err
    else:
        assert found(done.err) == expected["found"], done.err
    for words in expected.get("says", ()):
        assert words in done.err
    assert dict(contents(tmp_path)) == before


def test_every_folder_is_a_case() -> None:
    folders = {path for path in (ROOT / "tests" / "bad").iterdir() if path.is_dir()}
    assert folders - {ROOT / "tests" / "bad" / "__pycache__"} == set(CASES)


def read_expectation(case: Path) -> dict[str, Any]:
    """Read a case's ``expect.yaml``, in which everything is text."""
    text = (case / "expect.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


def prepare(case: Path, folder: Path) -> None:
    """Lay out the working folder: samples, the broken files over them, an older output."""
    shutil.copytree(profiles_folder(), folder / "profiles")
    shutil.copytree(case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expect.yaml"))
    write_all(folder / "out", {name: f"older {name}\n".encode() for name in OLDER})


def found(stderr: str) -> list[str]:
    """Return the place and the code of every reported line."""
    matches = (_FINDING.match(line) for line in stderr.splitlines())
    return [match[1] for match in matches if match]


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder with its bytes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
