"""Words that must not be printed, or not too often: one rule each, kept as data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field

from generator.model.values import NonNegative, Record, Slug, Text

WordGroup = Literal[
    "stale",
    "institution",
    "garbled",
    "discrimination",
    "penalty",
    "utilities",
    "rights",
    "promise",
    "personal",
    "advertising",
    "first-person",
    "placeholder",
    "superlative",
    "outdated",
    "unproven",
    "draft",
    "lecture",
    "praise",
    "slogan",
]
"""What kind of fault a word is; the group decides the code of a finding."""

WORD_CODES: dict[str, str] = {
    "garbled": "garbled-text",
    "discrimination": "discriminatory-condition",
    "penalty": "penalty-by-company",
    "utilities": "utilities-cut",
    "personal": "personal-data",
    "advertising": "advertising-trace",
    "first-person": "first-person",
    "placeholder": "placeholder-left",
    "promise": "absolute-promise",
    "draft": "draft-words",
    "lecture": "industry-lecture",
    "slogan": "slogans",
}
"""Group → code of its findings; the other groups are plainly ``banned-word``."""
BANNED_WORD = "banned-word"

_SENTENCE_END = "。；！？\n"
Scope = Literal["clause", "document"]


class Wording(Record):
    """A pattern, why it must not be printed, and what to write instead.

    ``unless`` lifts the rule where its words stand in the same sentence (or anywhere in the text
    with ``within: text``): “不得以停水催缴” forbids what “以停水催缴” threatens. ``limit`` is how
    often the words are tolerated in ten thousand characters. ``sample`` must be found and each of
    ``allowed`` must not: a rule proves itself.
    """

    id: Slug = Field(title="编号")
    words: Text = Field(title="用语（正则表达式）")
    reason: Text = Field(title="理由")
    instead: Text = Field(title="改写")
    group: WordGroup = Field(title="类别")
    scope: tuple[Scope, ...] = Field(("clause", "document"), min_length=1, title="适用范围")
    unless: Text | None = Field(None, title="同句出现则不论")
    within: Literal["sentence", "text"] = Field("sentence", title="例外的范围")
    limit: NonNegative | None = Field(None, title="每万字容许次数")
    severity: Literal["error", "warning"] = Field("error", title="严重程度")
    sample: Text = Field(title="应当发现的例句")
    allowed: tuple[Text, ...] = Field((), title="不应发现的例句")

    @property
    def code(self) -> str:
        """The code of its findings."""
        return WORD_CODES.get(self.group, BANNED_WORD)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self.words)

    @cached_property
    def _exception(self) -> re.Pattern[str] | None:
        return re.compile(self.unless) if self.unless else None

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where the words stand without anything that excuses them."""
        for match in self._pattern.finditer(text):
            if self._exception is None:
                yield match
                continue
            around = text if self.within == "text" else sentence(text, match.start(), match.end())
            if not self._exception.search(around):
                yield match


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a span, without its final stop."""
    first = max(text.rfind(mark, 0, start) for mark in _SENTENCE_END) + 1
    ends = [place for mark in _SENTENCE_END if (place := text.find(mark, end)) >= 0]
    return text[first : min(ends, default=len(text))]


class LanguageFile(Record):
    """A file of rules on words."""

    kind: Literal["language"]
    words: tuple[Wording, ...] = Field(title="用语规则")
