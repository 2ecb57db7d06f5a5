"""What is drawn rather than told: the part that workflows, organisations and calendars share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field

from generator.model.values import (
    Department,
    Expression,
    LevelledFigure,
    Name,
    PropertyType,
    Record,
    Slug,
    Text,
)

Path = tuple[str | int, ...]
"""Where a part of an entry stands below it, as keys and places in lists."""

Piece = tuple[Path, str]
"""A text of a drawing with its path; it may print references as a clause does."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong within one drawing: where below it, what, and how to mend it."""

    path: Path
    code: str
    message: str
    hint: str = ""


class Drawing(Record):
    """An entry that a clause or an outline calls by its id, for the estates that it fits."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    module: Department = Field("management", title="服务线")
    types: tuple[PropertyType, ...] = Field((), title="物业类型")
    when: Expression | None = Field(None, title="条件")
    parameters: dict[Name, LevelledFigure] = Field(default_factory=dict, title="参数")
    cites: tuple[Text, ...] = Field((), title="引用法规")
    note: Text | None = Field(None, title="说明")

    def pieces(self) -> Iterator[Piece]:
        """Yield every text that is printed, in reading order."""
        if self.note:
            yield ("note",), self.note

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the drawing taken by itself."""
        yield from ()
