"""Strict YAML: text to plain data, with the position of every key and value.

Plain PyYAML keeps the last of two equal keys, reads ``010`` as eight and ``on`` as true, and
expands aliases without limit. Here scalars are text, integers, decimals, ``true``/``false`` or
null, numbers are ``int`` or ``Decimal``, dates stay text, and duplicate keys, tags and aliases
are errors. Files are read as UTF-8 and limited in size, depth and number of values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from generator.errors import InputError, Place, Problem, fail

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 40
MAX_NODES = 400_000

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_TAG_NAMES = ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge", "value")
_STANDARD_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in _TAG_NAMES)
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What a quoted escape such as ``"\\x07"`` can smuggle past the parser and Word cannot hold."""

BLOCK = "|"
"""The path element under which a block scalar's first line of text is found."""

_ADVICE = {
    "mapping values are not allowed": "这里不能再写冒号；文字里有冒号时整段加引号",
    "could not find expected ':'": "键后缺少冒号",
    "did not find expected key": "这里应当是一个键，缩进或引号不对",
    "did not find expected '-' indicator": "列表各项的缩进不一致",
    "did not find expected ',' or": "方括号或花括号没有成对",
    "cannot start any token": "这个字符不能写在开头，请加引号",
    "found unexpected end of stream": "引号没有成对",
    "found another document": "一个文件只写一段，不用 --- 分隔",
}
"""What the parser says → what it means for the person who wrote the file."""

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The data of one YAML file and where each part of it stands (paths from the top)."""

    file: str
    data: Any
    keys: Mapping[Path_, Place]
    values: Mapping[Path_, Place]

    def place(self, path: Path_, *, key: bool = False) -> Place:
        """Return the position of a path; unknown elements fall back to the nearest parent."""
        known: Path_ = ()
        for element in path:
            if (*known, element) in self.values:
                known = (*known, element)
        found = (self.keys if key else self.values).get(known) or self.values.get(known)
        return found or Place(self.file, 1, 1)


def read_text(path: Path) -> str:
    """Read a UTF-8 text file, with problems instead of exceptions of the system."""
    name = display_name(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise fail("file-too-large", f"文件超过 {MAX_BYTES // 1048576} MB", place=Place(name))
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        raise fail("file-missing", "文件不存在", "请检查路径", Place(name)) from None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"不是 UTF-8 编码（第 {error.start + 1} 个字节起）"
        raise fail("bad-encoding", message, "请另存为 UTF-8", Place(name, line, column)) from None
    except OSError as error:
        raise fail("file-unreadable", f"无法读取：{error.strerror}", place=Place(name)) from None


def display_name(path: Path) -> str:
    """Return the path as it is shown: relative to the working folder where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def load_file(path: Path) -> Loaded:
    """Read and parse one YAML file."""
    return load_text(read_text(path), display_name(path))


