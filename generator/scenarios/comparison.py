"""Estimates side by side: people by department, money, levels, promised indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.case import Case
from generator.model.estimate import Estimate
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import DEPARTMENT_TITLES, Department
from generator.rules import estimate
from generator.rules.sites import MAIN


@dataclass(frozen=True)
class Variant:
    """One way to serve an estate, with its estimate."""

    title: str
    case: Case
    estimate: Estimate

    def level(self, module: Department) -> int:
        """Return the internal level of a line of service."""
        return self.estimate.levels.get(module, self.estimate.level)

    @property
    def errors(self) -> int:
        """How many findings forbid the variant as it is."""
        return sum(f.severity == "error" and not f.accepted for f in self.estimate.checks)


@dataclass(frozen=True)
class Row:
    """One figure in every variant; None where a variant does not have it."""

    id: str
    title: str
    unit: str
    values: tuple[Decimal | None, ...]

    @property
    def differs(self) -> bool:
        """Whether any variant differs from the first."""
        return any(value != self.values[0] for value in self.values)

    def changes(self) -> tuple[Decimal | None, ...]:
        """Return each value less the first variant's."""
        first = self.values[0]
        return tuple(
            None if value is None or first is None else value - first for value in self.values
        )


@dataclass(frozen=True)
class Comparison:
    """Variants with their figures; the first variant is what the others are compared with."""

    variants: tuple[Variant, ...]
    people: tuple[Row, ...]
    posts: tuple[Row, ...]
    money: tuple[Row, ...]
    levels: tuple[Row, ...]
    kpis: tuple[Row, ...]
    frequencies: tuple[Row, ...]


def compare(kb: KnowledgeBase, cases: Sequence[tuple[str, Case]]) -> Comparison:
    """Estimate every titled case and lay the results side by side."""
    variants = tuple(Variant(title, case, estimate(kb, case)) for title, case in cases)
    return Comparison(
        variants=variants,
        people=tuple(_people(variants)),
        posts=tuple(row for row in _posts(variants) if row.differs),
        money=tuple(_money(variants)),
        levels=tuple(_levels(variants)),
        kpis=tuple(row for row in _kpis(kb, variants) if row.differs),
        frequencies=tuple(row for row in _frequencies(variants) if row.differs),
    )


def _people(variants: Sequence[Variant]) -> list[Row]:
    heads = [variant.estimate.headcount for variant in variants]
    rows = [
        Row(
            f"headcount.{name}",
            title,
            "人",
            tuple(h.by_department.get(name, Decimal(0)) for h in heads),  # type: ignore[call-overload]
        )
        for name, title in DEPARTMENT_TITLES.items()
    ]
    rows = [row for row in rows if any(row.values)]
    rows.append(Row("headcount.total", "合计", "人", tuple(h.total for h in heads)))
    rows.append(Row("headcount.outsourced", "其中外包", "人", tuple(h.outsourced for h in heads)))
    rows.append(Row("headcount.range.low", "区间下限", "人", tuple(h.range.low for h in heads)))
    rows.append(Row("headcount.range.high", "区间上限", "人", tuple(h.range.high for h in heads)))
    return rows


def _posts(variants: Sequence[Variant]) -> list[Row]:
    titles: dict[str, str] = {}
    for variant in variants:
        titles |= {line.id: line.title for line in variant.estimate.headcount.posts}
    persons = [{p.id: p.persons for p in v.estimate.headcount.posts} for v in variants]
    return [
        Row(f"posts.{name}", title, "人", tuple(found.get(name, Decimal(0)) for found in persons))
        for name, title in titles.items()
    ]


def _money(variants: Sequence[Variant]) -> list[Row]:
    made = [variant.estimate for variant in variants]
    rows: dict[str, Row] = {}
    for one in made:
        for total in one.cost.by_item:
            values = tuple(
                next((t.annual for t in other.cost.by_item if t.id == total.id), None)
                for other in made
            )
            if any(values):
                name = f"cost.{total.id}"
                rows.setdefault(name, Row(name, total.title, "元/年", values))
    rows["cost"] = Row("cost.annual", "成本合计", "元/年", tuple(e.cost.annual for e in made))
    rows["year"] = Row("price.annual", "年报价", "元/年", tuple(e.price.annual for e in made))
    rows["month"] = Row("price.monthly", "月报价", "元/月", tuple(e.price.monthly for e in made))
    area = tuple(e.price.per_m2_month for e in made)
    if any(area):
        rows["area"] = Row("price.per_m2_month", "每平方米每月", "元", area)
    return list(rows.values())


def _levels(variants: Sequence[Variant]) -> list[Row]:
    rows = [
        Row("level", "全项目", "档", tuple(Decimal(variant.estimate.level) for variant in variants))
    ]
    for name in DEPARTMENT_TITLES:
        asked = [name in variant.case.profile.service.modules for variant in variants]
        if any(asked):
            values = tuple(
                Decimal(variant.level(name)) if wanted else None  # type: ignore[arg-type]
                for variant, wanted in zip(variants, asked, strict=True)
            )
            rows.append(Row(f"level.{name}", DEPARTMENT_TITLES[name], "档", values))
    return rows


def _kpis(kb: KnowledgeBase, variants: Sequence[Variant]) -> list[Row]:
    """The indicators that documents promise; they follow the level of the whole service."""
    return [
        Row(
            f"kpi.{kpi.id}",
            kpi.title,
            kpi.unit,
            tuple(kpi.values[variant.estimate.level] for variant in variants),
        )
        for kpi in kb.kpis.values()
    ]


def _frequencies(variants: Sequence[Variant]) -> list[Row]:
    """How often a year each service task is done; tasks without an object here fall away."""
    titles: dict[str, str] = {}
    times: list[dict[str, Decimal]] = []
    for variant in variants:
        lines = [t for t in variant.estimate.tasks if t.units and not t.missing]
        keys = [t.id if t.site == MAIN else f"{t.id}@{t.site}" for t in lines]
        titles |= {key: line.title for key, line in zip(keys, lines, strict=True)}
        times.append({key: line.times for key, line in zip(keys, lines, strict=True)})
    return [
        Row(f"tasks.{key}", titles[key], "次/年", tuple(found.get(key) for found in times))
        for key in sorted(titles)
    ]
