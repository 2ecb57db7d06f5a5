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
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

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
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise fail("file-missing", "文件不存在", "请检查路径", Place(name)) from None
    except UnicodeDecodeError as error:
        message = f"不是 UTF-8 编码（第 {error.start + 1} 个字节起）"
        raise fail("bad-encoding", message, "请另存为 UTF-8", Place(name)) from None
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
    ``yaml-tag``, ``yaml-alias``, ``yaml-key``, ``yaml-too-deep`` or ``yaml-too-large``.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, text, file) from None
    except yaml.YAMLError as error:
        raise fail("yaml-syntax", f"YAML 有误：{error}", place=Place(file, 1, 1)) from None
    except RecursionError:
        raise fail("yaml-too-deep", "嵌套过深", place=Place(file, 1, 1)) from None
    builder = _Builder(file)
    data = builder.build(node, ()) if node is not None else None
    if builder.problems:
        raise InputError(builder.problems)
    return Loaded(file, data, builder.keys, builder.values)


def _syntax_error(error: yaml.MarkedYAMLError, text: str, file: str) -> InputError:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    around = lines[line - 1] if line <= len(lines) else ""
    if "\t" in around[: len(around) - len(around.lstrip())] or "\\t" in str(error.problem):
        column = around.index("\t") + 1 if "\t" in around else column
        hint = "缩进请用空格，每级两个"
        return fail("yaml-tab", "缩进中有制表符", hint, Place(file, line, column))
    message = f"YAML 写法有误：{error.problem or error.context}"
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
        if len(self._seen) > MAX_NODES or len(path) > MAX_DEPTH:
            raise fail("yaml-too-large", "内容过多或嵌套过深", place=place)
        self._seen.add(id(node))
        if node.tag not in _STANDARD_TAGS:
            self._problem(place, "yaml-tag", f"不允许使用标签 {node.tag}")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, i)) for i, child in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str | int, Any]:
        result: dict[str | int, Any] = {}
        for key_node, value_node in node.value:
            place = self._place(key_node)
            key = _scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str | int) or isinstance(key, bool):
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


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    if node.style:  # quoted or block: always text
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text) and len(text) < 40:
        return int(text)
    if _DECIMAL.match(text) and len(text) < 60:
        return Decimal(text)
    return text
