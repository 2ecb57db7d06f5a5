"""A comparison as tables and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from generator.reports.estimate import Sheet
from generator.reports.figures import money, plain
from generator.reports.promises import Promises
from generator.reports.ranges import mark
from generator.scenarios.comparison import Comparison, Row
from generator.scenarios.sensitivity import Driver

Rows = Sequence[tuple[str, ...]]


def comparison_sheets(found: Comparison, seen: Promises, limit: int) -> list[Sheet]:
    """Return the tables of a comparison; the long ones show ``limit`` rows (0: all)."""
    names = tuple(variant.title for variant in found.variants)
    flag = max((mark(variant.estimate.headcount) for variant in found.variants), default="")
    sheets = [
        _sheet(f"人员（人）{flag}", ("部门",), names, found.people),
        _sheet(f"有差异的岗位（人）{flag}", ("岗位",), names, found.posts, limit),
        _sheet(f"金额（元）{flag}", ("项目",), names, found.money),
        _sheet("服务档次（内部1至5档）", ("服务线",), names, found.levels),
        _sheet("有差异的服务指标", ("指标", "单位"), names, found.kpis, limit),
        _sheet("有差异的作业频次", ("任务", "单位"), names, found.frequencies, limit),
    ]
    clauses = [(c.title, *(title or "（不写）" for title in c.titles)) for c in seen.clauses]
    sheets.append(_texts("选用条款不同", ("主题", *names), clauses, limit))
    figures = [(f"{f.title}：{f.text}", *f.values) for f in seen.figures]
    sheets.append(_texts("条款内数值不同", ("条款与原句", *names), figures, limit))
    errors = [(v.title, str(v.errors)) for v in found.variants if v.errors]
    sheets.append(_texts("存在错误级检查结果的方案", ("方案", "条数"), errors, 0))
    return [sheet for sheet in sheets if sheet.rows]


def comparison_json(found: Comparison, seen: Promises) -> dict[str, Any]:
    """Return a comparison as data; numbers are decimal strings, the first variant is the base."""
    return {
        "variants": [
            {
                "title": variant.title,
                "profile": variant.case.name,
                "as_of": variant.estimate.as_of.isoformat(),
                "level": variant.estimate.level,
                "levels": dict(variant.estimate.levels),
                "errors": variant.errors,
                "checks": [check.model_dump(mode="json") for check in variant.estimate.checks],
            }
            for variant in found.variants
        ],
        "people": [_row(row) for row in found.people],
        "posts": [_row(row) for row in found.posts],
        "money": [_row(row) for row in found.money],
        "levels": [_row(row) for row in found.levels],
        "kpis": [_row(row) for row in found.kpis],
        "frequencies": [_row(row) for row in found.frequencies],
        "clauses": [
            {"topic": c.topic, "title": c.title, "clauses": list(c.clauses)} for c in seen.clauses
        ],
        "clause_figures": [
            {
                "clause": f.clause,
                "title": f.title,
                "parameter": f.parameter,
                "text": f.text,
                "unit": f.unit,
                "values": list(f.values),
            }
            for f in seen.figures
        ],
    }


def tornado_sheet(drivers: Sequence[Driver], step: Decimal) -> Sheet:
    """Return the table of the drivers that move the price most."""
    rows = tuple(
        (
            d.title,
            f"{plain(d.value)} {d.unit}".strip(),
            _signed(d.low_change),
            _signed(d.high_change),
            f"{d.share:.2f}%",
            d.note,
        )
        for d in drivers
    )
    shift = plain(step)
    header = ("因素", "现值", f"−{shift}%（元/年）", f"+{shift}%（元/年）", "最大影响", "说明")
    numeric = (False, True, True, True, True, False)
    return Sheet(f"敏感性：对年报价影响最大的因素（各变动{shift}%）", header, numeric, rows)


def tornado_json(drivers: Sequence[Driver]) -> list[dict[str, str]]:
    """Return the drivers as data, the strongest first."""
    return [
        {
            "id": d.id,
            "title": d.title,
            "unit": d.unit,
            "value": plain(d.value),
            "low_value": plain(d.low_value),
            "high_value": plain(d.high_value),
            "low_price": money(d.low_price),
            "high_price": money(d.high_price),
            "base_price": money(d.base_price),
            "swing": money(d.swing),
            "note": d.note,
        }
        for d in drivers
    ]


def _sheet(
    title: str, head: tuple[str, ...], names: Sequence[str], rows: Sequence[Row], limit: int = 0
) -> Sheet:
    cells = []
    for row in rows:
        labels = (row.title, row.unit) if len(head) > 1 else (row.title,)
        values = [
            _cell(value, change, row.unit)
            for value, change in zip(row.values, row.changes(), strict=True)
        ]
        cells.append((*labels, *values))
    shown, note = _limited(cells, limit)
    numeric = (*(False for _ in head), *(True for _ in names))
    return Sheet(title + note, (*head, *names), numeric, shown)


def _texts(title: str, header: tuple[str, ...], rows: Rows, limit: int) -> Sheet:
    shown, note = _limited(rows, limit)
    return Sheet(title + note, header, tuple(False for _ in header), shown)


def _limited(rows: Rows, limit: int) -> tuple[tuple[tuple[str, ...], ...], str]:
    if not limit or len(rows) <= limit:
        return tuple(rows), ""
    return tuple(rows[:limit]), f"（共 {len(rows)} 项，列出 {limit} 项；--rows 0 列出全部）"


def _cell(value: Decimal | None, change: Decimal | None, unit: str) -> str:
    if value is None:
        return "—"
    write = money if unit.startswith("元") else plain
    return f"{write(value)}（{_signed(change, write is plain)}）" if change else write(value)


def _signed(value: Decimal, bare: bool = False) -> str:
    text = plain(abs(value)) if bare else money(abs(value))
    return f"{'−' if value < 0 else '+'}{text}"


def _row(row: Row) -> dict[str, Any]:
    write = money if row.unit.startswith("元") else plain
    return {
        "id": row.id,
        "title": row.title,
        "unit": row.unit,
        "values": [None if value is None else write(value) for value in row.values],
    }
