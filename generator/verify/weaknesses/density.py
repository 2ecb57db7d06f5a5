"""Talk instead of work: lectures, self-praise, slogans, gifts that nobody has priced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model.knowledge import Wording
from generator.verify.weaknesses.finding import Note, note, note_on_chapter
from generator.verify.weaknesses.subject import Passage, Subject

LECTURE_SHARE = 0.15
COMPANY_SHARE = 0.05
_TEN_THOUSAND = 10_000
_LECTURE_HEADING = re.compile(
    r"行业(?:概况|现状|发展|趋势|背景)|物业管理的?(?:概念|定义|作用|意义)"
)
_COMPANY = re.compile(
    r"(?:公司|企业|投标人)(?:简介|概况|介绍|文化|荣誉|实力|发展历程|优势)|企业(?:精神|愿景|使命)"
)
_GIFT = re.compile(
    r"(?:免费|无偿|赠送)[^。；\n]{0,6}(?:提供|增派|增配|投入|赠|配备|更换|维修|改造)"
)
_PRICED = re.compile(r"不|返修|返工|质保|保修|公益|义务|法律|采购人|机构|成本|列入|费用由")


def lectures(subject: Subject) -> Iterator[Note]:
    """Yield first chapters with too much talk on the industry, and headings that announce it."""
    rules = [rule for rule in subject.kb.wordings.values() if rule.group == "lecture"]
    seen: set[str] = set()
    for (volume, chapter), passages in subject.chapters().items():
        for passage in passages:
            if _LECTURE_HEADING.search(passage.title):
                yield note(passage, "以行业泛谈为题")
        if volume in seen:
            continue
        seen.add(volume)
        total = sum(len(text) for p in passages for text in p.paragraphs)
        talk = sum(len(text) for p in passages for text in p.paragraphs if _says(rules, text))
        if total and talk > LECTURE_SHARE * total:
            message = f"首章有 {talk / total:.0%} 的文字是行业泛谈，应少于 {LECTURE_SHARE:.0%}"
            yield note_on_chapter(volume, chapter, message)
    yield from _dense(subject, "lecture", "行业泛谈")


def company_first(subject: Subject) -> Iterator[Note]:
    """Yield volumes of the plan in which the company speaks of itself too much."""
    rules = [rule for rule in subject.kb.wordings.values() if rule.group == "praise"]
    volumes: dict[str, list[Passage]] = {}
    for passage in subject.library:
        volumes.setdefault(passage.volume, []).append(passage)
    for volume, passages in volumes.items():
        total = sum(len(passage.text) for passage in passages)
        own = sum(_own_length(rules, passage) for passage in passages)
        if total and own > COMPANY_SHARE * total:
            message = f"企业自述占方案的 {own / total:.0%}，应不超过 {COMPANY_SHARE:.0%}"
            yield Note(volume, passages[0].chapter, message)


def _own_length(rules: Iterable[Wording], passage: Passage) -> int:
    if _COMPANY.search(passage.title):
        return len(passage.text)
    return sum(len(text) for text in passage.paragraphs if _says(rules, text))


def slogans(subject: Subject) -> Iterator[Note]:
    """Yield volumes in which slogans are too frequent."""
    yield from _dense(subject, "slogan", "口号")


def _dense(subject: Subject, group: str, title: str) -> Iterator[Note]:
    texts: dict[str, list[str]] = {}
    for passage in subject.library:
        texts.setdefault(passage.volume, []).append(passage.text)
    for rule in subject.kb.wordings.values():
        if rule.group != group or rule.limit is None:
            continue
        for volume, parts in texts.items():
            text = "\n".join(parts)
            said = [match.group(0) for match in rule.found(text)]
            tolerated = max(float(rule.limit), float(rule.limit) * len(text) / _TEN_THOUSAND)
            if len(said) > tolerated:
                shown = "、".join(list(dict.fromkeys(said))[:6])
                message = f"{title} {len(said)} 处，至多 {tolerated:.0f} 处：{shown}"
                yield Note(volume, rule.id, message)


def _says(rules: Iterable[Wording], text: str) -> bool:
    return any(True for rule in rules for _ in rule.found(text))


def unpriced_gifts(subject: Subject) -> Iterator[Note]:
    """Yield passages that promise something for nothing, without saying who bears the cost."""
    for passage in subject.library:
        for sentence in re.split(r"[。；\n]", passage.text):
            match = _GIFT.search(sentence)
            if match and not _PRICED.search(sentence):
                yield note(passage, f"无偿承诺没有费用来源：{sentence.strip()[:40]}")
                break
