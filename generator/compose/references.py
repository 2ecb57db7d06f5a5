"""Every value that a document may print, by reference, with its text.

One table of references is built for a run (``registry``). Texts and tables print from it, and
``verify`` reads the finished file against it, so a figure has one value wherever it appears.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.compose import formatting as fmt
from generator.expression import ExpressionError
from generator.model.document import Figure, Run, Text, Unfilled
from generator.model.values import LevelledFigure

_DIGIT = re.compile(r"[0-9０-９]")


@dataclass
class References:
    """Raw values for conditions (``names``) and printed texts by reference (``texts``)."""

    names: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    own: str = ""
    """Under what the parameters of the clause or drawing in hand stand: ``clauses.its-id.``"""

    def put(self, ref: str, text: str | None, title: str = "") -> None:
        """Register what a reference prints; None makes it a visible blank with ``title``."""
        if text is not None:
            self.texts[ref] = text
        self.titles[ref] = title or ref

    def run(self, ref: str, *, bold: bool = False) -> Run:
        """Return the run that prints a reference: words, a figure, or the mark of a blank."""
        text = self.texts.get(ref)
        if text is None:
            if ref not in self.titles:
                raise ExpressionError("unknown-name", f"没有可打印的引用 {ref}")
            return Unfilled(ref, self.titles[ref])
        if ref.startswith("word."):
            return Text(text, bold)
        return Figure(ref, text, bold)

    def printed(self, path: str, value: object) -> Run:
        """Return the run of a blank in a text: a citation, an own parameter, or a reference."""
        head, _, rest = path.partition(".")
        if head == "law":
            return self.run(str(value))
        return self.run(self.own + rest if head == "p" else path)

    def scoped(
        self,
        owner: str,
        level: int,
        parameters: Mapping[str, LevelledFigure],
        kind: str = "clauses",
    ) -> References:
        """Return these references with an entry's own parameters as ``p`` and its ``level``."""
        own: dict[str, Any] = {}
        names = {**self.names, "p": own, "level": level}
        scope = References(names, self.texts, self.titles, f"{kind}.{owner}.")
        for name, figure in parameters.items():
            value = figure.at(level)
            own[name] = value
            text = (
                value + figure.unit if isinstance(value, str) else fmt.quantity(value, figure.unit)
            )
            self.put(scope.own + name, text)
        return scope


def has_digit(text: str) -> bool:
    """Return whether a text holds an arabic digit."""
    return bool(_DIGIT.search(text))
