"""Dated figures in force on a day, through the layers profile → company → city → nation."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from generator.errors import InputError, Problem
from generator.model.case import Case
from generator.model.knowledge import DatedValue, Parameter
from generator.model.knowledge_base import KnowledgeBase, Region
from generator.model.values import Sourced, Tag

NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A figure in force: value with unit, where it comes from, how far to trust it."""

    id: str
    title: str
    value: Decimal | bool | str
    unit: str
    source: str
    tag: Tag
    layer: str

    @property
    def number(self) -> Decimal:
        """The value as a number; a parameter that holds words or a flag is a programming error."""
        assert isinstance(self.value, Decimal) and not isinstance(self.value, bool), self.id
        return self.value

    @property
    def ref(self) -> str:
        """The reference that printed figures and traces carry."""
        return f"parameters.{self.id}"


class Parameters:
    """Looks figures up for one case. Values tagged ``conflict`` are never taken by default."""

    def __init__(self, kb: KnowledgeBase, case: Case) -> None:
        city = case.profile.project.city
        if city not in kb.regions or city == NATIONAL:
            known = "、".join(sorted(region for region in kb.regions if region != NATIONAL))
            raise InputError(
                [
                    Problem(
                        case.place("profile", "project.city"),
                        "unknown-city",
                        f"知识库没有城市 {city} 的参数",
                        f"已有：{known}；或在 parameters/cities/ 增加该城市",
                    )
                ]
            )
        self._case = case
        self._city = kb.regions[city]
        self._national = kb.regions[NATIONAL]

    @property
    def city_title(self) -> str:
        """The city's name in Chinese."""
        return self._city.title

    def find(self, name: str) -> ParameterValue | None:
        """Return the figure in force on the case's day, or None where no layer gives it."""
        definition = self._definition(name)
        title = definition.title if definition else name
        unit = definition.unit if definition else ""
        for layer, overrides in (
            ("profile", self._case.profile.parameters),
            ("company", self._case.company.parameters),
        ):
            if name in overrides:
                return _overridden(name, title, unit, overrides[name], layer)
        for region in (self._city, self._national):
            dated = self._in_force(region, name)
            if dated is not None:
                return ParameterValue(
                    name, title, dated.value, unit, dated.source, dated.tag, region.title
                )
        return None

    def get(self, name: str) -> ParameterValue:
        """Return the figure in force, or raise a problem that says how to supply it."""
        found = self.find(name)
        if found is None:
            definition = self._definition(name)
            title = definition.title if definition else name
            hint = f"在公司文件或项目档案的 parameters 下填写 {name} 并注明 tag 与来源"
            seen = "、".join(str(dated.value) for dated in self.unsettled(name))
            raise InputError(
                [
                    Problem(
                        self._case.place("profile", "project.city"),
                        "missing-parameter",
                        f"{self._city.title}在 {self._case.as_of} 没有可用的参数 {name}（{title}）",
                        f"{hint}；已见而未采用的取值：{seen}" if seen else hint,
                    )
                ]
            )
        return found

    def number(self, name: str) -> Decimal:
        """Return the figure in force as a number."""
        return self.get(name).number

    def overdue(self) -> list[tuple[str, DatedValue]]:
        """Return (title, value) of every figure in force whose review date has passed."""
        late = []
        for region in (self._city, self._national):
            for name, parameter in region.parameters.items():
                dated = self._in_force(region, name)
                if dated and dated.review_by and dated.review_by < self._case.as_of:
                    late.append((parameter.title, dated))
        return late

    def provisional(self) -> list[tuple[str, DatedValue]]:
        """Return (id, value) of every figure in force that is only last year's, carried over."""
        found = []
        for name in self.names():
            if name in self._case.profile.parameters or name in self._case.company.parameters:
                continue
            dated = self._in_force(self._city, name) or self._in_force(self._national, name)
            if dated and dated.provisional:
                found.append((name, dated))
        return found

    def unsettled(self, name: str) -> list[DatedValue]:
        """Return the values that hold on the day but contradict each other or have no authority."""
        return [
            dated
            for region in (self._city, self._national)
            for dated in unsettled(region, name, self._case.as_of)
        ]

    def names(self) -> list[str]:
        """Return every parameter id that any layer knows."""
        return sorted(set(self._city.parameters) | set(self._national.parameters))

    def _definition(self, name: str) -> Parameter | None:
        return self._city.parameters.get(name) or self._national.parameters.get(name)

    def _in_force(self, region: Region, name: str) -> DatedValue | None:
        return in_force(region, name, self._case.as_of)


def in_force(region: Region, name: str, day: datetime.date) -> DatedValue | None:
    """Return a region's value of a figure on a day, the later entry first; never a conflict."""
    holding = [dated for dated in _holding(region, name, day) if dated.tag != "conflict"]
    return holding[-1] if holding else None


def unsettled(region: Region, name: str, day: datetime.date) -> list[DatedValue]:
    """Return a region's values of a day that are kept for the record and never taken."""
    return [dated for dated in _holding(region, name, day) if dated.tag == "conflict"]


def _holding(region: Region, name: str, day: datetime.date) -> list[DatedValue]:
    parameter = region.parameters.get(name)
    return [
        dated
        for dated in (parameter.values if parameter else ())
        if dated.from_ <= day and (dated.until is None or day < dated.until)
    ]


def _overridden(name: str, title: str, unit: str, given: Sourced, layer: str) -> ParameterValue:
    source = given.source or given.note or ""
    return ParameterValue(name, title, given.value, unit, source, given.tag, layer)
