"""Does the text fit this site: its figures, its equipment, its people, its climate?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.document import block_runs
from generator.verify.weaknesses.finding import Note, note, note_on_chapter
from generator.verify.weaknesses.subject import Passage, Subject, is_project

FIT_PER_THOUSAND = 1.0
"""Figures and names of the site in a thousand characters of a chapter, at least."""
_SHORT_CHAPTER = 2000
"""A chapter of less is judged with its neighbours by the reader, not here."""

EQUIPMENT: dict[str, tuple[str, ...]] = {
    "lifts": ("电梯",),
    "escalators": ("自动扶梯",),
    "generators": ("柴油发电机", "发电机"),
    "swimming_pools": ("游泳池", "泳池"),
    "central_ac": ("中央空调", "空调机组", "制冷机"),
    "canteen": ("食堂",),
    "charging_piles": ("充电桩", "充电设施", "充电车位"),
    "water_features": ("水景", "喷泉", "景观水"),
    "septic_tanks": ("化粪池",),
    "power_rooms_10kv": ("高压配电房",),
    "fire_control_rooms": ("消防控制室", "消控室"),
    "parking_gates": ("车场岗亭", "岗亭", "道闸", "车场出入口"),
    "boiler_rooms_attended": ("锅炉",),
}
"""Fact of the estate → the words for it in texts."""
_NOT_THERE = re.compile(r"如有|若有|没有|不设|未设|无(?!障)|不涉及|不适用|设有.{0,8}的|有.{0,4}的")
_MENTIONS = 3
WHOLE = 40
"""A package of fewer clauses treats a part of the service and may be silent on the rest."""

FOREIGN_PEOPLE: dict[str, tuple[str, ...]] = {
    "school": ("业主", "住户", "商户", "医护人员"),
    "hospital": ("业主", "住户", "商户", "师生"),
    "government": ("业主", "住户", "商户", "医护人员", "师生"),
    "public_venue": ("业主", "住户", "医护人员", "师生"),
    "office": ("住户", "医护人员", "师生"),
    "industrial_park": ("住户", "医护人员", "师生"),
    "commercial": ("住户", "医护人员", "师生"),
    "residential": ("医护人员", "师生"),
    "premium_residential": ("医护人员", "师生"),
    "old_residential": ("医护人员", "师生"),
    "mixed_use": ("医护人员", "师生"),
}
"""Property type → people whom such a place does not know."""
_ELSEWHERE = re.compile(r"同类|如|其他|周边|附近|学校|医院|业主单位|业主方|区分所有权")
_NO_OWNER = re.compile(r"《[^》]*》|(?<=[专企行物作])业主(?=[管体任])")
"""Statutes by name, and “专业主管” and its like, in which nobody owns anything."""

FOREIGN_WEATHER: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "south": (("防寒", "防冻"), ("除雪", "扫雪", "铲雪", "采暖季", "供暖季", "冻土", "融雪剂")),
    "north": (("防台", "台风"), ("回南天",)),
}
"""Climate zone → words that no heading, and words that no text has there."""


def unfit_chapters(subject: Subject) -> Iterator[Note]:
    """Yield chapters with too few names and figures of the site for their length."""
    for (volume, chapter), passages in subject.chapters().items():
        if not _by_company(subject, volume):
            continue
        length = sum(len(passage.text) for passage in passages)
        fitted = sum(_site_words(subject, passage) for passage in passages)
        rate = fitted * 1000 / max(length, 1)
        if length >= _SHORT_CHAPTER and rate < FIT_PER_THOUSAND:
            message = f"{length} 字中本项目的名称与数字只有 {fitted} 处（每千字 {rate:.1f} 处）"
            yield note_on_chapter(volume, chapter, message)


def _by_company(subject: Subject, volume: str) -> bool:
    """Return whether the company speaks; rules of owners or a public body name no site."""
    kind = subject.kb.documents.get(volume)
    return kind is None or kind.voice == "company"


def _site_words(subject: Subject, passage: Passage) -> int:
    figures = sum(is_project(run) for block in passage.blocks for run in block_runs(block))
    site = str(subject.names.get("word", {}).get("site", ""))
    return figures + (passage.text.count(site) if site else 0)


def foreign_equipment(subject: Subject) -> Iterator[Note]:
    """Yield passages on equipment of which the profile says that there is none."""
    for name, words in EQUIPMENT.items():
        if subject.facts.get(name) not in (0, False) or _registered(subject, words):
            continue
        for passage in subject.library:
            heading = any(word in passage.title for word in words)
            count = sum(_said(passage.text, word) for word in words)
            if (heading and count) or count >= _MENTIONS:
                yield note(passage, f"写到本项目没有的{words[0]}（{count} 处）")


def omitted_equipment(subject: Subject) -> Iterator[Note]:
    """Yield equipment that the profile has and no passage of the package speaks of."""
    if len(subject.library) < WHOLE:
        return
    everything = "\n".join(passage.text + passage.title for passage in subject.passages)
    first = subject.package.volumes[0].document.file_stem if subject.package.volumes else ""
    for name, words in EQUIPMENT.items():
        if subject.facts.get(name) and not any(word in everything for word in words):
            yield Note(first, name, f"本项目有{words[0]}，全文没有写到")


def _registered(subject: Subject, words: tuple[str, ...]) -> bool:
    estate = subject.case.profile.estate
    return any(word in item.title for item in estate.equipment for word in words)


def _said(text: str, word: str) -> int:
    """Count a word in sentences that do not say that the thing may be absent."""
    sentences = re.split(r"[。；\n]", text)
    return sum(one.count(word) for one in sentences if not _NOT_THERE.search(one))


def foreign_people(subject: Subject) -> Iterator[Note]:
    """Yield passages that speak of people whom this type of property does not have."""
    kind = subject.case.profile.estate.property_type
    user = str(subject.names.get("word", {}).get("user", ""))
    words = [word for word in FOREIGN_PEOPLE.get(kind, ()) if word not in user]
    for passage in subject.library:
        text = _NO_OWNER.sub("", f"{passage.title}\n{passage.text}")
        for sentence in re.split(r"[。；\n]", text):
            said = next((word for word in words if word in sentence), "")
            if said and not _ELSEWHERE.search(sentence.replace(said, "")):
                yield note(passage, f"出现本类物业没有的“{said}”：{sentence.strip()[:40]}")
                break


def foreign_weather(subject: Subject) -> Iterator[Note]:
    """Yield passages on weather that the city's climate zone does not have."""
    zone = subject.kb.climate_zone(subject.case.profile.project.city)
    if zone is None:
        return
    headings, texts = FOREIGN_WEATHER.get(zone.id, ((), ()))
    for passage in subject.library:
        said = [word for word in headings if word in passage.title]
        said += [word for word in texts if word in passage.text]
        if said:
            yield note(passage, f"{zone.title}没有“{'、'.join(said)}”")


def cleaning_without_areas(subject: Subject) -> Iterator[Note]:
    """Yield volumes that treat cleaning without any table of areas and posts."""
    if "cleaning" not in subject.case.profile.service.modules:
        return
    volumes: dict[str, list[Passage]] = {}
    for passage in subject.library:
        if passage.clause is not None and passage.clause.module == "cleaning":
            volumes.setdefault(passage.volume, []).append(passage)
    for volume, passages in volumes.items():
        tables = [passage.text for passage in passages if passage.tables]
        if len(passages) > 1 and not any(_AREAS.search(text) for text in tables):
            yield Note(volume, "cleaning", "保洁各节没有区域（面积）与岗位、频次的表")


_AREAS = re.compile(r"平方米|面积|区域|部位")
