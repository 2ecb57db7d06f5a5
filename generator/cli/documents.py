"""``wuye bid`` and ``wuye plan``: documents into a folder, with a report of what is still open."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import FILE, case_options, job, layout_engine, progress
from generator.errors import FOUND_PROBLEMS

if TYPE_CHECKING:
    from generator.pipeline import Made


def _document_options(function: Any) -> Any:
    for option in reversed(
        (
            click.option("-o", "--output", type=FILE, help="输出文件夹 / output folder."),
            click.option(
                "--final", is_flag=True, help="定稿：有空缺或错误则拒绝 / refuse if open."
            ),
            click.option(
                "--pdf", is_flag=True, help="同时输出 PDF（需 LibreOffice）/ PDF as well."
            ),
            click.option(
                "--layout/--no-layout",
                default=True,
                help="用 LibreOffice 排出真实页码 / true page numbers.",
            ),
            click.option("--json", "as_json", is_flag=True, help="以 JSON 报告 / report as JSON."),
        )
    ):
        function = option(function)
    return function


@click.command()
@click.argument("profile", type=FILE)
@click.option("--kind", default="bid", show_default=True, help="文书种类 / document kind.")
@_document_options
@case_options
def bid(profile: Path, kind: str, **options: Any) -> None:
    """生成投标文件 / Make the bid for a profile and its tender."""
    _make(profile, kind, "bid", **options)


@click.command()
@click.argument("profile", type=FILE)
@click.option("--kind", required=True, help="文书种类，见 wuye kb list documents / document kind.")
@_document_options
@case_options
def plan(profile: Path, kind: str, **options: Any) -> None:
    """生成管理方案 / Make a management plan of a kind."""
    _make(profile, kind, "plan", **options)


def _make(
    profile: Path,
    kind: str,
    genre: str,
    *,
    output: Path | None,
    final: bool,
    pdf: bool,
    layout: bool,
    as_json: bool,
    tender: Path | None,
    as_of: str | None,
    kb: tuple[Path, ...],
    settings: tuple[str, ...],
) -> None:
    from generator.errors import fail
    from generator.outputs import write_all
    from generator.pipeline import make_documents
    from generator.reports.package import blocking, known_layouts, layout_notes, report_text

    folder = output or Path("output") / profile.stem
    engine = layout_engine(layout or pdf)
    if pdf and engine is None:
        raise fail(
            "no-layout-engine", "没有找到 LibreOffice，无法输出 PDF", "安装 LibreOffice Writer"
        )
    with progress() as show:
        work = job(
            profile,
            tender,
            as_of,
            kb,
            settings,
            engine=engine,
            needs_pdf=pdf,
            layouts=known_layouts(folder),
            progress=show,
        )
        made = make_documents(work, kind, genre, draft=not final)
    stops = blocking(made)
    if final and stops:
        for line in stops:
            click.echo(line, err=True)
        click.echo("定稿被拒绝：以上事项未解决，原有输出未改动。", err=True)
        sys.exit(FOUND_PROBLEMS)
    files = _files(made, pdf=pdf)
    files["report.md"] = report_text(made).encode("utf-8")
    written = write_all(folder, files, {"layouts": layout_notes(work.layouts)})
    _report(made, folder, written, as_json=as_json)
    sys.exit(FOUND_PROBLEMS if any(p.severity == "error" for p in _findings(made)) else 0)


def _files(made: Made, *, pdf: bool) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for volume in made.package.volumes:
        stem = volume.document.file_stem
        files[f"{stem}.docx"] = made.files[volume.id]
        if pdf and volume.id in made.layouts:
            files[f"{stem}.pdf"] = made.layouts[volume.id].pdf
    return files


def _findings(made: Made) -> list[Any]:
    from generator.reports.package import findings

    return findings(made)


def _report(made: Made, folder: Path, written: list[Any], *, as_json: bool) -> None:
    from generator.reports.package import to_json

    for item in written:
        if item.kept is not None:
            message = f"保留已被改动的 {item.kept}，新文件写在 {item.path}"
            click.echo(message, err=True)
    if as_json:
        click.echo(json.dumps(to_json(made, written), ensure_ascii=False, indent=1))
        return
    for finding in _findings(made):
        click.echo(finding.line(), err=True)
    for volume in made.package.volumes:
        layout = made.layouts.get(volume.id)
        pages = f"，{layout.total_pages} 页" if layout else "，页码为估算"
        path = _written(written, folder, f"{volume.document.file_stem}.docx")
        click.echo(f"{path}  {volume.title}{pages}")
    blanks = len(made.verification.unfilled)
    click.echo(f"待填写 {blanks} 处，详见 {_written(written, folder, 'report.md')}")


def _written(written: list[Any], folder: Path, name: str) -> Path:
    """Return where a result went: beside the wished name where somebody's file was kept."""
    wished = folder / name
    for item in written:
        if wished in (item.path, item.kept):
            return Path(item.path)
    return wished
