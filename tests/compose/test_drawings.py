"""Workflows, organisation charts, calendars and the plan of the year as tables."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from generator.compose.headings import Headings
from generator.compose.outline import Chapters
from generator.compose.tables import TABLES, EngineTableSet
from generator.compose.tables.calendars import climate_zone
from generator.compose.tables.year_plan import cycle_text, planned_months
from generator.model.calendars import MONTHS, SOLAR_TERMS
from generator.model.document import (
    Block,
    Figure,
    Heading,
    Paragraph,
    Table,
    Text,
    block_runs,
    runs_text,
)
from generator.model.knowledge import Section, Task
from tests.compose.samples import HIGHRISE, OLD_ESTATE, PROFILES, SCHOOL, context, tables

KB = context().kb
DRAWINGS = [
    *(f"workflow:{name}" for name in KB.workflows),
    *(f"organisation:{name}" for name in KB.organisations),
    *(f"calendar:{name}" for name in KB.calendars),
]


def blocks_of(name: str, profile: str, **changes: object) -> list[Block]:
    """The blocks of a drawing or engine table for a profile; nothing may be wrong on the way."""
    found = context(profile, **changes)
    blocks = list(EngineTableSet(found, {})(name))
    assert found.problems == []
    return blocks


def rows_of(name: str, profile: str, **changes: object) -> list[list[str]]:
    """The printed rows of the one table."""
    (found,) = tables(blocks_of(name, profile, **changes))
    return [[runs_text(cell.runs) for cell in row] for row in found.rows]


# --- every drawing -----------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
def test_drawings_are_whole_and_every_digit_is_a_reference(profile: str) -> None:
    printed = 0
    for name in DRAWINGS:
        for block in blocks_of(name, profile):
            if isinstance(block, Table):
                printed += 1
                assert block.rows and block.caption
                assert all(len(row) == len(block.columns) for row in block.rows)
                assert block.origin.file and block.origin.line
            for run in block_runs(block):
                if isinstance(run, Text):
                    assert not any(sign.isdigit() for sign in run.text), (name, run.text)
    assert printed > 20


def test_parameters_print_by_their_references() -> None:
    found = context(HIGHRISE)
    blocks = EngineTableSet(found, {})("workflow:complaint-handling")
    refs = {run.ref for block in blocks for run in block_runs(block) if isinstance(run, Figure)}
    assert "workflows.complaint-handling.register" in refs
    assert "kpi.complaint_revisit_rate" in refs
    for block in blocks:
        for run in block_runs(block):
            if isinstance(run, Figure) and run.ref.startswith(("workflows.", "kpi.")):
                assert found.refs.texts[run.ref] == run.text


def test_what_does_not_fit_the_estate_is_not_printed() -> None:
    assert blocks_of("workflow:hospital-service", SCHOOL) == []
    assert blocks_of("organisation:project-old-estate", HIGHRISE) == []
    service = context(HIGHRISE).case.profile.service.model_copy(update={"modules": ("security",)})
    assert blocks_of("calendar:horticulture", HIGHRISE, profile_={"service": service}) == []
    heads = tables(blocks_of("calendar:solar-terms", HIGHRISE, profile_={"service": service}))
    assert [runs_text(head) for head in heads[0].header] == ["节气", "消防与秩序"]


def test_a_drawing_stands_once_and_is_pointed_at_afterwards() -> None:
    made = EngineTableSet(context(HIGHRISE), {})
    assert tables(made("workflow:repair-order"))
    (again,) = made("workflow:repair-order")
    assert isinstance(again, Paragraph)
    assert runs_text(again.runs) == "见前文“报修办理流程”表。"


@pytest.mark.parametrize("kind", ["workflow", "organisation", "calendar"])
def test_an_unknown_id_is_a_problem(kind: str) -> None:
    found = context(HIGHRISE)
    assert EngineTableSet(found, {})(f"{kind}:nothing") == ()
    assert [problem.code for problem in found.problems] == [f"unknown-{kind}"]


def test_a_text_that_cannot_be_filled_is_reported() -> None:
    flow = KB.workflows["repair-order"]
    steps = (flow.steps[0].model_copy(update={"title": "{{ nothing.here }}"}), *flow.steps[1:])
    broken = {"repair-order": flow.model_copy(update={"steps": steps})}
    found = context(HIGHRISE, workflows=broken)
    assert tables(EngineTableSet(found, {})("workflow:repair-order"))
    assert [problem.code for problem in found.problems] == ["unknown-name"]


# --- workflows ---------------------------------------------------------------------------------


def test_steps_name_the_numbers_of_the_steps_that_follow() -> None:
    rows = rows_of("workflow:hotline-escalation", HIGHRISE)
    assert [row[0].partition("．")[0] for row in rows] == [str(n + 1) for n in range(len(rows))]
    assert rows[2][4] == "认可→第9步；不认可或超时→第4步"
    assert rows[0][4] == "第2步" and rows[-1][4] == "结束"
    assert rows[1][2] == "24小时" and rows[0][2] == "—"


# --- organisation charts -----------------------------------------------------------------------


def test_persons_are_those_of_the_estimate() -> None:
    found = context(OLD_ESTATE)
    by_title = {row[1]: row for row in rows_of("organisation:project-old-estate", OLD_ESTATE)}
    assert by_title["环境保洁"][2] == found.refs.texts["staff.cleaning"]
    assert by_title["门岗秩序维护员"][2] == found.refs.texts["staff.posts.gate_guard"]
    assert by_title["公司"][2] == "—"


def test_posts_that_nobody_mans_are_left_out_but_not_those_above_others() -> None:
    titles = {row[1]: row[0] for row in rows_of("organisation:chain-of-command", OLD_ESTATE)}
    assert "车场秩序维护员" not in titles
    assert (titles["秩序维护队长"], titles["门岗秩序维护员"]) == ("二级", "四级")


def test_relations_are_said() -> None:
    by_title = {row[1]: row for row in rows_of("organisation:project-standard", HIGHRISE)}
    assert by_title["公司品质部门"][3] == "公司（职能指导）"
    assert by_title["项目经理"][3] == "公司"


# --- calendars ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("city", "zone"),
    [("shenzhen", "south"), ("beijing", "north"), ("wuhan", "central")],
)
def test_the_zone_follows_the_city(city: str, zone: str) -> None:
    project = context(HIGHRISE).case.profile.project.model_copy(update={"city": city})
    found = climate_zone(context(HIGHRISE, profile_={"project": project}))
    assert found is not None and found.id == zone


def test_a_city_that_no_zone_names_falls_to_its_province() -> None:
    zones = {
        name: zone.model_copy(update={"cities": ()}) for name, zone in KB.climate_zones.items()
    }
    found = climate_zone(context(HIGHRISE, climate_zones=zones))
    assert found is not None and found.id == "south"
    bare = {name: zone.model_copy(update={"provinces": ()}) for name, zone in zones.items()}
    found = climate_zone(context(HIGHRISE, climate_zones=bare))
    assert found is not None and found.fallback


def test_no_zones_at_all_leave_what_holds_everywhere() -> None:
    rows = rows_of("calendar:solar-terms", HIGHRISE, climate_zones={})
    assert rows[0][5] == "元宵前后加密火源巡查，清可燃物" and rows[0][1] == "—"


@pytest.mark.parametrize("zone", KB.climate_zones)
def test_every_zone_has_words_for_every_cell(zone: str) -> None:
    for calendar in KB.calendars.values():
        assert [p.period for p in calendar.periods] == list(
            MONTHS if calendar.by == "months" else SOLAR_TERMS
        )
        for period in calendar.periods:
            for team in calendar.teams:
                cells = period.work[team.id]
                assert zone in cells or "all" in cells, (calendar.id, period.period, team.id)


# --- the plan of a year ------------------------------------------------------------------------


def test_only_tasks_whose_quantities_are_known_stand_in_the_plan() -> None:
    found = context(HIGHRISE)
    present = {
        line.title
        for line in found.estimate.tasks
        if line.units and line.hours is not None and found.kb.tasks[line.id].in_plan and line.times
    }
    assert {row[0] for row in rows_of("year_plan", HIGHRISE)} == present
    assert not present & {"报事受理与跟进", "入户维修服务"}


def test_the_plans_of_the_lines_make_up_the_whole() -> None:
    parts = [
        row
        for name in TABLES
        if name.startswith("year_plan_")
        for block in tables(TABLES[name](context(HIGHRISE), {}))
        for row in block.rows
    ]
    assert len(parts) == len(rows_of("year_plan", HIGHRISE))


@pytest.mark.parametrize(
    ("times", "months"), [(1, 1), (2, 2), (4, 4), (5, 5), (11, 11), (12, 12), (365, 12)]
)
def test_months_are_as_many_as_the_times_and_spread(times: int, months: int) -> None:
    found = planned_months(KB.tasks["lobby_mop"], Decimal(times))
    assert len(found) == months
    if 12 % times == 0:
        ordered = sorted(found)
        assert {b - a for a, b in pairwise(ordered)} <= {12 // times}


def test_a_task_keeps_to_the_months_it_names() -> None:
    task: Task = KB.tasks["lightning_test"].model_copy(update={"months": (3, 9)})
    assert planned_months(task, Decimal(1)) == {3}
    assert planned_months(task, Decimal(2)) == planned_months(task, Decimal(52)) == {3, 9}


@pytest.mark.parametrize(
    ("times", "text"),
    [
        ("730", "每日2次"),
        ("104", "每周2次"),
        ("24", "每月2次"),
        ("183", "每2日1次"),
        ("26", "每2周1次"),
        ("6", "每2月1次"),
        ("4", "每季1次"),
        ("2", "每半年1次"),
        ("1", "每年1次"),
        ("220", "每年220次"),
        ("1.5", "每年1—2次"),
        ("0.33", "每3年1次"),
    ],
)
def test_cycles_are_said_as_the_trade_says_them(times: str, text: str) -> None:
    assert cycle_text(Decimal(times)) == text


def test_what_keeps_to_its_season_is_said_by_the_year() -> None:
    assert cycle_text(Decimal(4), seasonal=True) == "每年4次"
    cycles = {row[0]: row[1] for row in rows_of("year_plan_engineering", HIGHRISE)}
    assert cycles["电梯维护保养"] == "至少每15日1次"


# --- outlines ----------------------------------------------------------------------------------


def test_an_outline_prints_each_drawing_under_its_own_heading_once() -> None:
    found = context(HIGHRISE)
    chapters = Chapters(found, Headings("t"), EngineTableSet(found, {}))
    section = Section(
        title="流程与组织",
        workflows=("repair-order", "hospital-service"),
        organisations=("project-standard",),
        calendars=("horticulture",),
    )
    blocks = chapters.sections([section, section.model_copy(update={"title": "重复"})])
    heads = [(block.level, runs_text(block.runs)) for block in blocks if isinstance(block, Heading)]
    assert heads == [
        (1, "流程与组织"),
        (2, "报修办理流程"),
        (2, "项目组织架构"),
        (2, "园艺养护月历"),
    ]
    assert len(tables(blocks)) == 3 and found.problems == []
