"""What texts may print: the nouns of the estate, the single line of service."""

from __future__ import annotations

import pytest

from generator.compose.registry import only_line
from tests.compose.samples import HIGHRISE, SCHOOL, context, estimated


def test_the_nouns_follow_the_tenure() -> None:
    estate = estimated(HIGHRISE).case.profile.estate
    rented = estate.model_copy(update={"tenure": "public_rental"})
    words = context(HIGHRISE, profile_={"estate": rented}).refs.names["word"]
    assert (words["kind"], words["client"]) == ("公租房小区", "委托方")
    assert context(HIGHRISE).refs.names["word"]["client"] == "业主大会及业主委员会"
    assert context(SCHOOL).refs.names["word"]["site"] == "校园"


@pytest.mark.parametrize(
    ("modules", "line"),
    [
        (["management", "cleaning"], "cleaning"),
        (["management", "customer_service", "security"], "security"),
        (["management", "security", "cleaning"], ""),
        (["management"], ""),
    ],
)
def test_the_single_line_of_service(modules: list[str], line: str) -> None:
    assert only_line(modules) == line


def test_the_climate_zone_of_the_city_is_known_to_conditions() -> None:
    assert context(SCHOOL).refs.names["climate"] == {"zone": "south"}
    kb = estimated(SCHOOL).kb
    assert [zone.id for city in ("xian", "wuhan") if (zone := kb.climate_zone(city))] == [
        "north",
        "central",
    ]
    assert kb.climate_zone("nowhere") is None


def test_the_people_proposed_for_posts_are_references() -> None:
    found = context(SCHOOL)
    manager = next(c for c in found.case.profile.team if c.post == "project_manager")
    name = next(p.name for p in found.case.company.staff if p.id == manager.person)
    assert found.refs.texts["team.project_manager"] == name
    assert "team.gardener" not in found.refs.texts
    assert found.refs.titles["team.gardener"] == "绿化工姓名"
