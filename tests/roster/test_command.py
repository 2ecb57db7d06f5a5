"""``wuye roster`` from the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import commands
from generator.errors import InputError
from tests.roster.samples import ROOT

SCHOOL = ROOT / "profiles" / "baocheng-primary-school.yaml"
ROOM = ("--pool", "fire_control")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["roster", str(SCHOOL), *arguments])


def test_six_for_the_schools_control_room_are_impossible() -> None:
    done = run("--month", "2026-12", *ROOM, "--format", "json")
    assert done.exit_code == 1
    assert "roster-infeasible" in done.stderr
    (pool,) = json.loads(done.stdout)["pools"]
    assert (pool["status"], pool["persons"], pool["needed"], pool["short"]) == (
        "infeasible",
        6,
        8,
        2,
    )
    assert pool["needed_proved"] is True
    assert pool["arithmetic"]["hours"] == "1488"
    assert pool["rota"]["persons"] == 8


def test_eight_are_enough(tmp_path: Path) -> None:
    target = tmp_path / "roster.csv"
    persons = ("--persons", "fire_control=8")
    done = run("--month", "2026-12", *ROOM, *persons, "--format", "csv", "-o", str(target))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    rows = list(csv.reader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert len(rows) == 9
    letters = [row[4 : 4 + 31].count("夜") for row in rows[1:]]
    assert sum(letters) == 62 and max(letters) - min(letters) <= 1


def test_table_shows_days_and_sums() -> None:
    done = run("--month", "2026-10", *ROOM, "--persons", "fire_control=9")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert "9 人可行" in lines[2]
    assert any("节 节 节 日" in line for line in lines)
    assert sum(line.lstrip()[:2] == "09" for line in lines) == 1


@pytest.mark.parametrize(
    "arguments",
    [("--month", "2026-13"), ("--month", "2026-12", "--persons", "fire_control")],
)
def test_bad_input(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert isinstance(done.exception, InputError)
    assert done.exception.exit_code == 2
