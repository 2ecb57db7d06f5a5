"""What a complete treatment of a subject has: its points, forms and figures."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.values import PropertyType, Record, Slug, Text


class ChecklistPoint(Record):
    """A point that an evaluator looks for, and where the library answers it.

    A clause of one of the topics answers it where it uses one of the words. Without property types
    the point is looked for in all of them.
    """

    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    topics: tuple[Slug, ...] = Field(min_length=1, title="主题")
    words: tuple[Text, ...] = Field(min_length=1, title="用词")
    types: tuple[PropertyType, ...] = Field((), title="物业类型")


class Checklist(Record):
    """The points of one subject, with the forms and figures that belong to it."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="名称")
    forms: tuple[Text, ...] = Field((), title="表单")
    figures: tuple[Text, ...] = Field((), title="数字")
    points: tuple[ChecklistPoint, ...] = Field(min_length=1, title="要点")


class ChecklistsFile(Record):
    """Checklists."""

    kind: Literal["checklists"]
    checklists: tuple[Checklist, ...]
