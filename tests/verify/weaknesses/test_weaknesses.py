"""Each weakness finds its planted sample and spares what is right; the samples are read whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import pytest

from generator.checks.registry import CHECKS
from generator.model.document import Block, Figure, Heading, Origin, Text
from generator.model.profile import Acceptance
from generator.model.tender import Element, ScoringItem
from generator.rules.overrides import FINDINGS, REVIEWED
from generator.verify.weaknesses import WEAKNESSES, Subject, review
from generator.verify.weaknesses.repetition import repeated_share
from generator.verify.weaknesses.site import WHOLE
from tests.compose.samples import HIGHRISE, OLD_ESTATE, SAMPLES, SCHOOL, Sample, made
from tests.verify.weaknesses.writing import FIT, chapter, clause, rows, said, steps, subject

TOOLS, FIXED = "cleaning-tools-school", "cleaning-fixed-school"
LONG = (
    "巡查人员按路线到达每一处门窗、管井与疏散通道，核对封条和锁具，"
    "发现松动当场拍照并报值班主管安排处理。"
)
VAGUE = [block for n in range(4) for block in clause(TOOLS, f"作法{n}", steps(*"甲乙丙"))]
ITEM = ScoringItem(
    id="plan-x",
    title="方案",
    points=Decimal(10),
    category="plan",
    elements=(Element(title="甲要点"), Element(title="乙要点")),
)


def codes(found: Subject) -> list[str]:
    """The codes that a review finds."""
    return [problem.code for problem in review(found).problems]


def answered(*keys: str, text: str = LONG * 5, level: int = 2) -> Iterator[Block]:
    """Scored elements under their headings."""
    yield chapter("方案", "plan-x")
    for key in keys:
        yield Heading(level, (Text(key),), f"t-plan-x-{key}", Origin("outline"))
        yield said(text, FIT)


class Case(NamedTuple):
    """A planted sample, and the like of it that is right."""

    code: str
    wrong: Subject
    right: Subject


def cases() -> Iterator[Case]:
    """Yield a case for every finder of the registry."""
    first = chapter()
    yield Case(
        "thin-element",
        subject(*answered("1", "2", text="略。"), scored=(ITEM,)),
        subject(*answered("1", "2"), scored=(ITEM,)),
    )
    unlike = "".join(chr(0x4E00 + n) for n in range(2500))
    yield Case(
        "site-fit",
        subject(first, *clause(TOOLS, "工具", said(unlike))),
        subject(first, *clause(TOOLS, "工具", said(unlike, FIT, FIT, FIT))),
    )
    yield Case(
        "industry-lecture",
        subject(first, *clause(TOOLS, "概况", said("随着城市经济的快速发展，行业前景广阔。"))),
        subject(first, *clause(TOOLS, "概况", said("本校每日两次保洁。"))),
    )
    yield Case(
        "company-share",
        subject(first, *clause(TOOLS, "公司简介", said(LONG))),
        subject(first, *clause(TOOLS, "项目情况", said(LONG))),
    )
    yield Case(
        "padding",
        subject(first, *clause(TOOLS, "工具", said(LONG * 20))),
        subject(first, *clause(TOOLS, "工具", said(LONG))),
    )
    yield Case(
        "said-twice",
        subject(
            first,
            *clause(TOOLS, "甲", said(LONG)),
            *clause(FIXED, "乙", said(LONG.replace("当场", "立即"))),
        ),
        subject(
            first,
            *clause(TOOLS, "甲", said(LONG)),
            *clause(FIXED, "乙", said(LONG[::-1])),
        ),
    )
    who = "班长每日核对并登记"
    yield Case(
        "vague-procedures",
        subject(first, *VAGUE),
        subject(first, *clause(TOOLS, "作法", steps(who, who, who))),
    )
    demanded = subject().case.tender
    assert demanded is not None
    copied = next(text for text in demanded.scope if len(text) >= 16)
    yield Case(
        "copied-requirement",
        subject(first, *clause(TOOLS, "范围", said(copied + "。"))),
        subject(first, *clause(TOOLS, "范围", said(LONG))),
    )
    yield Case(
        "impossible-shift",
        subject(first, *clause(TOOLS, "班次", said("第二班12:30—7:30"))),
        subject(first, *clause(TOOLS, "班次", said("第二班12:30—19:30"))),
    )
    plan = [f"班长第{n}步" for n in "一二三四五六"]
    yield Case(
        "thin-emergency-plan",
        subject(first, *clause("emergency-power", "停电应急预案", steps(*plan[:5]))),
        subject(first, *clause("emergency-power", "停电应急预案", steps(*plan))),
    )
    absent = _absent_post()
    yield Case(
        "absent-role",
        subject(first, *clause("emergency-power", "停电应急预案", steps(f"{absent}到场", *plan))),
        subject(first, *clause("emergency-power", "停电应急预案", steps("值班人员到场", *plan))),
    )
    pool = [said("游泳池每日换水。"), said("游泳池有救生员。"), said("游泳池按班巡查。")]
    text = clause(TOOLS, "游泳池管理", *pool)
    yield Case(
        "foreign-equipment",
        subject(first, *text, facts={"swimming_pools": 0}),
        subject(first, *text, facts={"swimming_pools": 1}),
    )
    none = dict.fromkeys(subject().facts)
    many = [block for n in range(WHOLE) for block in clause(TOOLS, f"第{n}", said("擦拭。"))]
    yield Case(
        "equipment-omitted",
        subject(first, *many, facts={**none, "lifts": 2}),
        subject(first, *many, said("电梯每日巡查。"), facts={**none, "lifts": 2}),
    )
    yield Case(
        "foreign-people",
        subject(first, *clause(TOOLS, "走访", said("客服走访业主。"))),
        subject(first, *clause(TOOLS, "走访", said("客服走访师生。"))),
    )
    yield Case(
        "foreign-weather",
        subject(first, *clause(TOOLS, "作业", said("冬季扫雪。")), profile=HIGHRISE),
        subject(first, *clause(TOOLS, "作业", said("雨季排水。")), profile=HIGHRISE),
    )
    listed = clause(TOOLS, "工具", said("擦拭。"))
    table = rows(("区域", "频次"), ("走廊", "每日"))
    yield Case(
        "cleaning-without-areas",
        subject(first, *listed, *clause(FIXED, "固定岗", said("擦拭。"))),
        subject(first, *listed, *clause(FIXED, "固定岗", table)),
    )
    yield Case(
        "unpriced-gift",
        subject(first, *clause(TOOLS, "承诺", said("投标人免费提供两台洗地机。"))),
        subject(first, *clause(TOOLS, "承诺", said("返修不再收费，免费返修。"))),
    )
    yield Case(
        "training-without-calendar",
        subject(first, *clause("training-plan", "年度培训", said("加强培训。"))),
        subject(first, *clause("training-plan", "年度培训", rows(("月份",), ("三月",)))),
    )
    yield Case(
        "slogans",
        subject(first, *clause(TOOLS, "理念", said("以人为本，追求卓越，业主至上。"))),
        subject(first, *clause(TOOLS, "理念", said("以记录核对做法。"))),
    )
    yield Case(
        "contents-order",
        subject(*answered("2", "1"), scored=(ITEM,)),
        subject(*answered("1", "2"), scored=(ITEM,)),
    )


def _absent_post() -> str:
    found = subject()
    held = {line.title for line in found.estimate.headcount.posts}
    held |= {found.kb.posts[line.post].title for line in found.estimate.headcount.posts}
    titles = (post.title for post in found.kb.posts.values())
    return next(one for one in titles if not any(one in title or title in one for title in held))


@cache
def planted() -> dict[str, Case]:
    """The cases by code; made once, because they stand on a sample profile."""
    return {case.code: case for case in cases()}


@pytest.mark.parametrize("code", REVIEWED)
def test_a_planted_weakness_is_found_and_what_is_right_is_not(code: str) -> None:
    case = planted()[code]
    assert code in codes(case.wrong)
    assert code not in codes(case.right)


def test_every_finder_has_a_case() -> None:
    finders = {code for weakness in WEAKNESSES.values() for code in weakness.finders}
    assert set(planted()) == finders == set(REVIEWED)


# --- the registry ------------------------------------------------------------------------------

FILES = {
    *("leftover-tag", "figure-mismatch", "unreferenced-digit", "price-in-volume"),
    *("dead-reference", "kpi-contradiction", "element-unanswered", "layout-unstable"),
    *("unknown-form", "unfilled"),
}
"""Codes that composing, laying out and the re-reading of files report."""


def test_there_are_twenty_five_and_each_is_sought() -> None:
    assert list(WEAKNESSES) == list(range(1, 26))
    for weakness in WEAKNESSES.values():
        assert weakness.finders or weakness.covered, weakness.title
        assert weakness.title and weakness.how and weakness.way_out


def test_what_covers_a_weakness_exists() -> None:
    known = {code for check in CHECKS.values() for code in check.codes} | FILES | set(FINDINGS)
    for weakness in WEAKNESSES.values():
        assert set(weakness.covered) <= known, weakness.title


# --- findings ----------------------------------------------------------------------------------


def test_a_finding_says_where_and_what_to_do() -> None:
    (problem,) = review(subject(chapter(), *clause(TOOLS, "走访", said("客服走访业主。")))).problems
    assert problem.severity == "warning" and problem.place.file == "plan.docx"
    assert TOOLS in problem.message and "业主" in problem.message
    assert problem.hint == WEAKNESSES[15].way_out


@pytest.mark.parametrize("where", [None, TOOLS, "another"])
def test_a_finding_is_accepted_with_its_reason(where: str | None) -> None:
    found = subject(chapter(), *clause(TOOLS, "走访", said("客服走访业主。")))
    accept = Acceptance(check="foreign-people", where=where, reason="校区有业主代表")
    profile = found.case.profile.model_copy(update={"accepts": (accept,)})
    result = review(replace(found, case=replace(found.case, profile=profile)))
    if where == "another":
        assert len(result.problems) == 1 and result.accepted == ()
    else:
        ((problem, reason),) = result.accepted
        assert result.problems == () and reason == "校区有业主代表"
        assert problem.code == "foreign-people"


def test_many_places_of_one_weakness_become_a_few_lines() -> None:
    texts = [block for n in range(12) for block in clause(TOOLS, f"第{n}", said("业主"))]
    problems = review(subject(chapter(), *texts)).problems
    found = [problem for problem in problems if problem.code == "foreign-people"]
    assert len(found) == 9 and "另有 4 处" in found[-1].message


def test_an_item_takes_no_more_pages_than_it_is_worth() -> None:
    other = ITEM.model_copy(update={"id": "plan-y", "title": "另一项"})
    little = ITEM.model_copy(update={"points": Decimal(1)})
    text = "".join(chr(0x4E00 + n) for n in range(5000))
    blocks = [*answered("1", "2", text=text), chapter("另一项", "plan-y"), said(LONG * 40, FIT)]
    assert "padding" in codes(subject(*blocks, scored=(little, other)))
    assert "padding" not in codes(subject(*blocks, scored=(ITEM, other)))


def test_repeated_share() -> None:
    assert repeated_share("") == 0 and repeated_share("甲乙丙丁戊己") == 0
    assert repeated_share("甲乙丙" * 20) > 0.9


def test_a_figure_of_the_library_is_no_figure_of_the_site() -> None:
    own = Figure("clauses.cleaning-tools.days", "3日")
    unlike = "".join(chr(0x4E00 + n) for n in range(2500))
    found = subject(chapter(), *clause(TOOLS, "工具", said(unlike, *[own] * 9)))
    assert "site-fit" in codes(found)


# --- the sample documents ----------------------------------------------------------------------

GENERAL = "菜单、文化与制度章节以做法为主，项目事实在前面各章"
ACCEPTED: dict[tuple[str, str], str] = {
    (SCHOOL, "site-fit"): GENERAL,
    (OLD_ESTATE, "site-fit"): GENERAL,
    (HIGHRISE, "site-fit"): GENERAL,
}
"""Findings of the shipped texts that stand for now, each with its reason."""


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.profile}-{sample.kind}")
def test_sample_documents_have_no_other_weakness(sample: Sample) -> None:
    open_ = [p for p in made(sample).review.problems if (sample.profile, p.code) not in ACCEPTED]
    assert [problem.line() for problem in open_] == []
    assert [problem.line() for problem in made(sample).verification.problems] == []
