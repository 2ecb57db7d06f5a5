"""What ``bid`` and ``plan`` report: files, blanks, findings, what stops a final bid."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.errors import Problem, sort_problems
from generator.layout import Layout
from generator.outputs import Written, digest, read_notes
from generator.pipeline import Made
from generator.reports.originality import (
    LIBRARY_TEXT,
    has_own_limit,
    originality_lines,
    originality_problems,
)
from generator.reports.stewardship import overdue_problems

SEVERITY_TITLES = {"error": "错误", "warning": "警告", "notice": "提示"}


def findings(made: Made) -> list[Problem]:
    """Return everything found: about the estimate, the texts, the files, and by the reviewer."""
    return [
        *_estimate_problems(made),
        *sort_problems(made.problems),
        *sort_problems(made.verification.problems),
        *made.review.problems,
        *overdue_problems(made),
        *originality_problems(made),
    ]


def _estimate_problems(made: Made) -> list[Problem]:
    case = made.estimated.case
    return [
        Problem(case.finding_place(check.where), check.code, check.message, "", check.severity)
        for check in made.estimated.estimate.checks
        if not check.accepted
    ]


def blocking(made: Made) -> list[str]:
    """Return what keeps a bid from being final: errors, blanks, warnings nobody accepted.

    Too much library text stops a bid where the company set the limit itself.
    """
    stops = {"overtime-over-limit", "posts-unmanned"}
    if has_own_limit(made):
        stops.add(LIBRARY_TEXT)
    lines = [
        problem.line()
        for problem in findings(made)
        if problem.severity == "error" or problem.code in stops
    ]
    lines += [
        f"{stem}.docx: unfilled 待填写：{title}" for _, title, stem in made.verification.unfilled
    ]
    return lines


def to_json(made: Made, written: list[Written]) -> dict[str, Any]:
    """Return the report of the contract: files, unfilled, checks, digest."""
    paths = {item.path.name: item for item in written}
    files = []
    for volume in made.package.volumes:
        stem = volume.document.file_stem
        layout = made.layouts.get(volume.id)
        item = next((w for name, w in paths.items() if name.startswith(stem)), None)
        files.append(
            {
                "role": "docx",
                "volume": volume.id,
                "title": volume.title,
                "path": item.path.as_posix() if item else None,
                "pages": layout.total_pages if layout else None,
                "kept": item.kept.as_posix() if item and item.kept else None,
            }
        )
    return {
        "as_of": made.package.as_of.isoformat(),
        "files": files,
        "unfilled": [
            {"field": field, "title": title, "where": f"{stem}.docx"}
            for field, title, stem in made.verification.unfilled
        ],
        "checks": [
            {
                "code": problem.code,
                "severity": problem.severity,
                "message": problem.message,
                "where": str(problem.place),
            }
            for problem in findings(made)
        ],
        "verified": dict(made.verification.counts),
        "digest": digest(b"".join(made.files[v.id] for v in made.package.volumes)),
    }


def report_text(made: Made) -> str:
    """Return the report that lies beside the files, in Markdown."""
    estimate = made.estimated.estimate
    lines = [
        f"# {made.package.title}：生成报告",
        "",
        f"- 项目档案：{estimate.profile}",
        f"- 测算基准日：{made.package.as_of.isoformat()}",
        f"- 人员合计：{estimate.headcount.total.normalize():f} 人",
        f"- 年报价：{estimate.price.annual:,.2f} 元",
        "",
        "## 文件",
        "",
    ]
    for volume in made.package.volumes:
        layout = made.layouts.get(volume.id)
        pages = f"{layout.total_pages} 页" if layout else "未排版，页码为估算，打开后请更新域"
        lines.append(f"- {volume.document.file_stem}.docx　{volume.title}　{pages}")
    lines += ["", "## 复核", ""]
    for ref, count in made.verification.counts.items():
        lines.append(f"- {ref} 出现 {count} 处，均与测算一致")
    lines += ["", "## 发现", ""]
    for problem in findings(made):
        lines.append(f"- {SEVERITY_TITLES[problem.severity]} {problem.code}：{problem.message}")
    accepted = [check for check in estimate.checks if check.accepted]
    lines += [f"- 已接受 {check.code}：{check.message}（{check.accepted}）" for check in accepted]
    lines += [
        f"- 已接受 {problem.code}：{problem.message}（{reason}）"
        for problem, reason in made.review.accepted
    ]
    lines += originality_lines(made)
    lines += ["", "## 待填写", ""]
    for field, title, stem in made.verification.unfilled:
        lines.append(f"- {title}（{field}）　{stem}.docx")
    return "\n".join(lines) + "\n"


def layout_notes(layouts: Mapping[str, Layout]) -> dict[str, Any]:
    """Return layouts as the manifest keeps them: pages without the PDF."""
    return {
        key: {"pages": dict(layout.pages), "total": layout.total_pages}
        for key, layout in layouts.items()
    }


def known_layouts(folder: Path) -> dict[str, Layout]:
    """Return the layouts that an earlier run left in a folder's manifest."""
    notes = read_notes(folder, "layouts")
    known: dict[str, Layout] = {}
    if not isinstance(notes, dict):
        return known
    for key, note in notes.items():
        try:
            pages = {str(anchor): int(page) for anchor, page in note["pages"].items()}
            known[str(key)] = Layout(pages, int(note["total"]), b"")
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
    return known
