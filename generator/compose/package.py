"""A bid as a package of volumes, a plan as a package of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.compose import formatting as fmt
from generator.compose.context import Context
from generator.compose.forms import form_applies, form_blocks
from generator.compose.headings import Headings
from generator.compose.outline import Chapters
from generator.compose.plan import item_blocks, plan_items, whole_plan
from generator.compose.tables import EngineTableSet
from generator.compose.tables.statutes import with_statutes
from generator.errors import InputError, Place, Problem
from generator.model import tender as demand
from generator.model.document import (
    Block,
    Document,
    Figure,
    Origin,
    Package,
    PageBreak,
    Unfilled,
    Volume,
    block_runs,
)
from generator.model.knowledge import DocumentKind, Form


def compose_plan(context: Context, kind_id: str, *, draft: bool = True) -> Package:
    """Compose a management plan of a kind."""
    kind = document_kind(context, kind_id, "plan")
    chapters = _chapters(context, "p", kind, draft)
    blocks = with_statutes(context, chapters.sections(kind.chapters))
    company_speaks = kind.voice in ("company", "internal")
    place = "project.city" if kind.voice == "government" else "project.name"
    document = Document(
        id=kind.id,
        title=kind.title,
        file_stem=kind.id,
        template="plan.docx",
        cover=(
            ("title", kind.title),
            ("estate_name", _shown(context, place)),
            ("company", _shown(context, "company.name") if company_speaks else kind.author),
            ("date", fmt.date(context.case.as_of)),
            ("draft_mark", "草稿" if draft else ""),
        ),
        blocks=tuple(_keep_pages(blocks)),
        header_text=f"{_shown(context, place)}　{kind.title}",
        draft=draft,
    )
    volume = Volume(kind.id, kind.title, "public", True, False, document)
    return Package(context.case.name, kind.title, context.case.as_of, (volume,))


def compose_bid(context: Context, kind_id: str = "bid", *, draft: bool = True) -> Package:
    """Compose the bid: the tender's volumes, or the default ones where there is no tender."""
    kind = document_kind(context, kind_id, "bid")
    tender = context.case.tender
    volumes = tender.volumes if tender and tender.volumes else kind.volumes
    made = [
        _volume(context, kind, volume, number, draft)
        for number, volume in enumerate(volumes, start=1)
    ]
    return Package(context.case.name, kind.title, context.case.as_of, tuple(made))


def document_kind(context: Context, kind_id: str, genre: str) -> DocumentKind:
    """Return a document kind, or raise a problem naming the kinds there are."""
    kind = context.kb.documents.get(kind_id)
    if kind is None or kind.genre != genre:
        known = sorted(k.id for k in context.kb.documents.values() if k.genre == genre)
        place = Place(f"--kind {kind_id}")
        message = f"没有名为 {kind_id} 的{'投标文件' if genre == 'bid' else '方案'}种类"
        problem = Problem(place, "unknown-document", message, "可用：" + "、".join(known))
        raise InputError([problem])
    if kind.types and context.property_type not in kind.types:
        fitting = sorted(k.id for k in context.kb.documents.values() if _fits(context, k, genre))
        place = context.case.place("profile", "estate.property_type")
        message = f"{kind.title}（{kind_id}）不适用于{context.refs.texts['word.kind']}"
        problem = Problem(place, "kind-not-for-type", message, "适用：" + "、".join(fitting))
        raise InputError([problem])
    return kind


def _fits(context: Context, kind: DocumentKind, genre: str) -> bool:
    return kind.genre == genre and (not kind.types or context.property_type in kind.types)


def _chapters(context: Context, prefix: str, kind: DocumentKind, draft: bool) -> Chapters:
    written: dict[str, str] = {}
    tables = EngineTableSet(context, written)
    return Chapters(context, Headings(prefix), tables, kind.voice, draft, written)


def _volume(
    context: Context, kind: DocumentKind, demanded: demand.Volume, number: int, draft: bool
) -> Volume:
    chapters = _chapters(context, f"v{number}", kind, draft)
    nodes = [node for node in demanded.nodes if _node_applies(context, node)]
    plans = {
        id(node): _plan_blocks(context, chapters, kind, node)
        for node in nodes
        if node.plan or node.whole_plan
    }
    blocks: list[Block] = []
    for index, node in enumerate(nodes, start=1):
        blocks += _node_blocks(context, chapters, demanded, node, index, plans.get(id(node)))
    blocks = with_statutes(context, _without_prices(context, demanded, blocks))
    document = Document(
        id=demanded.id,
        title=demanded.title,
        file_stem=f"{number:02d}-{demanded.id}",
        template="bid.docx",
        cover=_bid_cover(context, demanded, draft),
        blocks=tuple(_keep_pages(blocks)),
        header_text=demanded.title,
        draft=draft,
    )
    return Volume(
        demanded.id,
        demanded.title,
        demanded.visibility,
        demanded.may_contain_price,
        demanded.blind,
        document,
    )


