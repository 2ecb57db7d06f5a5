"""``wuye check``: every problem of knowledge base, profiles, tenders and templates in one pass."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path

import click

from generator.cli.options import FILE, layers
from generator.errors import BAD_INPUT, FOUND_PROBLEMS


@click.command()
@click.argument("paths", nargs=-1, type=FILE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="输出格式 / output format.",
)
@click.option("--strict", is_flag=True, help="警告也算失败 / warnings fail as well.")
@click.option("--kb", "overlays", type=FILE, multiple=True, help="叠加的知识库 / overlay folder.")
def check(paths: tuple[Path, ...], form: str, strict: bool, overlays: tuple[Path, ...]) -> None:
    """检查知识库、档案与模板 / Check knowledge base, profiles and templates."""
    from generator.checks import check_paths, check_shipped

    today = datetime.date.today()
    problems = (
        check_paths(paths, layers(overlays), today)
        if paths
        else check_shipped(layers(overlays), today)
    )
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = sum(problem.severity == "warning" for problem in problems)
    if form == "json":
        rows = [
            {
                "file": problem.place.file,
                "line": problem.place.line,
                "column": problem.place.column,
                "code": problem.code,
                "severity": problem.severity,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in problems
        ]
        summary = {"errors": errors, "warnings": warnings}
        click.echo(json.dumps({"problems": rows, "summary": summary}, ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            if form == "github":
                level = problem.severity if problem.severity != "notice" else "notice"
                place = problem.place
                click.echo(
                    f"::{level} file={place.file},line={place.line},col={place.column},"
                    f"title={problem.code}::{problem.message}"
                )
            else:
                click.echo(problem.line(), err=True)
        click.echo(f"错误 {errors}，警告 {warnings}", err=True)
    missing = any(
        p.code in ("file-missing", "folder-missing") for p in problems if p.place.line == 0
    )
    if missing:
        sys.exit(BAD_INPUT)
    sys.exit(FOUND_PROBLEMS if errors or (strict and warnings) else 0)
