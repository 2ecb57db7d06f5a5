"""What the product promises, from the file that is written back to the words that were typed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from generator.pipeline import Job, compose_context, run_estimate
from generator.resources import templates_folder
from tests.checks.planted import DAY, SHIPPED
from tests.cli.command import base_read_once, invoke, report

SCHOOL = "profiles/baocheng-primary-school.yaml"
ESTATE = "profiles/old-estate-35.yaml"
TOWER = "profiles/cuihu-highrise.yaml"


def estimated(desk: Path, profile: str, *more: str) -> Any:
    return report(invoke("estimate", profile, "--format", "json", *more, cwd=desk))


# --- the school -------------------------------------------------------------------------------


def test_school_has_the_tenders_posts_and_the_rules_beside_them(desk: Path) -> None:
    found = estimated(desk, SCHOOL)["headcount"]
    assert found["total"] == "35"
    manned = [post for post in found["posts"] if Decimal(post["persons"])]
    assert {post["source"] for post in manned} == {"tender"}
    assert {post["tag"] for post in manned} == {"tender"}
    rules = found["rules_only"]
    assert Decimal(rules["total"]) > 0
    assert rules["total"] != "35"
    assert sum(map(Decimal, rules["by_department"].values())) == Decimal(rules["total"])
    assert sum(map(Decimal, found["by_department"].values())) == 35


def test_school_says_what_six_guards_on_two_places_cost(desk: Path) -> None:
    found = estimated(desk, SCHOOL)
    (post,) = [p for p in found["headcount"]["posts"] if p["id"] == "fire_control_operator"]
    assert (post["persons"], post["positions"]) == ("6", "2")
    assert round(Decimal(post["overtime_hours_per_month"])) == 78
    (warning,) = [
        check
        for check in found["checks"]
        if check["code"] == "overtime-over-limit" and "消防控制室" in check["message"]
    ]
    assert warning["severity"] == "warning"
    assert "78 小时" in warning["message"]
    overtime = [i for i in found["cost"]["items"] if str(i["id"]).startswith("fire_control")]
    costs = [i["annual"] for i in overtime if "加班" in i["name"]]
    assert costs
    assert any(cost in warning["message"] for cost in costs)


def test_school_keeps_below_both_caps(desk: Path) -> None:
    price = estimated(desk, SCHOOL)["price"]
    assert Decimal(price["annual"]) <= Decimal(2248400)
    assert len(price["parts"]) == 2
    assert all(Decimal(part["annual"]) <= Decimal(part["cap"]) for part in price["parts"])
    assert sum(Decimal(part["annual"]) for part in price["parts"]) == Decimal(price["annual"])


# --- two runs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [("bid", SCHOOL), ("plan", ESTATE, "--kind", "old-estate-plan")],
    ids=["bid", "plan"],
)
def test_two_runs_are_byte_identical(desk: Path, arguments: tuple[str, ...]) -> None:
    for folder in ("one", "two"):
        invoke(*arguments, "--no-layout", "-o", folder, cwd=desk)
    one, two = (
        {path.name: path.read_bytes() for path in (desk / folder).iterdir()}
        for folder in ("one", "two")
    )
    assert {Path(name).suffix for name in one} >= {".docx", ".md"}
    assert one == two


def test_estimate_is_the_same_twice(desk: Path) -> None:
    assert estimated(desk, TOWER) == estimated(desk, TOWER)


# --- one changed wage -------------------------------------------------------------------------


def printed(desk: Path, profile: str, *settings: str) -> dict[str, str]:
    """Return the text of every reference that a document may print."""
    job = Job(desk / profile, [SHIPPED], templates_folder(), DAY, settings=settings)
    with base_read_once():
        return dict(compose_context(run_estimate(job)).refs.texts)


def test_one_changed_wage_changes_the_texts_of_money_alone(desk: Path) -> None:
    before, after = printed(desk, TOWER), printed(desk, TOWER, "wages.cleaner=3100")
    assert set(before) == set(after)
    changed = {ref for ref in before if before[ref] != after[ref]}
    assert changed
    money = ("wages.", "cost", "price.", "budget", "chain", "grounds.")
    assert {ref for ref in changed if not ref.startswith(money)} == set()
    assert {ref for ref in changed if ref.startswith("wages.")} <= {"wages.cleaner"}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of a JSON tree with its path; list entries by their id."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, f"{path}.{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            name = part.get("id", index) if isinstance(part, dict) else index
            yield from leaves(part, f"{path}[{name}]")
    else:
        yield path, value


def test_one_changed_wage_changes_exactly_what_depends_on_it(desk: Path) -> None:
    before = dict(leaves(estimated(desk, TOWER)))
    after = dict(leaves(estimated(desk, TOWER, "--set", "wages.cleaner=3100")))
    changed = {path for path in before if before[path] != after.get(path)}
    assert not [path for path in changed if path.startswith((".headcount", ".level", ".as_of"))]
    items = {path.split("]")[0] for path in changed if path.startswith(".cost.items[")}
    assert items
    posts = {path.partition("[")[2].partition(".")[0] for path in items}
    assert posts == {"cleaner"}
    steady = {path for path in before if path.startswith(".cost.items[")} - changed
    assert any("[cleaning_lead." in path for path in steady)
    assert ".cost.annual" in changed
    assert ".price.annual" in changed
    departments = {path for path in changed if path.startswith(".cost.by_department")}
    assert departments == {".cost.by_department.cleaning"}


# --- texts as they were typed -----------------------------------------------------------------

TYPED = 'R&D <b> 5>3 & "引号"'


@pytest.mark.parametrize("where", ["file", "setting"])
def test_text_comes_out_in_word_as_it_was_typed(desk: Path, where: str) -> None:
    arguments = ["plan", TOWER, "--kind", "comprehensive-service-plan", "--no-layout", "-o", "out"]
    if where == "setting":
        arguments += ["--set", f"project.name={TYPED}"]
    else:
        path = desk / TOWER
        text = path.read_text(encoding="utf-8")
        name = "  name: 翠湖示例花园物业服务项目"
        assert name in text
        path.write_text(text.replace(name, f"  name: '{TYPED}'"), encoding="utf-8")
    done = invoke(*arguments, cwd=desk)
    assert done.code == 0, done.err
    texts = list(paragraphs(desk / "out" / "comprehensive-service-plan.docx"))
    assert any(text.strip() == TYPED for text in texts), "the cover"
    body = [text for text in texts if TYPED in text and text.strip() != TYPED]
    assert body, "the body"
    assert not [text for text in texts if "&amp;" in text or "&lt;" in text or "&quot;" in text]


def test_text_comes_out_of_a_bid_as_it_was_typed(desk: Path) -> None:
    done = invoke(
        "bid", TOWER, "--no-layout", "-o", "out", "--set", f"project.name={TYPED}", cwd=desk
    )
    assert "Traceback" not in done.err
    files = sorted((desk / "out").glob("*.docx"))
    assert files
    for path in files:
        assert any(TYPED in text for text in paragraphs(path)), path.name


def paragraphs(path: Path) -> Iterator[str]:
    """Yield the text of every paragraph of a Word file, those in tables included."""
    document = docx.Document(str(path))
    for paragraph in document.element.body.iter(qn("w:p")):
        yield Paragraph(paragraph, document).text
