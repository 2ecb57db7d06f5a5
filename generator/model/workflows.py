"""Workflows: steps, who takes them, within what time, and where each leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from pydantic import Field

from generator.model.drawings import Drawing, Fault, Piece
from generator.model.values import Name, Record, Slug, Text

StepKind = Literal["start", "action", "decision", "end"]


class Exit(Record):
    """A way out of a step; ``when`` is the label that a decision writes beside it."""

    to: Slug = Field(title="去向")
    when: Text | None = Field(None, title="条件")


class Step(Record):
    """Who does what, within what time (a parameter), recorded where, and what follows."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="步骤")
    actor: Text = Field(title="责任岗位")
    kind: StepKind = Field("action", title="步骤种类")
    within: Name | None = Field(None, title="时限参数")
    record: Text | None = Field(None, title="记录")
    next: tuple[Exit, ...] = Field((), title="下一步")


class Workflow(Drawing):
    """A procedure from its start over decisions to its ends."""

    steps: tuple[Step, ...] = Field(title="步骤")

    def pieces(self) -> Iterator[Piece]:
        """Yield titles, actors, times, records and the labels of decisions, step by step."""
        for index, step in enumerate(self.steps):
            yield ("steps", index, "title"), step.title
            yield ("steps", index, "actor"), step.actor
            if step.within:
                yield ("steps", index, "within"), f"{{{{ p.{step.within} }}}}"
            if step.record:
                yield ("steps", index, "record"), step.record
            for number, way in enumerate(step.next):
                if way.when:
                    yield ("steps", index, "next", number, "when"), way.when
        yield from super().pieces()

    def faults(self) -> Iterator[Fault]:
        """Yield double ids, ways to nowhere, steps that are not reached or left, bare decisions."""
        known = {step.id for step in self.steps}
        astray = False
        yield from self._double_ids()
        for index, step in enumerate(self.steps):
            yield from _step_faults(index, step)
            for number, way in enumerate(step.next):
                if way.to not in known:
                    astray = True
                    path = ("steps", index, "next", number, "to")
                    yield Fault(path, "unknown-step", f"没有步骤 {way.to}", "应为本流程的步骤编号")
        if not astray:
            yield from self._reach()

    def _double_ids(self) -> Iterator[Fault]:
        seen: Counter[str] = Counter()
        for index, step in enumerate(self.steps):
            seen[step.id] += 1
            if seen[step.id] > 1:
                yield Fault(("steps", index, "id"), "duplicate-step", f"步骤编号 {step.id} 重复")

    def _reach(self) -> Iterator[Fault]:
        """Every step is reached from the start, and from every step an end can be reached."""
        starts = [step.id for step in self.steps if step.kind == "start"]
        ends = [step.id for step in self.steps if step.kind == "end"]
        for count, kind in ((len(starts), "start"), (len(ends), "end")):
            if not count or (kind == "start" and count > 1):
                need = "应有且只有一个 start 步骤" if kind == "start" else "至少应有一个 end 步骤"
                yield Fault(("steps",), "no-start-or-end", need)
                return
        onward = {step.id: [way.to for way in step.next] for step in self.steps}
        back: dict[str, list[str]] = {name: [] for name in onward}
        for name, targets in onward.items():
            for target in targets:
                back[target].append(name)
        reached, finishing = _closure(starts, onward), _closure(ends, back)
        for index, step in enumerate(self.steps):
            path = ("steps", index, "id")
            if step.id not in reached:
                yield Fault(path, "unreachable-step", f"从开始走不到步骤 {step.id}")
            elif step.id not in finishing:
                yield Fault(path, "endless-step", f"从步骤 {step.id} 走不到结束")


def _step_faults(index: int, step: Step) -> Iterator[Fault]:
    path = ("steps", index, "next") if step.next else ("steps", index, "id")
    if step.kind == "decision":
        if len(step.next) < 2:
            yield Fault(path, "lone-exit", f"判断步骤 {step.id} 至少应有两个去向")
        for number, way in enumerate(step.next):
            if not way.when:
                place = ("steps", index, "next", number, "to")
                yield Fault(place, "unlabelled-exit", f"判断步骤 {step.id} 的去向应写 when")
    elif step.kind == "end" and step.next:
        yield Fault(path, "exit-after-end", f"结束步骤 {step.id} 不应再有去向")
    elif len(step.next) > 1:
        yield Fault(path, "undecided-exit", f"步骤 {step.id} 有多个去向，应为 decision")


def _closure(roots: Iterable[str], onward: Mapping[str, Iterable[str]]) -> set[str]:
    """Return what can be reached from the roots, the roots included."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(onward.get(name, ()))
    return found


class WorkflowsFile(Record):
    """Workflows of one field."""

    kind: Literal["workflows"]
    workflows: tuple[Workflow, ...]
