"""Word packages as parts: opened with limits against hostile files, written byte for byte alike."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PARTS = 1_000
MAX_BYTES = 64 * 1024 * 1024
MAX_RATIO = 300
RATIO_FREE_BYTES = 1024 * 1024
"""Small parts may compress as well as they like."""

DOCUMENT = "word/document.xml"
CONTENT_TYPES = "[Content_Types].xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_FIRST = (CONTENT_TYPES, "_rels/.rels", DOCUMENT)
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
_LOADED = re.compile(rb"/(attachedTemplate|frame|subDocument|oleObject|image|mailMergeSource)[\"']")
_ACTIVE = re.compile(r"vbaProject|vbaData|activeX|oleObject", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""How a part in a 16- or 32-bit encoding begins, in which the byte patterns here find nothing."""


class ArchiveError(Exception):
    """A file that is no safe Word package; the message is for the user."""


def read_archive(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word package.

    Why the limits: a template is a file from somebody else, and a few kilobytes of zip may hide
    gigabytes; a document type declaration may hide an entity bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _check_limits(infos)
            parts = {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise ArchiveError("不是完好的 docx 文件") from error
    for name in (CONTENT_TYPES, DOCUMENT):
        if name not in parts:
            raise ArchiveError(f"docx 里缺少 {name}")
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            _check_text(name, part)
    return parts


def _check_text(name: str, part: bytes) -> None:
    """Refuse what hides from a search of the bytes, and what a search finds."""
    if part.startswith(_WIDE):
        raise ArchiveError(f"{name} 不是 UTF-8 编码，不予打开")
    if _DOCTYPE.search(part):
        raise ArchiveError(f"{name} 含有文档类型声明，不予打开")


def active_content(parts: Mapping[str, bytes]) -> list[str]:
    """Return what would make Word run code or fetch something: macros, objects, outside links.

    A hyperlink only opens when a reader clicks it, so it is not among them.
    """
    found = [f"{name}（宏、控件或嵌入对象）" for name in sorted(parts) if _ACTIVE.search(name)]
    for name in sorted(parts):
        if name.endswith(".rels"):
            links = re.findall(rb"<[^<>]*Relationship\s[^<>]*>", parts[name])
            if any(_EXTERNAL.search(link) and _LOADED.search(link) for link in links):
                found.append(f"{name}（打开时读取外部文件）")
    if any(b"<w:altChunk" in part for part in parts.values()):
        found.append("altChunk（并入另一文件）")
    return found


def _check_limits(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(infos) > MAX_PARTS or len(set(names)) != len(names):
        raise ArchiveError("docx 内的部件过多或重名")
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise ArchiveError("docx 内有越界的路径")
    if sum(info.file_size for info in infos) > MAX_BYTES:
        raise ArchiveError(f"docx 解压后超过 {MAX_BYTES // 1024 // 1024} MB")
    for info in infos:
        allowed = max(RATIO_FREE_BYTES, info.compress_size * MAX_RATIO)
        if info.file_size > allowed:
            raise ArchiveError(f"{info.filename} 的压缩比异常")


def parse_xml(part: bytes, name: str = DOCUMENT) -> _Element:
    """Parse a part without entities, without network and without repair."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise ArchiveError(f"{name} 不是完好的 XML") from error


def write_archive(parts: Mapping[str, bytes], date: datetime.date) -> bytes:
    """Zip parts in a fixed order with a fixed date, so that equal parts give equal bytes.

    Why the document comes early: readers of the fields meet the body before headers and footers.
    """
    stamp = (max(date.year, 1980), date.month, date.day, 0, 0, 0)
    names = [name for name in _FIRST if name in parts]
    names += sorted(set(parts) - set(_FIRST))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, parts[name], compresslevel=6)
    return stream.getvalue()
