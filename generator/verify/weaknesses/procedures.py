"""Procedures that can be followed: who, when, how often, what is recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.document import ListBlock
from generator.verify.weaknesses.finding import Note, note, note_on_chapter
from generator.verify.weaknesses.subject import Passage, Subject

_WHO = re.compile(
    r"经理|主管|班长|队长|[员工岗长人师]员?(?:负责|组织|检查|核对|记录|报告|登记)|员|岗|班|部|中心|委员|师|单位|企业|小组"
)
_WHEN = re.compile(
    r"[0-9]|每[日天周月季年班次旬]|当[日天场班]|随时|立即|即时|小时|分钟|工作日|前|后|期|时段|次日|先"
)
_RECORD = re.compile(
    r"记录|登记|台账|表|单|签字|签收|签认|清单|日志|档案|照片|报告|留存|存档|归档|回执|书面|备案|公示|公布|凭证|系统"
)
MARKS = {"由谁做": _WHO, "何时或多久一次": _WHEN, "留什么记录": _RECORD}
_STEPS = 3
_MISSING = 1
MOST_VAGUE = 0.2
"""Share of the procedures of a chapter that may lack a mark."""
_FEW = 3

EMERGENCY_STEPS = 6
_PLAN = re.compile(r"预案|应急处置|火灾处置|困人|跑水|停电|停水|治安事件")
_NO_PLAN = re.compile(r"体系|演练|物资|队伍|指挥|上报|清单|总则|目录|培训|保障")
_TRAINING = re.compile(r"培训(?!基地|机构)")
_CALENDAR = re.compile(
    r"[一二三四五六七八九十0-9]+月|季度|每[月周季年]|学时|课时|时间|频次|周期|入职|第[0-9一二三四]"
)


def vague_procedures(subject: Subject) -> Iterator[Note]:
    """Yield chapters in which too many procedures lack who, when or what is recorded."""
    for (volume, chapter), passages in subject.chapters().items():
        procedures = [passage for passage in passages if steps(passage) >= _STEPS]
        vague = {p.title: missing for p in procedures if (missing := missing_marks(p.text))}
        if len(vague) >= _FEW and len(vague) > MOST_VAGUE * len(procedures):
            shown = "；".join(f"{title}缺{'、'.join(m)}" for title, m in list(vague.items())[:5])
            message = f"{len(procedures)} 项做法中 {len(vague)} 项不完整（{shown}）"
            yield note_on_chapter(volume, chapter, message)


def missing_marks(text: str) -> list[str]:
    """Return which marks of a procedure a text lacks."""
    return [mark for mark, pattern in MARKS.items() if not pattern.search(text)]


def steps(passage: Passage) -> int:
    """Return how many steps a passage gives, in lists and as rows of tables."""
    listed = sum(len(block.items) for block in passage.blocks if isinstance(block, ListBlock))
    return listed + sum(len(table.rows) for table in passage.tables)


def thin_emergency_plans(subject: Subject) -> Iterator[Note]:
    """Yield emergency plans of fewer than six steps."""
    for passage in _plans(subject):
        count = steps(passage)
        if count < EMERGENCY_STEPS:
            message = f"应急处置只有 {count} 步，至少 {EMERGENCY_STEPS} 步并写明岗位与时限"
            yield note(passage, message)


def absent_roles(subject: Subject) -> Iterator[Note]:
    """Yield emergency plans that give a part to a post which nobody holds here."""
    held = {line.post or line.id for line in subject.estimate.headcount.posts if line.persons > 0}
    titles = {line.title for line in subject.estimate.headcount.posts if line.persons > 0}
    titles |= {subject.kb.posts[post].title for post in held if post in subject.kb.posts}
    absent = [
        post.title
        for post in subject.kb.posts.values()
        if post.id not in held and not any(post.title in title for title in titles)
    ]
    for passage in _plans(subject):
        text = passage.text
        for title in titles:
            text = text.replace(title, "")
        said = [title for title in absent if title in text]
        if said:
            yield note(passage, f"给编制中没有的岗位派了任务：{'、'.join(said)}")


def _plans(subject: Subject) -> Iterator[Passage]:
    for passage in subject.library:
        topic = subject.kb.topics.get(passage.topic)
        if topic is None or topic.group != "emergency":
            continue
        if _PLAN.search(passage.title) and not _NO_PLAN.search(passage.title):
            yield passage


def training_without_calendar(subject: Subject) -> Iterator[Note]:
    """Yield volumes that speak of training under headings but show no calendar of it."""
    volumes: dict[str, list[Passage]] = {}
    for passage in subject.library:
        if _TRAINING.search(passage.title):
            volumes.setdefault(passage.volume, []).append(passage)
    for volume, passages in volumes.items():
        if not any(p.tables and _CALENDAR.search(p.text) for p in passages):
            titles = "、".join(passage.title for passage in passages)
            yield Note(volume, passages[0].topic, f"培训（{titles}）没有列出日历或课时表")
