"""Checks on everything a person writes: knowledge base, profiles, companies, tenders, templates."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from generator.checks.cases import check_case_file
from generator.checks.registry import CHECKS
from generator.errors import InputError, Place, Problem, sort_problems
from generator.library import Layer
from generator.library.kinds import INPUT_KINDS, KINDS
from generator.library.loader import kind_of, read_knowledge_base
from generator.model.knowledge_base import KnowledgeBase
from generator.parsing import parse
from generator.render.inspection import inspect_template
from generator.resources import profiles_folder, templates_folder
from generator.source import display_name, load_file

__all__ = ["check_knowledge_base", "check_paths", "check_shipped"]


def check_knowledge_base(kb: KnowledgeBase, today: datetime.date) -> list[Problem]:
    """Run every registered check on a knowledge base."""
    problems: list[Problem] = []
    for check in CHECKS.values():
        problems += check.run(kb, today)
    return sort_problems(problems)


def check_shipped(layers: Sequence[Layer], today: datetime.date) -> list[Problem]:
    """Check the knowledge base with its overlays, the sample profiles and the templates."""
    problems, kb = _check_layers(layers, today)
    for folder in (profiles_folder(), templates_folder()):
        for path in _files(folder):
            problems += _check_file(path, kb, today)
    return sort_problems(problems)


def check_paths(
    paths: Sequence[Path], layers: Sequence[Layer], today: datetime.date
) -> list[Problem]:
    """Check files and folders; a folder of knowledge-base files is checked as an overlay."""
    problems: list[Problem] = []
    overlays: list[Layer] = []
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            problems.append(
                Problem(Place(display_name(path)), "file-missing", "文件或文件夹不存在")
            )
        elif path.is_dir() and not _is_input_folder(path):
            overlays.append(Layer(path.as_posix(), path))
        else:
            files += _files(path) if path.is_dir() else [path]
    known, kb = _check_layers([*layers, *overlays], today)
    below = [display_name(layer.folder) for layer in overlays]
    problems += [p for p in known if any(p.place.file.startswith(folder) for folder in below)]
    for path in files:
        problems += _check_file(path, kb, today)
    return sort_problems(problems)


def _check_layers(
    layers: Sequence[Layer], today: datetime.date
) -> tuple[list[Problem], KnowledgeBase]:
    kb, problems = read_knowledge_base(list(layers))
    return [*problems, *check_knowledge_base(kb, today)], kb


def _is_input_folder(folder: Path) -> bool:
    """Return whether a folder holds profiles, companies, tenders or templates, not knowledge."""
    if any(folder.rglob("*.docx")):
        return True
    for path in sorted(folder.rglob("*.yaml")):
        try:
            return kind_of(load_file(path), {**KINDS, **INPUT_KINDS}).name in INPUT_KINDS
        except InputError:
            continue
    return False


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in (".yaml", ".docx") and not path.name.startswith(("~", "."))
    )


def _check_file(path: Path, kb: KnowledgeBase, today: datetime.date) -> list[Problem]:
    if path.suffix == ".docx":
        return inspect_template(path)
    try:
        loaded = load_file(path)
        kind = kind_of(loaded, {**KINDS, **INPUT_KINDS})
        model = parse(loaded, kind.model)
    except InputError as error:
        return list(error.problems)
    if kind.name in INPUT_KINDS:
        return check_case_file(path, kind.name, model, loaded, kb, today)
    return []
