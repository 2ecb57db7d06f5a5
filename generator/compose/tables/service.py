"""Tables about the estate and the service: facts, equipment, indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.compose.context import Context
from generator.compose.tables.cells import given, serial, table, value, words
from generator.facts import fact_names, fact_title
from generator.model.document import Block, Cell, Figure, Runs

_ALWAYS = ("land_area", "gross_area")
_NOT_SHOWN = {
    "property_type",
    "phase",
    "tenure",
    "use",
    "award_enabled",
    "gate_count",
    "gate_hours",
    "gate_places",
    "patrol_routes",
}


def estate(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """What is known of the estate, two facts a row; the essential ones show even when blank."""
    refs = context.refs
    pairs: list[tuple[str, Runs]] = [
        ("项目名称", value(refs, "project.name")),
        ("委托方", value(refs, "project.buyer")),
        ("项目地址", value(refs, "project.address")),
        ("物业类型", words(refs.texts["word.kind"])),
        ("用途", value(refs, "facts.use")),
    ]
    names = [name for name in _ordered_facts() if name not in _NOT_SHOWN]
    for name in names:
        known = refs.names["facts"][name]
        if known or known is False or name in _ALWAYS:
            pairs.append((fact_title(name), value(refs, f"facts.{name}")))
    rows: list[list[Runs | Cell]] = []
    for first in range(0, len(pairs), 2):
        row: list[Runs | Cell] = []
        for title, runs in pairs[first : first + 2]:
            row += [Cell(words(title), header=True), Cell(runs)]
        if len(row) == 2:
            row[1] = Cell(pairs[-1][1], span=3)
        rows.append(row)
    columns = (
        ("项目", 12, "center"),
        ("内容", 22, "left"),
        ("项目", 12, "center"),
        ("内容", 22, "left"),
    )
    return [table("estate", columns, rows, "项目基本情况表")]  # type: ignore[arg-type]


def _ordered_facts() -> list[str]:
    from generator.model.premises import Estate

    known = fact_names()
    names = [name for name in Estate.model_fields if name in known]
    return names + sorted(known - set(names))


def equipment(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The equipment register of the profile; empty registers give no table.

    A column that the register fills nowhere is left out; one blank among others stays a mark.
    """
    register = context.case.profile.estate.equipment
    columns = [("序号", 5, "center"), ("设备设施", 18, "left"), ("数量", 9, "center")]
    optional = {"specification": "规格型号", "location": "位置"}
    told = {name: t for name, t in optional.items() if any(getattr(i, name) for i in register)}
    columns += [(title, 16, "left") for title in told.values()]
    rows: list[list[Runs | Cell]] = []
    for number, item in enumerate(register, start=1):
        ref = f"estate.equipment.{number}"
        quantity = None if item.quantity is None else f"{item.quantity.normalize():f}{item.unit}"
        rows.append(
            [
                serial(number),
                given(ref + ".title", item.title, "设备"),
                given(ref + ".quantity", quantity, "数量"),
                *(given(f"{ref}.{name}", getattr(item, name), t) for name, t in told.items()),
            ]
        )
    if not rows:
        return []
    return [table("equipment", columns, rows, "设备设施清单")]  # type: ignore[arg-type]


def brought_equipment(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """Equipment that the tender makes the bidder bring, answered row by row."""
    tender = context.case.tender
    if tender is None or not tender.equipment:
        return []
    rows: list[list[Runs | Cell]] = []
    for number, item in enumerate(tender.equipment, start=1):
        ref = f"tender.equipment.{number}"
        quantity = f"{item.quantity}{item.unit}"
        rows.append(
            [
                serial(number),
                given(ref + ".title", item.title, "设备"),
                given(ref + ".quantity", f"不少于{quantity}", "数量"),
                given(ref + ".offered", quantity, "数量"),
                given(ref + ".note", item.note or "", "要求"),
            ]
        )
    columns = (
        ("序号", 5, "center"),
        ("设备", 20, "left"),
        ("要求数量", 10, "center"),
        ("拟投入数量", 10, "center"),
        ("要求说明", 24, "left"),
    )
    return [table("brought_equipment", columns, rows, "拟投入设备表")]  # type: ignore[arg-type]


def kpi(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The main indicators of this property and service once, at the level of this service."""
    refs = context.refs
    rows: list[list[Runs | Cell]] = []
    profile = context.case.profile
    kind, modules = profile.estate.property_type, profile.service.modules
    printed = [item for item in context.kb.kpis.values() if item.in_table(kind, modules)]
    ordered = sorted(printed, key=lambda item: _kpi_order(context, item.id))
    for number, item in enumerate(ordered, start=1):
        rows.append(
            [
                serial(number),
                words(item.title),
                value(refs, f"kpi.{item.id}.sign"),
                _text(f"kpi.{item.id}.formula", item.formula),
                words(item.frequency),
            ]
        )
    columns = (
        ("序号", 5, "center"),
        ("指标", 17, "left"),
        ("目标值", 9, "center"),
        ("计算方法", 30, "left"),
        ("统计周期", 12, "left"),
    )
    return [table("kpi", columns, rows, "服务质量指标表")]  # type: ignore[arg-type]


def _kpi_order(context: Context, kpi_id: str) -> tuple[int, str]:
    return context.kb.place("kpis", kpi_id).line, kpi_id


def _text(ref: str, text: str) -> Runs:
    return (Figure(ref, text),)
