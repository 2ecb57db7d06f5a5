"""Options that several commands share, and the job they describe."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.errors import Place, fail

if TYPE_CHECKING:
    from generator.library import Layer
    from generator.pipeline import Job

Command = TypeVar("Command", bound=Callable[..., Any])
FILE = click.Path(path_type=Path)


def case_options(function: Command) -> Command:
    """Add the options of every command on a profile."""
    for option in reversed(
        (
            click.option("--tender", type=FILE, help="招标文件 YAML / tender file."),
            click.option(
                "--as-of", metavar="DATE", help="测算基准日 YYYY-MM-DD / day of reference."
            ),
            click.option(
                "--kb", type=FILE, multiple=True, help="叠加的知识库文件夹 / overlay folder."
            ),
            click.option(
                "--set",
                "settings",
                multiple=True,
                metavar="PATH=VALUE",
                help="临时改动档案或 parameters.<id> / override a value.",
            ),
        )
    ):
        function = option(function)
    return function


def layers(overlays: tuple[Path, ...]) -> list[Layer]:
    """Return the shipped knowledge base and the overlays in order."""
    from generator.library import Layer
    from generator.resources import knowledge_base_folder

    return [Layer("shipped", knowledge_base_folder())] + [
        Layer(folder.name, folder) for folder in overlays
    ]


def job(
    profile: Path,
    tender: Path | None,
    as_of: str | None,
    kb: tuple[Path, ...],
    settings: tuple[str, ...],
    **extra: Any,
) -> Job:
    """Return the job that the options describe."""
    from generator.pipeline import Job
    from generator.resources import templates_folder

    return Job(
        profile=profile,
        layers=layers(kb),
        templates=templates_folder(),
        today=datetime.date.today(),
        tender=tender,
        as_of=_day(as_of),
        settings=settings,
        **extra,
    )


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        place = Place(f"--as-of {text}")
        raise fail("bad-date", "应写作 YYYY-MM-DD，且为实有的日期", place=place) from None


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show what is being done while it lasts; say nothing when the output is piped."""
    if not sys.stderr.isatty():
        yield lambda message: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("准备") as status:
        yield lambda message: status.update(message)


def layout_engine(wanted: bool) -> Any:
    """Return LibreOffice as layout engine where it is installed, else None."""
    if not wanted:
        return None
    import tempfile

    from generator.layout.libreoffice import LibreOffice, find_libreoffice

    path = os.environ.get("PATH", "")
    executable = find_libreoffice(path)
    if executable is None:
        return None
    return LibreOffice(executable, Path(tempfile.gettempdir()), search_path=path)
