"""The finished file is read again: a clean one gives nothing, every planted fault is found."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from lxml.etree import _Element

from generator.anchors import bookmark_name
from generator.errors import Problem
from generator.model.document import Figure, PageRef, Paragraph, Text, block_runs
from generator.pipeline import stale_law_names
from generator.render.docx import write_docx
from generator.render.template import load_template
from generator.verify import verify_package
from tests.compose.samples import ROOT, SAMPLES, SCHOOL, TODAY, context, estimated, made
from tests.verify import faults

BID = SAMPLES[0]
PRICE = estimated(SCHOOL).estimate.price.annual


def found(changes: dict[str, bytes], texts: dict[str, str] | None = None) -> list[Problem]:
    """What verification says when some files of the school's bid are others."""
    done = made(BID)
    known = dict(context(SCHOOL).refs.texts)
    stale = stale_law_names(done.estimated.kb.laws, done.estimated.case.as_of)
    files = {**done.files, **changes}
    # Figures of clauses are registered while composing; their own text stands for them here.
    return list(verify_package(done.package, files, {**known, **(texts or {})}, stale).problems)


def planted(volume: str, change: faults.Change, part: str = faults.DOCUMENT) -> list[Problem]:
    """What is found after a fault in one volume."""
    return found({volume: faults.edited(made(BID).files[volume], change, part)})


def codes(problems: list[Problem]) -> list[str]:
    """The codes of problems in alphabetical order."""
    return sorted(problem.code for problem in problems)


def test_a_clean_file_gives_nothing() -> None:
    assert found({}) == []


def test_saving_the_parts_again_changes_nothing() -> None:
    assert planted("private", lambda root: None) == []


# --- figures -----------------------------------------------------------------------------------


def test_a_wrong_figure_in_prose() -> None:
    (problem,) = planted("private", faults.replaced("35人", "36人"))
    assert problem.code == "figure-mismatch" and problem.severity == "error"
    assert problem.place.file == "02-private.docx"
    assert "35人" in problem.message and "36人" in problem.message


def test_a_wrong_figure_in_a_table_cell() -> None:
    (problem,) = planted("private", faults.total_replaced("35", "36"))
    assert problem.code == "figure-mismatch"
    assert "应为“35”，文件为“36”" in problem.message


def test_a_wrong_digit_in_the_price() -> None:
    text = f"{PRICE:,.2f}"
    wrong = text[:-1] + "1"
    assert codes(planted("public", faults.replaced(text, wrong, in_table=True))) == [
        "figure-mismatch"
    ]


def test_a_wrong_capital_amount() -> None:
    text = context(SCHOOL).refs.texts["price.annual_capital"]
    wrong = text.replace("贰佰", "叁佰", 1)
    assert wrong != text
    (problem,) = planted("public", faults.replaced(text, wrong, in_table=True))
    assert problem.code == "figure-mismatch" and "叁佰" in problem.message


def test_a_figure_that_no_longer_is_what_its_reference_says() -> None:
    problems = found({}, {"staff.total": "36人", "staff.total_number": "36"})
    assert set(codes(problems)) == {"figure-mismatch"}
    assert len(problems) >= 7, "each place where the total stands"


def test_a_page_number_must_stay_a_number() -> None:
    document = made(BID).package.volumes[1].document
    assert any(isinstance(run, PageRef) for b in document.blocks for run in block_runs(b))

    def change(root: _Element) -> None:
        node = next(n for n in faults.body_texts(root, in_table=True) if n.text == "见第")
        paragraph = faults.paragraph_of(node)
        digits = next(t for t in paragraph.iter(faults.W + "t") if (t.text or "").isdigit())
        digits.text = "？"

    assert codes(planted("private", change)) == ["figure-mismatch"]


# --- paragraphs --------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [3, 40, 111, 222, -2])
def test_a_deleted_paragraph_is_one_finding(number: int) -> None:
    (problem,) = planted("private", faults.without_paragraph(number))
    assert problem.code == "missing-paragraph" and "缺少一段" in problem.message


def test_an_added_paragraph_is_one_finding() -> None:
    (problem,) = planted("private", faults.with_paragraph("本公司另行承诺免费服务。"))
    assert problem.code == "extra-paragraph" and "免费服务" in problem.message


def test_a_changed_word_is_found() -> None:
    assert codes(planted("public", faults.replaced("投标", "招标"))) == ["figure-mismatch"]


# --- what must not stand in any file -----------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["合计{{ staff.total }}人", "{% if x %}", "甲}}乙", "[[table: x]]", "地址None", "nan元"]
)
def test_leftovers(text: str) -> None:
    problems = planted("private", faults.said_instead(text))
    assert codes(problems) == ["figure-mismatch", "leftover-tag"]


@pytest.mark.parametrize("text", ["Nonesuch", "finance", "R&D <b> 5>3"])
def test_words_that_only_look_like_leftovers(text: str) -> None:
    assert codes(planted("private", faults.said_instead(text))) == ["figure-mismatch"]


