"""Words that a finished file must not print: the rules on words, on the file read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.errors import Place, Problem
from generator.model.document import Document, Figure, block_runs
from generator.model.knowledge import Wording
from generator.verify.reread import ReadFile

GIVEN = (
    *("tender.", "scoring.", "company.", "project.", "person.", "staff.person.", "form."),
    "laws.",
)
"""References whose texts somebody else wrote: a buyer's wording and a statute's name stay."""
_ALWAYS_OURS = "personal"
_SHOWN = 24


def word_problems(
    document: Document, found: ReadFile, rules: Iterable[Wording], *, public: bool
) -> Iterator[Problem]:
    """Yield every forbidden word of a file; rules with a limit are judged by density elsewhere.

    What the case gives (the buyer's requirements, the company's own data) is left alone, but
    personal data never stands in a public volume, whoever gave it.
    """
    text = "\n".join((*(paragraph.text for paragraph in found.paragraphs), found.other_text))
    quoted = [*_quoted(document)]
    place = Place(f"{document.file_stem}.docx")
    for rule in rules:
        if "document" not in rule.scope or rule.limit is not None:
            continue
        for match in rule.found(text):
            line = _line(text, match.start(), match.end())
            strict = public and rule.group == _ALWAYS_OURS
            if not strict and any(match.group(0) in q and q in line for q in quoted):
                continue
            message = f"不得印出“{match.group(0)}”：{rule.reason}。{_short(line, match.group(0))}"
            yield Problem(place, rule.code, message, rule.instead, rule.severity)


def _quoted(document: Document) -> Iterator[str]:
    for block in document.blocks:
        for run in block_runs(block):
            if isinstance(run, Figure) and run.ref.startswith(GIVEN):
                yield from (line for line in run.text.split("\n") if line)
    for _, value in document.cover:
        if value:
            yield value


def _line(text: str, start: int, end: int) -> str:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return text[first : last if last >= 0 else len(text)]


def _short(line: str, words: str) -> str:
    start = max(0, line.find(words) - _SHOWN)
    cut = line[start : start + len(words) + 2 * _SHOWN]
    return f"见“{'…' if start else ''}{cut}{'…' if start + len(cut) < len(line) else ''}”"
