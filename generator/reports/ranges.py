"""The range of a headcount and its causes, as JSON, as a table, as lines; and the calibration mark.

Numbers of a property type without a whole real team to compare with carry a mark wherever they
are printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.model.estimate import Contribution, Headcount
from generator.model.values import TAG_TITLES
from generator.reports.figures import plain

UNCALIBRATED = "未校准"
TENTH = Decimal("0.1")


def mark(headcount: Headcount) -> str:
    """Return the mark of numbers that no real team of the type confirms, or nothing."""
    return "" if headcount.calibration.calibrated else f"（{UNCALIBRATED}）"


def calibration_text(headcount: Headcount) -> str:
    """Return with how many real projects of the type the rules were compared."""
    whole, partial = headcount.calibration.whole, headcount.calibration.partial
    parts = f"，部分服务线案例 {len(partial)} 个" if partial else ""
    if whole:
        return f"同类型全队案例 {len(whole)} 个{parts}"
    return f"{UNCALIBRATED}：同类型没有全队真实案例{parts}"


def width_text(headcount: Headcount) -> str:
    """Return the width of the range: ± so many per cent of the point."""
    return f"±{headcount.range.width.quantize(Decimal(1)):f}%"


def range_json(headcount: Headcount) -> dict[str, Any]:
    """Return the range as data; persons are decimal strings."""
    span = headcount.range
    return {
        "low": plain(span.low),
        "high": plain(span.high),
        "causes": list(span.causes),
        "point": plain(span.point),
        "assumed": plain(span.assumed),
        "width_percent": plain(span.width.quantize(TENTH)),
        "contributions": [
            {
                "id": part.id,
                "title": part.title,
                "low": plain(part.low),
                "high": plain(part.high),
                "reason": part.reason,
                "source": part.source,
                "tag": part.tag,
            }
            for part in span.contributions
        ],
        "combined": span.combined,
    }


def calibration_json(headcount: Headcount) -> dict[str, Any]:
    """Return the real projects of the type; ``calibrated`` needs at least one whole team."""
    found = headcount.calibration
    return {
        "calibrated": found.calibrated,
        "whole": list(found.whole),
        "partial": list(found.partial),
    }


def range_rows(headcount: Headcount) -> tuple[tuple[str, ...], ...]:
    """Return the range as rows: title, persons fewer, persons more, reason in short."""
    span = headcount.range
    rows = [
        (part.title, plain(part.low), plain(part.high), part.reason.partition("；")[0])
        for part in span.contributions
    ]
    if span.assumed:
        reason = "未写明的事实按通常值推定；不计入岗位、成本和文书"
        rows.append(("推定人数", "", plain(span.assumed), reason))
        rows.append(("推定点", "", plain(span.point), "合计加推定人数"))
    bounds = span.combined or "岗位与人数均已写明" if span.low == span.high else span.combined
    rows.append((f"区间 {width_text(headcount)}", plain(span.low), plain(span.high), bounds))
    rows.append(("校准", "", "", calibration_text(headcount)))
    return tuple(rows)


def explain_range(headcount: Headcount) -> Iterator[str]:
    """Say how the range came about, cause by cause."""
    span = headcount.range
    low, high, point = plain(span.low), plain(span.high), plain(span.point)
    yield f"人数区间：{low}—{high} 人，推定点 {point} 人（{width_text(headcount)}）"
    if span.assumed:
        yield (
            f"合计 {plain(headcount.total)} 人只含写明的岗位；未写明的事实推定 "
            f"{plain(span.assumed)} 人，不计入岗位、成本和文书"
        )
    if not span.contributions:
        yield "岗位人数均已固定，没有浮动"
    for part in span.contributions:
        yield f"  {part.id}  {part.title}：少 {plain(part.low)} 人，多 {plain(part.high)} 人"
    if span.combined:
        yield f"合并：{span.combined}"
    yield calibration_text(headcount)


def explain_cause(part: Contribution) -> Iterator[str]:
    """Say what one cause of the range means."""
    yield f"{part.title}：少 {plain(part.low)} 人，多 {plain(part.high)} 人"
    yield part.reason
    if part.tag is not None:
        yield f"来源：{part.source}（{TAG_TITLES[part.tag]}）"
