"""Reading a Word file back: what the reader sees, in order, and nothing fetched or expanded."""

from __future__ import annotations

import io
import zipfile

from generator.model.document import Cell, Column, Figure, PageBreak, Paragraph, Table, Text
from generator.verify.expected import expected_paragraphs, printed_references
from generator.verify.reread import read_file
from tests.render.samples import document, heading
from tests.render.word import written

ODD = 'R&D <b> 5>3 & "引号"'


def test_paragraphs_come_back_as_typed() -> None:
    found = read_file(written(document(heading(1, "概况", "a"), Paragraph((Text(ODD),)))))
    body = [p.text for p in found.paragraphs[found.body_start :] if p.text]
    assert body == ["概况", ODD]


def test_cover_and_contents_come_before_the_body() -> None:
    found = read_file(written(document(heading(1, "概况", "a"), Paragraph((Text("一段"),)))))
    before = [p.text for p in found.paragraphs[: found.body_start]]
    assert any("概况" in text for text in before), "the contents"
    assert found.targets <= found.bookmarks


def test_headers_and_properties_are_read() -> None:
    found = read_file(written(document(heading(1, "概况", "a"))))
    assert "锦绣花园物业服务采购项目　商务技术文件" in found.other_text


def test_a_table_is_read_cell_by_cell() -> None:
    cells = (Cell((Text("保洁"),)), Cell((Figure("x", "16"),)))
    table = Table((Column(1), Column(1)), ((Text("岗位"),), (Text("人数"),)), (cells,))
    blocks = (heading(1, "人员", "a"), table, PageBreak(), Paragraph((Text("完"),)))
    found = read_file(written(document(*blocks)))
    body = [p.text for p in found.paragraphs[found.body_start :] if p.text]
    assert body == ["人员", "岗位", "人数", "保洁", "16", "完"]
    assert [e.text for e in expected_paragraphs(blocks, {"x": "17"})][-2:] == ["17", "完"]
    assert [figure.ref for figure in printed_references(blocks)] == ["x"]


def test_an_expectation_knows_its_heading() -> None:
    blocks = (heading(1, "人员", "a"), Paragraph((Text("一段"),)), Paragraph((Text("  "),)))
    assert [(e.heading, e.text) for e in expected_paragraphs(blocks, {})] == [
        ("人员", "人员"),
        ("人员", "一段"),
    ]


def test_entities_are_not_expanded() -> None:
    data = written(document(heading(1, "概况", "a")))
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                declared = b'?>\n<!DOCTYPE x [<!ENTITY secret "leaked">]>'
                content = content.replace(b"?>", declared, 1).replace("概况".encode(), b"&secret;")
            new.writestr(name, content)
    found = read_file(result.getvalue())
    assert not any("leaked" in paragraph.text for paragraph in found.paragraphs)
