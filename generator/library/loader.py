"""Reading knowledge-base folders, layer over layer."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.errors import InputError, Place, Problem, fail
from generator.library.kinds import ALL_KINDS, KINDS, Kind
from generator.model.knowledge import NounsFile, Parameter, ParametersFile, PostsFile
from generator.model.knowledge_base import KnowledgeBase, Locator, Region
from generator.model.values import Record
from generator.parsing import parse
from generator.source import Loaded, display_name, load_file


@dataclass(frozen=True, slots=True)
class Layer:
    """A knowledge-base folder, or one file, and the name under which traces speak of it."""

    name: str
    folder: Path


@dataclass
class _Collected:
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[tuple[str, str], Locator] = field(default_factory=dict)
    layers: dict[tuple[str, str], str] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)
    nouns: list[Any] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def load_knowledge_base(layers: list[Layer]) -> KnowledgeBase:
    """Load the shipped base and the overlays in order; a later layer replaces entries by id.

    Raises ``InputError`` with every problem of every file.
    """
    base, problems = read_knowledge_base(layers)
    if problems:
        raise InputError(problems)
    return base


def read_knowledge_base(layers: list[Layer]) -> tuple[KnowledgeBase, list[Problem]]:
    """Load what can be loaded and return it with the problems of what cannot."""
    collected = _Collected()
    for layer in layers:
        if not layer.folder.exists():
            place = Place(display_name(layer.folder))
            raise fail("folder-missing", "知识库文件夹不存在", "请检查路径", place)
        single = layer.folder.is_file()
        for path in [layer.folder] if single else sorted(layer.folder.rglob("*.yaml")):
            _read(path, layer, collected)
    return _assemble(collected), collected.problems


def kind_of(loaded: Loaded, kinds: dict[str, Kind]) -> Kind:
    """Return the kind that a file declares in its first key."""
    data = loaded.data
    name = data.get("kind") if isinstance(data, dict) else None
    if data is None:
        raise fail("empty-file", "文件没有内容", "第一行写 kind: …", Place(loaded.file, 1, 1))
    if name is None:
        known = "、".join(kinds)
        place = Place(loaded.file, 1, 1)
        raise fail("missing-kind", "文件第一行应为 kind: …", f"可用：{known}", place)
    if not isinstance(name, str) or name not in kinds:
        close = difflib.get_close_matches(str(name), list(kinds), 1, 0.5)
        hint = f"是否想写 {close[0]}" if close else "可用：" + "、".join(kinds)
        raise fail("unknown-kind", f"不认识的文件种类 {name}", hint, loaded.place(("kind",)))
    return kinds[name]


def _read(path: Path, layer: Layer, collected: _Collected) -> None:
    try:
        loaded = load_file(path)
        kind = kind_of(loaded, ALL_KINDS)
        if kind.name not in KINDS:
            hint = "项目档案、公司和招标文件请放在 profiles/ 下"
            place = loaded.place(("kind",))
            raise fail("misplaced-file", f"{kind.title}不属于知识库", hint, place)
        model = parse(loaded, kind.model)
    except InputError as error:
        collected.problems.extend(error.problems)
        return
    _collect(kind, model, loaded, layer, collected)


def _collect(
    kind: Kind, model: Record, loaded: Loaded, layer: Layer, collected: _Collected
) -> None:
    for list_name, field_name in kind.entries.items():
        for index, entry in enumerate(getattr(model, list_name)):
            locate = _locator(loaded, (list_name, index))
            _add(collected, field_name, entry.id, entry, locate, layer)
    if isinstance(model, ParametersFile):
        _collect_parameters(model, loaded, layer, collected)
    elif isinstance(model, NounsFile):
        collected.nouns.extend(model.nouns)
    elif kind.field:
        entry_id = str(model.id)  # type: ignore[attr-defined]
        _add(collected, kind.field, entry_id, model, _locator(loaded, ()), layer)
    if isinstance(model, PostsFile):
        collected.departments.update({post.id: model.department for post in model.posts})


def _collect_parameters(
    model: ParametersFile, loaded: Loaded, layer: Layer, collected: _Collected
) -> None:
    regions = collected.fields.setdefault("regions", {})
    known: dict[str, Parameter] = {}
    if model.region in regions:
        known = dict(regions[model.region].parameters)
    for index, parameter in enumerate(model.parameters):
        locate = _locator(loaded, ("parameters", index))
        _note(collected, "parameters", f"{model.region}.{parameter.id}", locate, layer)
        known[parameter.id] = parameter
    regions[model.region] = Region(
        model.region, model.title, model.province or "", dict(sorted(known.items()))
    )


def _locator(loaded: Loaded, entry: tuple[str | int, ...]) -> Locator:
    def locate(path: tuple[str | int, ...]) -> Place:
        return loaded.place((*entry, *path) if path else (*entry, "id"))

    return locate


def _add(
    collected: _Collected, field_name: str, entry_id: str, entry: Any, locate: Locator, layer: Layer
) -> None:
    if _note(collected, field_name, entry_id, locate, layer):
        collected.fields.setdefault(field_name, {})[entry_id] = entry


def _note(
    collected: _Collected, field_name: str, entry_id: str, locate: Locator, layer: Layer
) -> bool:
    """Note where an entry stands; a second one of the same id in one layer is a problem."""
    key = (field_name, entry_id)
    if key in collected.places and collected.layers[key] == layer.name:
        message = f"编号 {entry_id} 重复"
        hint = f"另一处在 {collected.places[key](())}"
        collected.problems.append(Problem(locate(()), "duplicate-id", message, hint))
        return False
    collected.places[key] = locate
    collected.layers[key] = layer.name
    return True


def _assemble(collected: _Collected) -> KnowledgeBase:
    fields: dict[str, Any] = {
        name: dict(sorted(entries.items())) for name, entries in collected.fields.items()
    }
    return KnowledgeBase(
        **fields,
        post_departments=collected.departments,  # type: ignore[arg-type]
        nouns=tuple(collected.nouns),
        places=collected.places,
        layers=collected.layers,
    )
