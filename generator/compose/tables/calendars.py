"""Calendars as tables: the season's work by month or solar term, in the words of the zone."""

from __future__ import annotations

from generator.compose.context import Context
from generator.compose.tables.cells import ColumnSpec, words
from generator.compose.tables.drawings import Pen, asked_for, pen
from generator.model.document import Block, Figure, Paragraph, Runs
from generator.model.knowledge import EVERYWHERE, MONTHS, SOLAR_TERMS, Calendar, ClimateZone

_LINE = 72
_FIRST = {"months": 8, "terms": 9}


def climate_zone(context: Context) -> ClimateZone | None:
    """Return the zone of the estate's city: the city's own, its province's, or the fallback."""
    known = context.kb.climate_zone(context.case.profile.project.city)
    zones = context.kb.climate_zones.values()
    return known or next((zone for zone in zones if zone.fallback), None)


def calendar_table(context: Context, calendar: Calendar) -> list[Block]:
    """Return a row for each period and a column for each team whose line is asked for."""
    teams = [team for team in calendar.teams if asked_for(context, team.module)]
    if not teams:
        return []
    writer = pen(context, "calendars", calendar)
    zone = climate_zone(context)
    first = _FIRST[calendar.by]
    width = (_LINE - first) // len(teams)
    columns: list[ColumnSpec] = [("时段" if calendar.by == "months" else "节气", first, "center")]
    columns += [(team.title, width, "left") for team in teams]
    rows = [
        [
            _period(period.period),
            *(_cell(writer, period.work.get(team.id, {}), zone) for team in teams),
        ]
        for period in calendar.periods
    ]
    return [*_lead(writer, zone), *writer.table(columns, rows)]


def _period(name: str) -> Runs:
    if name not in SOLAR_TERMS:
        return words(MONTHS.get(name, name))
    title, month, day = SOLAR_TERMS[name]
    return (*words(title), Figure(f"terms.{name}", f"（{month}月{day}日前后）"))


def _cell(writer: Pen, work: dict[str, str], zone: ClimateZone | None) -> Runs:
    own = work.get(zone.id) if zone else None
    return writer.runs(own or work.get(EVERYWHERE))


def _lead(writer: Pen, zone: ClimateZone | None) -> list[Block]:
    if zone is None:
        return []
    return [Paragraph(words(f"下表按{zone.title}的气候编排。"), "body", writer.origin)]
