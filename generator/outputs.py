"""Writing results: complete or not at all, and never over a hand edit.

A manifest beside the files remembers the digest of everything written here. A file whose digest
is another one has been edited or signed by somebody: it stays, and the new one is put beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
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

    ``notes`` are kept in the manifest beside the digests (page numbers of known layouts).
    """
    for name in files:
        if Path(name).name != name:
            raise fail("bad-output-name", f"输出文件名不能含路径：{name}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        known = _read_manifest(folder)
        written: list[Written] = []
        prepared: list[tuple[Path, Path]] = []
        for name, data in files.items():
            target, kept = _target(folder, name, known)
            prepared.append((_prepare(folder, data), target))
            written.append(Written(target, kept))
            known[target.name] = digest(data)
        manifest = json.dumps({"files": known, **(notes or {})}, indent=1, sort_keys=True).encode(
            "utf-8"
        )
        prepared.append((_prepare(folder, manifest), folder / MANIFEST))
        for temporary, target in prepared:
            temporary.replace(target)
    except OSError as error:
        message = f"无法写入：{error.strerror or error}"
        raise fail(
            "output-unwritable", message, "检查文件夹权限，关闭正在打开的文件", Place(str(folder))
        ) from None
    return written


def _prepare(folder: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".wuye-", dir=folder)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    path = Path(name)
    path.chmod(0o644)
    return path


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
