"""Showing tables, or writing them and JSON to a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from generator.reports.estimate import Sheet


def deliver(sheets: Sequence[Sheet], data: Any, form: str, output: Path | None) -> None:
    """Print the tables, or give them or the data as text to the console or a file."""
    if form == "table" and output is None:
        _print(sheets)
        return
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n" if form == "json" else ""
    text = text or _plain(sheets)
    if output is None:
        click.echo(text, nl=False)
        return
    from generator.outputs import write_all

    for item in write_all(output.parent, {output.name: text.encode("utf-8")}):
        if item.kept is not None:
            click.echo(f"保留已被改动的 {item.kept}，新文件写在 {item.path}", err=True)


def _print(sheets: Sequence[Sheet]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    for sheet in sheets:
        shown = Table(title=sheet.title, title_justify="left")
        for title, numeric in zip(sheet.header, sheet.numeric, strict=True):
            shown.add_column(title, justify="right" if numeric else "left", overflow="fold")
        for row in sheet.rows:
            shown.add_row(*row)
        console.print(shown)


def _plain(sheets: Sequence[Sheet]) -> str:
    lines: list[str] = []
    for sheet in sheets:
        lines += [sheet.title, "\t".join(sheet.header)]
        lines += ["\t".join(row) for row in sheet.rows]
        lines.append("")
    return "\n".join(lines) + "\n"
