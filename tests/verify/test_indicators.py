"""One document never shows two values of one service indicator."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.knowledge import Kpi
from generator.verify.indicators import indicator_problems
from generator.verify.reread import ReadFile, ReadParagraph


def kpi(name: str, title: str, unit: str, *aliases: str) -> Kpi:
    """An indicator of one value at every level."""
    return Kpi(
        id=name,
        title=title,
        definition="定义",
        formula="公式",
        unit=unit,
        comparator=">=",
        values=dict.fromkeys(range(1, 6), Decimal(98)),
        frequency="每月",
        group="质量",
        aliases=aliases,
        tag="assumption",
        source="wuye-default",
    )


KPIS = {
    one.id: one
    for one in (
        kpi("intact", "房屋完好率", "%", "完好率"),
        kpi("satisfied", "满意率", "%"),
        kpi("complaint", "投诉处理满意率", "%"),
        kpi("arrival", "报修到场时限", "分钟"),
    )
}
TEXTS = {
    "kpi.intact": "不低于98%",
    "kpi.satisfied": "不低于90%",
    "kpi.complaint": "不低于95%",
    "kpi.arrival": "不超过15分钟",
}


def contradictions(*texts: str) -> list[str]:
    """What is said of a file of these paragraphs."""
    paragraphs = tuple(ReadParagraph("", text) for text in texts)
    found = ReadFile(paragraphs, 0, "", frozenset(), frozenset())
    problems = list(indicator_problems("plan", found, KPIS, TEXTS))
    assert {problem.code for problem in problems} <= {"kpi-contradiction"}
    assert {problem.severity for problem in problems} <= {"error"}
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "房屋完好率不低于95%。",
        "房屋完好率应达到 95 %",
        "建筑完好率≥95.5%",
        "报修到场时限为30分钟",
        "投诉处理满意率不低于90%",
        "房屋完好率（目标值：97％）",
    ],
)
def test_another_value_is_found(text: str) -> None:
    assert len(contradictions(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "房屋完好率不低于98%。",
        "房屋完好率≥98.0%",
        "投诉处理满意率不低于95%，满意率不低于90%。",
        "房屋完好率低于90%的，扣减当月费用",
        "房屋完好率每下降1%扣分",
        "房屋完好率每季度抽查30户",
        "报修到场时限不超过15分钟，2小时修复",
        "房屋完好率",
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_left_alone(text: str) -> None:
    assert contradictions(text) == []


def test_in_a_table_the_value_stands_in_a_later_cell() -> None:
    row = ("房屋完好率", "按面积", "≥98%", "每季度")
    assert contradictions(*row) == []
    (message,) = contradictions("满意率", "问卷", "≥90%", "房屋完好率", "按面积", "≥95%", "每季度")
    assert "98" in message and "95" in message


def test_of_several_values_in_a_row_one_is_enough() -> None:
    assert contradictions("房屋完好率", "95%", "98%", "99%") == []


def test_without_indicators_nothing_is_said() -> None:
    found = ReadFile((ReadParagraph("", "完好率95%"),), 0, "", frozenset(), frozenset())
    assert list(indicator_problems("plan", found, {}, {})) == []
