"""``wuye kb`` and ``wuye schema``: what the knowledge base holds, and the shape of its files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from generator.cli.options import FILE, layers

KINDS = (
    "documents",
    "topics",
    "clauses",
    "tasks",
    "standards",
    "kpis",
    "laws",
    "posts",
    "shifts",
    "costs",
    "parameters",
    "workflows",
    "organisations",
    "forms",
    "schemes",
    "sources",
)


@click.group()
def kb() -> None:
    """查看知识库 / Look into the knowledge base."""


@kb.command("list")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--kb", "overlays", type=FILE, multiple=True, help="叠加的知识库 / overlay folder.")
def list_entries(kind: str, form: str, overlays: tuple[Path, ...]) -> None:
    """列出一类条目 / List the entries of a kind."""
    from generator.library import load_knowledge_base
    from generator.reports.knowledge import entries

    rows = entries(load_knowledge_base(layers(overlays)), kind)
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['id']}\t{row['title']}\t{row['file']}:{row['line']}")


@kb.command("show")
@click.argument("entry")
@click.option("--kb", "overlays", type=FILE, multiple=True, help="叠加的知识库 / overlay folder.")
def show(entry: str, overlays: tuple[Path, ...]) -> None:
    """显示一个条目、所在文件与引用它的地方 / Show an entry and what uses it."""
    from generator.library import load_knowledge_base
    from generator.reports.knowledge import describe

    for line in describe(load_knowledge_base(layers(overlays)), entry):
        click.echo(line)


@click.command()
@click.argument("kind")
def schema(kind: str) -> None:
    """输出一类文件的 JSON Schema / Print the JSON Schema of a kind of file."""
    from generator.reports.schema import schema_of

    document: dict[str, Any] = schema_of(kind)
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))
