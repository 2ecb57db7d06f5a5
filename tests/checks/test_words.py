"""Words that must never be printed: each rule finds its sample in a clause and in a file."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from generator.checks.registry import CHECKS
from generator.errors import Problem
from generator.library import Layer
from generator.library.loader import read_knowledge_base
from generator.model.document import Document, Figure, Paragraph, Runs, Text
from generator.model.knowledge import BANNED_WORD, WORD_CODES, Wording
from generator.model.knowledge_base import KnowledgeBase
from generator.model.language import WordGroup, sentence
from generator.source import load_file
from generator.verify.reread import ReadFile, ReadParagraph
from generator.verify.words import word_problems
from tests.checks.planted import CLAUSE, DAY, SHIPPED
from tests.cli.command import base_read_once

RULES: list[dict[str, object]] = load_file(SHIPPED.folder / "language.yaml").data["words"]
IDS = [str(rule["id"]) for rule in RULES]


@cache
def base() -> KnowledgeBase:
    """The shipped base."""
    with base_read_once():
        return read_knowledge_base([SHIPPED])[0]


def read_again(*texts: str) -> ReadFile:
    """A file of these paragraphs."""
    paragraphs = tuple(ReadParagraph("", text) for text in texts)
    return ReadFile(paragraphs, 0, "", frozenset(), frozenset())


def in_file(text: str, *figures: Figure, public: bool = False) -> list[Problem]:
    """What the rules say of a file with one paragraph."""
    runs: Runs = (Text(text), *figures)
    document = Document("d", "文书", "d", "plan.docx", (), (Paragraph(runs),), "")
    whole = read_again(text + "".join(figure.text for figure in figures))
    return list(word_problems(document, whole, base().wordings.values(), public=public))


def in_clause(text: str, folder: Path) -> list[Problem]:
    """What the rules say of a clause that says this."""
    (folder / "planted.yaml").write_text(CLAUSE.replace("按计划保洁", text), encoding="utf-8")
    with base_read_once():
        kb, problems = read_knowledge_base([SHIPPED, Layer("own", folder)])
    assert not problems
    only = {"clauses": {"planted": kb.clauses["planted"]}, "forms": {}}
    few = KnowledgeBase(**only, wordings=kb.wordings, places=kb.places, layers=kb.layers)  # type: ignore[arg-type]
    return list(CHECKS["words"].run(few, DAY))


@pytest.mark.parametrize("name", IDS)
def test_each_rule_finds_its_sample_and_spares_what_it_allows(name: str, tmp_path: Path) -> None:
    rule = base().wordings[name]
    if "clause" in rule.scope:
        found = in_clause(rule.sample, tmp_path)
        assert (rule.code, rule.instead) in {(p.code, p.hint) for p in found}
        assert {p.place.line for p in found} == {14}
    if "document" in rule.scope and rule.limit is None:
        assert rule.instead in {p.hint for p in in_file(rule.sample)}
    for text in rule.allowed:
        assert not any(rule.found(text)), text


def test_every_fault_of_the_trade_has_rules() -> None:
    groups = {rule.group for rule in base().wordings.values()}
    assert groups == set(get_args(WordGroup))
    assert set(WORD_CODES) <= groups and BANNED_WORD not in WORD_CODES.values()


def test_the_shipped_rules_prove_themselves() -> None:
    assert list(CHECKS["word-rules"].run(base(), DAY)) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("words", "甲("), ("words", "乙"), ("allowed", ("甲乙",)), ("unless", "甲")],
)
def test_a_rule_that_does_not_work_is_reported(field: str, value: object) -> None:
    good = Wording(id="own", words="甲", reason="理由", instead="改写", group="stale", sample="甲")
    bad = good.model_copy(update={field: value})
    found = list(CHECKS["word-rules"].run(KnowledgeBase(wordings={"own": bad}), DAY))
    assert [problem.code for problem in found] == ["bad-pattern"]
    assert list(CHECKS["word-rules"].run(KnowledgeBase(wordings={"own": good}), DAY)) == []


def test_an_overlay_adds_words(tmp_path: Path) -> None:
    text = (
        "kind: language\nwords:\n"
        "  - {id: own, words: 老东家, reason: 理由, instead: 删去, group: stale, sample: 老东家}\n"
    )
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    assert in_clause("照老东家的做法", tmp_path)[0].hint == "删去"


# --- what excuses ------------------------------------------------------------------------------


def test_what_forbids_is_no_threat() -> None:
    assert [p.code for p in in_file("以停水停电方式催缴。")] == ["utilities-cut"]
    assert in_file("不得以停水停电方式催缴。") == []
    assert [p.code for p in in_file("不得吸烟。以停水停电方式催缴。")] == ["utilities-cut"]


def test_the_buyers_own_words_stay() -> None:
    theirs = Figure("tender.star.age", "保洁员年龄五十岁以下")
    assert in_file("招标要求：", theirs) == []
    assert [p.code for p in in_file("保洁员年龄五十岁以下")] == ["discriminatory-condition"]


def test_personal_data_never_stands_in_a_public_volume() -> None:
    phone = Figure("company.contact_phone", "13800138000")
    assert in_file("联系电话：", phone) == []
    assert [p.code for p in in_file("联系电话：", phone, public=True)] == ["personal-data"]


@pytest.mark.parametrize(
    "text",
    [
        "身份证号330102199001011234",
        "统一社会信用代码913301007654321000",
        "年报价22417080000元",
        "电话0571-88001234",
    ],
)
def test_only_numbers_of_persons_are_personal(text: str) -> None:
    assert bool(in_file(text)) is ("身份证" in text)


def test_a_sentence_ends_at_its_stop() -> None:
    text = "甲乙。丙丁戊；己"
    assert sentence(text, 4, 5) == "丙丁戊" and sentence(text, 7, 8) == "己"
    assert sentence(text, 0, 1) == "甲乙"


def test_days_do_not_matter() -> None:
    early = datetime.date(2000, 1, 1)
    assert list(CHECKS["word-rules"].run(base(), early)) == []
