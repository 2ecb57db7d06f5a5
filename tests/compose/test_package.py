"""Bids as packages of volumes and plans of one: forms, blanks, anchors, and where price may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from generator.anchors import bookmark_name
from generator.compose import compose_bid, compose_plan
from generator.compose.context import Context
from generator.errors import InputError
from generator.model.document import (
    Document,
    Figure,
    Heading,
    Package,
    PageBreak,
    PageRef,
    Paragraph,
    Ref,
    Table,
    Text,
    Unfilled,
    block_runs,
    runs_text,
)
from generator.model.tender import Volume
from tests.compose.samples import SAMPLES, SCHOOL, Sample, context, figures, made


def headings(package: Package) -> list[str]:
    """The titles of all headings of a package."""
    return [
        runs_text(block.runs)
        for volume in package.volumes
        for block in volume.document.blocks
        if isinstance(block, Heading)
    ]


def volume(*nodes: dict[str, Any], **changes: Any) -> Volume:
    """A volume of the bid with these nodes."""
    values = {"id": "only", "title": "唯一分册", "nodes": nodes, **changes}
    return Volume.model_validate(values)


def school(*volumes: Volume, **changes: Any) -> Context:
    """The school's context, with other volumes where some are given."""
    tender = changes.pop("tender_", {})
    if volumes:
        tender = {**tender, "volumes": volumes}
    return context(SCHOOL, tender_=tender, **changes)


# --- what holds for every document -------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.profile}-{sample.kind}")
class TestEveryDocument:
    """Invariants of whatever is composed."""

    def test_nothing_is_wrong(self, sample: Sample) -> None:
        done = made(sample)
        assert [problem.line() for problem in done.problems] == []
        assert [problem.line() for problem in done.verification.problems] == []

    def test_anchors_are_unique_across_the_package(self, sample: Sample) -> None:
        anchors = [anchor for v in made(sample).package.volumes for anchor in _anchors(v.document)]
        assert anchors
        names = [bookmark_name(anchor) for anchor in anchors]
        assert len(set(anchors)) == len(anchors) == len(set(names))

    def test_references_stay_inside_their_file(self, sample: Sample) -> None:
        for part in made(sample).package.volumes:
            document = part.document
            targets = {
                run.anchor
                for block in document.blocks
                for run in block_runs(block)
                if isinstance(run, Ref | PageRef)
            }
            assert targets <= set(_anchors(document))

    def test_figures_print_what_their_references_say(self, sample: Sample) -> None:
        done = made(sample)
        refs = context(sample.profile).refs
        for part in done.package.volumes:
            for figure in figures(part.document.blocks):
                if figure.ref in refs.texts:
                    assert figure.text == refs.texts[figure.ref], figure.ref

    def test_every_chapter_has_content(self, sample: Sample) -> None:
        for part in made(sample).package.volumes:
            blocks = part.document.blocks
            assert blocks and not isinstance(blocks[-1], Heading | PageBreak)
            for before, after in pairwise(blocks):
                if isinstance(before, Heading) and isinstance(after, Heading):
                    assert after.level > before.level, runs_text(before.runs)


def _anchors(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Heading | Table) and block.anchor:
            yield block.anchor


# --- the package -------------------------------------------------------------------------------


def test_the_tenders_volumes_make_the_package() -> None:
    package = compose_bid(school())
    stems = [part.document.file_stem for part in package.volumes]
    assert stems == ["01-public", "02-private"]
    assert [part.may_contain_price for part in package.volumes] == [True, False]
    assert [part.visibility for part in package.volumes] == ["public", "private"]


def test_headings_are_the_tenders_nodes_in_order() -> None:
    found = school()
    assert found.case.tender is not None
    for part, demanded in zip(compose_bid(found).volumes, found.case.tender.volumes, strict=True):
        tops = [
            runs_text(block.runs)
            for block in part.document.blocks
            if isinstance(block, Heading) and block.level == 1
        ]
        assert tops == [node.title for node in demanded.nodes]


@pytest.mark.parametrize("draft", [True, False])
def test_only_a_draft_says_so(draft: bool) -> None:
    for package in (
        compose_bid(context(), draft=draft),
        compose_plan(context(), "comprehensive-service-plan", draft=draft),
    ):
        for part in package.volumes:
            assert part.document.draft == draft
            assert dict(part.document.cover)["draft_mark"] == ("草稿" if draft else "")


def test_a_blind_volume_does_not_name_the_bidder_on_its_cover() -> None:
    (part,) = compose_bid(
        school(volume({"title": "投标函", "forms": ["bid-letter"]}, blind=True))
    ).volumes
    assert dict(part.document.cover)["bidder"] == "" and part.blind


@pytest.mark.parametrize(
    ("compose", "kind", "hint"),
    [
        (compose_bid, "old-estate-plan", "可用：bid"),
        (compose_plan, "bid", "old-estate-plan"),
        (compose_plan, "no-such-plan", "comprehensive-service-plan"),
    ],
)
def test_an_unknown_kind_names_those_there_are(
    compose: Callable[..., Package], kind: str, hint: str
) -> None:
    with pytest.raises(InputError) as caught:
        compose(context(), kind)
    (problem,) = caught.value.problems
    assert problem.code == "unknown-document" and hint in problem.hint


