"""The facts of an estate as one flat namespace with titles and units.

Conditions, formulas and texts speak of ``facts.gross_area`` and the like; this is the only
place where the profile's shape is turned into those names.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator.model.premises import AREA_TITLES, Area, Estate, Gate
from generator.model.profile import Profile

DERIVED: dict[str, tuple[str, str]] = {
    "gate_count": ("出入口数", "个"),
    "gates_24h": ("二十四小时出入口", "个"),
    "gate_places": ("门岗同时在岗人数", "人"),
    "gate_hours": ("门岗年值守工时", "小时"),
    **{
        f"area_{name}": (f"{title}合计", "间" if name == "toilet" else "平方米")
        for name, title in AREA_TITLES.items()
    },
}
"""Facts computed from the estate: name → (title, unit)."""
HIDDEN = frozenset({"gates", "areas", "equipment", "problems"})
"""Lists of an estate that are no facts themselves."""
_NOT_SUMMED = frozenset({"floors_max", "built_year"})


def facts_of(profile: Profile) -> dict[str, Any]:
    """Return the estate's facts by name; a fact that the profile does not give is None."""
    estate = whole_estate(profile)
    facts = {name: getattr(estate, name) for name in Estate.model_fields if name not in HIDDEN}
    facts.update(_gate_facts(estate.gates))
    facts.update(_area_facts(estate.areas))
    facts["gates"] = facts["gate_count"]
    return facts


def _gate_facts(gates: tuple[Gate, ...] | None) -> dict[str, Any]:
    if gates is None:
        return dict.fromkeys(name for name in DERIVED if name.startswith("gate"))
    return {
        "gate_count": len(gates),
        "gates_24h": sum(1 for gate in gates if gate.hours_per_day == 24),
        "gate_places": sum((gate.places for gate in gates), Decimal(0)),
        "gate_hours": sum(
            (gate.places * gate.hours_per_day * gate.days_per_year for gate in gates), Decimal(0)
        ),
    }


def _area_facts(areas: tuple[Area, ...]) -> dict[str, Any]:
    facts: dict[str, Any] = {f"area_{name}": None for name in AREA_TITLES}
    for area in areas:
        facts[f"area_{area.type}"] = (facts[f"area_{area.type}"] or Decimal(0)) + area.amount
    return facts


def whole_estate(profile: Profile) -> Estate:
    """Return the estate with what it does not say summed over its sites."""
    estate, parts = profile.estate, [site.estate for site in profile.sites]
    if not parts:
        return estate
    sums: dict[str, Any] = {}
    for name in Estate.model_fields:
        values = [value for part in parts if (value := getattr(part, name)) is not None]
        own = getattr(estate, name)
        if name == "gates":
            listed = tuple(gate for value in values for gate in value) if values else None
            sums[name] = own if own is not None else listed
        elif name in HIDDEN:
            sums[name] = own or tuple(item for value in values for item in value)
        elif own is None and values and not isinstance(values[0], bool | str):
            sums[name] = max(values) if name in _NOT_SUMMED else sum(values)
    return estate.model_copy(update=sums)


def fact_title(name: str) -> str:
    """Return the Chinese title of a fact."""
    if name in DERIVED:
        return DERIVED[name][0]
    return Estate.model_fields[name].title or name


def fact_unit(name: str) -> str:
    """Return the unit that a fact is printed with."""
    if name in DERIVED:
        return DERIVED[name][1]
    if name == "gates":
        return "个"
    extra = Estate.model_fields[name].json_schema_extra
    return str(extra["unit"]) if isinstance(extra, dict) and "unit" in extra else ""


def fact_names() -> frozenset[str]:
    """Return every name that may follow ``facts.``."""
    return (frozenset(Estate.model_fields) - HIDDEN) | frozenset(DERIVED) | {"gates"}
