"""The twenty-five weaknesses of weak bids, and what finds each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.verify.weaknesses import density, procedures, repetition, site, structure
from generator.verify.weaknesses.finding import Finder


@dataclass(frozen=True, slots=True)
class Weakness:
    """A weakness: its number in the trade's list, how it is found, and the way out.

    ``finders`` maps the codes of this review's own findings to what finds them; ``covered`` names
    the codes of other checks that find it on clauses, estimate or finished files.
    """

    id: int
    title: str
    how: str
    way_out: str
    finders: Mapping[str, Finder]
    covered: tuple[str, ...] = ()


def _weakness(
    number: int,
    title: str,
    how: str,
    way_out: str,
    *covered: str,
    finders: Mapping[str, Finder] | None = None,
) -> Weakness:
    return Weakness(number, title, how, way_out, finders or {}, covered)


WEAKNESSES: dict[int, Weakness] = {
    weakness.id: weakness
    for weakness in (
        _weakness(
            1,
            "缺少评审要点",
            "每个评分要点有自己的标题，内容不少于二百字，有表格或数字",
            "补写该要点的条款，或在招标文件中给要点指定主题",
            "element-unanswered",
            finders={"thin-element": structure.thin_elements},
        ),
        _weakness(
            2,
            "针对性不强",
            "每章每千字中本项目名称与数字的处数",
            "引用项目事实、编制、设备与地点，或换用带事实的条款",
            finders={"site-fit": site.unfit_chapters},
        ),
        _weakness(
            3,
            "残留占位或他人名称",
            "占位字样、未解析标记、错误名称的用语规则",
            "填写档案，或改为引用",
            *("placeholder-left", "leftover-tag", "unfilled"),
        ),
        _weakness(
            4,
            "以行业泛谈代替方案",
            "泛谈用语的密度，首章泛谈占比，泛谈标题",
            "删去泛谈，写本项目的事实与做法",
            finders={"industry-lecture": density.lectures},
        ),
        _weakness(
            5,
            "先夸企业后说项目",
            "企业自述占方案的比例",
            "把企业自述移入资格卷",
            finders={"company-share": density.company_first},
        ),
        _weakness(
            6,
            "注水",
            "一个标题下的篇幅，三字组重复率，篇幅与分值之比",
            "拆分标题，删去重复，把篇幅给分值高的要点",
            finders={"padding": repetition.padded},
        ),
        _weakness(
            7,
            "同一内容写两遍",
            "跨节相似段落",
            "保留一处，另一处改为引用或删去",
            "shared-run",
            finders={"said-twice": repetition.said_twice},
        ),
        _weakness(
            8,
            "没有人员、时间、频次与记录",
            "每项做法写明由谁、何时或多久一次、留什么记录的比例",
            "给条款补上责任岗位、时限或频次与记录",
            finders={"vague-procedures": procedures.vague_procedures},
        ),
        _weakness(
            9,
            "照抄招标要求",
            "与招标文件文字的相似度",
            "写怎么做、谁来做、留什么记录",
            finders={"copied-requirement": repetition.copied_requirements},
        ),
        _weakness(
            10,
            "过时的法律与制度",
            "法规登记与过时用语规则",
            "改引现行法规与用语",
            *("repealed-law", "unknown-law", "banned-word"),
        ),
        _weakness(
            11,
            "数字前后矛盾",
            "每个数字只有一个来源，成稿逐段核对，指标只有一个值",
            "改用引用",
            *("figure-mismatch", "unreferenced-digit", "kpi-contradiction", "kpi-shadowed"),
            *("figure-in-prose", "numeral-in-prose"),
        ),
        _weakness(
            12,
            "人员配置不可行",
            "班次、工时与轮休的验算，时钟写出的班长",
            "增设轮换人员，或调整班次",
            *("posts-unmanned", "overtime-over-limit", "headcount-differs"),
            finders={"impossible-shift": structure.impossible_shifts},
        ),
        _weakness(
            13,
            "应急预案过简或岗位不存在",
            "每项预案不少于六步，岗位在编制中",
            "补全步骤，改用编制中的岗位",
            finders={
                "thin-emergency-plan": procedures.thin_emergency_plans,
                "absent-role": procedures.absent_roles,
            },
        ),
        _weakness(
            14,
            "写了没有的设备，漏了有的设备",
            "设备事实与正文对照",
            "改档案中的事实，或排除该主题；补写漏写的设备",
            finders={
                "foreign-equipment": site.foreign_equipment,
                "equipment-omitted": site.omitted_equipment,
            },
        ),
        _weakness(
            15,
            "类型或地区不符",
            "本类物业没有的人、本气候区没有的天气",
            "条款限定 types 或加 when；用 word.user 等类型用词",
            finders={
                "foreign-people": site.foreign_people,
                "foreign-weather": site.foreign_weather,
            },
        ),
        _weakness(
            16,
            "保洁没有面积与岗位表",
            "保洁各节至少一张区域与频次的表",
            "加入区域、面积、岗位、频次表",
            finders={"cleaning-without-areas": site.cleaning_without_areas},
        ),
        _weakness(
            17,
            "自称初案、以后再报",
            "用语规则 draft",
            "现在写明，或列出时限与责任人",
            "draft-words",
        ),
        _weakness(
            18,
            "承诺超出报价或法律",
            "绝对承诺、处罚、停水停电用语，无偿承诺的费用来源",
            "删去，或列入测算",
            *("absolute-promise", "penalty-by-company", "utilities-cut", "over-budget"),
            finders={"unpriced-gift": density.unpriced_gifts},
        ),
        _weakness(
            19,
            "放错卷册",
            "不得含报价的卷逐段查价",
            "移到可含报价的一卷",
            "price-in-volume",
        ),
        _weakness(
            20,
            "未签章或用错格式",
            "格式文件存在，空缺逐项列出，定稿拒绝",
            "填写空缺并按格式签章",
            *("unknown-form", "unfilled"),
        ),
        _weakness(
            21,
            "索引页码与证明不符",
            "书签与页码逐一核对",
            "重新排版后复核索引",
            *("dead-reference", "layout-unstable"),
        ),
        _weakness(
            22,
            "把企业指标说成国家标准",
            "用语规则 national-kpi，数值的可信标签",
            "写“投标人承诺”，标明来源",
            *("banned-word", "unknown-source"),
        ),
        _weakness(
            23,
            "培训考核没有日历",
            "有培训标题的卷至少一张日历或课时表",
            "加入培训年历",
            finders={"training-without-calendar": procedures.training_without_calendar},
        ),
        _weakness(
            24,
            "口号过多",
            "口号密度",
            "写做法与可核对的结果",
            finders={"slogans": density.slogans},
        ),
        _weakness(
            25,
            "目录与评分项不对应",
            "评分要点的标题在目录中，次序与评分表一致",
            "按评分表排列标题",
            "element-unanswered",
            finders={"contents-order": structure.contents_out_of_order},
        ),
    )
}
