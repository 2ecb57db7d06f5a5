"""Right entries, one file each, and the ways in which they are spoilt."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from generator.library import Layer
from generator.resources import knowledge_base_folder

DAY = datetime.date(2026, 11, 20)
SHIPPED = Layer("shipped", knowledge_base_folder())
CLAUSE = """\
kind: clauses
clauses:
  - id: planted
    topic: cleaning-tools
    title: 有误的条款
    module: cleaning
    types: [public_venue]
    parameters:
      days: {value: 3, unit: 日, tag: assumption, source: wuye-default}
    cites: [civil-code]
    owner: 测试
    reviewed: 2026-11-20
    text: |
      每{{ p.days }}按计划保洁。
      依{{ law('civil-code') }}执行。
"""
RATE = CLAUSE.replace(
    "    cites",
    '      rate: {value: 3, unit: "%", tag: assumption, source: wuye-default}\n    cites',
).replace("依{{", "某比例不低于{{ p.rate }}，依{{")
"""The clause with a figure of its own in percent."""
POST = """\
kind: posts
department: cleaning
posts:
  - id: planted_post
    title: 有误的岗位
    pool: guard
    wage: cleaner
    shift: 白班
    order: 99
    rules:
      - when: facts.lifts > 1
        count: {method: span, of: [cleaner], persons_per_lead: 10}
        source: wuye-default
        tag: assumption
"""
COST = """\
kind: costs
costs:
  - id: planted_cost
    title: 有误的费用
    cost_item: cleaning
    department: cleaning
    when: facts.lifts > 1
    quantity: facts.gross_area
    quantity_unit: 平方米
    unit_price: office_per_month
    times_per_year: 12
    source: wuye-default
    tag: assumption
"""
KPI = """\
kind: kpis
kpis:
  - id: planted_rate
    title: 某率
    definition: 定义
    formula: 公式
    unit: "%"
    comparator: ">="
    values: {1: 90, 2: 92, 3: 94, 4: 96, 5: 98}
    frequency: 月
    group: 质量
    tag: assumption
    source: wuye-default
"""
CITY = """\
kind: parameters
region: shanghai
title: 上海市
parameters:
  - id: planted_figure
    title: 某数
    unit: 元
    values:
      - {value: 1, from: 2025-07-01, tag: assumption, source: wuye-default, review_by: 2027-06-30}
"""
WORDS = """\
kind: language
words:
  - id: own-words
    words: 老东家
    reason: 前雇主
    instead: 删去
    group: stale
    sample: 老东家
"""
PLAN = """\
kind: document
id: planted-plan
title: 有误的方案
genre: plan
author: 编写人
audience: 阅读人
chapters:
  - {title: 一, topics: [cleaning-tools]}
"""
CHAIN = """\
kind: price_chains
chains:
  - id: planted-chain
    title: 有误的价格链
    pricing: lump_sum
    tax_mode: on_cost
    source: wuye-default
    steps:
      - {id: fee, title: 管理费, rate: management_fee_rate, base: [cost], group: overhead}
"""
CHECKLIST = """\
kind: checklists
checklists:
  - id: planted-list
    title: 有误的清单
    points:
      - id: planted-point
        title: 要点
        topics: [cleaning-tools]
        words: [机具]
"""
ELEMENT = """\
kind: elements
elements:
  - id: planted-element
    title: 有误的要点
    topics:
      - cleaning-tools
      - cleaning-fixed
"""
SCHEME = """\
kind: scheme
id: planted-scheme
title: 有误的等级
direction: ascending
source: wuye-default
grades:
  - {label: 甲, level: 1}
  - {label: 乙, level: 2}
items:
  - id: planted_item
    title: 某要求
    group: 保洁
    unit: 次/日
    better: more
    values: {甲: 1, 乙: 2}
    tasks: [lobby_mop]
    tag: assumption
    source: wuye-default
