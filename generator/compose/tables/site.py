"""Tables of what was found on the site: its problems, and its areas with who tends them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from generator.compose.context import Context
from generator.compose.tables.cells import given, serial, table, words
from generator.model.document import Block, Cell, Runs

PHOTOGRAPH = "附现场照片，注明拍摄日期与位置"
"""What only a person can add: asked for, never invented."""


def problems(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The problems that the profile names, with the evidence that a person attaches."""
    rows: list[list[Runs | Cell]] = [
        [serial(number), given(f"estate.problems.{number}", text, "现状"), words(PHOTOGRAPH)]
        for number, text in enumerate(context.case.profile.estate.problems, start=1)
    ]
    if not rows:
        return []
    columns = (("序号", 5, "center"), ("现状与问题", 36, "left"), ("现场凭据", 22, "left"))
    return [table("problems", columns, rows, "现场问题清单")]  # type: ignore[arg-type]


def areas(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The areas of the profile, the post that tends each, its productivity and days a year."""
    rows: list[list[Runs | Cell]] = []
    for area in context.case.profile.estate.areas:
        rate = context.kb.productivity.get(area.type)
        if rate is None:
            continue
        number = len(rows) + 1
        ref = f"estate.areas.{number}"
        post = context.kb.posts[rate.post]
        level = context.level(context.kb.post_departments[rate.post])
        each = f"{_plain(rate.units_per_person.at(level))}{rate.unit}"
        times = rate.times_per_year
        days = area.days_per_year or rate.days_per_year
        often = f"{_plain(times.at(level))}次" if times else f"{_plain(Decimal(days))}天"
        rows.append(
            [
                serial(number),
                given(ref + ".title", area.title or rate.title, "区域"),
                given(ref + ".amount", f"{_plain(area.amount)}{rate.unit}", "面积或数量"),
                words(post.title),
                given(ref + ".each", each, "劳效"),
                given(ref + ".often", often, "每年作业"),
            ]
        )
    if not rows:
        return []
    columns = (
        ("序号", 5, "center"),
        ("区域", 22, "left"),
        ("面积或数量", 13, "right"),
        ("责任岗位", 11, "center"),
        ("每人每班作业量", 13, "right"),
        ("每年作业", 10, "right"),
    )
    return [table("areas", columns, rows, "分区面积与定岗依据表")]  # type: ignore[arg-type]


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
