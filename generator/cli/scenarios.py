"""``wuye compare``, ``fit`` and ``offer``: both directions of the estimate."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import FILE, case_options, job, progress
from generator.cli.tables import deliver
from generator.errors import FOUND_PROBLEMS

if TYPE_CHECKING:
    from generator.model.case import Case
    from generator.model.knowledge_base import KnowledgeBase
    from generator.pipeline import Job

MONTHS = {"year": 1, "month": 12}
MOST = Decimal(10) ** 12


def _amount(ctx: click.Context, param: click.Parameter, value: str | None) -> Decimal | None:
    """Read a sum of yuan above zero, with or without separators of thousands."""
    if value is None:
        return None
    try:
        amount = Decimal(value.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise click.BadParameter(f"金额应为数字（元），收到“{value}”") from None
    if not amount.is_finite() or not 0 < amount < MOST or amount != round(amount, 2):
        raise click.BadParameter(f"金额应大于零、最多两位小数，收到“{value}”")
    return amount


_form = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="输出格式 / output format.",
)
_output = click.option("-o", "--output", type=FILE, help="写入文件 / write to a file.")
_per = click.option(
    "--per",
    type=click.Choice(list(MONTHS)),
    default="year",
    show_default=True,
    help="金额的周期 / period of the amount.",
)


@click.command()
@click.argument("profile", type=FILE)
@click.argument("other", type=FILE, required=False)
@click.option(
    "--grade",
    "grades",
    multiple=True,
    metavar="G",
    help="加一个等级方案：L4 或 L3,security=L4 / add a variant of grades.",
)
@click.option(
    "--variant",
    "variants",
    multiple=True,
    metavar="PATH=VALUE;…",
    help="加一个改动方案，可重复；--set 合为一个方案 / add a variant of settings.",
)
@click.option("--sensitivity", is_flag=True, help="只列影响报价最大的因素 / tornado of drivers.")
@click.option("--rows", default=20, show_default=True, help="长表行数，0 为全部 / rows, 0: all.")
@_form
@_output
@case_options
def compare(
    profile: Path,
    other: Path | None,
    grades: tuple[str, ...],
    variants: tuple[str, ...],
    sensitivity: bool,
    rows: int,
    form: str,
    output: Path | None,
    **options: Any,
) -> None:
    """并列比较方案：人员、金额、指标与客户看得到的差别 / Compare variants side by side.

    第一列是项目现状；没有指定方案时列出该等级体系的全部等级。
    """
    if sensitivity:
        _tornado(profile, form, output, **options)
        return
    from generator.reports.comparing import comparison_json, comparison_sheets
    from generator.reports.promises import promises
    from generator.scenarios.comparison import compare as compared

    settings = options.pop("settings")
    asked = [("；".join(settings), settings)] if settings else []
    asked += [(text, _settings(text)) for text in variants]
    with progress() as show:
        work = job(profile, progress=show, settings=(), **options)
        kb, case = _load(work)
        cases = [(case.name, case)]
        if other is not None:
            _, second = _load(job(other, progress=show, settings=(), **options), kb)
            cases.append((second.name, second))
        cases += _graded(kb, case, grades, all_grades=other is None and not asked)
        for title, changes in asked:
            changed = job(profile, progress=show, settings=changes, **options)
            cases.append((title, _load(changed, kb)[1]))
        found = compared(kb, cases)
        seen = promises(kb, found.variants)
    deliver(comparison_sheets(found, seen, rows), comparison_json(found, seen), form, output)
    sys.exit(FOUND_PROBLEMS if any(variant.errors for variant in found.variants) else 0)


@click.command()
@click.argument("profile", type=FILE)
@click.option(
    "--budget", callback=_amount, metavar="YUAN", required=True, help="预算（元）/ budget in yuan."
)
@_per
@click.option(
    "--at-least",
    "floors",
    multiple=True,
    metavar="[MODULE=]G",
    help="不低于的等级，可按服务线 / lowest grade, of all or of one line.",
)
@_form
@_output
@case_options
def fit(
    profile: Path,
    budget: Decimal,
    per: str,
    floors: tuple[str, ...],
    form: str,
    output: Path | None,
    **options: Any,
) -> None:
    """按预算选择各服务线的等级，不突破法定与招标底线 / Choose the grades that a budget buys."""
    from generator.reports.targets import fit_json, fit_sheets
    from generator.scenarios.fitting import fit as fitted
    from generator.scenarios.variants import asked_floors, weights_of

    with progress() as show:
        kb, case = _load(job(profile, progress=show, **options))
        weights = weights_of(kb)
        found = fitted(kb, case, budget * MONTHS[per], asked_floors(case, floors))
    deliver(fit_sheets(found, weights), fit_json(found, weights), form, output)
    if not found.complete:
        click.echo("候选方案过多，只核算了其中最优的一部分，结果可能不是最优", err=True)
    if found.chosen is None:
        click.echo(_no_fit(found.limit, found.shortfall, found.least is not None), err=True)
        sys.exit(FOUND_PROBLEMS)


@click.command()
@click.argument("profile", type=FILE)
@click.option(
    "--total",
    callback=_amount,
    metavar="YUAN",
    required=True,
    help="目标总价（元）/ target in yuan.",
)
@_per
@click.option(
    "--lowest",
    callback=_amount,
    metavar="YUAN",
    help="假设的评审最低价（元/年）/ lowest rival price.",
)
@_form
@_output
@case_options
def offer(
    profile: Path,
    total: Decimal,
    per: str,
    lowest: Decimal | None,
    form: str,
    output: Path | None,
    **options: Any,
) -> None:
    """把目标总价落到各项：让什么、剩多少、得几分 / Lay a target price over the estimate."""
    from generator.reports.targets import offer_json, offer_sheets
    from generator.scenarios.offering import offer as offered

    with progress() as show:
        kb, case = _load(job(profile, progress=show, **options))
        found = offered(kb, case, total * MONTHS[per], lowest)
    deliver(offer_sheets(found), offer_json(found), form, output)
    for reason in found.reasons:
        click.echo(reason, err=True)
    if found.estimate is None:
        sys.exit(FOUND_PROBLEMS)
    if form == "table":
        click.echo("沿用到其他命令：" + " ".join(f"--set {text}" for text in found.settings))
        if not found.repeatable:
            click.echo("目标总价不是价格链取整单位的倍数：上列设定会再取整，尾差须在价格链中处理")
    errors = [c for c in found.estimate.checks if c.severity == "error" and not c.accepted]
    for check in errors:
        click.echo(f"{check.code} {check.message}", err=True)
    sys.exit(FOUND_PROBLEMS if errors else 0)


def _tornado(profile: Path, form: str, output: Path | None, **options: Any) -> None:
    from generator.reports.comparing import tornado_json, tornado_sheet
    from generator.scenarios.sensitivity import tornado
    from generator.scenarios.variants import weights_of

    with progress() as show:
        kb, case = _load(job(profile, progress=show, **options))
        drivers = tornado(kb, case)
    step = weights_of(kb).sensitivity.step
    deliver([tornado_sheet(drivers, step)], tornado_json(drivers), form, output)


def _load(work: Job, kb: KnowledgeBase | None = None) -> tuple[KnowledgeBase, Case]:
    from generator.cases import load_case
    from generator.library import load_knowledge_base

    work.progress("读取知识库与项目档案")
    base = kb or load_knowledge_base(list(work.layers))
    case = load_case(
        work.profile,
        today=work.today,
        tender=work.tender,
        as_of=work.as_of,
        settings=work.settings,
    )
    return base, case


def _graded(
    kb: KnowledgeBase, case: Case, grades: Sequence[str], *, all_grades: bool
) -> list[tuple[str, Case]]:
    from generator.scenarios.variants import scheme_of, with_asked_grades, with_grades

    if grades or not all_grades:
        return [(text, with_asked_grades(case, text)) for text in grades]
    scheme = scheme_of(kb, case)
    labels = [grade.label for grade in sorted(scheme.grades, key=lambda grade: grade.level)]
    return [(label, with_grades(case, label)) for label in labels]


def _settings(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("；", ";").split(";") if part.strip())


def _no_fit(limit: Decimal, shortfall: Decimal, possible: bool) -> str:
    if not possible:
        return f"预算 {limit:.2f} 元/年不可行：指定的最低等级与固定岗位之间没有可选的组合"
    if not shortfall:
        return f"预算 {limit:.2f} 元/年不可行：现有数据突破底线，先处理上表列出的问题"
    return (
        f"预算 {limit:.2f} 元/年不可行，至少还差 {shortfall:.2f} 元；"
        "可减少岗位或值守时间、降低指定等级，或提高预算"
    )
