"""``check``, ``kb`` and ``schema``: what is wrong with the data, and what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.knowledge import KINDS as LISTED
from generator.library.kinds import ALL_KINDS
from generator.resources import knowledge_base_folder, profiles_folder, templates_folder
from tests.cli.command import invoke, report

SCHOOL = "profiles/baocheng-primary-school.yaml"


# --- check ------------------------------------------------------------------------------------


def test_check_of_everything_shipped(desk: Path) -> None:
    done = invoke("check", "--format", "json", cwd=desk)
    assert report(done)["summary"]["errors"] == 0, done.out
    assert done.code == 0


def test_check_of_files_and_folders(desk: Path) -> None:
    template = templates_folder() / "bid.docx"
    done = invoke("check", SCHOOL, "profiles/companies", template, cwd=desk)
    assert (done.code, done.err.strip()) == (0, "错误 0，警告 0")


CLAUSE = """\
kind: clauses
clauses:
  - id: own
    topic: cleaning-tool
    title: 自有条款
    module: cleaning
    owner: 测试
    reviewed: 2026-11-20
    text: 按计划保洁。
"""


@pytest.fixture
def faulty(desk: Path) -> Path:
    """A working folder with an overlay that has one fault."""
    (desk / "own").mkdir()
    (desk / "own" / "clauses.yaml").write_text(CLAUSE, encoding="utf-8")
    return desk


def test_check_as_json(faulty: Path) -> None:
    done = invoke("check", "own", "--format", "json", cwd=faulty)
    (problem,) = report(done)["problems"]
    assert set(problem) == {"file", "line", "column", "code", "severity", "message", "hint"}
    assert (problem["file"], problem["line"], problem["column"]) == ("own/clauses.yaml", 4, 12)
    assert problem["code"] == "unknown-topic"
    assert done.code == 1


def test_check_as_annotations(faulty: Path) -> None:
    done = invoke("check", "own", "--format", "github", cwd=faulty)
    assert done.out.startswith("::error file=own/clauses.yaml,line=4,col=12,title=unknown-topic::")


def test_strict_counts_warnings(desk: Path) -> None:
    text = CLAUSE.replace("cleaning-tool", "own-topic").replace("kind: clauses", "kind: clauses")
    topic = "kind: topics\ntopics:\n  - {id: own-topic, title: 自有, group: cleaning}\n"
    document = (
        "kind: document\nid: own-plan\ntitle: 自有方案\ngenre: plan\nauthor: 甲\naudience: 乙\n"
        "chapters:\n  - {title: 一, topics: [own-topic]}\n"
    )
    (desk / "own").mkdir()
    for name, content in (("topic", topic), ("document", document)):
        (desk / "own" / f"{name}.yaml").write_text(content, encoding="utf-8")
    assert invoke("check", "own", cwd=desk).code == 0
    assert invoke("check", "own", "--strict", cwd=desk).code == 1
    (desk / "own" / "clauses.yaml").write_text(text, encoding="utf-8")
    assert invoke("check", "own", "--strict", cwd=desk).code == 0


# --- kb and schema ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LISTED)
def test_kb_list(desk: Path, kind: str) -> None:
    done = invoke("kb", "list", kind, "--format", "json", cwd=desk)
    rows = report(done)
    assert done.code == 0
    for row in rows:
        assert {"id", "title", "file", "line"} <= set(row)
        assert Path(row["file"]).is_file()
        assert row["line"] > 0
    assert len({row["id"] for row in rows}) == len(rows)
    assert invoke("kb", "list", kind, cwd=desk).out.count("\n") == len(rows)


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("documents", 4),
        ("topics", 60),
        ("clauses", 80),
        ("kpis", 25),
        ("laws", 40),
        ("posts", 20),
        ("costs", 10),
        ("parameters", 20),
        ("forms", 15),
        ("schemes", 3),
        ("sources", 10),
        ("workflows", 44),
        ("organisations", 15),
        ("calendars", 2),
    ],
)
def test_knowledge_base_holds_what_it_promises(desk: Path, kind: str, least: int) -> None:
    rows = report(invoke("kb", "list", kind, "--format", "json", cwd=desk))
    assert len(rows) >= least


def test_kb_list_with_an_overlay(faulty: Path) -> None:
    done = invoke("kb", "list", "clauses", "--kb", "own", cwd=faulty)
    assert "own\t自有条款\town/clauses.yaml:3" in done.out


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("owners-meeting", ["owners.yaml", "层：shipped", "用到它的"]),
        ("complaint_handled_rate", ["kpis", "用到它的：条款"]),
        ("civil-code", ["中华人民共和国民法典", "用到它的：条款"]),
        ("cleaner", ["posts cleaner"]),
        ("bid-letter", ["forms bid-letter"]),
        (
            "complaint-handling",
            ["workflows complaint-handling", "条款 complaint-acceptance"],
        ),
        ("horticulture", ["calendars horticulture", "条款 green-plan"]),
    ],
)
def test_kb_show(desk: Path, entry: str, words: list[str]) -> None:
    done = invoke("kb", "show", entry, cwd=desk)
    assert done.code == 0, done.err
    for word in words:
        assert word in done.out


def test_kb_search(desk: Path) -> None:
    done = invoke("kb", "search", "首接责任制", cwd=desk)
    first = done.out.splitlines()[0].split("\t")
    assert first[1:3] == ["first-contact-responsibility", "首接责任制"]
    rows = report(invoke("kb", "search", "消防", "--kind", "kpis", "--format", "json", cwd=desk))
    assert rows and {row["kind"] for row in rows} == {"kpis"}
    assert "没有找到" in invoke("kb", "search", "zzqq", cwd=desk).err


def test_kb_show_names_the_nearest(desk: Path) -> None:
    done = invoke("kb", "show", "owners-meetng", cwd=desk)
    assert done.code == 2
    assert done.err.startswith("wuye: unknown-entry")
    assert "owners-meeting" in done.err


@pytest.mark.parametrize("kind", sorted(ALL_KINDS))
def test_schema_is_json_schema(desk: Path, kind: str) -> None:
    found = report(invoke("schema", kind, cwd=desk))
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["additionalProperties"] is False
    assert found["properties"]["kind"]["const"] == kind
    assert found["title"] == ALL_KINDS[kind].title


def test_schema_names_the_keys_that_are_written() -> None:
    """The file says ``from``; the model's own name for it is no key."""
    text = invoke("schema", "parameters", cwd=Path.cwd()).out
    assert '"from"' in text
    assert '"from_"' not in text


