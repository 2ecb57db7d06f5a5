"""What a reviewer notes: where it stands, what is weak, how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.verify.weaknesses.subject import Passage, Subject


@dataclass(frozen=True, slots=True)
class Note:
    """A weakness at a place: ``where`` is the clause's id or the heading."""

    volume: str
    where: str
    message: str


Finder = Callable[[Subject], Iterator[Note]]


def note(passage: Passage, message: str) -> Note:
    """Return a note on a passage, named by its clause where it prints one."""
    where = passage.clause.id if passage.clause else passage.title
    return Note(passage.volume, where, f"“{passage.title}”（{where}）：{message}")


def note_on_chapter(volume: str, chapter: str, message: str) -> Note:
    """Return a note on a whole chapter."""
    return Note(volume, chapter, f"“{chapter}”：{message}")
