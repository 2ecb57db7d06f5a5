"""The Word writer: each kind of block and run, escaping, sections and determinism."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from generator.anchors import bookmark_name
from generator.errors import InputError
from generator.model.document import (
    Cell,
    Column,
    ListBlock,
    PageBreak,
    PageLayout,
    PageRef,
    Paragraph,
    Ref,
    Table,
    Text,
    Unfilled,
)
from generator.render.docx import estimate_pages
from tests.render.samples import BID_COVER, cells, document, heading, rich_document, text
from tests.render.word import W, names, part, texts, tree, value, written

TWO = (Column(1), Column(2, "right"))


def small_table(anchor: str = "tbl", caption: str = "人数表") -> Table:
    return Table(TWO, (text("岗位"), text("人数")), (cells("门岗", "4"),), caption, anchor)


def test_every_part_is_well_formed() -> None:
    docx = written(rich_document())
    for name in names(docx):
        etree.fromstring(part(docx, name).encode("utf-8"))


def test_two_runs_give_the_same_bytes() -> None:
    assert written(rich_document()) == written(rich_document())


def test_text_comes_out_as_typed() -> None:
    typed = "R&D <b> 5>3 & \"引号\" 'x' {{ x }} ]]>"
    docx = written(document(Paragraph(text(typed)), has_contents=False))
    assert typed in texts(docx)
    assert any('R&D <b> 5>3 & "引号"物业服务有限公司' in line for line in texts(docx))


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\ud800", "\uffff"])
def test_illegal_characters_are_refused_with_their_text(bad: str) -> None:
    with pytest.raises(InputError) as caught:
        written(document(Paragraph(text(f"前文{bad}后文"))))
    (problem,) = caught.value.problems
    assert problem.code == "illegal-character" and "前文" in problem.message


def test_tabs_and_line_breaks_become_elements() -> None:
    docx = written(document(Paragraph(text("甲\t乙\r\n丙"))))
    assert "甲\t乙\n丙" in texts(docx)


def test_headings_carry_style_bookmark_and_no_typed_number() -> None:
    docx = written(document(heading(1, "服务方案", "plan"), heading(0, "投标函", "letter")))
    chapter, form = (
        p for p in tree(docx).iter(f"{W}p") if value(p, "pPr/pStyle") in ("Heading1", "FormTitle")
    )
    assert "".join(map(str, chapter.itertext())) == "服务方案"
    marks = [p.find(f"{W}bookmarkStart[@{W}name='{bookmark_name(a)}']") for p, a in
             ((chapter, "plan"), (form, "letter"))]  # fmt: skip
    assert all(mark is not None for mark in marks)


def test_contents_shows_the_numbers_of_word() -> None:
    blocks = [heading(1, "甲", "a"), heading(2, "乙", "b"), heading(3, "丙", "c"),
              heading(4, "丁", "d"), heading(1, "戊", "e"), heading(2, "己", "f"),
              heading(3, "庚", "g"), heading(3, "辛", "h")]  # fmt: skip
    lines = [line for line in texts(written(document(*blocks))) if "\t" in line]
    assert [line.split("\t")[0] for line in lines] == [
        "第一章 甲", "第一节 乙", "一、丙", "第二章 戊", "第一节 己", "一、庚", "二、辛",
    ]  # fmt: skip


def test_contents_is_a_field_with_links_and_cached_pages() -> None:
    docx = written(document(heading(1, "甲", "a"), heading(1, "乙", "b")), pages={"a": 3, "b": 7})
    xml = part(docx)
    assert ' TOC \\o "1-3" \\h \\z \\u ' in xml
    assert [line.split("\t")[1] for line in texts(docx) if "\t" in line] == ["3", "7"]
    assert f'<w:hyperlink w:anchor="{bookmark_name("a")}"' in xml
    assert "updateFields" not in part(docx, "word/settings.xml") and "w:dirty" not in xml


def test_document_without_contents_has_none() -> None:
    docx = written(document(heading(1, "甲", "a"), has_contents=False))
    assert "TOC " not in part(docx)
    assert "upperRoman" not in part(docx)


def test_each_ordered_list_starts_again() -> None:
    items = ListBlock((text("甲"), text("乙")), ordered=True)
    docx = written(document(items, Paragraph(text("中间")), items))
    numbers = [value(p, "pPr/numPr/numId") for p in tree(docx).iter(f"{W}p")]
    assert [number for number in numbers if number] == ["4", "4", "5", "5"]
    kinds = [etree.QName(child).localname for child in tree(docx, "word/numbering.xml")]
    assert kinds == ["abstractNum"] * 3 + ["num"] * 5
    assert part(docx, "word/numbering.xml").count('<w:startOverride w:val="1"/>') == 2


def test_table_grid_equals_cell_widths_and_fills_the_text_area() -> None:
    docx = written(document(small_table()))
    table = tree(docx).findall(f".//{W}tbl")[-1]
    grid = [int(str(column.get(f"{W}w"))) for column in table.iter(f"{W}gridCol")]
    first_row = table.find(f"{W}tr")
    assert first_row is not None
    assert [int(str(width.get(f"{W}w"))) for width in first_row.iter(f"{W}tcW")] == grid
    assert sum(grid) == 11906 - 1587 - 1417
    assert first_row.find(f"{W}trPr/{W}tblHeader") is not None


def test_caption_number_is_chapter_and_sequence_field() -> None:
    blocks = (heading(1, "甲", "a"), small_table("t1"), small_table("t2"), heading(1, "乙", "b"),
              small_table("t3"), Paragraph((Text("见"), Ref("t3", "")))
    )  # fmt: skip
    docx = written(document(*blocks))
    captions = [line for line in texts(docx) if line.endswith("人数表")]
    assert captions == ["表1-1　人数表", "表1-2　人数表", "表2-1　人数表"]
    assert "SEQ Tab2 " in part(docx)
    assert "见表2-1" in texts(docx)
    assert f"REF {bookmark_name('t3')} \\h" in part(docx)


def test_merges_and_spans() -> None:
    rows = (
        (Cell(text("甲"), merge="start"), Cell(text("1"))),
        (Cell((), merge="continue"), Cell(text("2"))),
        (Cell(text("合计"), span=2, header=True),),
    )
    xml = part(written(document(Table(TWO, (), rows))))
    assert '<w:vMerge w:val="restart"/>' in xml and "<w:vMerge/>" in xml
    assert '<w:gridSpan w:val="2"/>' in xml


def test_row_that_does_not_fit_the_columns_is_refused() -> None:
    with pytest.raises(InputError, match="table-shape"):
        written(document(Table(TWO, (), (cells("一", "二", "三"),))))


def test_tables_never_touch() -> None:
    bare = Table(TWO, (), (cells("一", "二"),))
    body = tree(written(document(bare, bare))).find(f"{W}body")
    assert body is not None
    kinds = [etree.QName(child).localname for child in body]
    assert not re.search("tbl tbl", " ".join(kinds[kinds.index("p") :]))


def test_unfilled_mark_is_visible_and_styled() -> None:
    docx = written(document(Paragraph((Unfilled("price", "投标总价"),))))
    run = next(r for r in tree(docx).iter(f"{W}r") if "【待填写" in "".join(map(str, r.itertext())))
    assert "".join(map(str, run.itertext())) == "【待填写：投标总价】"
    assert value(run, "rPr/rStyle") == "Unfilled"


def test_unfilled_cover_field_is_styled_too() -> None:
    cover = {**dict(BID_COVER), "draft_mark": "", "bidder": "【待填写：投标人名称】"}
    docx = written(document(cover=tuple(cover.items())))
    run = next(r for r in tree(docx).iter(f"{W}r") if "待填写" in "".join(map(str, r.itertext())))
    assert value(run, "rPr/rStyle") == "Unfilled"


def test_page_reference_to_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="unknown-anchor"):
        written(document(Paragraph((PageRef("nowhere"),))))


def test_anchor_used_twice_is_refused() -> None:
    with pytest.raises(InputError, match="duplicate-anchor"):
        written(document(heading(1, "甲", "a"), heading(1, "乙", "a")))


def test_reference_into_another_file_is_plain_text() -> None:
    docx = written(document(Paragraph((Ref("elsewhere", "价格文件第三章"),))))
    assert "价格文件第三章" in texts(docx)
    assert bookmark_name("elsewhere") not in part(docx)


def test_landscape_pages_turn_and_numbering_goes_on() -> None:
    docx = written(
        document(heading(1, "甲", "a"), PageLayout(True), small_table(), PageLayout(False),
                 Paragraph(text("完")))
    )  # fmt: skip
    sections = list(tree(docx).iter(f"{W}sectPr"))
    sizes = [(s.find(f"{W}pgSz"), s.find(f"{W}pgNumType")) for s in sections]
    shapes = [size.get(f"{W}orient") for size, _ in sizes if size is not None]
    starts = [None if n is None else n.get(f"{W}start") for _, n in sizes]
    assert shapes == [None, None, None, "landscape", None]
    assert starts == [None, "1", "1", None, None]
    assert all(s.find(f"{W}footerReference") is not None for s in sections)


def test_page_break_reaches_the_next_block() -> None:
    docx = written(
        document(Paragraph(text("甲")), PageBreak(), heading(1, "乙", "b", new_page=True))
    )
    assert part(docx).count("<w:pageBreakBefore/>") == 1


def test_blind_file_tells_nothing() -> None:
    docx = written(rich_document(), blind=True)
    assert not [name for name in names(docx) if re.search("header|footer", name)]
    xml = part(docx)
    assert "Reference " not in xml and "<w:shd " not in xml and "草稿" not in xml
    assert 'w:rStyle w:val="Unfilled"' not in xml
    assert "".join(map(str, tree(docx, "docProps/core.xml").itertext())).strip() == ""


def test_properties_have_title_language_and_date_but_no_author() -> None:
    xml = part(written(document(heading(1, "甲", "a"))), "docProps/core.xml")
    assert "<dc:title>商务技术文件</dc:title>" in xml and "zh-CN" in xml
    assert "2026-11-20T00:00:00Z" in xml and "creator" not in xml


def test_last_page_is_cached_in_the_footer() -> None:
    docx = written(document(heading(1, "甲", "a")), pages={"a": 1, "_DocEnd": 42})
    footers = [name for name in names(docx) if "footer" in name]
    assert any(">42<" in part(docx, name) for name in footers)
    assert "_DocEnd" in part(docx)


def test_estimated_pages_ascend() -> None:
    pages = estimate_pages(rich_document())
    chapters = [pages[f"chapter-{n}"] for n in (2, 3, 4)]
    assert chapters == sorted(set(chapters))
    assert pages["_DocEnd"] >= chapters[-1]


@pytest.mark.parametrize("blind", [False, True])
def test_rich_document_passes_docx_lint(tmp_path: Path, need_shared: Path, blind: bool) -> None:
    file = tmp_path / "rich.docx"
    file.write_bytes(written(rich_document(), blind=blind))
    lint = [sys.executable, str(need_shared / "tools" / "docx_lint.py"), "--draft", str(file)]
    result = subprocess.run(lint, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout


def test_a_signature_takes_what_leads_to_it_along() -> None:
    lines = [Paragraph(text(f"落款{word}"), "signature") for word in "甲乙"]
    items = ListBlock((text("先"), text("后")), ordered=True)
    docx = written(document(Paragraph(text("前文")), items, *lines, Paragraph(text("另一段"))))
    kept = {
        "".join(map(str, node.itertext())): bool(node.findall(f"{W}pPr/{W}keepNext"))
        for node in tree(docx).iter(f"{W}p")
    }
    assert {word: kept[word] for word in ("前文", "先", "后", "落款甲", "落款乙", "另一段")} == {
        "前文": False,
        "先": False,
        "后": True,
        "落款甲": True,
        "落款乙": False,
        "另一段": False,
    }
