"""Checks on everything a person writes: knowledge base, profiles, companies, tenders, templates."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from generator.checks.cases import check_case_file
from generator.checks.registry import CHECKS
from generator.errors import InputError, Place, Problem, sort_problems
from generator.library import Layer
from generator.library.kinds import ALL_KINDS, INPUT_KINDS, KINDS
from generator.library.loader import kind_of, read_knowledge_base
from generator.model.knowledge_base import KnowledgeBase
from generator.outputs import MANIFEST
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
    kb, problems = read_knowledge_base(list(layers))
    problems += check_knowledge_base(kb, today)
    for folder in (profiles_folder(), templates_folder()):
        for path in _files(folder):
            problems += _check_file(path, kb, today)
    return sort_problems(dict.fromkeys(problems))


def check_paths(
    paths: Sequence[Path], layers: Sequence[Layer], today: datetime.date
) -> list[Problem]:
    """Check files and folders; knowledge-base files are checked as an overlay."""
    problems: list[Problem] = []
    overlays: list[Layer] = []
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            problems.append(
                Problem(Place(display_name(path)), "file-missing", "文件或文件夹不存在")
            )
        for file in _files(path) if path.is_dir() else [path] if path.exists() else []:
            if _is_knowledge(file):
                overlays.append(Layer(path.as_posix(), file))
            else:
                files.append(file)
    kb, known = read_knowledge_base([*layers, *overlays])
    if overlays:
        known += check_knowledge_base(kb, today)
    asked = {display_name(layer.folder) for layer in overlays}
    problems += [problem for problem in known if problem.place.file in asked]
    for path in files:
        problems += _check_file(path, kb, today)
    return sort_problems(dict.fromkeys(problems))


def _is_knowledge(path: Path) -> bool:
    """Return whether a file belongs to a knowledge base, so that it is checked among its like."""
    if path.suffix == ".docx":
        return False
    try:
        return kind_of(load_file(path), ALL_KINDS).name in KINDS
    except InputError:
        return False


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if (path.suffix == ".yaml" or (path.suffix == ".docx" and not _is_output(path)))
        and not any(part.startswith(("~", ".")) for part in path.relative_to(folder).parts)
    )


def _is_output(path: Path) -> bool:
    """Return whether a Word file lies among the results of a run: those are no templates."""
    return (path.parent / MANIFEST).exists()


def _check_file(path: Path, kb: KnowledgeBase, today: datetime.date) -> list[Problem]:
    if path.suffix == ".docx":
        return inspect_template(path)
    try:
        loaded = load_file(path)
        kind = kind_of(loaded, ALL_KINDS)
        model = parse(loaded, kind.model)
    except InputError as error:
        return list(error.problems)
    if kind.name in INPUT_KINDS:
        return check_case_file(path, kind.name, model, loaded, kb, today)
    return []
