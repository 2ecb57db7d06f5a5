"""The scored plan: points decide length, every element is answered in the buyer's words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from generator.compose.context import Context
from generator.compose.headings import Headings
from generator.compose.outline import CHARACTERS_PER_PAGE, Chapters
from generator.compose.plan import CORE_TOPICS, item_blocks, page_budget, plan_items
from generator.compose.tables import EngineTableSet
from generator.model.document import Block, Heading, runs_text
from generator.model.knowledge import Section
from generator.model.tender import ScoringItem
from tests.compose.samples import HIGHRISE, OLD_ESTATE, SCHOOL, context, estimated


def item(points: int, *elements: dict[str, Any], name: str = "plan") -> ScoringItem:
    """A scored plan item with these elements."""
    values = {"id": name, "title": "服务方案", "points": points, "category": "plan"}
    return ScoringItem.model_validate({**values, "elements": elements})


def scored(*items: ScoringItem, **changes: Any) -> Context:
    """The school's context with another scoring table."""
    return context(SCHOOL, tender_={"scoring": items}, **changes)


@pytest.mark.parametrize(
    ("points", "pages"), [(0, 40), (5, 40), (8, 40), (20, 100), (60, 300), (90, 300)]
)
def test_pages_follow_the_points(points: int, pages: int) -> None:
    assert page_budget(scored(item(points))) == pages


def test_points_of_several_items_add_up_and_others_do_not_count() -> None:
    price = ScoringItem.model_validate(
        {"id": "price", "title": "价格", "points": 30, "category": "price"}
    )
    found = scored(item(12), item(8, name="more"), price)
    assert page_budget(found) == 100
    assert [entry.id for entry in plan_items(found)] == ["plan", "more"]


def test_a_small_site_gets_half() -> None:
    estate = estimated(SCHOOL).case.profile.estate.model_copy(
        update={"gross_area": Decimal("9999.99")}
    )
    assert page_budget(scored(item(20), profile_={"estate": estate})) == 50


def test_without_a_tender_the_default_table_of_the_property_type_counts() -> None:
    found = context(OLD_ESTATE)
    names = [entry.id for entry in plan_items(found)]
    assert names and page_budget(found) >= 40
    default = found.kb.scoring["residential-default"]
    assert names == [entry.id for entry in default.items if entry.category == "plan"]


def test_a_single_line_of_service_has_a_default_table_of_its_own() -> None:
    service = context(OLD_ESTATE).case.profile.service
    only = service.model_copy(update={"modules": ("management", "cleaning")})
    found = context(OLD_ESTATE, profile_={"service": only})
    assert [entry.id for entry in plan_items(found)][:2] == ["scope", "zones"]


def test_an_element_of_another_property_type_leaves_no_heading() -> None:
    found = context(HIGHRISE)
    wards = item(5, {"title": "感染防控", "uses": "special-infection-control"}, TRAINING)
    blocks, chapters = blocks_of(found, wards)
    assert titles(blocks, 2) == [TRAINING["title"]]
    assert not any(key.startswith("uses:special") for key in chapters.written)


def test_an_element_that_a_scored_item_treats_is_not_written_again() -> None:
    found = context(HIGHRISE)
    lifts = item(5, {"title": "高层与电梯", "uses": "special-highrise-lift"})
    _, chapters = blocks_of(found, lifts)
    later = Section(title="专项", elements=("special-highrise-lift", "special-facade"))
    blocks = chapters.sections([later])
    assert titles(blocks, 2) == [found.kb.elements["special-facade"].title]


def blocks_of(found: Context, entry: ScoringItem) -> tuple[list[Block], Chapters]:
    """The blocks of an item, and the chapters that wrote them."""
    written: dict[str, str] = {}
    chapters = Chapters(found, Headings("t"), EngineTableSet(found, written), written=written)
    return item_blocks(found, chapters, entry, 2), chapters


def titles(blocks: Sequence[Block], level: int) -> list[str]:
    """The titles of the headings of a level."""
    return [runs_text(b.runs) for b in blocks if isinstance(b, Heading) and b.level == level]


TRAINING = {"title": "培训（含考核）方案", "topics": ["training", "training-plan"]}


def test_elements_stand_in_the_buyers_words_and_order() -> None:
    second = {"title": "绿化", "topics": ["green-plan"]}
    entry = item(10, TRAINING, second)
    blocks, chapters = blocks_of(scored(entry), entry)
    assert titles(blocks, 2) == ["培训（含考核）方案", "绿化"]
    assert len(titles(blocks, 3)) == 3
    anchors = {block.anchor for block in blocks if isinstance(block, Heading)}
    for key in ("element:plan:1", "element:plan:2", "training", "green-plan"):
        assert chapters.written[key] in anchors


def test_a_topic_answers_one_element_only() -> None:
    entry = item(10, TRAINING, {"title": "再说培训", "topics": ["training", "green-plan"]})
    blocks, _ = blocks_of(scored(entry), entry)
    found = titles(blocks, 3)
    assert len(found) == len(set(found)) == 3


def test_an_element_without_an_answer_is_reported() -> None:
    entry = item(10, {"title": "无人机巡逻"})
    found = scored(entry)
    blocks, _ = blocks_of(found, entry)
    assert blocks == []
    assert [problem.code for problem in found.problems] == ["element-unanswered"]
    assert "无人机巡逻" in found.problems[0].message


def test_a_standard_element_adds_its_topics_after_the_buyers() -> None:
    standard = estimated(SCHOOL).kb.elements["training-plan"]
    entry = item(90, {"title": "培训", "uses": "training-plan", "topics": ["green-plan"]})
    blocks, chapters = blocks_of(scored(entry), entry)
    assert next(iter(chapters.written)) == "green-plan"
    assert set(standard.topics) & set(chapters.written)
    assert len(titles(blocks, 3)) > CORE_TOPICS


def test_more_points_bring_more_topics() -> None:
    topics = sorted(context().kb.topics)
    entry = item(5, {"title": "全部", "topics": topics})
    few, _ = blocks_of(scored(entry), entry)
    rich = entry.model_copy(update={"points": Decimal(40)})
    many, _ = blocks_of(scored(rich), rich)
    assert CORE_TOPICS < len(titles(few, 3)) < len(titles(many, 3))


def test_the_pages_of_a_topic_are_those_of_its_text() -> None:
    found = context()
    _, chapters = blocks_of(found, item(5))
    clause = chapters.clause("training")
    assert clause is not None
    assert chapters.estimated_pages("training") == len(clause.text) / CHARACTERS_PER_PAGE
    assert chapters.estimated_pages("no-such-topic") == 0
