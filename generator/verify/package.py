"""The checks on finished files: every paragraph as composed, every figure as its reference says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.errors import Place, Problem
from generator.model.document import (
    Document,
    Package,
    Text,
    Unfilled,
    Volume,
    block_runs,
)
from generator.model.knowledge_base import KnowledgeBase
from generator.verify.alignment import agree, aligned
from generator.verify.expected import expected_paragraphs, printed_references
from generator.verify.indicators import indicator_problems
from generator.verify.reread import ReadFile, ReadParagraph, read_file
from generator.verify.words import word_problems

_LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\[\[|(?<![A-Za-z])(None|nan|Undefined)(?![A-Za-z])")
_DIGIT = re.compile(r"[0-9０-９]")
_CAPTION = "Caption"
_PRICE_REFS = re.compile(r"price\.((annual|monthly)_(amount|capital)|parts\..+)\Z")
_WATCHED = (
    "staff.total",
    "staff.total_number",
    "price.annual",
    "price.annual_amount",
    "price.annual_capital",
)


@dataclass(frozen=True, slots=True)
class Verification:
    """Findings, blanks, and how often the watched figures were found as their references say."""

    problems: tuple[Problem, ...]
    unfilled: tuple[tuple[str, str, str], ...]
    """(field, title, where) of each blank, once per field, title and file."""
    counts: Mapping[str, int]


def verify_package(
    package: Package,
    files: Mapping[str, bytes],
    texts: Mapping[str, str],
    stale_laws: Mapping[str, str],
    kb: KnowledgeBase | None = None,
) -> Verification:
    """Re-read the files of a package (volume id → bytes).

    ``texts`` says what each reference prints, ``stale_laws`` maps names of repealed statutes to
    the advice that names their successors; the knowledge base lends its rules on words and its
    service indicators.
    """
    problems: list[Problem] = []
    unfilled: dict[tuple[str, str, str], None] = {}
    counts: Counter[str] = Counter()
    for volume in package.volumes:
        document = volume.document
        found = read_file(files[volume.id])
        problems += _paragraph_problems(document, found, texts)
        problems += _unreferenced_digits(document)
        problems += _text_problems(document, found, stale_laws)
        problems += _price_problems(volume, found, texts)
        problems += _dead_links(document, found)
        if kb is not None:
            public = volume.visibility == "public"
            problems += word_problems(document, found, kb.wordings.values(), public=public)
            problems += indicator_problems(document.file_stem, found, kb.kpis, texts)
        for name, title in _blanks(document):
            unfilled[name, title, document.file_stem] = None
        counts.update(figure.ref for figure in printed_references(document.blocks))
    return Verification(
        tuple(problems),
        tuple(unfilled),
        {ref: counts[ref] for ref in _WATCHED if counts[ref]},
    )


def _paragraph_problems(
    document: Document, found: ReadFile, texts: Mapping[str, str]
) -> Iterator[Problem]:
    place = Place(f"{document.file_stem}.docx")
    wanted = list(expected_paragraphs(document.blocks, texts))
    heading = ""
    for expected, paragraph in aligned(wanted, _body(found)):
        heading = expected.heading if expected else heading
        if expected is None and paragraph is not None:
            message = f"“{heading}”下多出一段：“{_short(paragraph.text)}”"
            yield Problem(place, "extra-paragraph", message)
        elif expected is not None and paragraph is None:
            message = f"“{heading}”下缺少一段：“{_short(expected.text)}”"
            yield Problem(place, "missing-paragraph", message)
        elif expected is not None and paragraph is not None and not agree(expected, paragraph):
            message = (
                f"“{heading}”下的一段与数据不一致：应为“{_short(expected.text)}”，"
                f"文件为“{_short(paragraph.text)}”"
            )
            yield Problem(place, "figure-mismatch", message)


def _body(found: ReadFile) -> list[ReadParagraph]:
    """Return the non-empty body paragraphs: those after cover and contents, captions left out."""
    body = found.paragraphs[found.body_start :]
    return [p for p in body if p.text.strip() and p.style != _CAPTION]


def _unreferenced_digits(document: Document) -> Iterator[Problem]:
    for block in document.blocks:
        for run in block_runs(block):
            if isinstance(run, Text) and _DIGIT.search(run.text):
                origin = getattr(block, "origin", None)
                place = Place(origin.file, origin.line, 1) if origin and origin.file else Place()
                name = f"{origin.kind} {origin.id}：" if origin else ""
                message = f"{name}数字没有引用：“{_short(run.text)}”"
                hint = "改为条款参数或引用"
                yield Problem(place, "unreferenced-digit", message, hint)


def _text_problems(
    document: Document, found: ReadFile, stale_laws: Mapping[str, str]
) -> Iterator[Problem]:
    place = Place(f"{document.file_stem}.docx")
    for text in _every_text(found):
        match = _LEFTOVER.search(text)
        if match:
            message = f"残留的标记“{match.group(0)}”：{_short(text)}"
            yield Problem(place, "leftover-tag", message)
        for name, advice in stale_laws.items():
            if name in text:
                message = f"引用了失效的{name}：{_short(text)}"
                yield Problem(place, "repealed-law", message, advice)


def _every_text(found: ReadFile) -> Iterator[str]:
    """Yield the texts of all paragraphs, and of headers, footers and properties."""
    yield from (paragraph.text for paragraph in found.paragraphs)
    yield found.other_text


def _price_problems(volume: Volume, found: ReadFile, texts: Mapping[str, str]) -> Iterator[Problem]:
    if volume.may_contain_price:
        return
    printed = [text for ref, text in texts.items() if _PRICE_REFS.match(ref)]
    amounts = dict.fromkeys([*printed, *(text.replace(",", "") for text in printed)])
    for text in _every_text(found):
        for amount in amounts:
            if amount in text:
                place = Place(f"{volume.document.file_stem}.docx")
                message = f"{volume.title}不得含报价，但出现了 {amount}"
                yield Problem(place, "price-in-volume", message)


def _dead_links(document: Document, found: ReadFile) -> Iterator[Problem]:
    for target in sorted(found.targets - found.bookmarks):
        place = Place(f"{document.file_stem}.docx")
        yield Problem(place, "dead-reference", f"引用的书签 {target} 不存在")


def _blanks(document: Document) -> Iterator[tuple[str, str]]:
    for block in document.blocks:
        for run in block_runs(block):
            if isinstance(run, Unfilled):
                yield run.field, run.title
            elif isinstance(run, Text) and "【待填写" in run.text:
                yield "literal", run.text.partition("【待填写：")[2].partition("】")[0]
    for name, text in document.cover:
        if "【待填写" in text:
            yield f"cover.{name}", text.partition("：")[2].rstrip("】")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