"""


class Fault(NamedTuple):
    """A file, the words that are spoilt in it, and what is to be found."""

    check: str
    text: str
    right: str
    wrong: str
    code: str
    line: int
    column: int


FAULTS = [
    Fault("topics", CLAUSE, "cleaning-tools", "cleaning-tool", "unknown-topic", 4, 12),
    Fault("topics", PLAN, "cleaning-tools]", "cleaning-tool]", "unknown-topic", 8, 25),
    Fault("topics", ELEMENT, "- cleaning-fixed", "- cleaning-fix", "unknown-topic", 7, 9),
    Fault("names", CLAUSE, "p.days", "p.dayz", "unknown-name", 14, 1),
    Fault("names", CLAUSE, "执行。", "{{ facts.lift }}。", "unknown-name", 15, 1),
    Fault("names", CLAUSE, "执行。", "{{ kpi.nothing }}。", "unknown-kpi", 15, 1),
    Fault("names", CLAUSE, "执行。", "{{ staff.posts.clener }}。", "unknown-name", 15, 1),
    Fault("names", CLAUSE, "执行。", "{{ price.annual }}。", "unknown-name", 15, 1),
    Fault("names", CLAUSE, "执行。", "{{ nothing }}。", "unknown-name", 15, 1),
    Fault("names", CLAUSE, "执行。", "{% if facts.lift %}一{% endif %}", "unknown-name", 15, 1),
    Fault("expressions", CLAUSE, "执行。", "{{ facts.lifts * 2 }}", "computed-in-text", 15, 1),
    Fault("expressions", CLAUSE, "执行。", "{{ facts.lifts", "bad-expression", 15, 1),
    Fault("expressions", CLAUSE, "    cites", "    when: a >\n    cites", "bad-expression", 10, 11),
    Fault("expressions", CLAUSE, "    cites", "    when: lift\n    cites", "unknown-name", 10, 11),
    Fault("expressions", CLAUSE, "执行。", "{% set a = 1 %}", "forbidden-syntax", 15, 1),
    Fault("expressions", CLAUSE, "执行。", "{{ facts.__class__ }}", "forbidden-syntax", 15, 1),
    Fault("expressions", POST, "facts.lifts > 1", "facts.lift > 1", "unknown-name", 11, 9),
    Fault("expressions", COST, "facts.gross_area", "facts.gros_area", "unknown-name", 3, 9),
    Fault("laws", CLAUSE, "law('civil-code')", "law('civil-cod')", "unknown-law", 15, 1),
    Fault(
        "laws", CLAUSE, "law('civil-code')", "law('civil-code', 9999)", "unlisted-article", 15, 1
    ),
    Fault("laws", CLAUSE, "law('civil-code')", "law('contract-law-1999')", "repealed-law", 15, 1),
    Fault("laws", CLAUSE, "cites: [civil-code]", "cites: []", "uncited-law", 10, 12),
    Fault("laws", CLAUSE, "依{{ law('civil-code') }}", "按章", "uncited-law", 10, 12),
    Fault("sources", CLAUSE, "wuye-default", "wuye-defalt", "unknown-source", 9, 13),
    Fault("sources", KPI, "wuye-default", "law:civil-cod", "unknown-source", 13, 13),
    Fault("sources", POST, "source: wuye-default", "source: nobody", "unknown-source", 13, 17),
    Fault("sources", COST, "wuye-default", "nobody", "unknown-source", 12, 13),
    Fault("sources", CITY, "wuye-default", "nobody", "unknown-source", 9, 63),
    Fault("tables", CLAUSE, "依{{", "[[table: staf]]\n      依{{", "unknown-table", 15, 1),
    Fault("posts", POST, "pool: guard", "pool: gard", "unknown-pool", 6, 11),
    Fault("posts", POST, "of: [cleaner]", "of: [clener]", "unknown-post", 11, 9),
    Fault("posts", COST, "office_per_month", "office_per_moth", "unknown-parameter", 10, 17),
    Fault("posts", CHAIN, "management_fee_rate", "management_fee", "unknown-parameter", 9, 37),
    Fault("outline-conditions", PLAN, "一, t", "一, when: a >, t", "bad-expression", 8, 22),
    Fault("outline-conditions", PLAN, "一, t", "一, when: facts.lift, t", "unknown-name", 8, 22),
    Fault("includes", PLAN, "topics: [cleaning-tools]", "include: bidd", "unknown-document", 8, 25),
    Fault(
        "includes",
        PLAN,
        "topics: [cleaning-tools]",
        "include: planted-plan",
        "circular-include",
        8,
        25,
    ),
    Fault(
        "checklist-topics", CHECKLIST, "[cleaning-tools]", "[cleaning-tool]", "unknown-topic", 8, 18
    ),
    Fault("unanswered", CHECKLIST, "[机具]", "[绝无此词]", "unanswered-point", 6, 9),
    Fault(
        "unanswered",
        ELEMENT,
        "      - cleaning-tools\n      - cleaning-fixed",
        "      - planted-topic",
        "unanswered-point",
        3,
        9,
    ),
    Fault("empty-topics", PLAN, "[cleaning-tools]", "[planted-topic]", "empty-topic", 2, 5),
    Fault("figures", CLAUSE, "按计划保洁", "按计划保洁3次", "figure-in-prose", 14, 1),
    Fault("figures", CLAUSE, "有误的条款", "第2条", "figure-in-prose", 5, 12),
    Fault(
        "figures",
        CLAUSE,
        "执行。",
        "执行\n\n      | 甲 |\n      |---|\n      | ５ |",
        "figure-in-prose",
        19,
        1,
    ),
    Fault(
        "joined-lines",
        CLAUSE,
        "执行。",
        "执行。\n      1. {% if facts.lifts %}甲。{% endif %}\n      2. 乙。",
        "joined-line",
        16,
        1,
    ),
    Fault("numerals", CLAUSE, "按计划保洁", "派两人保洁", "numeral-in-prose", 14, 1),
    Fault("numerals", CLAUSE, "按计划保洁", "每季度检查一次", "numeral-in-prose", 14, 1),
    Fault("words", CLAUSE, "保洁。", "提供一流保洁。", "banned-word", 14, 1),
    Fault(
        "words",
        CLAUSE,
        "执行。",
        "{% if facts.lifts %}\n      电梯\n      {% endif %}\n      零距离",
        "banned-word",
        18,
        1,
    ),
    Fault("words", CLAUSE, "执行。", "执行癿。", "garbled-text", 15, 1),
    Fault("punctuation", CLAUSE, "执行。", "执行,", "half-width-punctuation", 15, 1),
    Fault("word-rules", WORDS, "sample: 老东家", "sample: 东家", "bad-pattern", 4, 12),
    Fault("kpi-shadows", RATE, "某比例", "房屋完好率", "kpi-shadowed", 10, 13),
    Fault(
        "stewardship",
        CLAUSE,
        "reviewed: 2026-11-20",
        "reviewed: 2025-11-19",
        "overdue-clause",
        12,
        15,
    ),
    Fault(
        "stewardship",
        CLAUSE,
        "reviewed: 2026-11-20",
        "review_months: 1\n    reviewed: 2026-10-19",
        "overdue-clause",
        13,
        15,
    ),
    Fault("parameters", CLAUSE, "每{{ p.days }}", "每日", "unused-parameter", 9, 13),
    Fault("overdue", CITY, "review_by: 2027-06-30", "review_by: 2026-11-19", "overdue-value", 9, 9),
    Fault("kpis", KPI, "5: 98", "5: 95", "kpi-inversion", 9, 13),
    Fault("scheme-items", SCHEME, "乙: 2", "丙: 2", "unknown-grade", 15, 13),
    Fault("scheme-items", SCHEME, "[lobby_mop]", "[lobby_mopp]", "unknown-task", 16, 12),
    Fault(
        "scheme-items",
        SCHEME,
        "assumption\n    source: wuye",
        "assumption\n    source: wuge",
        "unknown-source",
        18,
        13,
    ),
    Fault("scheme-inversions", SCHEME, "乙: 2", "乙: 0.5", "scheme-inversion", 15, 13),
    Fault(
        "scheme-inversions",
        SCHEME,
        "    tag:",
        "    published_inversion: true\n    tag:",
        "scheme-inversion",
        15,
        13,
    ),
]
TESTED_ELSEWHERE = {
    *("shifts", "people", "people-sources", "people-bases", "inversions"),
    *("drawings", "zones", "shapes", "shared-runs"),
}
"""Checks whose tests lie beside those of the rules, of drawings, or in a file of their own."""
TOPIC = "kind: topics\ntopics:\n  - {id: planted-topic, title: 无条款的主题, group: cleaning}\n"
