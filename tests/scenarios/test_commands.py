"""The commands: exit codes, JSON, and messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import commands
from generator.errors import InputError

PROFILES = Path(__file__).resolve().parents[2] / "profiles"
SCHOOL = str(PROFILES / "baocheng-primary-school.yaml")
TOWER = str(PROFILES / "cuihu-highrise.yaml")


def run(*arguments: str) -> Result:
    """Run a command; its own exceptions come through."""
    return CliRunner().invoke(commands, list(arguments), catch_exceptions=False)


def data(result: Result) -> Any:
    """The JSON on standard output."""
    return json.loads(result.stdout)


def test_compare_lists_all_grades_by_default() -> None:
    result = run("compare", TOWER, "--format", "json")
    assert result.exit_code == 0
    titles = [variant["title"] for variant in data(result)["variants"]]
    assert titles == ["cuihu-highrise", "L1", "L2", "L3", "L4", "L5"]


def test_compare_two_profiles_and_settings() -> None:
    old = str(PROFILES / "old-estate-35.yaml")
    changes = ("--set", "parameters.profit_rate=8", "--variant", "wages.guard=4200")
    result = run("compare", TOWER, old, *changes, "--format", "json")
    found = data(result)
    titles = [variant["title"] for variant in found["variants"]]
    assert titles == [
        "cuihu-highrise",
        "old-estate-35",
        "parameters.profit_rate=8",
        "wages.guard=4200",
    ]
    prices = next(row["values"] for row in found["money"] if row["id"] == "price.annual")
    assert len(set(prices)) == 4


def test_compare_prints_tables_and_sensitivity() -> None:
    assert "年报价" in run("compare", TOWER, "--grade", "L3").stdout
    drivers = data(run("compare", TOWER, "--sensitivity", "--format", "json"))
    assert len(drivers) == 10


def test_fit_exits_by_feasibility() -> None:
    enough = run("fit", TOWER, "--budget", "600,000", "--per", "month", "--format", "json")
    assert enough.exit_code == 0
    assert data(enough)["budget"] == "7200000.00"
    assert data(enough)["feasible"]
    little = run("fit", TOWER, "--budget", "1000000", "--format", "json")
    assert little.exit_code == 1
    assert float(data(little)["shortfall"]) > 0
    assert data(little)["floors"]
    assert "还差" in little.stderr


def test_offer_exits_by_feasibility() -> None:
    made = run("offer", SCHOOL, "--total", "2200000", "--format", "json")
    found = data(made)
    assert made.exit_code == 0
    assert found["price"] == "2200000.00"
    assert sum(round(float(line["annual"]) * 100) for line in found["lines"]) == 220_000_000
    assert found["price_points"]["full"] == "10"
    assert {ground["id"] for ground in found["grounds"]} >= {"covers_cost", "minimum_wage"}
    low = run("offer", SCHOOL, "--total", "1500000")
    assert low.exit_code == 1
    assert "底价" in low.stderr
    high = run("offer", SCHOOL, "--total", "2300000")
    assert high.exit_code == 1
    assert "最高限价" in high.stderr


@pytest.mark.parametrize("amount", ["-1", "0", "很多", "1.005", "NaN", "1e40"])
def test_bad_amounts_are_bad_usage(amount: str) -> None:
    for command in (("fit", TOWER, "--budget"), ("offer", TOWER, "--total")):
        result = run(*command, amount)
        assert result.exit_code == 2
        assert "金额" in result.stderr


def test_unknown_grades_are_bad_input() -> None:
    for arguments in (
        ("compare", TOWER, "--grade", "一级"),
        ("fit", TOWER, "--budget", "1", "--at-least", "X"),
    ):
        with pytest.raises(InputError, match="unknown-grade") as caught:
            run(*arguments)
        assert caught.value.exit_code == 2


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "offer.json"
    run("offer", SCHOOL, "--total", "2200000", "--format", "json", "-o", str(target))
    assert json.loads(target.read_text(encoding="utf-8"))["feasible"]
