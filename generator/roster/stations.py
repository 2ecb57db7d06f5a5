"""Who stands where: the persons of a shift spread over its stations, staying where they were."""

from __future__ import annotations

from collections import Counter

from generator.roster.solver import Grid
from generator.roster.task import PoolTask

Posting = tuple[tuple[int | None, ...], ...]
"""For each person and day the index of the station, or None."""


def post_people(task: PoolTask, grid: Grid) -> Posting:
    """Give each person on duty a station of the shift.

    Every place is taken; a person keeps the station where he or she has stood most, as far as
    that leaves one for everybody, so that each place knows its faces.
    """
    stood = [Counter[int]() for _ in range(task.persons)]
    posted: list[list[int | None]] = [[None] * len(task.month.days) for _ in range(task.persons)]
    for day in range(len(task.month.days)):
        for window in range(len(task.windows)):
            people = [p for p in range(task.persons) if grid[p][day] == window]
            for person, station in _matched(_places(task, day, window), people, stood):
                posted[person][day] = station
                stood[person][station] += 1
    return tuple(tuple(days) for days in posted)


def _places(task: PoolTask, day: int, window: int) -> list[int]:
    return [
        index
        for index, station in enumerate(task.stations)
        if station.manned[day] and window in station.windows
        for _ in range(station.places)
    ]


def _matched(
    places: list[int], people: list[int], stood: list[Counter[int]]
) -> list[tuple[int, int]]:
    """Match people to as many places, the strongest habit first, then in order."""
    free, waiting, matched = list(places), list(people), []
    wishes = [(-stood[person][place], person, place) for person in people for place in set(places)]
    for _, person, place in sorted(wishes):
        if person in waiting and place in free:
            waiting.remove(person)
            free.remove(place)
            matched.append((person, place))
    return matched
