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
    "calendars",
    "elements",
    "checklists",
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


@kb.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="只查这类 / kinds.")
@click.option("--limit", type=click.IntRange(1, 500), default=20, help="最多几条 / at most.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--kb", "overlays", type=FILE, multiple=True, help="叠加的知识库 / overlay folder.")
def search_entries(
    words: tuple[str, ...],
    kinds: tuple[str, ...],
    limit: int,
    form: str,
    overlays: tuple[Path, ...],
) -> None:
    """按文字查找，最相关的在前 / Search the text of all entries, best first."""
    from dataclasses import asdict

    from generator.library import load_knowledge_base
    from generator.reports.search import search

    hits = search(load_knowledge_base(layers(overlays)), " ".join(words), kinds, limit)
    if form == "json":
        click.echo(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=1))
        return
    for hit in hits:
        click.echo(f"{hit.kind}\t{hit.id}\t{hit.title}\t{hit.file}:{hit.line}\t{hit.excerpt}")
    if not hits:
        click.echo("没有找到；换一个词，或用 wuye kb list 查看", err=True)


@kb.command("coverage")
@click.option("--missing", is_flag=True, help="只列没有回答的 / only what is not answered.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--kb", "overlays", type=FILE, multiple=True, help="叠加的知识库 / overlay folder.")
def show_coverage(missing: bool, form: str, overlays: tuple[Path, ...]) -> None:
    """列出要点、评分要点、主题由哪些条款回答 / Which clauses answer what evaluators look for."""
    from dataclasses import asdict

    from generator.library import load_knowledge_base
    from generator.reports.coverage import coverage

    rows = coverage(load_knowledge_base(layers(overlays)))
    shown = [row for row in rows if row.open or not missing]
    if form == "json":
        click.echo(json.dumps([asdict(row) for row in shown], ensure_ascii=False, indent=1))
        return
    for row in shown:
        left = "\t缺：" + "、".join(row.open) if row.open else ""
        click.echo(f"{row.table}\t{row.id}\t{row.title}\t{'、'.join(row.clauses)}{left}")
    gaps = sum(1 for row in rows if row.open)
    click.echo(f"共 {len(rows)} 项，没有回答的 {gaps} 项", err=True)


@click.command()
@click.argument("kind")
def schema(kind: str) -> None:
    """输出一类文件的 JSON Schema / Print the JSON Schema of a kind of file."""
    from generator.reports.schema import schema_of

    document: dict[str, Any] = schema_of(kind)
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))