def load_text(text: str, file: str) -> Loaded:
    """Parse YAML text strictly.

    Raises ``InputError`` with codes ``yaml-tab``, ``yaml-syntax``, ``duplicate-key``,
    ``yaml-character``, ``yaml-tag``, ``yaml-alias``, ``yaml-key``, ``yaml-too-deep`` or
    ``yaml-too-large``.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, text, file) from None
    except yaml.reader.ReaderError as error:
        raise _character_error(error, text, file) from None
    except _TooDeepError as error:
        place = Place(file, error.mark.line + 1, error.mark.column + 1)
        raise fail("yaml-too-deep", f"嵌套超过 {MAX_DEPTH} 层", place=place) from None
    builder = _Builder(file)
    data = builder.build(node, ()) if node is not None else None
    if builder.problems:
        raise InputError(builder.problems)
    return Loaded(file, data, builder.keys, builder.values)


class _TooDeepError(Exception):
    def __init__(self, mark: yaml.Mark) -> None:
        self.mark = mark


class _Loader(_Parser):  # type: ignore[misc]
    """Counts nesting while reading: the C parser recurses until the process dies."""

    _depth = 0

    def descend_resolver(self, current_node: yaml.Node | None, current_index: Any) -> None:
        self._depth += 1
        if current_node is not None and self._depth > MAX_DEPTH + 1:
            raise _TooDeepError(current_node.start_mark)

    def ascend_resolver(self) -> None:
        self._depth -= 1


def _character_error(error: yaml.reader.ReaderError, text: str, file: str) -> InputError:
    """Name the place of a control character, which the parser gives as a bare position."""
    found = next((i for i, c in enumerate(text) if ord(c) == error.character), 0)
    line, column = text.count("\n", 0, found) + 1, found - text.rfind("\n", 0, found)
    return fail("yaml-character", *_unprintable(chr(error.character)), Place(file, line, column))


def _unprintable(character: str) -> tuple[str, str]:
    """Return what is wrong with a control character, and what to do."""
    return f"含有不可见的控制字符 U+{ord(character):04X}", "删去该字符"


def _syntax_error(error: yaml.MarkedYAMLError, text: str, file: str) -> InputError:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    around = lines[line - 1] if line <= len(lines) else ""
    if "\t" in around[: len(around) - len(around.lstrip())] or "\\t" in str(error.problem):
        column = around.index("\t") + 1 if "\t" in around else column
        hint = "缩进请用空格，每级两个"
        return fail("yaml-tab", "缩进中有制表符", hint, Place(file, line, column))
    said = str(error.problem or error.context)
    advice = (advice for words, advice in _ADVICE.items() if words in said)
    message = f"YAML 写法有误：{next(advice, said)}"
    hint = "检查冒号后的空格、引号和缩进"
    return fail("yaml-syntax", message, hint, Place(file, line, column))


class _Builder:
    """Turns YAML nodes into plain data and notes positions; collects problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.keys: dict[Path_, Place] = {}
        self.values: dict[Path_, Place] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, path: Path_) -> Any:
        place = self._place(node)
        self.values[path] = place
        if id(node) in self._seen:
            self._problem(place, "yaml-alias", "不允许使用锚点和别名（&、*）", "请把内容写全")
            return None
        if len(self._seen) > MAX_NODES:
            raise fail("yaml-too-large", "内容过多", place=place)
        self._seen.add(id(node))
        if node.tag not in _STANDARD_TAGS:
            self._problem(place, "yaml-tag", f"不允许使用标签 {node.tag}")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, i)) for i, child in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        if node.style in ("|", ">"):
            self.values[(*path, BLOCK)] = Place(place.file, place.line + 1, 1)
        value = _scalar(node)
        hidden = _INVISIBLE.search(node.value)
        if hidden:
            self._problem(place, "yaml-character", *_unprintable(hidden[0]))
        if _has_explicit_tag(node, value):
            self._problem(place, "yaml-tag", f"不允许使用标签 {node.tag}", "文字加引号，不写标签")
        return value

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str | int, Any]:
        result: dict[str | int, Any] = {}
        for key_node, value_node in node.value:
            place = self._place(key_node)
            key = _scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            tagged = key_node.tag not in _STANDARD_TAGS
            if not isinstance(key, str | int) or isinstance(key, bool) or tagged:
                self._problem(place, "yaml-key", "键应为文字或整数")
                continue
            if key in result:
                hint = f"第 {self.keys[(*path, key)].line} 行已有同名的键，请删去其一"
                self._problem(place, "duplicate-key", f"键 {key} 重复", hint)
                continue
            self.keys[(*path, key)] = place
            result[key] = self.build(value_node, (*path, key))
        return result

    def _place(self, node: yaml.Node) -> Place:
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def _problem(self, place: Place, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(place, code, message, hint))


def _has_explicit_tag(node: yaml.ScalarNode, value: Any) -> bool:
    """Return whether a scalar says ``!!str 5`` or ``!!int "5"``: a tag at odds with its form."""
    is_text = node.tag.endswith(":str")
    return not is_text if node.style else is_text and not isinstance(value, str)


def _scalar(node: yaml.ScalarNode) -> Any:
    return node.value if node.style else plain_scalar(node.value)  # quoted or block: always text


def plain_scalar(text: str) -> Any:
    """Return the value of unquoted text: a word such as ``true``, a number, or the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text) and len(text) < 40:
        return int(text)
    if _DECIMAL.match(text) and len(text) < 60:
        return Decimal(text)
    return text
