"""The whole knowledge base in memory: entries by kind and id, with their places in the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator.errors import Place
from generator.model.knowledge import (
    AreaRate,
    Calendar,
    Checklist,
    Clause,
    ClimateZone,
    CostItem,
    CostLine,
    DocumentKind,
    Evidence,
    Floor,
    Form,
    Kpi,
    Law,
    Nouns,
    Organisation,
    Overhead,
    Parameter,
    Pool,
    Post,
    PriceChain,
    Reading,
    Scheme,
    ScoringTable,
    Source,
    Spread,
    StandardElement,
    Task,
    Topic,
    Typical,
    Uncounted,
    Weights,
    Wording,
    Workflow,
)
from generator.model.shifts import Attendance, HolidayYear, ShiftLimit, ShiftSystem, WorkRules
from generator.model.values import Department

Locator = Callable[[tuple[str | int, ...]], Place]
"""Finds a part of an entry (a path below it) in the file; the empty path is the entry itself."""


@dataclass(frozen=True)
class Region:
    """The figures of the nation or of one city."""

    id: str
    title: str
    province: str
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True)
class KnowledgeBase:
    """Entries by id. Mappings keep a fixed order that does not depend on the order of files."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    laws: Mapping[str, Law] = field(default_factory=dict)
    regions: Mapping[str, Region] = field(default_factory=dict)
    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    kpis: Mapping[str, Kpi] = field(default_factory=dict)
    pools: Mapping[str, Pool] = field(default_factory=dict)
    floors: Mapping[str, Floor] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    post_departments: Mapping[str, Department] = field(default_factory=dict)
    tasks: Mapping[str, Task] = field(default_factory=dict)
    productivity: Mapping[str, AreaRate] = field(default_factory=dict)
    typicals: Mapping[str, Typical] = field(default_factory=dict)
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    overheads: Mapping[str, Overhead] = field(default_factory=dict)
    uncounted: Mapping[str, Uncounted] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    cost_items: Mapping[str, CostItem] = field(default_factory=dict)
    costs: Mapping[str, CostLine] = field(default_factory=dict)
    chains: Mapping[str, PriceChain] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    documents: Mapping[str, DocumentKind] = field(default_factory=dict)
    elements: Mapping[str, StandardElement] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    scoring: Mapping[str, ScoringTable] = field(default_factory=dict)
    weights: Mapping[str, Weights] = field(default_factory=dict)
    workflows: Mapping[str, Workflow] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    climate_zones: Mapping[str, ClimateZone] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    work_rules: Mapping[str, WorkRules] = field(default_factory=dict)
    shift_systems: Mapping[str, ShiftSystem] = field(default_factory=dict)
    shift_limits: Mapping[str, ShiftLimit] = field(default_factory=dict)
    attendance: Mapping[str, Attendance] = field(default_factory=dict)
    holidays: Mapping[str, HolidayYear] = field(default_factory=dict)
    wordings: Mapping[str, Wording] = field(default_factory=dict)
    nouns: tuple[Nouns, ...] = ()
    places: Mapping[tuple[str, str], Locator] = field(default_factory=dict)
    layers: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def place(self, kind: str, entry: str, *path: str | int) -> Place:
        """Return where an entry, or a part of it, stands in its file."""
        locate = self.places.get((kind, entry))
        return locate(path) if locate else Place()

    def layer(self, kind: str, entry: str) -> str:
        """Return the layer that an entry came from: ``shipped`` or an overlay's folder."""
        return self.layers.get((kind, entry), "shipped")

    def climate_zone(self, city: str) -> ClimateZone | None:
        """Return the zone of a city: its own, or its province's; none where neither is known."""
        region = self.regions.get(city)
        province = region.province if region else ""
        zones = self.climate_zones.values()
        own = next((zone for zone in zones if city in zone.cities), None)
        return own or next((z for z in zones if province and province in z.provinces), None)