def test_a_leftover_in_a_header() -> None:
    with zipfile.ZipFile(io.BytesIO(made(BID).files["private"])) as archive:
        headers = [name for name in archive.namelist() if re.match(r"word/header\d*\.xml", name)]
        name = next(name for name in headers if b"</w:t>" in archive.read(name))
    assert codes(planted("private", faults.first_text("{{ header_text }}"), name)) == [
        "leftover-tag"
    ]


def test_a_repealed_statute_names_its_successor() -> None:
    text = "共有部分依《中华人民共和国物权法》管理。"
    problems = planted("private", faults.said_instead(text))
    assert codes(problems) == ["figure-mismatch", "repealed-law"]
    law = next(problem for problem in problems if problem.code == "repealed-law")
    assert "物权法" in law.message and "民法典" in law.hint


# --- words and indicators, with the knowledge base ---------------------------------------------


def with_rules(text: str | None) -> list[Problem]:
    """What verification says with the rules of the knowledge base when a paragraph says a text."""
    done = made(BID)
    files = dict(done.files)
    if text is not None:
        files["private"] = faults.edited(files["private"], faults.said_instead(text))
    texts = context(SCHOOL).refs.texts
    return list(verify_package(done.package, files, texts, {}, done.estimated.kb).problems)


def test_the_sample_says_nothing_forbidden() -> None:
    assert with_rules(None) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("对违反规定者处以罚款。", "penalty-by-company"),
        ("欠费三个月的停水停电催缴。", "utilities-cut"),
        ("保洁员以女性为主。", "discriminatory-condition"),
        ("确保万无一失。", "absolute-promise"),
        ("提供一流的服务，完美的体验。", "banned-word"),
        ("业主癿需求。", "garbled-text"),
        ("身份证号330102199001011234", "personal-data"),
        ("本文来自文库，下载地址见后。", "advertising-trace"),
        ("XX物业XX项目。", "placeholder-left"),
        ("具体方案中标后提供。", "draft-words"),
    ],
)
def test_a_forbidden_word_in_a_file(text: str, code: str) -> None:
    problems = with_rules(text)
    assert set(codes(problems)) == {"figure-mismatch", code}
    found = next(problem for problem in problems if problem.code == code)
    assert found.place.file == "02-private.docx" and found.hint


def test_a_second_value_of_an_indicator_in_a_file() -> None:
    kpi = next(iter(estimated(SCHOOL).kb.kpis.values()))
    problems = with_rules(f"{kpi.title}不低于1{kpi.unit}。")
    assert set(codes(problems)) == {"figure-mismatch", "kpi-contradiction"}


# --- price and links ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        f"总价{PRICE:,.2f}元",
        f"总价{PRICE:.2f}元",
        context(SCHOOL).refs.texts["price.annual_capital"],
        context(SCHOOL).refs.texts["price.parts.plan-06482"],
    ],
)
def test_the_price_in_the_private_volume(text: str) -> None:
    problems = planted("private", faults.said_instead(text))
    assert set(codes(problems)) == {"figure-mismatch", "price-in-volume"}


def test_the_price_in_a_property_of_the_private_volume() -> None:
    def change(root: _Element) -> None:
        root[0].text = f"报价{PRICE:.2f}"

    assert codes(planted("private", change, "docProps/core.xml")) == ["price-in-volume"]


def test_a_dead_bookmark() -> None:
    document = made(BID).package.volumes[1].document
    anchor = next(
        run.anchor for b in document.blocks for run in block_runs(b) if isinstance(run, PageRef)
    )
    (problem,) = planted("private", faults.without_bookmark(bookmark_name(anchor)))
    assert problem.code == "dead-reference" and bookmark_name(anchor) in problem.message


# --- the document before it is written ---------------------------------------------------------


def test_a_digit_without_a_reference() -> None:
    done = made(BID)
    volume = done.package.volumes[1]
    loose = Paragraph((Text("每班3人"), Figure("staff.total", "35人")))
    document = replace(volume.document, blocks=(*volume.document.blocks, loose))
    package = replace(done.package, volumes=(replace(volume, document=document),))
    template = load_template(ROOT / "templates" / document.template)
    data = write_docx(document, template, as_of=TODAY, blind=False, pages=None)
    result = verify_package(package, {volume.id: data}, context(SCHOOL).refs.texts, {})
    assert [problem.code for problem in result.problems] == ["unreferenced-digit"]
    assert "每班3人" in result.problems[0].message


def test_total_and_price_are_counted_wherever_they_stand() -> None:
    counts = made(BID).verification.counts
    assert counts["staff.total"] >= 3 and counts["staff.total_number"] >= 4
    assert counts["price.annual_amount"] >= 3 and counts["price.annual_capital"] >= 1
