"""Numbers as Word prints them, and the Markdown that shows them."""

from __future__ import annotations

import pytest

from generator.anchors import AnchorPages, bookmark_name
from generator.model.document import Paragraph, Table, Text, Unfilled
from generator.render.markdown import to_markdown
from generator.render.numbers import HeadingCounter, chinese_number
from tests.render.samples import POSTS, cells, document, heading, rich_document, text


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"),
     (101, "一百零一"), (110, "一百一十"), (115, "一百一十五"), (1001, "一千零一"),
     (1010, "一千零一十"), (2345, "二千三百四十五")],
)  # fmt: skip
def test_chinese_number(number: int, expected: str) -> None:
    assert chinese_number(number) == expected


def test_deeper_levels_restart_below_higher_ones() -> None:
    counter = HeadingCounter()
    levels = [1, 2, 3, 3, 2, 3, 4, 1, 3]
    assert [counter.next(level) for level in levels] == [
        "第一章", "第一节", "一、", "二、", "第二节", "一、", "（一）", "第二章", "一、",
    ]  # fmt: skip


def test_markdown_shows_numbers_marks_and_tables() -> None:
    blocks = (heading(1, "人员", "a"), Paragraph((Text("总价"), Unfilled("p", "总价"))), POSTS)
    lines = to_markdown(document(*blocks)).splitlines()
    assert "# 第一章 人员" in lines
    assert "总价【待填写：总价】" in lines
    assert "表1-1　岗位配置一览表" in lines
    assert "|:---:|:---|:---|---:|:---|" in lines
    assert "| **合计** |  |  | **103人** | 含外包岗位 |" in lines


def test_markdown_table_escapes_pipes() -> None:
    table = Table(POSTS.columns[:1], (text("甲|乙"),), (cells("丙\n丁"),))
    markdown = to_markdown(document(table))
    assert "| 甲\\|乙 |" in markdown and "| 丙<br>丁 |" in markdown


def test_markdown_is_the_same_every_time() -> None:
    assert to_markdown(rich_document()) == to_markdown(rich_document())


def test_bookmark_names_fit_word_and_differ() -> None:
    anchors = ["a", "A", "a-b", "a_b", "章节", "x" * 80, "x" * 81]
    found = [bookmark_name(anchor) for anchor in anchors]
    assert len({name.lower() for name in found}) == len(anchors)
    assert all(len(name) <= 40 and name.isascii() and name[1:].isalnum() for name in found)
    assert [bookmark_name(name) for name in found] == found


def test_pages_are_found_by_anchor_and_by_bookmark() -> None:
    pages = AnchorPages({bookmark_name("plan"): 4})
    assert pages["plan"] == pages[bookmark_name("plan")] == 4
    assert dict(pages.items()) == {bookmark_name("plan"): 4}
    assert pages == AnchorPages({bookmark_name("plan"): 4})