def _node_applies(context: Context, node: demand.Node) -> bool:
    return context.holds(node.when, context.case.place("tender", "volumes"))


def _plan_blocks(
    context: Context, chapters: Chapters, kind: DocumentKind, node: demand.Node
) -> list[Block]:
    if node.whole_plan:
        return whole_plan(context, chapters, kind.id)
    blocks: list[Block] = []
    for item in plan_items(context):
        if item.id not in node.plan:
            continue
        if len(node.plan) == 1:
            blocks += item_blocks(context, chapters, item, 2)
            continue
        heading = chapters.headings.make(2, item.title, item.id)
        chapters.written[f"item:{item.id}"] = heading.anchor
        blocks += [heading, *item_blocks(context, chapters, item, 3)]
    return blocks


def _node_blocks(
    context: Context,
    chapters: Chapters,
    volume: demand.Volume,
    node: demand.Node,
    index: int,
    plan: Sequence[Block] | None,
) -> list[Block]:
    body: list[Block] = []
    if plan:
        body += [*chapters.tables("scoring_index")]
        body += plan
    body += _forms(context, chapters, volume, node)
    if node.evidence:
        body += _evidence(context, chapters, node)
    if not body or node.whole_plan:
        return body
    key = node.plan[0] if node.plan else f"node-{index}"
    heading = chapters.headings.make(1, node.title, key, new_page=True)
    for item in node.plan:
        chapters.written.setdefault(f"item:{item}", heading.anchor)
    return [heading, *body]


def _forms(
    context: Context, chapters: Chapters, volume: demand.Volume, node: demand.Node
) -> list[Block]:
    blocks: list[Block] = []
    forms = list(_admitted(context, volume, node))
    for number, form in enumerate(forms):
        if number:
            blocks.append(PageBreak())
        if len(forms) > 1 or form.title != node.title:
            blocks.append(chapters.headings.make(2, form.title, f"form-{form.id}"))
        blocks += form_blocks(context, form, chapters.tables)
    return blocks


def _admitted(context: Context, volume: demand.Volume, node: demand.Node) -> Iterator[Form]:
    """Yield the forms of a node that apply; one with a price never enters a volume without."""
    place = context.case.place("tender", "volumes")
    for name in node.forms:
        form = context.kb.forms.get(name)
        if form is None:
            context.report(place, "unknown-form", f"没有名为 {name} 的格式文件")
        elif not form_applies(context, form):
            continue
        elif form.has_price and not volume.may_contain_price:
            message = f"{volume.title}不得含报价，未编入{form.title}"
            context.report(place, "price-in-volume", message, "把该格式移到可含报价的一卷")
        else:
            yield form


def _without_prices(
    context: Context, volume: demand.Volume, blocks: Sequence[Block]
) -> list[Block]:
    """Leave out of a volume that may not speak of price whatever prints one, and report it."""
    if volume.may_contain_price:
        return list(blocks)
    kept: list[Block] = []
    for block in blocks:
        refs = [run.ref for run in block_runs(block) if isinstance(run, Figure)]
        price = next((ref for ref in refs if ref.startswith("price.")), None)
        if price is None:
            kept.append(block)
            continue
        origin = getattr(block, "origin", Origin())
        message = f"{volume.title}不得含报价，未编入 {origin.id} 中印有 {price} 的一段"
        context.report(Place(origin.file, origin.line, 1), "price-in-volume", message)
    return kept


def _evidence(context: Context, chapters: Chapters, node: demand.Node) -> list[Block]:
    blocks: list[Block] = []
    for name in node.evidence:
        blocks += chapters.tables(name)
    return blocks


def _bid_cover(context: Context, volume: demand.Volume, draft: bool) -> tuple[tuple[str, str], ...]:
    return (
        ("copy_mark", "正本"),
        ("project_name", _shown(context, "project.name")),
        ("project_number", _shown(context, "project.number")),
        ("lot", ""),
        ("volume_title", volume.title),
        ("bidder", "" if volume.blind else _shown(context, "company.name")),
        ("date", f"{context.case.as_of.year}年{context.case.as_of.month}月"),
        ("draft_mark", "草稿" if draft else ""),
    )


def _shown(context: Context, ref: str) -> str:
    text = context.refs.texts.get(ref)
    return text if text is not None else Unfilled(ref, context.refs.titles[ref]).text


def _keep_pages(blocks: Sequence[Block]) -> list[Block]:
    """Drop page breaks that a new chapter already makes, and a trailing one."""
    kept: list[Block] = []
    for block in blocks:
        starts_page = getattr(block, "page_break_before", False)
        if (
            kept
            and isinstance(kept[-1], PageBreak)
            and (starts_page or isinstance(block, PageBreak))
        ):
            kept.pop()
        kept.append(block)
    if kept and isinstance(kept[-1], PageBreak):
        kept.pop()
    return kept
