"""``wuye estimate`` and ``wuye explain``: people and money, and where each number comes from."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import FILE, case_options, job, progress
from generator.errors import FOUND_PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.estimate import Estimate
    from generator.pipeline import Estimated


@click.command()
@click.argument("profile", type=FILE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "xlsx"]),
    default="table",
    show_default=True,
    help="输出格式 / output format.",
)
@click.option(
    "-o",
    "--output",
    type=FILE,
    help="写入文件（xlsx 默认为 output/<档案名>/estimate.xlsx）/ write to a file.",
)
@click.option(
    "--view",
    type=click.Choice(["quotation", "internal"]),
    default="quotation",
    show_default=True,
    help="报价，或内部目标成本 / quotation, or internal target cost.",
)
@click.option(
    "--roster",
    "month",
    metavar="YYYY-MM",
    help="工作簿加一个月的班表，求解需数秒至一分钟 / add a month's shift plan to the workbook.",
)
@case_options
def estimate(
    profile: Path, form: str, output: Path | None, view: str, month: str | None, **options: Any
) -> None:
    """测算人员、成本与报价 / Estimate people, cost and price."""
    from generator.pipeline import run_estimate, run_internal
    from generator.reports.estimate import to_csv, to_json

    if month is not None and form != "xlsx":
        raise click.BadParameter("班表只写入工作簿，请加 --format xlsx", param_hint="--roster")
    with progress() as show:
        run = run_estimate if view == "quotation" else run_internal
        made = run(job(profile, progress=show, **options))
        done, clean = made.estimate, True
        if form == "xlsx":
            data, clean = _workbook(made, month, show)
    if form == "xlsx":
        name = "estimate.xlsx" if view == "quotation" else "internal-cost.xlsx"
        target = output or Path("output") / profile.stem / name
        for path in _write(data, target):
            click.echo(path.as_posix())
    elif form == "table" and output is None:
        _print_tables(done)
    else:
        if form == "json":
            text = json.dumps(to_json(done), ensure_ascii=False, indent=1) + "\n"
        elif form == "csv":
            text = to_csv(done)
        else:
            text = _plain_tables(done)
        _emit(text, output)
    sys.exit(FOUND_PROBLEMS if _has_errors(done) or not clean else 0)


def _workbook(
    made: Estimated, month: str | None, show: Callable[[str], None]
) -> tuple[bytes, bool]:
    """Return the workbook with its sensitivity, and whether every pool of the month has a plan."""
    from generator.reports.workbook import to_xlsx
    from generator.scenarios.sensitivity import tornado

    plan = None
    if month is not None:
        from generator.reports.rosters import plan_for
        from generator.roster.verdict import errors

        show("排班")
        plan = plan_for(made, month)
        for line in errors(plan):
            click.echo(line, err=True)
    show("敏感性试算")
    drivers = tornado(made.kb, made.case)
    show("写工作簿")
    return to_xlsx(made, drivers, plan), plan is None or plan.clean


@click.command()
@click.argument("profile", type=FILE)
@click.argument("target")
@case_options
def explain(profile: Path, target: str, **options: Any) -> None:
    """说明一个数字的来历：岗位、费用、价格步骤、指标、条款或参数 / Explain a number."""
    from generator.pipeline import run_estimate
    from generator.reports.explain import explain as explanation

    with progress() as show:
        done = run_estimate(job(profile, progress=show, **options))
    for line in explanation(done.estimate, done.kb, done.case, target):
        click.echo(line)


def _has_errors(done: Estimate) -> bool:
    return any(check.severity == "error" and not check.accepted for check in done.checks)


def _emit(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    _write(text.encode("utf-8"), output)


def _write(data: bytes, output: Path) -> list[Path]:
    """Write a file unless somebody edited it: then beside it, and say so."""
    from generator.outputs import write_all

    written = write_all(output.parent, {output.name: data})
    for item in written:
        if item.kept is not None:
            click.echo(f"保留已被改动的 {item.kept}，新文件写在 {item.path}", err=True)
    return [item.path for item in written]


def _print_tables(done: Estimate) -> None:
    from rich.console import Console
    from rich.table import Table

    from generator.reports.estimate import to_tables

    console = Console(highlight=False)
    for sheet in to_tables(done):
        shown = Table(title=sheet.title, title_justify="left")
        for title, numeric in zip(sheet.header, sheet.numeric, strict=True):
            shown.add_column(title, justify="right" if numeric else "left", overflow="fold")
        for row in sheet.rows:
            shown.add_row(*row)
        console.print(shown)


def _plain_tables(done: Estimate) -> str:
    from generator.reports.estimate import to_tables

    lines: list[str] = []
    for sheet in to_tables(done):
        lines += [sheet.title, "\t".join(sheet.header)]
        lines += ["\t".join(row) for row in sheet.rows]
        lines.append("")
    return "\n".join(lines) + "\n"
