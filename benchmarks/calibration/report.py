"""The comparison as text: every case, shares and widths by kind, leave-one-out, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import get_args

from benchmarks.calibration.cases import FILES, crews
from benchmarks.calibration.leaving import (
    excess,
    gate_ratios,
    median,
    ratios_of,
    spread_of,
    used_by,
)
from benchmarks.calibration.outcomes import Outcome, differences
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import DEPARTMENT_TITLES, PropertyType

WANTED_SHARE = Decimal("0.75")


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """Return every case: kind, predicted, range, width, real, error, held; causes of each miss."""
    lines = ["案例 | 类型 | 范围 | 推定点 | 区间 | 宽度 | 实际 | 误差 | 区间含实际"]
    for found in outcomes:
        project, span = found.project, found.headcount.range
        scope = "部分" if project.partial else "全队"
        lines.append(
            f"{project.id} | {project.kind} | {scope} | {span.point:f} | {span.low:f}–{span.high:f}"
            f" | ±{found.width:.0f}% | {project.real:f} | {found.error:+.0f}%"
            f" | {'是' if found.held else '否'}"
        )
        lines.append(f"    写明：{_facts(found)}；计入：{_modules(found)}")
        parts = sorted(span.contributions, key=lambda c: -max(c.low, c.high))
        lines.append("    原因：" + "；".join(f"{c.title} −{c.low:f}/+{c.high:f}" for c in parts))
        differs = differences(found)
        if differs:
            lines.append("    部门：" + "，".join(differs))
        lines += [f"    说明：{note}" for note in project.notes]
    return lines


def summary(outcomes: Sequence[Outcome]) -> list[str]:
    """Return how many ranges hold the real figure and how wide they are, by kind and in all."""
    lines = ["按类型：含实际的例数，区间平均宽度（占推定点，±）"]
    for kind in dict.fromkeys(found.project.kind for found in outcomes):
        lines.append(_share(kind, [o for o in outcomes if o.project.kind == kind]))
    groups: tuple[tuple[str, Callable[[Outcome], bool]], ...] = (
        ("两个数据文件", lambda o: o.project.origin in FILES),
        ("另外八例", lambda o: o.project.origin not in FILES),
        ("全队", lambda o: not o.project.partial),
        ("部分服务线", lambda o: o.project.partial),
        ("全部", lambda o: True),
    )
    for title, belongs in groups:
        chosen = [found for found in outcomes if belongs(found)]
        if chosen:
            lines.append(_share(title, chosen))
    whole = {found.project.kind for found in outcomes if not found.project.partial}
    absent = [kind for kind in get_args(PropertyType) if kind not in whole]
    lines.append("没有全队案例，未校准（uncalibrated）：" + "、".join(absent))
    held = sum(found.held for found in outcomes)
    if held < WANTED_SHARE * len(outcomes):
        lines.append(f"区间含实际的不足四分之三（{held}/{len(outcomes)}），区间不可当作承诺")
    return lines


def moved(kb: KnowledgeBase, outcomes: Sequence[Outcome]) -> list[str]:
    """Return every moved parameter with its value, by all cases and without each one."""
    lines = ["留一法：由案例确定的参数，括号内为去掉该例后的数值"]
    for row in kb.spreads.values():
        used = used_by(row, outcomes)
        if len(used) < 2:
            continue
        without = (
            f"{o.project.id} {spread_of(ratios_of(row, (u for u in used if u is not o)))}"
            for o in used
        )
        lines.append(
            f"{row.title}：知识库 −{row.low:f}%/+{row.high:f}%，本次 "
            f"{spread_of(ratios_of(row, used))}（{'；'.join(without)}）"
        )
    for typical in kb.typicals.values():
        ratios = gate_ratios(typical, outcomes) if typical.fact == "gate_places" else {}
        if len(ratios) < 2:
            continue
        without_one = (
            f"{left} {median(v for k, v in ratios.items() if k != left):.2f}" for left in ratios
        )
        lines.append(
            f"{typical.id}：秩序维护实际÷推定的中位 {median(ratios.values()):.2f}"
            f"（{'；'.join(without_one)}）"
        )
    lines += _management(outcomes)
    return lines + _readings(kb)


def _management(outcomes: Sequence[Outcome]) -> list[str]:
    found = excess(outcomes)
    if len(found) < 2:
        return []
    without = (f"{left} {median(v for k, v in found.items() if k != left):.1f}" for left in found)
    return [f"管理人员实际比测算多的中位 {median(found.values()):.1f}（{'；'.join(without)}）"]


def _readings(kb: KnowledgeBase) -> list[str]:
    """Persons for a round-the-clock place as the sources have them, least without each one."""
    seen = {key: Decimal(str(value)) for key, value in crews().items()}
    without = (f"{left} {min(v for k, v in seen.items() if k != left):f}" for left in seen)
    least = kb.readings["guard"].least if "guard" in kb.readings else Decimal(0)
    return [
        f"每个全天岗最少人数：知识库 {least:f}，案例 {min(seen.values()):f}（{'；'.join(without)}）"
    ]


def left_out(outcomes: Sequence[Outcome], without: Sequence[Outcome]) -> list[str]:
    """Return whether each range still holds its case when the case had no say in it."""
    lines = ["留一法：用其余案例的参数测算各例"]
    for found, alone in zip(outcomes, without, strict=True):
        before, after = found.headcount.range, alone.headcount.range
        if (before.low, before.high) == (after.low, after.high):
            continue
        change = "" if found.held == alone.held else "，改变结论"
        lines.append(
            f"{found.project.id}：{before.low:f}–{before.high:f} → {after.low:f}–{after.high:f}，"
            f"实际 {found.project.real:f}，{'含' if alone.held else '不含'}{change}"
        )
    lines.append(_share("留一法全部", without))
    return [*lines, _share("留一法两个数据文件", [o for o in without if o.project.origin in FILES])]


def _share(title: str, outcomes: Sequence[Outcome]) -> str:
    held = sum(found.held for found in outcomes)
    width = _mean(found.width for found in outcomes)
    return f"{title}：{held}/{len(outcomes)}，±{width:.0f}%"


def _mean(values: Iterable[Decimal]) -> Decimal:
    numbers = list(values)
    return sum(numbers, Decimal(0)) / len(numbers) if numbers else Decimal(0)


def _facts(found: Outcome) -> str:
    facts = dict(found.project.facts)
    gates = facts.pop("gates", None)
    words = [f"{name} {value:f}" for name, value in facts.items() if isinstance(value, Decimal)]
    words += [f"{name} {value}" for name, value in facts.items() if isinstance(value, int)]
    if gates:
        words.append(f"全天岗 {sum(gate['places'] for gate in gates)}")
    if found.project.sites:
        words.append(f"地点 {len(found.project.sites)}")
    return "，".join(words)


def _modules(found: Outcome) -> str:
    modules = found.project.modules
    return "、".join(DEPARTMENT_TITLES[name] for name in modules) if modules else "来源未说明"
