"""A Word template, opened once: what stays, what is filled, and where the body goes.

The template owns cover, page set-up, headers and styles. The cover is filled by docxtpl in a
sandbox; the body is written as text between ``head`` and ``tail``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.errors import InputError, Place, Problem, fail
from generator.render.archive import DOCUMENT, ArchiveError, W, parse_xml, read_archive
from generator.render.inspection import inspect_template, paragraph_text
from generator.render.numbers import HEADING_LEVELS, NUMBER_FORMATS, LevelFormat
from generator.render.roles import ANCHOR, COVER_FIELDS, OPTIONAL_FIELDS, STYLES
from generator.render.section import Section, read_section

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Template", "fill_cover", "inspect_template", "load_template"]

_BODY_MARK = "wuye-body"
_NUMBERING = "word/numbering.xml"
_UNFILLED_RUN = re.compile(
    r"<w:r>(?:<w:rPr>((?:(?!</w:rPr>).)*)</w:rPr>)?"
    r"(<w:t(?: [^>]*)?>[^<]*【待填写：[^<]*</w:t>)</w:r>"
)


@dataclass(frozen=True, slots=True)
class Template:
    """A template taken apart; ``filled`` says whether the cover has its values."""

    path: str
    source: bytes
    parts: Mapping[str, bytes]
    head: str
    tail: str
    section: Section
    styles: Mapping[str, str]
    levels: tuple[LevelFormat, ...]
    ordered_list: str
    filled: bool = False


def load_template(path: Path) -> Template:
    """Open a template, or raise every problem that keeps it from being used."""
    problems = [p for p in inspect_template(path) if p.severity == "error"]
    if problems:
        raise InputError(problems)
    return _take_apart(path.read_bytes(), str(path), filled=False)


def fill_cover(template: Template, fields: Mapping[str, str]) -> Template:
    """Put values into the cover and the headers.

    Why a sandbox and escaping: the template is a user's file, and values hold ``&`` and ``<``.
    """
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError

    values = {**dict.fromkeys(OPTIONAL_FIELDS, ""), **fields}
    unknown = sorted(set(values) - set(COVER_FIELDS))
    if unknown:
        raise fail("template-unknown-field", f"封面没有这些字段：{'、'.join(unknown)}")
    environment = _sandbox()(undefined=StrictUndefined, autoescape=True)
    word = DocxTemplate(io.BytesIO(template.source))
    try:
        word.render({**values, ANCHOR: f"{{{{{ANCHOR}}}}}"}, environment, autoescape=True)
    except TemplateError as error:
        raise fail(
            "template-unfilled-field",
            f"封面填写失败：{error.message}",
            "模板用到的字段都要有值，缺的值写成【待填写：…】",
            Place(template.path),
        ) from error
    stream = io.BytesIO()
    word.save(stream)
    filled = _take_apart(stream.getvalue(), template.path, filled=True)
    mark = rf'<w:r><w:rPr><w:rStyle w:val="{filled.styles["Unfilled"]}"/>\1</w:rPr>\2</w:r>'
    return replace(filled, head=_UNFILLED_RUN.sub(mark, filled.head))


def _sandbox() -> type[Any]:
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Immutable, and without the power operator, which can stall the machine."""

        intercepted_binops = frozenset({"**"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            raise SecurityError(f"模板里不能用运算符 {operator}")

    return Sandbox


def _take_apart(data: bytes, path: str, *, filled: bool) -> Template:
    from lxml import etree

    try:
        parts = read_archive(data)
        document = parse_xml(parts[DOCUMENT])
        styles = parse_xml(parts["word/styles.xml"], "word/styles.xml")
        numbering = parse_xml(parts[_NUMBERING], _NUMBERING)
    except ArchiveError as error:
        raise InputError([Problem(Place(path), "template-unreadable", str(error))]) from error
    body = document.find(f"{W}body")
    assert body is not None
    anchor = next(p for p in body.iterchildren(f"{W}p") if ANCHOR in paragraph_text(p))
    body.replace(anchor, etree.ProcessingInstruction(_BODY_MARK))
    final = body.find(f"{W}sectPr")
    if final is None:
        raise fail("template-unreadable", "模板末尾没有页面设置（sectPr）", place=Place(path))
    section = read_section(final)
    body.remove(final)
    head, tail = re.split(rf"<\?{_BODY_MARK}\s*\?>", etree.tostring(document, encoding="unicode"))
    ids = style_ids(styles)
    return Template(
        path,
        data,
        {name: part for name, part in parts.items() if name != DOCUMENT},
        head,
        tail,
        section,
        ids,
        _heading_levels(styles, numbering, ids),
        _abstract_of(styles, numbering, ids["ListNumber"]),
        filled,
    )


def style_ids(styles: _Element) -> dict[str, str]:
    """Map our style ids to those of a template, by name: Chinese Word renames ids to digits."""
    by_name: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None:
            by_name[str(name.get(f"{W}val")).lower()] = str(style.get(f"{W}styleId"))
    return {own: by_name[name] for own, name in STYLES.items() if name in by_name}


def _abstract_of(styles: _Element, numbering: _Element, style_id: str) -> str:
    """Return the id of the list definition to which a style is bound; empty if it is not."""
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}styleId") != style_id:
            continue
        bound = style.find(f"{W}pPr/{W}numPr/{W}numId")
        for num in numbering.iterchildren(f"{W}num"):
            if bound is not None and num.get(f"{W}numId") == bound.get(f"{W}val"):
                abstract = num.find(f"{W}abstractNumId")
                return "" if abstract is None else str(abstract.get(f"{W}val"))
    return ""


def _heading_levels(
    styles: _Element, numbering: _Element, ids: Mapping[str, str]
) -> tuple[LevelFormat, ...]:
    """Read how the template numbers headings, so that the contents shows the same numbers."""
    wanted = _abstract_of(styles, numbering, ids["Heading1"])
    for abstract in numbering.iterchildren(f"{W}abstractNum"):
        if abstract.get(f"{W}abstractNumId") == wanted:
            found = [_level(level) for level in abstract.iterchildren(f"{W}lvl")]
            return tuple(found[: len(HEADING_LEVELS)])
    return HEADING_LEVELS


def _level(level: _Element) -> LevelFormat:
    def value(tag: str, default: str) -> str:
        found = level.find(f"{W}{tag}")
        return default if found is None else str(found.get(f"{W}val"))

    number_format = value("numFmt", "decimal")
    text = value("lvlText", "")
    if number_format not in NUMBER_FORMATS and re.search(r"%\d", text):
        number_format = "decimal"
    return LevelFormat(number_format, text, "" if value("suff", "tab") == "nothing" else " ")
