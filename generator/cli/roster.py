"""``wuye roster``: a month's shift plan, which proves the headcount or proves it impossible."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import FILE, case_options, job, progress
from generator.errors import FOUND_PROBLEMS, fail

if TYPE_CHECKING:
    from generator.roster import RosterPlan, Wishes


@click.command()
@click.argument("profile", type=FILE)
@click.option("--month", required=True, metavar="YYYY-MM", help="排班月份 / month.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="输出格式 / output format.",
)
@click.option("-o", "--output", type=FILE, help="写入文件 / write to a file.")
@click.option("--pool", "pools", multiple=True, help="只排该轮换池 / this relief pool only.")
@click.option(
    "--persons", multiple=True, metavar="POOL=N", help="试算该池人数 / try another headcount."
)
@click.option(
    "--system",
    "systems",
    multiple=True,
    metavar="[POST=]SYSTEM",
    help="指定班制 / shift system of all posts, or of a post or pool.",
)
@click.option("--rules", metavar="ID", help="指定工时规则 / working-time rules.")
@case_options
def roster(
    profile: Path,
    month: str,
    form: str,
    output: Path | None,
    pools: tuple[str, ...],
    persons: tuple[str, ...],
    systems: tuple[str, ...],
    rules: str | None,
    **options: Any,
) -> None:
    """排出一个月的班，证明人数够或不够 / Plan a month's shifts or prove it impossible."""
    from generator.roster import Wishes
    from generator.roster.verdict import errors

    wishes = Wishes(pools, _persons(persons), _systems(systems), rules)
    plan = _plan(profile, month, wishes, options)
    _emit(_text(plan, form), output)
    for line in errors(plan):
        click.echo(line, err=True)
    sys.exit(0 if plan.clean else FOUND_PROBLEMS)


def _plan(profile: Path, month: str, wishes: Wishes, options: dict[str, Any]) -> RosterPlan:
    from generator.pipeline import run_estimate
    from generator.reports.rosters import plan_for

    with progress() as show:
        done = run_estimate(job(profile, progress=show, **options))
        show("排班")
        return plan_for(done, month, wishes)


def _persons(given: tuple[str, ...]) -> dict[str, int]:
    persons = {}
    for text in given:
        pool, sign, number = text.partition("=")
        if not (sign and number.isascii() and number.isdigit()):
            raise fail("bad-persons", f"--persons 应写作 POOL=N，收到“{text}”")
        persons[pool] = int(number)
    return persons


def _systems(given: tuple[str, ...]) -> dict[str, str]:
    systems = {}
    for text in given:
        target, sign, system = text.partition("=")
        systems[target if sign else ""] = system if sign else target
    return systems


def _text(plan: RosterPlan, form: str) -> str:
    from generator.roster.report import to_csv, to_json, to_text

    if form == "json":
        return json.dumps(to_json(plan), ensure_ascii=False, indent=1) + "\n"
    return to_csv(plan) if form == "csv" else to_text(plan)


def _emit(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    from generator.outputs import write_all

    for item in write_all(output.parent, {output.name: text.encode("utf-8")}):
        if item.kept is not None:
            click.echo(f"保留已被改动的 {item.kept}，新文件写在 {item.path}", err=True)
