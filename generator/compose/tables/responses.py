"""Tables that answer the tender: substantive clauses, deviations, where each scored item stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.compose.context import Context
from generator.compose.tables.cells import given, serial, table, words
from generator.model.document import Block, Cell, PageRef, Ref, Runs
from generator.model.knowledge import ScoringTable
from generator.model.tender import ScoringItem, StarClause

_DEVIATIONS = {"none": "无偏离", "positive": "正偏离"}


def substantive_response(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The ★ clauses in the tender's order, each answered with its place in this file."""
    tender = context.case.tender
    stars = tender.star_clauses if tender else ()
    rows = [_star_row(number, star, anchors) for number, star in enumerate(stars, start=1)]
    if not rows:
        return []
    columns = (
        ("序号", 5, "center"),
        ("实质性条款", 28, "left"),
        ("投标响应", 30, "left"),
        ("偏离情况", 8, "center"),
        ("说明", 14, "left"),
    )
    return [table("substantive_response", columns, rows, "")]  # type: ignore[arg-type]


def _star_row(number: int, star: StarClause, anchors: Mapping[str, str]) -> list[Runs | Cell]:
    ref = f"tender.star.{star.id}"
    return [
        serial(number),
        given(ref + ".text", f"{star.text}（{star.place}）", "条款"),
        given(ref + ".response", star.response, "投标响应"),
        words(_DEVIATIONS[star.deviation]),
        _location(star.topics, anchors),
    ]


def _location(topics: Sequence[str], anchors: Mapping[str, str]) -> Runs:
    for topic in topics:
        if topic in anchors:
            return (*words("见第"), PageRef(anchors[topic]), *words("页"))
    return words("见本表")


def deviation(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """Technical and commercial requirements beside the answer; the scope lines of the tender."""
    tender = context.case.tender
    lines = tender.scope if tender else ()
    rows: list[list[Runs | Cell]] = []
    for number, line in enumerate(lines, start=1):
        ref = f"tender.scope.{number}"
        rows.append(
            [
                serial(number),
                given(ref, line, "要求"),
                words("完全响应，按招标要求提供服务"),
                words("无偏离"),
                words(""),
            ]
        )
    if not rows:
        rows.append(
            [
                serial(1),
                words("招标文件全部商务与技术要求"),
                words("完全响应"),
                words("无偏离"),
                words(""),
            ]
        )
    columns = (
        ("序号", 5, "center"),
        ("招标要求", 30, "left"),
        ("投标响应", 24, "left"),
        ("偏离", 8, "center"),
        ("说明", 10, "left"),
    )
    return [table("deviation", columns, rows, "")]  # type: ignore[arg-type]


def scoring_index(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """Where each scored element of this file is answered, with its page.

    Anchors of elements are registered under ``element:<item>:<number>`` and of whole items under
    ``item:<id>``.
    """
    rows: list[list[Runs | Cell]] = []
    for item in scoring_items(context):
        rows += _index_rows(item, anchors, len(rows) + 1)
    if not rows:
        return []
    columns = (
        ("序号", 5, "center"),
        ("评分项", 18, "left"),
        ("评审要点", 24, "left"),
        ("分值", 6, "center"),
        ("页码", 7, "center"),
    )
    return [table("scoring_index", columns, rows, "评分要点索引表")]  # type: ignore[arg-type]


def scoring_items(context: Context) -> Sequence[ScoringItem]:
    """Return the scoring table: the tender's, else the default of the property type."""
    if context.case.tender is not None:
        return context.case.tender.scoring
    fitting = [table for table in context.kb.scoring.values() if _fits(context, table)]
    best = min(fitting, key=lambda table: (table.when is None, len(table.types)), default=None)
    return best.items if best else ()


def _fits(context: Context, table: ScoringTable) -> bool:
    place = context.kb.place("scoring", table.id, "when")
    return context.property_type in table.types and context.holds(table.when, place)


def _index_rows(
    item: ScoringItem, anchors: Mapping[str, str], first: int
) -> list[list[Runs | Cell]]:
    points = f"{item.points.normalize():f}"
    keys = [(f"element:{item.id}:{n}", e.title) for n, e in enumerate(item.elements, start=1)]
    keys = keys or [(f"item:{item.id}", "")]
    found = [(anchors[key], title) for key, title in keys if key in anchors]
    rows: list[list[Runs | Cell]] = []
    for offset, (anchor, title) in enumerate(found):
        merge = "start" if offset == 0 and len(found) > 1 else "continue" if offset else ""
        rows.append(
            [
                serial(first + offset),
                Cell(
                    given(f"scoring.{item.id}.title", item.title, "评分项") if not offset else (),
                    merge=merge,  # type: ignore[arg-type]
                ),
                (Ref(anchor, title or item.title),),
                Cell(
                    given(f"scoring.{item.id}.points", points, "分值") if not offset else (),
                    merge=merge,  # type: ignore[arg-type]
                ),
                (PageRef(anchor),),
            ]
        )
    return rows