def test_schema_of_an_unknown_kind(desk: Path) -> None:
    done = invoke("schema", "profil", cwd=desk)
    assert (done.code, done.out) == (2, "")
    assert "是否想写 profile" in done.err


def test_shipped_files_all_declare_their_kind_first() -> None:
    for path in [*knowledge_base_folder().rglob("*.yaml"), *profiles_folder().rglob("*.yaml")]:
        lines = path.read_text(encoding="utf-8").splitlines()
        first = next(line for line in lines if line.strip() and not line.startswith("#"))
        assert first.startswith("kind: "), path


# --- kb coverage ------------------------------------------------------------------------------


def test_coverage_names_the_clauses_of_every_point(desk: Path) -> None:
    done = invoke("kb", "coverage", "--format", "json", cwd=desk)
    rows = {row["id"]: row for row in report(done)}
    assert rows["t18-02"]["clauses"] and not rows["t18-02"]["open"]
    assert done.code == 0


def test_coverage_lists_what_an_overlay_leaves_open(desk: Path) -> None:
    text = "kind: topics\ntopics:\n  - {id: own-topic, title: 自有主题, group: own}\n"
    (desk / "own").mkdir()
    (desk / "own" / "topics.yaml").write_text(text, encoding="utf-8")
    done = invoke("kb", "coverage", "--missing", "--kb", "own", cwd=desk)
    assert done.out.splitlines() == ["topics\town-topic\t自有主题\t\t缺：全部类型"]
    assert "没有回答的 1 项" in done.err
