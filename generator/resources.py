"""Where the shipped files are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = ("knowledge_base", "templates", "profiles")


def resource_root() -> Path:
    """Return the folder that holds ``knowledge_base``, ``templates`` and ``profiles``."""
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        if all((root / name).is_dir() for name in _SHIPPED):
            return root
    raise FileNotFoundError("knowledge_base, templates and profiles belong beside the package")


def knowledge_base_folder() -> Path:
    """Return the shipped knowledge base."""
    return resource_root() / "knowledge_base"


def templates_folder() -> Path:
    """Return the shipped Word templates."""
    return resource_root() / "templates"


def profiles_folder() -> Path:
    """Return the sample profiles."""
    return resource_root() / "profiles"
