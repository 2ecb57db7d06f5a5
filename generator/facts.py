"""The facts of an estate as one flat namespace with titles and units.

Conditions, formulas and texts speak of ``facts.gross_area`` and the like; this is the only
place where the profile's shape is turned into those names.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator.model.profile import Estate, Gate, Profile

DERIVED: dict[str, tuple[str, str]] = {
    "gate_count": ("出入口数", "个"),
    "gates_24h": ("二十四小时出入口", "个"),
    "gate_places": ("门岗同时在岗人数", "人"),
    "gate_hours": ("门岗年值守工时", "小时"),
}
"""Facts computed from the estate: name → (title, unit)."""


def facts_of(profile: Profile) -> dict[str, Any]:
    """Return the estate's facts by name; a fact that the profile does not give is None."""
    estate = profile.estate
    facts = {
        name: getattr(estate, name)
        for name in Estate.model_fields
        if name not in ("gates", "equipment", "problems")
    }
    facts.update(_gate_facts(estate.gates))
    facts["gates"] = facts["gate_count"]
    return facts


def _gate_facts(gates: tuple[Gate, ...]) -> dict[str, Any]:
    if not gates:
        return dict.fromkeys(DERIVED)
    return {
        "gate_count": len(gates),
        "gates_24h": sum(1 for gate in gates if gate.hours_per_day == 24),
        "gate_places": sum((gate.places for gate in gates), Decimal(0)),
        "gate_hours": sum(
            (gate.places * gate.hours_per_day * gate.days_per_year for gate in gates), Decimal(0)
        ),
    }


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
    hidden = {"equipment", "problems"}
    return (frozenset(Estate.model_fields) - hidden) | frozenset(DERIVED)
