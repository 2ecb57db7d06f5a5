"""The markup of clauses and forms becomes typed blocks of typed runs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.compose.markup import to_blocks
from generator.expression import TOKEN_END, TOKEN_START
from generator.model.document import (
    Block,
    Figure,
    ListBlock,
    Origin,
    Paragraph,
    Run,
    Table,
    Text,
    Unfilled,
    runs_text,
)
from tests.compose.samples import no_tables

ORIGIN = Origin("form", "sample-form")


def blocks_of(text: str, runs: Sequence[Run] = ()) -> list[Block]:
    """Blocks of a text that asks for no engine table."""
    return to_blocks(text, runs, ORIGIN, no_tables)


def token(number: int) -> str:
    """What stands in a filled text for a printed value."""
    return f"{TOKEN_START}{number}{TOKEN_END}"


@pytest.mark.parametrize(
    ("line", "style"),
    [
        ("正文一段", "body"),
        ("> 注：一段", "plain"),
        ("### 小标题", "subhead"),
        ("@ 致：采购人", "salutation"),
        ("= 居中", "centered"),
    ],
)
def test_line_prefixes_give_paragraph_roles(line: str, style: str) -> None:
    (block,) = blocks_of(line)
    assert isinstance(block, Paragraph) and block.style == style
    assert runs_text(block.runs) == line.removeprefix("### ").lstrip(">@= ")
    assert block.origin == ORIGIN


def test_each_line_is_a_paragraph() -> None:
    assert len(blocks_of("第一段\n第二段\n\n\n  第三段  ")) == 3


def test_lists_end_where_their_nature_changes() -> None:
    found = blocks_of("1. 甲\n2. 乙\n- 丙\n- 丁\n\n- 戊\n正文")
    assert [type(block) for block in found] == [ListBlock, ListBlock, ListBlock, Paragraph]
    ordered, bullets = found[0], found[1]
    assert isinstance(ordered, ListBlock) and ordered.ordered
    assert [runs_text(item) for item in ordered.items] == ["甲", "乙"]
    assert isinstance(bullets, ListBlock) and not bullets.ordered


def test_item_numbers_are_words_list_numbers() -> None:
    (block,) = blocks_of("12. 第 3 项")
    assert isinstance(block, ListBlock)
    assert runs_text(block.items[0]) == "第 3 项"


def test_tokens_become_the_runs_they_index() -> None:
    total = Figure("staff.total", "35人")
    (block,) = blocks_of(f"合计{token(0)}。", [total])
    assert isinstance(block, Paragraph)
    assert block.runs == (Text("合计"), total, Text("。"))


def test_literal_marks_become_blanks_of_their_form() -> None:
    (block,) = blocks_of("号码：【待填写：身份证件号码】")
    assert isinstance(block, Paragraph)
    assert block.runs[1] == Unfilled("form.sample-form", "身份证件号码")


def test_a_table_has_header_rows_and_blanks() -> None:
    (block,) = blocks_of(
        f"| 项目 | 内容 |\n|---|:--:|\n| 人数 | {token(0)} |\n| 备注 |\n", [Text("x")]
    )
    assert isinstance(block, Table)
    assert [runs_text(head) for head in block.header] == ["项目", "内容"]
    assert [[runs_text(cell.runs) for cell in row] for row in block.rows] == [
        ["人数", "x"],
        ["备注", ""],
    ]


def test_short_columns_are_narrow_and_centred() -> None:
    long = "按招标文件列明的服务内容、商务要求和技术要求逐项响应，并说明理由"
    (block,) = blocks_of(f"| 序号 | 说明 |\n|---|---|\n| 甲 | {long} |")
    assert isinstance(block, Table)
    assert [column.align for column in block.columns] == ["center", "left"]
    assert block.columns[0].width < block.columns[1].width / 3


def test_engine_tables_are_asked_for_by_name() -> None:
    asked: list[str] = []

    def engine(name: str) -> tuple[Block, ...]:
        asked.append(name)
        return (Paragraph((Text(name),)),)

    found = to_blocks("前\n[[table: staffing]]\n后", (), ORIGIN, engine)
    assert asked == ["staffing"] and len(found) == 3


@pytest.mark.parametrize("text", ['R&D <b> 5>3 & "引号"', "a|b 不是表", "【待填写】", "-不是列表"])
def test_other_signs_stay_as_typed(text: str) -> None:
    (block,) = blocks_of(text)
    assert isinstance(block, Paragraph) and block.runs == (Text(text),)
