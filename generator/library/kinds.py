"""The registry of file kinds: which model reads a file, and what entries it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model import knowledge as k
from generator.model.company import Company
from generator.model.profile import Profile
from generator.model.shifts import ShiftsFile
from generator.model.tender import Tender
from generator.model.values import Record


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file.

    ``entries`` maps the list in the file to the field of the knowledge base that collects it; a
    file without lists is itself the one entry of ``field``.
    """

    name: str
    title: str
    model: type[Record]
    entries: Mapping[str, str]
    field: str = ""


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("sources", "资料来源", k.SourcesFile, {"sources": "sources"}),
        Kind("laws", "法规登记", k.LawsFile, {"laws": "laws"}),
        Kind("parameters", "参数", k.ParametersFile, {}, "regions"),
        Kind("scheme", "等级体系", k.Scheme, {}, "schemes"),
        Kind("kpis", "服务指标", k.KpisFile, {"kpis": "kpis"}),
        Kind(
            "posts", "岗位", k.PostsFile, {"pools": "pools", "floors": "floors", "posts": "posts"}
        ),
        Kind("tasks", "服务任务", k.TasksFile, {"tasks": "tasks"}),
        Kind("productivity", "分区劳效", k.ProductivityFile, {"areas": "productivity"}),
        Kind(
            "calibration",
            "校准",
            k.CalibrationFile,
            {
                "typicals": "typicals",
                "spreads": "spreads",
                "readings": "readings",
                "overheads": "overheads",
                "uncounted": "uncounted",
                "evidence": "evidence",
            },
        ),
        Kind("costs", "费用", k.CostsFile, {"items": "cost_items", "costs": "costs"}),
        Kind("price_chains", "价格链", k.PriceChainsFile, {"chains": "chains"}),
        Kind("topics", "主题", k.TopicsFile, {"topics": "topics"}),
        Kind("clauses", "条款", k.ClausesFile, {"clauses": "clauses"}),
        Kind("form", "格式文件", k.Form, {}, "forms"),
        Kind("document", "文书种类", k.DocumentKind, {}, "documents"),
        Kind("elements", "评分要点", k.ElementsFile, {"elements": "elements"}),
        Kind("checklists", "评审清单", k.ChecklistsFile, {"checklists": "checklists"}),
        Kind("scoring", "默认评分表", k.ScoringTable, {}, "scoring"),
        Kind("weights", "权重", k.Weights, {}, "weights"),
        Kind(
            "shifts",
            "班制",
            ShiftsFile,
            {
                "rules": "work_rules",
                "systems": "shift_systems",
                "limits": "shift_limits",
                "attendance": "attendance",
                "holidays": "holidays",
            },
        ),
        Kind("nouns", "类型用词", k.NounsFile, {}),
        Kind("language", "用语规则", k.LanguageFile, {"words": "wordings"}),
        Kind("workflows", "流程", k.WorkflowsFile, {"workflows": "workflows"}),
        Kind("organisations", "组织架构", k.OrganisationsFile, {"organisations": "organisations"}),
        Kind(
            "calendars",
            "日历",
            k.CalendarsFile,
            {"zones": "climate_zones", "calendars": "calendars"},
        ),
    )
}
"""Kinds that make up a knowledge base."""

INPUT_KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("profile", "项目档案", Profile, {}),
        Kind("company", "公司", Company, {}),
        Kind("tender", "招标文件", Tender, {}),
    )
}
"""Kinds that describe one case."""

ALL_KINDS = {**KINDS, **INPUT_KINDS}
