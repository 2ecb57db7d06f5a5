"""Running commands in tests: in this process for speed, or as ``python -m generator``.

The shipped knowledge base takes a third of a second to read, and no command changes it; within one
test process its files are therefore read once.
"""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from generator.cli import main
from generator.library import loader
from generator.parsing import parse
from generator.resources import knowledge_base_folder
from generator.source import Loaded, load_file
from tests.conftest import ROOT


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code and what it said."""

    code: int
    out: str
    err: str


def invoke(*arguments: str | Path, cwd: Path) -> Outcome:
    """Run a command inside this process, from a working folder."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    given = ["wuye", *map(str, arguments)]
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "argv", given),
        mock.patch.dict(os.environ, {"COLUMNS": "200"}),
        base_read_once(),
    ):
        try:
            main()
            code: Any = 0
        except SystemExit as end:
            code = end.code
    return Outcome(int(code or 0), _written(out), _written(err))


def invoke_outside(*arguments: str | Path, cwd: Path) -> Outcome:
    """Run a command as a user does, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        capture_output=True,
        check=False,
        cwd=cwd,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def report(done: Outcome) -> Any:
    """Return what a command wrote as JSON."""
    return json.loads(done.out)


@contextlib.contextmanager
def base_read_once() -> Iterator[None]:
    """Read and validate each file of the shipped base once per process."""
    with (
        mock.patch.object(loader, "load_file", _load),
        mock.patch.object(loader, "parse", _parse),
    ):
        yield


_remembered: dict[int, Loaded] = {}


def _load(path: Path) -> Loaded:
    return _load_shipped(path) if path.is_relative_to(knowledge_base_folder()) else load_file(path)


@functools.cache
def _load_shipped(path: Path) -> Loaded:
    loaded = load_file(path)
    _remembered[id(loaded)] = loaded
    return loaded


def _parse(loaded: Loaded, model: type[Any]) -> Any:
    known = _remembered.get(id(loaded)) is loaded
    key: Any = model
    return _parse_shipped(id(loaded), key) if known else parse(loaded, model)


@functools.cache
def _parse_shipped(number: int, model: Any) -> Any:
    return parse(_remembered[number], model)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
