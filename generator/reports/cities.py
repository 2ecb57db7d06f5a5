"""The figures of every city on a day, as a page: value, since when, how far to trust it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.model.knowledge_base import KnowledgeBase, Region
from generator.model.register import Parameter
from generator.model.values import TAG_TITLES
from generator.parameters import NATIONAL, in_force, unsettled
from generator.rules.wages import INSURANCE_LINES

REQUIRED = (
    "minimum_wage",
    *(f"{line}_{end}" for line in INSURANCE_LINES for end in ("floor", "ceiling", "rate")),
    *("fund_floor", "fund_ceiling", "fund_rate_min"),
)
"""What an estimate needs of a city, in reading order."""
BORROWED = ("injury_floor", "injury_ceiling")
"""Bounds of injury insurance, which the pension bounds replace where a city has none."""
INTRODUCTION = """# 城市参数

截至 {day}。本页由知识库 `parameters/cities/` 生成，不手改；取值、来源与说明以知识库为准。

- “沿用”：本年度标准未公布或未查得，暂用上一年度，测算时给出警告。
- “未采用”：来源互相矛盾或没有官方出处，测算时要求使用单位自行填写。
- 全国统一的参数（工作日、加班倍率、税率等）不在本页。
- 各岗位工资没有可用的公开价位，一律由公司文件或项目档案给出。
"""
OVERVIEW = ("城市", "测算前须自行填写", "沿用上一年度")
COLUMNS = ("参数", "编号", "取值", "单位", "起始", "复核期限", "标签")


def cities_page(kb: KnowledgeBase, day: datetime.date) -> str:
    """Return the page in Markdown: an overview and one table per city, in the order of ids."""
    national = kb.regions[NATIONAL]
    cities = [kb.regions[name] for name in sorted(kb.regions) if name != NATIONAL]
    rows = [_overview(region, national, day) for region in cities]
    parts = [INTRODUCTION.format(day=day), _table(OVERVIEW, rows)]
    parts += [f"## {region.title}（`{region.id}`）\n\n{_city(region, day)}" for region in cities]
    return "\n".join(parts)


def _overview(region: Region, national: Region, day: datetime.date) -> list[str]:
    missing, carried = [], []
    for name in REQUIRED:
        dated = in_force(region, name, day) or in_force(national, name, day)
        if dated is None and name not in BORROWED:
            missing.append(f"`{name}`")
        elif dated is not None and dated.provisional:
            carried.append(f"`{name}`")
    return [region.title, "、".join(missing) or "无", "、".join(carried) or "无"]


def _city(region: Region, day: datetime.date) -> str:
    last = len(REQUIRED)
    order = {name: place for place, name in enumerate(REQUIRED)}
    listed = sorted(region.parameters.values(), key=lambda entry: order.get(entry.id, last))
    return _table(COLUMNS, [row for entry in listed for row in _rows(region, entry, day)])


def _rows(region: Region, parameter: Parameter, day: datetime.date) -> Iterator[list[str]]:
    """One row, or none where the city has no value of any kind on the day."""
    dated = in_force(region, parameter.id, day)
    disputed = "、".join(_shown(other.value) for other in unsettled(region, parameter.id, day))
    cells = [parameter.title, f"`{parameter.id}`"]
    if dated is None:
        if disputed:
            conflict = TAG_TITLES["conflict"]
            yield [*cells, f"未采用：{disputed}", parameter.unit, "", "", conflict]
        return
    value = _shown(dated.value) + (f"（未采用：{disputed}）" if disputed else "")
    tag = TAG_TITLES[dated.tag] + ("，沿用" if dated.provisional else "")
    review = str(dated.review_by) if dated.review_by else ""
    yield [*cells, value, parameter.unit, str(dated.from_), review, tag]


def _shown(value: Decimal | bool | str) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
