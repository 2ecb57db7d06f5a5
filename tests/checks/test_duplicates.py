"""No two clauses share sixty characters, and none twenty-five with the sources they stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.duplicates import RUN, longest_runs, plain_text
from generator.library.loader import read_knowledge_base
from tests.checks.planted import SHIPPED
from tests.cli.command import base_read_once

DIGEST_RUN = 25
UNLIKE = "".join(chr(0x4E00 + n) for n in range(400))


@pytest.mark.parametrize("offset", [0, 1, 29, 30, 31, 45])
@pytest.mark.parametrize("length", [RUN, RUN + 7, 150])
def test_a_shared_run_is_found_wherever_it_stands(offset: int, length: int) -> None:
    run = UNLIKE[100 : 100 + length]
    texts = {"one": UNLIKE[300 : 300 + offset] + run + "一二三", "two": "四五" + run + "六七八"}
    assert longest_runs(texts) == {("one", "two"): run}


def test_a_shorter_run_is_none() -> None:
    run = UNLIKE[: RUN - 1]
    assert longest_runs({"one": "甲" + run + "乙", "two": "丙" + run + "丁"}) == {}
    assert longest_runs({"one": run * 3}) == {}


def test_headings_statutes_and_blanks_do_not_count() -> None:
    text = "### 标题\n依《条例》每{{ p.days }}清扫{% if facts.lifts %}电梯{% endif %}\n|---|---|"
    assert plain_text(text) == "依每清扫电梯"


def test_no_clause_copies_the_digest(need_shared: Path) -> None:
    digest = plain_text((need_shared / "domain" / "seeds.md").read_text(encoding="utf-8"))
    runs = {digest[i : i + DIGEST_RUN] for i in range(len(digest) - DIGEST_RUN + 1)}
    with base_read_once():
        kb, _ = read_knowledge_base([SHIPPED])
    copied = {}
    for clause in kb.clauses.values():
        text = plain_text(clause.text)
        for start in range(len(text) - DIGEST_RUN + 1):
            if text[start : start + DIGEST_RUN] in runs:
                copied[clause.id] = text[start : start + DIGEST_RUN]
                break
    assert copied == {}