def test_composing_again_gives_the_same() -> None:
    assert compose_bid(context()) == compose_bid(context())


# --- forms -------------------------------------------------------------------------------------

CONDITIONAL = [
    ("投标文件签署授权委托书", {}, True),
    ("投标文件签署授权委托书", {"company_": {"agent": "示例甲"}}, False),
    ("投标文件签署授权委托书", {"company_": {"agent": None}}, True),
    ("中小企业声明函（服务）", {}, True),
    ("中小企业声明函（服务）", {"company_": {"size": "large"}}, False),
    ("拟投入设备表", {}, True),
    ("拟投入设备表", {"tender_": {"equipment": ()}}, False),
    ("政府采购投标及履约承诺函", {}, True),
]


@pytest.mark.parametrize(("title", "changes", "stands"), CONDITIONAL)
def test_conditional_forms(title: str, changes: dict[str, Any], stands: bool) -> None:
    assert (title in headings(compose_bid(school(**changes)))) == stands


def test_a_form_of_public_procurement_stays_out_elsewhere() -> None:
    title = "政府采购投标及履约承诺函"
    project = context().case.tender.project.model_copy(  # type: ignore[union-attr]
        update={"regime": "owners"}
    )
    assert title not in headings(compose_bid(school(tender_={"project": project})))


def test_a_node_whose_condition_fails_is_left_out() -> None:
    nodes = (
        {"title": "投标函", "forms": ["bid-letter"], "when": "tender.set_aside"},
        {"title": "承诺", "forms": ["breach-commitment"]},
    )
    assert headings(compose_bid(school(volume(*nodes))))[0] == "承诺"


def test_an_unknown_form_is_a_problem() -> None:
    found = school(volume({"title": "投标函", "forms": ["no-such-form", "bid-letter"]}))
    assert "投标函" in headings(compose_bid(found))
    assert [problem.code for problem in found.problems] == ["unknown-form"]


def test_each_form_ends_with_signer_and_date() -> None:
    (part,) = compose_bid(school(volume({"title": "投标函", "forms": ["bid-letter"]}))).volumes
    lines = [
        runs_text(block.runs)
        for block in part.document.blocks
        if isinstance(block, Paragraph) and block.style == "signature"
    ]
    assert lines[0].endswith(context().case.company.name)
    assert "年" in lines[-1] and "月" in lines[-1]


def test_literal_marks_of_forms_become_blanks() -> None:
    nodes = ({"title": "授权", "forms": ["power-of-attorney"]},)
    (part,) = compose_bid(school(volume(*nodes))).volumes
    runs = [run for block in part.document.blocks for run in block_runs(block)]
    blanks = {(run.field, run.title) for run in runs if isinstance(run, Unfilled)}
    assert ("form.power-of-attorney", "身份证件号码") in blanks
    assert not any(isinstance(run, Text | Figure) and "【待填写" in run.text for run in runs)


def test_every_blank_is_listed_once_for_its_file() -> None:
    listed = made(SAMPLES[0]).verification.unfilled
    assert len(set(listed)) == len(listed)
    titles = {title for _, title, stem in listed if stem == "02-private"}
    assert {"身份证件号码", "代理人手机号码", "项目地址"} <= titles


# --- price -------------------------------------------------------------------------------------


def test_a_form_with_a_price_never_enters_a_volume_without() -> None:
    nodes = ({"title": "报价", "forms": ["opening-summary", "bid-letter"]},)
    found = school(volume(*nodes))
    package = compose_bid(found)
    assert [problem.code for problem in found.problems] == ["price-in-volume"]
    assert "开标一览表" in found.problems[0].message
    blocks = package.volumes[0].document.blocks
    assert not any(isinstance(block, PageBreak) for block in blocks)
    assert not _price_figures(package)


def test_a_text_with_a_price_never_enters_a_volume_without() -> None:
    kb = context().kb
    letter = kb.forms["bid-letter"].model_copy(
        update={"has_price": False, "text": "总价{{ price.annual }}。\n\n其余一段。"}
    )
    forms = {**kb.forms, "bid-letter": letter}
    found = school(volume({"title": "投标函", "forms": ["bid-letter"]}), forms=forms)
    package = compose_bid(found)
    (problem,) = found.problems
    assert problem.code == "price-in-volume" and problem.place.file.endswith("bid-letter.yaml")
    assert not _price_figures(package)
    assert any(
        "其余一段" in runs_text(getattr(b, "runs", ())) for b in package.volumes[0].document.blocks
    )


@pytest.mark.parametrize("sample", SAMPLES[:3], ids=lambda sample: str(sample.profile))
def test_bids_speak_of_price_only_where_they_may(sample: Sample) -> None:
    package = made(sample).package
    assert not _price_figures(package)
    assert any(
        figure.ref == "price.annual_capital"
        for part in package.volumes
        for figure in figures(part.document.blocks)
    )


def _price_figures(package: Package) -> list[str]:
    return [
        figure.ref
        for part in package.volumes
        if not part.may_contain_price
        for figure in figures(part.document.blocks)
        if figure.ref.startswith("price.")
    ]
