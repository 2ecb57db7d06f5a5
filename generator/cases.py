"""Reading one case: the profile, its company and tender, and what the command line sets."""

from __future__ import annotations

import copy
import datetime
import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from generator.errors import InputError, Place, Problem, fail
from generator.library.kinds import INPUT_KINDS
from generator.library.loader import kind_of
from generator.model.case import Case
from generator.model.company import Company
from generator.model.profile import Profile
from generator.model.tender import Tender
from generator.parsing import parse
from generator.source import Loaded, Path_, display_name, load_file, plain_scalar

_Input = TypeVar("_Input", Profile, Company, Tender)


def load_case(
    path: Path,
    *,
    today: datetime.date,
    tender: Path | None = None,
    as_of: datetime.date | None = None,
    settings: Sequence[str] = (),
) -> Case:
    """Load a profile with its company and tender.

    ``settings`` are ``PATH=VALUE`` pairs laid over the profile. The day is the given one, else
    the profile's, else the tender's deadline, else ``today``. All problems of all three files
    are raised together.
    """
    problems: list[Problem] = []
    loaded = _with_settings(_load(path, "profile"), settings)
    profile = _parse(loaded, Profile, problems)
    company = found_tender = None
    company_loaded = tender_loaded = None
    company_name = _text(loaded, "company")
    if company_name or (profile is not None and company is None):
        company_loaded = _referred(path, loaded, "company", company_name, problems)
        if company_loaded is not None:
            company = _parse(company_loaded, Company, problems)
    tender_name = _text(loaded, "tender")
    if tender is not None:
        tender_loaded = _load(tender, "tender")
    elif tender_name:
        tender_loaded = _referred(path, loaded, "tender", tender_name, problems)
    if tender_loaded is not None:
        found_tender = _parse(tender_loaded, Tender, problems)
    if problems:
        raise InputError(problems)
    assert profile is not None and company is not None
    day = as_of or profile.as_of or (found_tender and found_tender.deadline) or today
    places = dict(_places("profile", loaded))
    places.update(_places("company", company_loaded))
    places.update(_places("tender", tender_loaded))
    return Case(path.stem, profile, company, found_tender, day, places)


def internal_case(case: Case) -> Case:
    """Return the case as the company itself expects it to cost.

    The profile's ``internal`` values stand over the company's, and both over the quoted ones.
    Documents are never made from this case.
    """
    own, shared = case.profile.internal, case.company.internal
    profile = case.profile.model_copy(
        update={
            "wages": {**case.profile.wages, **shared.wages, **own.wages},
            "parameters": {**case.profile.parameters, **shared.parameters, **own.parameters},
            "costs": {**case.profile.costs, **shared.costs, **own.costs},
        }
    )
    return replace(case, profile=profile)


def _load(path: Path, kind_name: str) -> Loaded:
    loaded = load_file(path)
    kind = kind_of(loaded, INPUT_KINDS)
    if kind.name != kind_name:
        wanted = INPUT_KINDS[kind_name].title
        place = loaded.place(("kind",))
        raise fail("wrong-kind", f"这里需要{wanted}文件，该文件是{kind.title}", place=place)
    return loaded


def _referred(
    profile: Path, loaded: Loaded, key: str, name: str, problems: list[Problem]
) -> Loaded | None:
    target = profile.parent / name
    place = loaded.place((key,))
    if not target.is_file():
        near = [
            file.relative_to(profile.parent).as_posix()
            for file in sorted(profile.parent.rglob("*.yaml"))
        ]
        close = difflib.get_close_matches(name, near, 1, 0.5)
        hint = f"是否想写 {close[0]}" if close else "路径相对于项目档案所在文件夹"
        problems.append(Problem(place, "file-missing", f"找不到文件 {display_name(target)}", hint))
        return None
    try:
        return _load(target, key)
    except InputError as error:
        problems.extend(error.problems)
        return None


def _parse(loaded: Loaded, model: type[_Input], problems: list[Problem]) -> _Input | None:
    try:
        return parse(loaded, model)
    except InputError as error:
        problems.extend(error.problems)
        return None


def _text(loaded: Loaded, key: str) -> str:
    value = loaded.data.get(key)
    return value if isinstance(value, str) else ""


def _places(role: str, loaded: Loaded | None) -> Iterator[tuple[tuple[str, str], Place]]:
    if loaded is not None:
        for path, place in loaded.values.items():
            yield (role, ".".join(map(str, path))), place


# --- settings from the command line -----------------------------------------------------------


def _with_settings(loaded: Loaded, settings: Sequence[str]) -> Loaded:
    if not settings:
        return loaded
    data = copy.deepcopy(loaded.data)
    keys, values = dict(loaded.keys), dict(loaded.values)
    for setting in settings:
        path, sign, value = setting.partition("=")
        place = Place(f"--set {setting}")
        if not sign or not path.strip():
            raise fail("bad-setting", "应写作 路径=值", place=place)
        changed = _set(data, path.strip().split("."), plain_scalar(value.strip()), place)
        for known in (keys, values):  # what a setting breaks is reported at the setting
            for below in [other for other in known if other[: len(changed)] == changed]:
                del known[below]
            known.update({changed[:end]: place for end in range(1, len(changed))} | known)
            known[changed] = place
    return Loaded(loaded.file, data, keys, values)


def _set(data: Any, names: list[str], value: Any, place: Place) -> Path_:
    """Put a value into the data and return its path."""
    if names[0] in ("parameters", "wages", "costs") and len(names) == 2:
        value = {"value": value, "tag": "assumption", "note": "命令行设定"}
    target, path = data, list[str | int]()
    try:
        for number, name in enumerate(names, start=1):
            key: Any = int(name) if isinstance(target, list) else name
            path.append(key)
            if number == len(names):
                target[key] = value
            else:
                target = target.setdefault(key, {}) if isinstance(target, dict) else target[key]
    except (IndexError, TypeError, ValueError):
        raise fail("bad-setting", "没有这个路径", place=place) from None
    return tuple(path)
