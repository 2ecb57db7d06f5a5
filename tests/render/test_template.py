"""Templates: the shipped ones, the cover, hostile files, and every mistake with its own code."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from generator.errors import InputError, Problem
from generator.render.template import fill_cover, inspect_template, load_template
from tests.render.samples import BID_COVER, PLAN_COVER
from tests.render.word import ROOT

ANCHOR = "{{wuye_body}}"


def broken(tmp_path: Path, old: str, new: str, part: str = "word/document.xml") -> Path:
    """Return a copy of the bid template with one text replaced."""
    source, target = ROOT / "templates" / "bid.docx", tmp_path / "broken.docx"
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(target, "w") as write:
        for name in read.namelist():
            text = read.read(name).decode("utf-8")
            assert name != part or old in text
            write.writestr(name, text.replace(old, new, 1) if name == part else text)
    return target


def with_part(tmp_path: Path, name: str, content: bytes) -> Path:
    """Return a copy of the bid template with one part more."""
    target = tmp_path / "more.docx"
    target.write_bytes((ROOT / "templates" / "bid.docx").read_bytes())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, content)
    return target


def only(problems: list[Problem]) -> Problem:
    """Return the one problem that there is."""
    (problem,) = problems
    return problem


@pytest.mark.parametrize("name", ["bid", "plan"])
def test_shipped_templates_are_clean_and_rebuilt_alike(name: str, tmp_path: Path) -> None:
    shipped = ROOT / "templates" / f"{name}.docx"
    assert inspect_template(shipped) == []
    script = ROOT / "scripts" / "build_templates.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    assert (tmp_path / f"{name}.docx").read_bytes() == shipped.read_bytes()


@pytest.mark.parametrize(("name", "cover"), [("bid", BID_COVER), ("plan", PLAN_COVER)])
def test_cover_is_filled_and_empty_lines_are_left_out(
    name: str, cover: tuple[tuple[str, str], ...]
) -> None:
    filled = fill_cover(load_template(ROOT / "templates" / f"{name}.docx"), dict(cover))
    assert "{{" not in filled.head and "{%" not in filled.head
    assert "包　　号" not in filled.head
    assert "2026年11月20日" in filled.head
    assert filled.filled


def test_cover_value_is_escaped() -> None:
    filled = fill_cover(load_template(ROOT / "templates" / "bid.docx"), dict(BID_COVER))
    assert "R&amp;D &lt;b&gt; 5&gt;3 &amp; " in filled.head


def test_missing_required_value_is_named() -> None:
    with pytest.raises(InputError, match="template-unfilled-field"):
        fill_cover(load_template(ROOT / "templates" / "bid.docx"), {"project_name": "甲"})


def test_template_cannot_stall_the_machine(tmp_path: Path) -> None:
    path = broken(tmp_path, "{{ date }}", "{{ 9**9**9 }}")
    with pytest.raises(InputError, match="template-unfilled-field"):
        fill_cover(load_template(path), dict(BID_COVER))


@pytest.mark.parametrize(
    ("old", "new", "code", "word"),
    [
        ("{{ date }}", "{{ date }", "template-unclosed-tag", "没有成对"),
        ("{{ date }}", "{{ date ", "template-unclosed-tag", "没有成对"),
        ("{%p endif %}", "", "template-unclosed-tag", "写法有误"),
        ("{{ date }}", "｛｛ date ｝｝", "template-fullwidth-braces", "全角"),
        ("{{ date }}", "{｛ date }｝", "template-fullwidth-braces", "全角"),
        ("{%p endif %}", "{％p endif ％}", "template-fullwidth-braces", "全角"),
        ("{{ project_name }}", "{{ projct_name }}", "template-unknown-field", "projct_name"),
        (ANCHOR, "正文", "template-missing-anchor", "没有正文位置"),
        (ANCHOR, f"正文：{ANCHOR}", "template-missing-anchor", "没有单独成段"),
        ("{{ date }}", ANCHOR, "template-missing-anchor", "不止一次"),
    ],
)
def test_mistakes_in_the_text(tmp_path: Path, old: str, new: str, code: str, word: str) -> None:
    problems = [p for p in inspect_template(broken(tmp_path, old, new)) if p.code == code]
    assert problems and any(word in problem.message for problem in problems)
    assert problems[0].place.file.endswith("broken.docx")


def test_unknown_field_names_its_paragraph_and_the_nearest_field(tmp_path: Path) -> None:
    path = broken(tmp_path, "{{ project_name }}", "{{ projct_name }}")
    problem = only(inspect_template(path))
    assert problem.place.line > 1 and problem.place.column == 1
    assert "project_name" in problem.hint


def test_tag_split_over_runs_is_recognised(tmp_path: Path) -> None:
    split = '{{</w:t></w:r><w:r><w:t xml:space="preserve"> dat </w:t></w:r><w:r><w:t>}}'
    problem = only(inspect_template(broken(tmp_path, "{{ date }}", split)))
    assert problem.code == "template-unknown-field" and "dat" in problem.message


def test_missing_style_is_named(tmp_path: Path) -> None:
    path = broken(tmp_path, 'w:val="表注"', 'w:val="表下注"', "word/styles.xml")
    problem = only(inspect_template(path))
    assert problem.code == "template-missing-style" and "表注" in problem.message


def test_style_with_another_id_is_found_by_its_name(tmp_path: Path) -> None:
    path = broken(tmp_path, 'w:styleId="Body"', 'w:styleId="a7"', "word/styles.xml")
    assert load_template(path).styles["Body"] == "a7"


def test_file_that_is_no_word_file(tmp_path: Path) -> None:
    path = tmp_path / "bid.docx"
    path.write_text("没有压缩", encoding="utf-8")
    assert only(inspect_template(path)).code == "template-unreadable"
    assert only(inspect_template(tmp_path / "absent.docx")).code == "template-unreadable"


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document '
    path = broken(tmp_path, "<w:document ", bomb)
    assert "文档类型声明" in only(inspect_template(path)).message


def test_a_part_in_another_encoding_cannot_hide_entities(tmp_path: Path) -> None:
    path = with_part(tmp_path, "word/header9.xml", "<!DOCTYPE x><x/>".encode("utf-16"))
    assert "不是 UTF-8 编码" in only(inspect_template(path)).message


LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" TargetMode="External" Target="{target}" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/vbaProject.bin", "code"),
        (
            "word/_rels/settings.xml.rels",
            LINK.format(target="http://x.invalid/a.dotm", kind="attachedTemplate"),
        ),
        ("word/part9.xml", '<x><w:altChunk r:id="r1"/></x>'),
    ],
)
def test_what_would_run_or_fetch_is_refused(tmp_path: Path, name: str, content: str) -> None:
    path = with_part(tmp_path, name, content.encode())
    codes = [problem.code for problem in inspect_template(path)]
    assert codes == ["template-active-content"]


def test_a_hyperlink_is_no_active_content(tmp_path: Path) -> None:
    link = LINK.format(target="https://example.com", kind="hyperlink")
    path = with_part(tmp_path, "word/_rels/footer9.xml.rels", link.encode())
    assert inspect_template(path) == []


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)
        archive.writestr("[Content_Types].xml", b"<Types/>")
    path = tmp_path / "bomb.docx"
    path.write_bytes(stream.getvalue())
    assert "压缩比" in only(inspect_template(path)).message
