"""Asking for help is quick: it loads neither the models nor anything that reads or writes Word."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "docx",
    "docxtpl",
    "pydantic",
    "pydantic_core",
    "jinja2",
    "yaml",
    "lxml",
    "pypdf",
    "xlsxwriter",
    "ortools",
}

_PROGRAM = """
import json, sys
from generator.cli import main
sys.argv = ["wuye", *json.loads(sys.argv[1])]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
tops = sorted({name.partition(".")[0] for name in sys.modules})
sys.stderr.write(json.dumps(tops))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["bid", "--help"],
        ["estimate", "--help"],
        ["roster", "--help"],
        ["fit", "--help"],
    ],
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, json.dumps(arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "wuye" in done.stdout
    loaded = set(json.loads(done.stderr)) & HEAVY
    assert not loaded, f"wuye {' '.join(arguments)} imports {sorted(loaded)}"
