"""Each registered check finds a planted fault, at its place, and has nothing to say otherwise."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator.checks import check_paths, check_shipped
from generator.checks.registry import CHECKS
from generator.library import Layer
from generator.library.loader import read_knowledge_base
from generator.resources import knowledge_base_folder
from tests.checks.planted import (
    CHAIN,
    CHECKLIST,
    CITY,
    CLAUSE,
    COST,
    DAY,
    ELEMENT,
    FAULTS,
    KPI,
    PLAN,
    POST,
    SHIPPED,
    TESTED_ELSEWHERE,
    TOPIC,
    Fault,
)
from tests.cli.command import base_read_once


def findings(folder: Path, *checks: str) -> list[tuple[str, int, int]]:
    """Run checks on the shipped base with a folder over it; return what they say of the folder."""
    with base_read_once():
        kb, problems = read_knowledge_base([SHIPPED, Layer("own", folder)])
    assert not problems, problems
    name = (folder / "planted.yaml").as_posix()
    return [
        (problem.code, problem.place.line, problem.place.column)
        for check in checks
        for problem in CHECKS[check].run(kb, DAY)
        if problem.place.file == name
    ]


def plant(folder: Path, text: str) -> None:
    (folder / "planted.yaml").write_text(text, encoding="utf-8")
    (folder / "topic.yaml").write_text(TOPIC, encoding="utf-8")


@pytest.mark.parametrize(
    "fault", FAULTS, ids=lambda f: f"{f.check}-{f.code}-{f.wrong[:18].strip()}"
)
def test_planted_fault_is_found(fault: Fault, tmp_path: Path) -> None:
    assert fault.right in fault.text
    plant(tmp_path, fault.text.replace(fault.right, fault.wrong, 1))
    assert (fault.code, fault.line, fault.column) in findings(tmp_path, fault.check)


@pytest.mark.parametrize("text", [CLAUSE, POST, COST, KPI, CITY, PLAN, CHAIN, ELEMENT, CHECKLIST])
def test_nothing_is_said_of_what_is_right(text: str, tmp_path: Path) -> None:
    plant(tmp_path, text)
    assert findings(tmp_path, *CHECKS) == []


def test_ambiguous_clauses(tmp_path: Path) -> None:
    second = CLAUSE.partition("clauses:\n")[2].replace("id: planted", "id: planted-too")
    plant(tmp_path, CLAUSE + second)
    line = 3 + second.count("\n")
    assert findings(tmp_path, "ambiguous") == [("ambiguous-clause", line, 9)]
    plant(tmp_path, CLAUSE + second.replace("public_venue", "hospital"))
    assert findings(tmp_path, "ambiguous") == []
    plant(tmp_path, CLAUSE + second.replace("    cites", "    when: facts.lifts\n    cites"))
    assert findings(tmp_path, "ambiguous") == []


def test_text_in_one_line_is_placed_where_it_begins(tmp_path: Path) -> None:
    head = CLAUSE.partition("    text:")[0].replace("    cites: [civil-code]\n", "")
    plant(tmp_path, head + '    text: "每{{ p.days }}保洁3次。"\n')
    assert findings(tmp_path, "figures") == [("figure-in-prose", 12, 11)]


def test_list_markers_and_rules_of_tables_are_no_figures(tmp_path: Path) -> None:
    lines = ["1. 甲", "1. 乙", "", "| 丙 | 丁 |", "|---|---|", "| 戊 | 己 |"]
    plant(tmp_path, CLAUSE + "".join(f"      {line}\n" for line in lines))
    assert findings(tmp_path, "figures") == []


def test_law_repealed_tomorrow_may_still_be_cited(tmp_path: Path) -> None:
    text = CLAUSE.replace("law('civil-code')", "law('contract-law-1999')")
    plant(tmp_path, text)
    with base_read_once():
        kb, _ = read_knowledge_base([SHIPPED, Layer("own", tmp_path)])
    last = kb.laws["contract-law-1999"].until
    assert last is not None
    for day, expected in ((last - datetime.timedelta(days=1), False), (last, True)):
        codes = {
            p.code for p in CHECKS["laws"].run(kb, day) if p.place.file.endswith("planted.yaml")
        }
        assert ("repealed-law" in codes) is expected


def test_every_code_of_a_planted_fault_is_declared() -> None:
    declared = {code for check in CHECKS.values() for code in check.codes}
    undeclared = {fault.code for fault in FAULTS} - declared
    assert undeclared <= {"computed-in-text"}


def test_every_check_has_a_planted_fault() -> None:
    tested = {fault.check for fault in FAULTS} | {"ambiguous"} | TESTED_ELSEWHERE
    assert set(CHECKS) - tested == set()


# --- the shipped files ------------------------------------------------------------------------


def test_shipped_files_are_clean() -> None:
    with base_read_once():
        found = check_shipped([SHIPPED], DAY)
    assert [problem.line() for problem in found if problem.severity == "error"] == []


def test_shipped_base_checked_as_a_folder_is_clean() -> None:
    with base_read_once():
        found = check_paths([knowledge_base_folder()], [SHIPPED], DAY)
    assert [problem.line() for problem in found if problem.severity == "error"] == []


def test_only_what_was_asked_for_is_reported(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "one-more"
    for folder in (one, two):
        folder.mkdir()
        plant(folder, CLAUSE.replace("cleaning-tools", "cleaning-tool"))
    with base_read_once():
        found = check_paths([one], [SHIPPED], DAY)
    assert {Path(problem.place.file).parent for problem in found} == {one}


def test_results_and_hidden_files_are_not_checked(tmp_path: Path) -> None:
    (tmp_path / ".wuye.json").write_text("{}", encoding="utf-8")
    (tmp_path / "bid.docx").write_bytes(b"finished")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bad.yaml").write_text("kind: nothing\n", encoding="utf-8")
    assert check_paths([tmp_path], [SHIPPED], DAY) == []
