"""What the pieces of one document share while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from generator.anchors import DOC_END, bookmark_name
from generator.errors import fail
from generator.model.document import Figure, PageRef, Ref, Run, Runs, Text, Unfilled
from generator.render.docx.text import field as word_field
from generator.render.docx.text import link, text_run
from generator.render.labels import HeadingLabel, Labels, TableLabel
from generator.render.template import Template


@dataclass(slots=True)
class Context:
    """The template, the numbers, and counters for bookmarks and lists of one document."""

    template: Template
    labels: Labels
    pages: Mapping[str, int]
    blind: bool
    landscape: bool = False
    ordered_lists: int = 0
    _bookmarks: int = field(default=0)

    def style(self, name: str) -> str:
        """Return the id that the template gives to one of our styles."""
        return self.template.styles[name]

    @property
    def text_width(self) -> int:
        """The width of the text area of the page at hand, in twips."""
        return self.template.section.text_width(landscape=self.landscape)

    def bookmark(self, anchor: str, content: str) -> str:
        """Put a bookmark around content."""
        self._bookmarks += 1
        number = self._bookmarks
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(anchor)}"/>'
            f'{content}<w:bookmarkEnd w:id="{number}"/>'
        )

    def page(self, anchor: str) -> str:
        """Return the page to print for an anchor; every anchor of the file has one."""
        if anchor not in self.labels.anchors and anchor != DOC_END:
            raise fail("unknown-anchor", f"页码引用指向不存在的位置“{anchor}”")
        return str(self.pages.get(anchor, 1))

    def runs(self, runs: Runs, *, bold: bool = False) -> str:
        """Return runs as XML; neighbours that look alike become one run of the file."""
        if len(runs) == 1 and isinstance(only := runs[0], Text | Figure):
            return text_run(only.text, bold=bold or only.bold)
        pieces = []
        for plain, group in groupby(runs, lambda run: _plain_look(run, bold)):
            if plain is None:
                pieces += [self._special(run, bold) for run in group]
            else:
                text = "".join(run.text for run in group if isinstance(run, Text | Figure))
                pieces.append(text_run(text, bold=plain))
        return "".join(pieces)

    def _special(self, run: Run, bold: bool) -> str:
        match run:
            case Unfilled():
                style = "" if self.blind else self.style("Unfilled")
                return text_run(run.text, bold=bold, style=style)
            case PageRef(anchor=anchor):
                target = f"PAGEREF {bookmark_name(anchor)} \\h"
                return word_field(target, self.page(anchor), bold=bold)
            case Ref():
                return self._reference(run, bold)
            case _:
                raise TypeError(run)

    def _reference(self, run: Ref, bold: bool) -> str:
        text = self.labels.reference(run)
        if run.anchor not in self.labels.anchors:
            return text_run(text, bold=bold)
        name = bookmark_name(run.anchor)
        label = self.labels.by_anchor.get(run.anchor)
        if isinstance(label, TableLabel):
            return word_field(f"REF {name} \\h", text, bold=bold)
        if isinstance(label, HeadingLabel) and label.number and text == label.number:
            return word_field(f"REF {name} \\r \\h", text, bold=bold)
        return link(name, text_run(text, bold=bold))


def _plain_look(run: Run, bold: bool) -> bool | None:
    """Return whether a plain run is bold; None for a run that needs more than text."""
    return bold or run.bold if isinstance(run, Text | Figure) else None
