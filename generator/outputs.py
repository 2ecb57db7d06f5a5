"""Writing results: complete or not at all, and never over a hand edit.

A manifest beside the files remembers the digest of everything written here. A file whose digest
is another one has been edited or signed by somebody: it stays, and the new one is put beside it.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import Place, fail

MANIFEST = ".wuye.json"


@dataclass(frozen=True, slots=True)
class Written:
    """Where a result went; ``kept`` is the hand-edited file that it would have replaced."""

    path: Path
    kept: Path | None = None


def digest(data: bytes) -> str:
    """Return the digest by which the manifest knows a file."""
    return hashlib.sha256(data).hexdigest()


def write_all(
    folder: Path, files: Mapping[str, bytes], notes: Mapping[str, Any] | None = None
) -> list[Written]:
    """Write files into a folder: all are prepared first, then put in place one after the other.

    ``notes`` are kept in the manifest beside the digests (page numbers of known layouts); those
    of earlier runs stay unless they are given anew.
    """
    for name in files:
        if Path(name).name != name:
            raise fail("bad-output-name", f"输出文件名不能含路径：{name}")
    written: list[Written] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".wuye-", dir=folder) as room:
            change = _Change(Path(room))
            known = _read_manifest(folder)
            for name, data in files.items():
                target, kept = _target(folder, name, known)
                change.prepare(target, data)
                written.append(Written(target, kept))
                known[target.name] = digest(data)
            manifest = {**_manifest(folder), **(notes or {}), "files": known}
            text = json.dumps(manifest, indent=1, sort_keys=True)
            change.prepare(folder / MANIFEST, text.encode("utf-8"))
            change.carry_out()
    except FileExistsError:
        message, hint = "这里是一个文件，不是文件夹", "换一个输出文件夹"
        raise fail("output-unwritable", message, hint, Place(str(folder))) from None
    except OSError as error:
        message = f"无法写入：{error.strerror or error}"
        hint = "检查文件夹权限，关闭正在打开的文件"
        raise fail("output-unwritable", message, hint, Place(str(folder))) from None
    return written


class _Change:
    """Files to be put in place together; when one of them cannot be, all are put back."""

    def __init__(self, room: Path) -> None:
        self._room = room
        self._prepared: list[tuple[Path, Path]] = []
        self._done: list[tuple[Path, Path | None]] = []

    def prepare(self, target: Path, data: bytes) -> None:
        """Write the new content where it disturbs nobody."""
        new = self._room / f"{len(self._prepared)}.new"
        new.write_bytes(data)
        self._prepared.append((new, target))

    def carry_out(self) -> None:
        """Replace every target, the older file kept aside until the last one stands."""
        try:
            for new, target in self._prepared:
                older = new.with_suffix(".old") if target.exists() else None
                if older is not None:
                    target.replace(older)
                self._done.append((target, older))
                new.replace(target)
        except OSError:
            self._undo()
            raise

    def _undo(self) -> None:
        for target, older in reversed(self._done):
            if older is None:
                target.unlink(missing_ok=True)
            else:
                older.replace(target)


def _target(folder: Path, name: str, known: Mapping[str, str]) -> tuple[Path, Path | None]:
    target = folder / name
    if _is_ours(target, known):
        return target, None
    number = 1
    while True:
        suffix = ".new" if number == 1 else f".new-{number}"
        beside = folder / f"{target.stem}{suffix}{target.suffix}"
        if _is_ours(beside, known):
            return beside, target
        number += 1


def _is_ours(path: Path, known: Mapping[str, str]) -> bool:
    return not path.exists() or known.get(path.name) == digest(path.read_bytes())


def read_notes(folder: Path, name: str) -> Any:
    """Return a note of the manifest, or None."""
    return _manifest(folder).get(name)


def _read_manifest(folder: Path) -> dict[str, str]:
    files = _manifest(folder).get("files")
    return {str(k): str(v) for k, v in files.items()} if isinstance(files, dict) else {}


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}
