"""A reading of the package as an evaluator reads it: the weaknesses of weak bids, each sought."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import Place, Problem
from generator.verify.weaknesses.finding import Note
from generator.verify.weaknesses.registry import WEAKNESSES, Weakness
from generator.verify.weaknesses.subject import Subject

__all__ = ["NOTHING_FOUND", "WEAKNESSES", "Review", "Subject", "Weakness", "review"]

MOST_SHOWN = 8
"""So many places of one weakness are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Review:
    """Findings, and those that the profile accepts with its reason for each."""

    problems: tuple[Problem, ...] = ()
    accepted: tuple[tuple[Problem, str], ...] = ()


NOTHING_FOUND = Review()


def review(subject: Subject) -> Review:
    """Seek every weakness; each finding is a warning with its place and the way out."""
    problems: list[Problem] = []
    accepted: list[tuple[Problem, str]] = []
    for weakness in WEAKNESSES.values():
        for code, finder in weakness.finders.items():
            notes: list[Note] = []
            for found in finder(subject):
                reason = _reason(subject, code, found.where)
                if reason is None:
                    notes.append(found)
                else:
                    accepted.append((_problem(code, found, weakness), reason))
            problems += [_problem(code, found, weakness) for found in notes[:MOST_SHOWN]]
            if len(notes) > MOST_SHOWN:
                problems.append(_rest(code, notes[MOST_SHOWN:], weakness))
    return Review(tuple(problems), tuple(accepted))


def _problem(code: str, found: Note, weakness: Weakness) -> Problem:
    place = Place(f"{found.volume}.docx")
    return Problem(place, code, found.message, weakness.way_out, "warning")


def _rest(code: str, notes: list[Note], weakness: Weakness) -> Problem:
    names = "、".join(dict.fromkeys(found.where for found in notes))
    place = Place(f"{notes[0].volume}.docx")
    message = f"{weakness.title}：另有 {len(notes)} 处（{names}）"
    return Problem(place, code, message, weakness.way_out, "warning")


def _reason(subject: Subject, code: str, where: str) -> str | None:
    for accept in subject.case.profile.accepts:
        if accept.check == code and accept.where in (None, where):
            return accept.reason
    return None
