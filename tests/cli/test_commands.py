"""Every command does what its help says, on the sample profiles."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import invoke, invoke_outside, report

SCHOOL = "profiles/baocheng-primary-school.yaml"
ESTATE = "profiles/old-estate-35.yaml"
TOWER = "profiles/cuihu-highrise.yaml"


# --- estimate ---------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", [SCHOOL, ESTATE, TOWER])
def test_estimate_as_json(desk: Path, profile: str) -> None:
    done = invoke("estimate", profile, "--format", "json", cwd=desk)
    found = report(done)
    assert found["profile"] == Path(profile).stem
    assert found["currency"] == "CNY"
    posts, items = found["headcount"]["posts"], found["cost"]["items"]
    assert sum(Decimal(p["persons"]) for p in posts) == Decimal(found["headcount"]["total"])
    assert sum(Decimal(i["annual"]) for i in items) == Decimal(found["cost"]["annual"])
    assert all(p["source"] and p["tag"] for p in posts)
    errors = [check for check in found["checks"] if check["severity"] == "error"]
    assert done.code == (1 if errors else 0)


def test_numbers_of_the_json_are_decimal_strings(desk: Path) -> None:
    def floats(value: Any, path: str = "") -> list[str]:
        if isinstance(value, float):
            return [path]
        parts = dict(enumerate(value)) if isinstance(value, list) else value
        inner = parts.items() if isinstance(parts, dict) else ()
        return [found for key, part in inner for found in floats(part, f"{path}.{key}")]

    found = report(invoke("estimate", SCHOOL, "--format", "json", cwd=desk))
    assert floats(found) == []
    assert isinstance(found["headcount"]["total"], str)


def test_estimate_as_table_names_posts_and_price(desk: Path) -> None:
    done = invoke("estimate", SCHOOL, cwd=desk)
    for words in ("消防控制室", "人员", "年报价", "35"):
        assert words in done.out


def test_estimate_as_csv(desk: Path) -> None:
    rows = list(
        csv.reader(io.StringIO(invoke("estimate", SCHOOL, "--format", "csv", cwd=desk).out))
    )
    assert any("保洁员" in row for row in rows)


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_estimate_into_a_file(desk: Path, form: str) -> None:
    target = Path("results") / f"estimate.{form}"
    done = invoke("estimate", SCHOOL, "--format", form, "-o", target, cwd=desk)
    assert done.out == ""
    assert "保洁员" in (desk / target).read_text(encoding="utf-8")


def test_edited_estimate_is_kept(desk: Path) -> None:
    arguments = ("estimate", SCHOOL, "--format", "csv", "-o", "e.csv")
    invoke(*arguments, cwd=desk)
    (desk / "e.csv").write_text("mine", encoding="utf-8")
    assert "e.new.csv" in invoke(*arguments, cwd=desk).err
    assert (desk / "e.csv").read_text(encoding="utf-8") == "mine"


def test_estimate_over_budget_is_a_finding(desk: Path) -> None:
    done = invoke("estimate", SCHOOL, "--set", "wages.cleaner=9000", cwd=desk)
    assert done.code == 1
    assert "over-budget" in done.out


def test_day_of_reference_is_printed(desk: Path) -> None:
    arguments = ("estimate", SCHOOL, "--format", "json", "--as-of", "2025-09-01")
    assert report(invoke(*arguments, cwd=desk))["as_of"] == "2025-09-01"


def test_tender_on_the_command_line(desk: Path) -> None:
    path = desk / SCHOOL
    text = path.read_text(encoding="utf-8").replace("tender: tenders/", "# tender: tenders/")
    path.write_text(text, encoding="utf-8")
    tender = "profiles/tenders/baocheng-primary-school.yaml"
    with_it = report(invoke("estimate", SCHOOL, "--format", "json", "--tender", tender, cwd=desk))
    without = report(invoke("estimate", SCHOOL, "--format", "json", cwd=desk))
    assert with_it["headcount"]["total"] == "35"
    assert without["headcount"]["total"] == without["headcount"]["rules_only"]["total"] != "35"


# --- explain ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("cleaner", ["保洁员", "招标文件", "人均面积"]),
        ("fire_control", ["轮换池", "78"]),
        ("cleaner.wage", ["元/年"]),
        ("vat", ["价格链", "公式"]),
        ("complaint_handled_rate", ["定义", "各档取值", "来源"]),
        ("owners-meeting", ["条款", "责任人", "引用"]),
        ("minimum_wage", ["元/月", "自 20"]),
    ],
)
def test_explain(desk: Path, target: str, words: list[str]) -> None:
    found = report(invoke("estimate", SCHOOL, "--format", "json", cwd=desk))
    if target == "cleaner.wage":
        target = next(i["id"] for i in found["cost"]["items"] if i["id"].startswith("cleaner"))
    if target == "vat":
        target = next(s["id"] for s in found["price"]["chain"] if "增值税" in s["name"])
    done = invoke("explain", SCHOOL, target, cwd=desk)
    assert done.code == 0, done.err
    for word in words:
        assert word in done.out


def test_explain_a_cost_item_lists_its_lines(desk: Path) -> None:
    found = report(invoke("estimate", SCHOOL, "--format", "json", cwd=desk))
    item = found["cost"]["by_item"][0]
    lines = invoke("explain", SCHOOL, item["id"], cwd=desk).out.splitlines()
    assert item["annual"] in lines[0]
    assert len(lines) > 1


def test_every_figure_of_the_estimate_can_be_explained(desk: Path) -> None:
    found = report(invoke("estimate", ESTATE, "--format", "json", cwd=desk))
    targets = [post["id"] for post in found["headcount"]["posts"]]
    targets += [step["id"] for step in found["price"]["chain"]]
    for target in targets:
        assert invoke("explain", ESTATE, target, cwd=desk).code == 0, target


# --- bid and plan -----------------------------------------------------------------------------


def test_bid_writes_files_and_a_report(desk: Path) -> None:
    done = invoke("bid", SCHOOL, "--no-layout", cwd=desk)
    folder = desk / "output" / "baocheng-primary-school"
    assert {path.suffix for path in folder.iterdir()} >= {".docx", ".md"}
    assert "report.md" in done.out
    text = (folder / "report.md").read_text(encoding="utf-8")
    assert "测算基准日：2025-08-01" in text
    assert "人员合计：35 人" in text


def test_bid_reports_as_json(desk: Path) -> None:
    found = report(invoke("bid", SCHOOL, "--no-layout", "--json", "-o", "out", cwd=desk))
    assert {"files", "unfilled", "checks", "digest"} <= set(found)
    for item in found["files"]:
        assert (desk / item["path"]).is_file()
        assert item["pages"] is None
    assert all({"field", "where"} <= set(blank) for blank in found["unfilled"])


def test_hand_edited_bid_is_kept(desk: Path) -> None:
    invoke("bid", SCHOOL, "--no-layout", "-o", "out", cwd=desk)
    first = next((desk / "out").glob("01-*.docx"))
    first.write_bytes(b"signed and sealed")
    done = invoke("bid", SCHOOL, "--no-layout", "-o", "out", "--json", cwd=desk)
    assert first.read_bytes() == b"signed and sealed"
    assert (desk / "out" / f"{first.stem}.new.docx").is_file()
    assert first.name in done.err
    kept = next(item for item in report(done)["files"] if item["kept"])
    assert Path(kept["kept"]).name == first.name


@pytest.mark.parametrize(
    ("profile", "kind"),
    [
        (ESTATE, "old-estate-plan"),
        (TOWER, "menu-style-service-plan"),
        (SCHOOL, "comprehensive-service-plan"),
    ],
)
def test_plan(desk: Path, profile: str, kind: str) -> None:
    done = invoke("plan", profile, "--kind", kind, "--no-layout", "-o", "out", cwd=desk)
    assert done.code == 0, done.err
    assert (desk / "out" / f"{kind}.docx").stat().st_size > 10_000


# --- the whole program ------------------------------------------------------------------------


def test_a_process_of_its_own_gives_the_same(desk: Path) -> None:
    arguments = ("estimate", SCHOOL, "--format", "json")
    inside, outside = (run(*arguments, cwd=desk) for run in (invoke, invoke_outside))
    assert inside == outside


def test_usage_errors_are_two(desk: Path) -> None:
    for arguments in (["nothing"], ["bid"], ["bid", SCHOOL, "--nothing"], ["kb", "list", "x"]):
        done = invoke(*arguments, cwd=desk)
        assert (done.code, done.out) == (2, "")
        assert "Usage" in done.err


def test_every_command_says_what_it_does_in_both_languages(desk: Path) -> None:
    lines = invoke("--help", cwd=desk).out.partition("Commands:")[2].strip().splitlines()
    assert {line.split()[0] for line in lines} >= {"bid", "plan", "estimate", "explain", "check"}
    assert all(any("\u4e00" <= c <= "\u9fff" for c in line) for line in lines)
