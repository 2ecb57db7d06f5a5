"""Checks of a Word template before it is used: tags, fields, the anchor and the styles."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.errors import Place, Problem, sort_problems
from generator.render.archive import (
    DOCUMENT,
    ArchiveError,
    W,
    active_content,
    parse_xml,
    read_archive,
)
from generator.render.roles import ANCHOR, COVER_FIELDS, STYLES

if TYPE_CHECKING:
    from lxml.etree import _Element

_FULLWIDTH = re.compile(r"[{｛][{｛%％#＃]|[}｝%％#＃][}｝]")
_ANCHOR_TAG = re.compile(r"\{\{\s*" + ANCHOR + r"\s*\}\}")
_DOCXTPL_TAG = re.compile(r"(\{[{%#])(?:p|tr|tc|r)(?=\s)")
_HEADER = re.compile(r"word/(header|footer)\d*\.xml\Z")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of the template: its text over all runs, and how to name its place."""

    number: int
    text: str
    near: str
    in_body: bool


def inspect_template(path: Path) -> list[Problem]:
    """Return every problem of a template, sorted by place.

    Why before use: docxtpl names neither the paragraph nor the tag, and repairs silently.
    """
    try:
        parts = read_archive(path.read_bytes())
        document = parse_xml(parts[DOCUMENT])
        problems = list(_missing_styles(parts, path))
        lines = list(_lines(document))
        texts = [
            line
            for name in sorted(parts)
            if _HEADER.match(name)
            for line in _lines(parse_xml(parts[name], name))
        ]
    except (ArchiveError, OSError) as error:
        message = str(error) if isinstance(error, ArchiveError) else "文件打不开"
        hint = "请在 Word 或 WPS 中打开后另存为 docx"
        return [Problem(Place(str(path)), "template-unreadable", f"模板读不出来：{message}", hint)]
    hint = "在 Word 中删去这些内容，另存为 .docx"
    problems += [
        Problem(Place(str(path)), "template-active-content", f"模板含有{what}", hint)
        for what in active_content(parts)
    ]
    problems += _missing_anchor(lines, path)
    for group in (lines, texts):
        problems += _tag_problems(group, path)
    return sort_problems(problems)


def _lines(root: _Element) -> Iterator[_Line]:
    near = ""
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        text = paragraph_text(paragraph)
        near = text.strip() or near
        parent = paragraph.getparent()
        in_body = parent is not None and parent.tag == f"{W}body"
        yield _Line(number, text, near[:20], in_body)


def paragraph_text(paragraph: _Element) -> str:
    """Return the text of a paragraph over all its runs: Word splits a tag wherever it likes."""
    nodes = paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
    texts = ((node.text or "") if node.tag == f"{W}t" else " " for node in nodes)
    return "".join(texts).replace("\n", " ")


def _problem(path: Path, line: _Line, code: str, message: str, hint: str) -> Problem:
    where = f"第 {line.number} 段“{line.near}”：" if line.near else f"第 {line.number} 段："
    return Problem(Place(str(path), line.number, 1), code, where + message, hint)


def _tag_problems(lines: list[_Line], path: Path) -> list[Problem]:
    problems = [
        _problem(
            path,
            line,
            "template-fullwidth-braces",
            f"标签里有全角符号“{''.join(bad)}”",
            "花括号和百分号要用半角：{{ 字段 }}、{% if … %}",
        )
        for line in lines
        if (bad := [tag for tag in _FULLWIDTH.findall(line.text) if not tag.isascii()])
    ]
    spoilt = {problem.place.line for problem in problems}
    for line in lines:
        if line.number not in spoilt and (tag := _unclosed_tag(line.text)):
            spoilt.add(line.number)
            hint = "补上另一半；一个标签要写在同一段里"
            message = f"标签“{tag}”没有成对"
            problems.append(_problem(path, line, "template-unclosed-tag", message, hint))
    if not spoilt:
        problems += _field_problems(lines, path)
    return problems


def _unclosed_tag(text: str) -> str:
    """Return the piece of text with a tag opened or closed alone; empty if there is none."""
    rest = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", text)
    for opened in re.findall(r"\{\{.*?\}\}|\{%.*?%\}", text):
        if re.search(r"\{[{%#]", opened[2:]):
            return str(opened)
    found = re.search(r".{0,10}(\{\{|\}\}|\{%|%\}).{0,10}", rest)
    return found[0] if found else ""


def _field_problems(lines: list[_Line], path: Path) -> list[Problem]:
    from jinja2 import Environment, TemplateSyntaxError, meta, nodes

    source = "\n".join(_DOCXTPL_TAG.sub(r"\1", line.text) for line in lines)
    try:
        tree = Environment(autoescape=True).parse(source)
    except TemplateSyntaxError as error:
        line = lines[min(error.lineno, len(lines)) - 1]
        hint = "每个 {% if %} 要有 {% endif %}，标签里只写字段名"
        message = f"标签写法有误：{error.message}"
        return [_problem(path, line, "template-unclosed-tag", message, hint)]
    unknown = meta.find_undeclared_variables(tree) - set(COVER_FIELDS) - {ANCHOR}
    names: list[Any] = [node for node in tree.find_all(nodes.Name) if node.name in unknown]
    return [
        _problem(
            path,
            lines[node.lineno - 1],
            "template-unknown-field",
            f"没有字段“{node.name}”",
            _nearest(node.name),
        )
        for node in names
    ]


def _nearest(name: str) -> str:
    near = difflib.get_close_matches(name, COVER_FIELDS, n=1, cutoff=0.5)
    near += [field for field, title in COVER_FIELDS.items() if name == title and field not in near]
    if near:
        return f"是不是 {near[0]}（{COVER_FIELDS[near[0]]}）？"
    return "可用的字段：" + "、".join(COVER_FIELDS)


def _missing_anchor(lines: list[_Line], path: Path) -> list[Problem]:
    found = [line for line in lines if _ANCHOR_TAG.search(line.text)]
    tag = f"{{{{{ANCHOR}}}}}"
    code, hint = "template-missing-anchor", f"正文处要有一段，而且只有一段，只写 {tag}"
    if not found:
        return [Problem(Place(str(path)), code, f"模板里没有正文位置 {tag}", hint)]
    problems = [
        _problem(path, line, code, f"正文位置 {tag} 出现了不止一次", hint) for line in found[1:]
    ]
    first = found[0]
    if not _ANCHOR_TAG.fullmatch(first.text.strip()) or not first.in_body:
        message = f"正文位置 {tag} 没有单独成段，或者在表格、文本框里"
        problems.append(_problem(path, first, code, message, hint))
    return problems


def _missing_styles(parts: dict[str, bytes], path: Path) -> Iterator[Problem]:
    for name in ("word/styles.xml", "word/numbering.xml"):
        if name not in parts:
            raise ArchiveError(f"docx 里缺少 {name}")
    root = parse_xml(parts["word/styles.xml"], "word/styles.xml")
    names = {str(name.get(f"{W}val")).lower() for name in root.iter(f"{W}name")}
    for style_id, name in STYLES.items():
        if name not in names:
            yield Problem(
                Place(str(path)),
                "template-missing-style",
                f"模板缺少样式“{name}”（{style_id}）",
                "请从随附的模板复制这个样式，样式名不要改",
            )
