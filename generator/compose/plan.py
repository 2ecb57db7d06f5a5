"""The scored service plan: the buyer's elements lead, points decide length, the library follows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.compose.context import Context
from generator.compose.outline import Chapters, element_key
from generator.compose.tables.responses import scoring_items
from generator.model.document import Block
from generator.model.tender import Element, ScoringItem

PAGES_PER_POINT = Decimal(5)
SMALL_SITE_AREA = Decimal(10_000)
SMALL_SITE_PRICE = Decimal(1_000_000)
FLOOR_PAGES, CAP_PAGES = Decimal(40), Decimal(300)
"""Length follows what is scored: 4–6 pages a point, halved for small sites, between 40 and 300."""
CORE_TOPICS = 3
MIN_ELEMENT_PAGES = 4.0
"""An element is answered by so many topics and pages at least, however few its points."""


def plan_items(context: Context) -> list[ScoringItem]:
    """Return the scored items that a written plan answers."""
    return [item for item in scoring_items(context) if item.category == "plan"]


def page_budget(context: Context) -> Decimal:
    """Return how many pages the plan should have."""
    points = sum((item.points for item in plan_items(context)), Decimal(0))
    area = context.case.profile.estate.gross_area
    small = (area is not None and area < SMALL_SITE_AREA) or (
        context.estimate.price.annual < SMALL_SITE_PRICE
    )
    pages = points * PAGES_PER_POINT / (2 if small else 1)
    return min(max(pages, FLOOR_PAGES), CAP_PAGES)


def item_blocks(context: Context, chapters: Chapters, item: ScoringItem, level: int) -> list[Block]:
    """Return the elements of one scored item under headings in the buyer's own words.

    The item's share of the pages goes to its elements by how much the library has to say on each,
    but every element gets its minimum.
    """
    total = sum((other.points for other in plan_items(context)), Decimal(0))
    budget = page_budget(context) * item.points / total if total else Decimal(0)
    topics = [_topics(context, element) for element in item.elements]
    available = [sum(map(chapters.estimated_pages, names)) for names in topics]
    blocks: list[Block] = []
    for number, element in enumerate(item.elements, start=1):
        part = available[number - 1] / sum(available) if sum(available) else 0.0
        pages = max(float(budget) * part, MIN_ELEMENT_PAGES)
        blocks += _element(context, chapters, item, number, element, pages, level)
    return blocks


def _element(
    context: Context,
    chapters: Chapters,
    item: ScoringItem,
    number: int,
    element: Element,
    pages: float,
    level: int,
) -> list[Block]:
    standard = context.kb.elements.get(element.uses or "")
    if standard is not None and not chapters.applies(standard):
        return []
    heading = chapters.headings.make(level, element.title, f"{item.id}-{number}")
    body: list[Block] = []
    used, count = 0.0, 0
    for topic in _topics(context, element):
        estimate = chapters.estimated_pages(topic)
        if count >= CORE_TOPICS and used + estimate > pages:
            continue
        written = chapters.topic(topic, level + 1)
        if written:
            body += written
            used += estimate
            count += 1
    if not body:
        place = context.case.place("tender", "scoring")
        context.report(place, "element-unanswered", f"评分要点“{element.title}”没有对应内容")
        return []
    chapters.written[f"element:{item.id}:{number}"] = heading.anchor
    if element.uses:
        chapters.written[element_key(element.uses)] = heading.anchor
    return [heading, *body]


def _topics(context: Context, element: Element) -> Sequence[str]:
    standard = context.kb.elements.get(element.uses or "")
    extra = [topic for topic in standard.topics if topic not in element.topics] if standard else []
    return [*element.topics, *extra]


def whole_plan(context: Context, chapters: Chapters, document_id: str) -> list[Block]:
    """Return the scored items as chapters, then what the outline still adds."""
    blocks: list[Block] = []
    for item in plan_items(context):
        heading = chapters.headings.make(1, item.title, item.id, new_page=True)
        body = item_blocks(context, chapters, item, 2)
        if body:
            chapters.written[f"item:{item.id}"] = heading.anchor
            blocks += [heading, *body]
    return blocks + chapters.sections(context.kb.documents[document_id].chapters)
