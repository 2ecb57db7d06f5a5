"""Tables of posts and persons: where somebody stands, and how many people that takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.compose import formatting as fmt
from generator.compose.context import Context
from generator.compose.references import has_digit
from generator.compose.tables.cells import given, serial, table, value, words
from generator.model.document import Block, Cell, Runs
from generator.model.estimate import PoolLine, PostLine
from generator.model.values import DEPARTMENT_TITLES


def posts(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """Posts with their hours: posts are places, not persons."""
    rows: list[list[Runs | Cell]] = []
    for line in _in_order(context):
        for title, figures in _stands(context, line):
            rows.append(
                [
                    serial(len(rows) + 1),
                    words(DEPARTMENT_TITLES[line.department]),
                    _printed(f"staff.title.{line.id}", title),
                    *figures,
                    _printed(f"staff.shift.{line.id}", line.shift),
                ]
            )
    columns = (
        ("序号", 5, "center"),
        ("部门", 9, "center"),
        ("岗位", 16, "left"),
        ("同时在岗数", 9, "center"),
        ("每日小时", 8, "center"),
        ("每年天数", 8, "center"),
        ("班制", 16, "center"),
    )
    return [table("posts", columns, rows, "岗位设置与班次")]  # type: ignore[arg-type]


def staffing(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """Persons by relief pool with the total; within a pool staff relieve each other."""
    refs = context.refs
    rows: list[list[Runs | Cell]] = []
    lines = {line.id: line for line in context.estimate.headcount.posts}
    for number, pool in enumerate(context.estimate.headcount.pools, start=1):
        members = [lines[post] for post in pool.posts if post in lines]
        rows.append(
            [
                serial(number),
                words(DEPARTMENT_TITLES[pool.department]),
                words("、".join(line.title for line in members) or pool.title),
                value(refs, f"staff.pools.{pool.id}"),
                _printed(f"staff.requirement.{pool.id}", _requirement(pool, members)),
            ]
        )
    rows.append(_total_row(context, span=3, tail=1))
    columns = (
        ("序号", 5, "center"),
        ("部门", 9, "center"),
        ("岗位", 24, "left"),
        ("人数", 7, "center"),
        ("任职要求", 30, "left"),
    )
    return [table("staffing", columns, rows, "人员配置表")]  # type: ignore[arg-type]


def required(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The buyer's own post table, answered row by row."""
    rows: list[list[Runs | Cell]] = []
    for number, line in enumerate(context.estimate.headcount.required, start=1):
        ref = f"tender.required.{number}"
        persons = f"{line.persons.normalize():f}"
        rows.append(
            [
                serial(number),
                given(ref + ".title", line.title, "岗位"),
                given(ref + ".persons", persons, "人数"),
                given(ref + ".offered", persons, "人数"),
                words("无偏离"),
                _printed(ref + ".note", line.note),
            ]
        )
    if not rows:
        return []
    total = context.refs.run("staff.total_number", bold=True)
    rows.append(
        [
            Cell(words("合计", bold=True), span=2),
            Cell((total,)),
            Cell((total,)),
            Cell(()),
            Cell(()),
        ]
    )
    columns = (
        ("序号", 5, "center"),
        ("岗位", 14, "left"),
        ("要求人数", 8, "center"),
        ("拟派人数", 8, "center"),
        ("偏离", 8, "center"),
        ("说明", 24, "left"),
    )
    return [table("required", columns, rows, "招标人员要求响应表")]  # type: ignore[arg-type]


def _stands(context: Context, line: PostLine) -> Iterator[tuple[str, list[Runs]]]:
    """Yield the places of a post: each entrance of its own hours, else the post as a whole."""
    gates = context.case.profile.estate.gates
    if line.id == "gate_guard" and gates:
        for number, gate in enumerate(gates, start=1):
            values = (gate.places, gate.hours_per_day, gate.days_per_year)
            yield (
                f"{line.title}（{gate.title}）",
                [
                    given(f"gates.{number}.{index}", fmt.number(value), "")
                    for index, value in enumerate(values)
                ],
            )
        return
    refs = [f"staff.{name}.{line.id}" for name in ("positions", "hours", "days")]
    yield line.title, [value(context.refs, ref) for ref in refs]


def _in_order(context: Context) -> list[PostLine]:
    return [line for line in context.estimate.headcount.posts if line.persons or line.positions]


def _requirement(pool: PoolLine, members: Sequence[PostLine]) -> str:
    parts = [line.requirement for line in members if line.requirement]
    if pool.certificate and not any(pool.certificate in part for part in parts):
        parts.insert(0, pool.certificate)
    return "；".join(dict.fromkeys(parts))


def _total_row(context: Context, span: int, tail: int) -> list[Runs | Cell]:
    total = context.refs.run("staff.total_number", bold=True)
    return [
        Cell(words("合计", bold=True), span=span),
        Cell((total,)),
        *[Cell(()) for _ in range(tail)],
    ]


def _printed(ref: str, text: str) -> Runs:
    return given(ref, text, "") if has_digit(text) else words(text)
