"""Problems as values, and the one exception that carries them to the command line.

A problem says where (file, line, column), what (a stable code and a Chinese message) and how
to mend it (a hint). Functions collect problems and return or raise them all at once, so that a
person sees every mistake of a file in one run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "notice"]

FOUND_PROBLEMS = 1
"""Exit code: the input was read, but it has findings."""
BAD_INPUT = 2
"""Exit code: bad usage or input that cannot be read."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in an input file; line and column count from one, zero means the whole file."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about the user's data."""

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def line(self) -> str:
        """Return the one-line form ``file:line:col: CODE message（hint）``."""
        hint = f"（{self.hint}）" if self.hint else ""
        return f"{self.place}: {self.code} {self.message}{hint}"


class InputError(Exception):
    """Input that stops the run: carries every problem found and the exit code."""

    def __init__(self, problems: Iterable[Problem], exit_code: int = BAD_INPUT) -> None:
        self.problems = tuple(sort_problems(problems))
        self.exit_code = exit_code
        super().__init__("\n".join(problem.line() for problem in self.problems))


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by place, then code, so that output is the same in every run."""
    return sorted(problems, key=lambda p: (p.place, p.code, p.message))


def fail(code: str, message: str, hint: str = "", place: Place | None = None) -> InputError:
    """Build an ``InputError`` of a single problem."""
    return InputError([Problem(place or Place(), code, message, hint)])
