"""``wuye explain``: how one figure came about, in Chinese lines, from its trace alone."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from generator.errors import fail
from generator.model.case import Case
from generator.model.estimate import Estimate, Operand, Trace
from generator.model.knowledge_base import KnowledgeBase
from generator.model.values import DEPARTMENT_TITLES, TAG_TITLES, Tag
from generator.parameters import Parameters
from generator.reports.figures import money, plain
from generator.reports.ranges import explain_cause, explain_range
from generator.rules.formulas import FORMULAS

METHOD_TITLES = {
    "per_area": "按面积配比：面积 ÷ 人均面积",
    "per_unit": "按数量配比：数量 ÷ 人均数量",
    "tiered": "分段配比：各段数量 ÷ 该段人均数量，逐段相加",
    "workload": "按任务工时：数量 × 次数 × 单位耗时 ÷ 60 ÷ 人均可用工时",
    "productivity": "按分区劳效：面积或数量 ÷ 每人数量",
    "relief": "设名顶岗：各班人数 ÷ 每几人设一名",
    "floor": "法定或规范下限",
    "coverage": "按岗位值守：岗位数 × 每日小时 × 每年天数 ÷ 人均可用工时",
    "span": "按管理幅度：所管人数 ÷ 管理幅度",
    "fixed": "定员",
    "formula": "按公式",
    "required": "人数已由招标文件、委托方或本项目设定",
    "override": "本项目设定",
    "pool": "轮换池合并计算",
    "table_row": "报价表的行按公式取数",
}
COMPARATORS = {">=": "不低于", "<=": "不超过", "==": "等于"}


def explain(estimate: Estimate, kb: KnowledgeBase, case: Case, target: str) -> list[str]:
    """Return how a figure came about, line by line.

    The target is a post, pool, the range or one of its causes, cost line, cost item, price step,
    row of the buyer's table, KPI, clause or parameter.
    Raises ``InputError`` with ``unknown-target`` and the nearest names.
    """
    known = _targets(estimate, kb, case)
    if target not in known:
        close = difflib.get_close_matches(target, list(known), 3, 0.5)
        hint = "是否想写 " + "、".join(close) if close else "可用 wuye kb list 查看编号"
        raise fail("unknown-target", f"没有可说明的对象 {target}", hint)
    return list(known[target]())


def _targets(
    estimate: Estimate, kb: KnowledgeBase, case: Case
) -> dict[str, Callable[[], Iterator[str]]]:
    """Every name that can be explained; the earlier kind wins where two share a name."""
    parameters = Parameters(kb, case)
    causes = {part.id: part for part in estimate.headcount.range.contributions}
    kinds: tuple[tuple[Iterable[str], Callable[[str], Iterator[str]]], ...] = (
        ([p.id for p in estimate.headcount.posts], lambda n: _post(estimate, kb, n)),
        ([p.id for p in estimate.headcount.pools], lambda n: _pool(estimate, kb, n)),
        ([c.id for c in estimate.cost.items], lambda n: _cost(estimate, kb, n)),
        ([c.id for c in estimate.cost.by_item], lambda n: _cost_item(estimate, n)),
        ([s.id for s in estimate.price.chain], lambda n: _step(estimate, kb, n)),
        ([f"price.table.{r.id}" for r in estimate.price.table], lambda n: _row(estimate, kb, n)),
        ([r.id for r in estimate.price.table], lambda n: _row(estimate, kb, n)),
        (("range", "headcount.range"), lambda _: explain_range(estimate.headcount)),
        (causes, lambda n: explain_cause(causes[n])),
        (kb.kpis, lambda n: _kpi(estimate, kb, n)),
        (kb.clauses, lambda n: _clause(kb, n)),
        (parameters.names(), lambda n: _parameter(kb, case, n)),
        (kb.posts, lambda n: _unused_post(estimate, kb, n)),
    )
    known: dict[str, Callable[[], Iterator[str]]] = {}
    for names, describe in kinds:
        for name in names:
            known.setdefault(name, _bound(describe, name))
    return known


def _bound(describe: Callable[[str], Iterator[str]], name: str) -> Callable[[], Iterator[str]]:
    return lambda: describe(name)


# --- people -----------------------------------------------------------------------------------


def _post(estimate: Estimate, kb: KnowledgeBase, name: str) -> Iterator[str]:
    line = next(post for post in estimate.headcount.posts if post.id == name)
    yield f"{line.title}（{DEPARTMENT_TITLES[line.department]}）：{plain(line.persons)} 人"
    yield (
        f"岗位数 {plain(line.positions)}，每日 {plain(line.hours_per_day)} 小时，"
        f"每年 {plain(line.days_per_year)} 天，班制：{line.shift}"
    )
    if line.persons != line.rules_persons:
        yield f"规则测算为 {plain(line.rules_persons)} 人"
    if line.low != line.high:
        yield f"区间 {plain(line.low)}—{plain(line.high)} 人"
    if line.overtime_hours_per_month:
        yield f"人均每月加班 {plain(line.overtime_hours_per_month)} 小时"
    yield from _trace(kb, line.trace)
    note = _note(kb, line.post, line.trace.rule)
    if note:
        yield f"说明：{note}"
    yield _source(kb, line.source, line.tag)


def _pool(estimate: Estimate, kb: KnowledgeBase, name: str) -> Iterator[str]:
    pool = next(pool for pool in estimate.headcount.pools if pool.id == name)
    titles = {line.id: line.title for line in estimate.headcount.posts}
    members = "、".join(titles[post] for post in pool.posts if post in titles)
    yield f"轮换池“{pool.title}”：{plain(pool.persons)} 人，包括{members}"
    if pool.certificate:
        yield f"共同证书：{pool.certificate}"
    if pool.persons != pool.rules_persons:
        yield f"规则测算为 {plain(pool.rules_persons)} 人"
    if pool.annual_hours:
        yield (
            f"全年值守 {plain(pool.annual_hours)} 小时，其中法定节假日 "
            f"{plain(pool.holiday_hours)} 小时；人均每月加班 "
            f"{plain(pool.overtime_hours_per_month)} 小时"
        )
    yield from _trace(kb, pool.trace)


def _unused_post(estimate: Estimate, kb: KnowledgeBase, name: str) -> Iterator[str]:
    post = kb.posts[name]
    yield f"{post.title}：本项目未设（0 人）"
    for finding in estimate.checks:
        if finding.where == f"posts.{name}":
            yield finding.message
    for index, rule in enumerate(post.rules):
        condition = f"，条件 {rule.when}" if rule.when else ""
        types = f"，类型 {'、'.join(rule.types)}" if rule.types else ""
        yield f"规则 {index}：{METHOD_TITLES[rule.count.method]}{types}{condition}"
        yield _source(kb, rule.source, rule.tag)
    if not post.rules:
        yield "该岗位没有计数规则，只在招标文件、委托方或项目档案要求时设置"


def _note(kb: KnowledgeBase, post: str, rule: str) -> str:
    index = rule.rpartition(".")[2]
    if not index.isdigit():
        return ""
    rules = kb.posts[post].rules if post in kb.posts else ()
    return rules[int(index)].note or "" if int(index) < len(rules) else ""


# --- money ------------------------------------------------------------------------------------


def _cost(estimate: Estimate, kb: KnowledgeBase, name: str) -> Iterator[str]:
    entry = next(entry for entry in estimate.cost.items if entry.id == name)
    item = next(t.title for t in estimate.cost.by_item if t.id == entry.cost_item)
    department = DEPARTMENT_TITLES[entry.department]
    yield f"{entry.name}：{money(entry.annual)} 元/年（{item}，{department}）"
    yield from _trace(kb, entry.trace)
    yield _source(kb, entry.source, entry.tag)


def _cost_item(estimate: Estimate, name: str) -> Iterator[str]:
    total = next(total for total in estimate.cost.by_item if total.id == name)
    yield f"{total.title}：{money(total.annual)} 元/年，由下列各项相加"
    for entry in estimate.cost.items:
        if entry.cost_item == name:
            yield f"  {entry.id}  {entry.name}：{money(entry.annual)} 元"


def _step(estimate: Estimate, kb: KnowledgeBase, name: str) -> Iterator[str]:
    step = next(step for step in estimate.price.chain if step.id == name)
    yield f"{step.name}：{money(step.amount)} 元/年（价格链：{estimate.price.chain_title}）"
    yield from _trace(kb, step.trace)


def _row(estimate: Estimate, kb: KnowledgeBase, name: str) -> Iterator[str]:
    """A row of the buyer's own table; by its id, or by its reference where ids collide."""
    wanted = name.removeprefix("price.table.")
    row = next(row for row in estimate.price.table if row.id == wanted)
    yield f"报价表“{estimate.price.table_title}”的行“{row.title}”：{money(row.annual)} 元/年"
    if row.quantity is not None and row.unit_price is not None:
        many, price = plain(row.quantity), plain(row.unit_price)
        yield f"{many} {row.unit} × {price} 元 × 每年 {plain(row.times)} 次"
    yield "计入合计" if row.in_total else "不计入合计"
    for stated, title in ((row.stated, "数额"), (row.stated_unit, "单价")):
        if stated is not None:
            yield f"已印{title}：{plain(stated)}"
    if row.trace is not None:
        yield f"公式：{row.trace.override}"
        yield from _trace(kb, row.trace.model_copy(update={"override": ""}))


# --- knowledge --------------------------------------------------------------------------------


def _kpi(estimate: Estimate, kb: KnowledgeBase, name: str) -> Iterator[str]:
    kpi = kb.kpis[name]
    value = kpi.values[estimate.level]
    target = f"{COMPARATORS[kpi.comparator]}{plain(value)}{kpi.unit}"
    yield f"{kpi.title}：{target}（档次 {estimate.level}）"
    yield f"定义：{kpi.definition}"
    yield f"计算方法：{kpi.formula}；统计周期：{kpi.frequency}"
    levels = "，".join(f"{level} 档 {plain(number)}" for level, number in kpi.values.items())
    yield f"各档取值：{levels}"
    if kpi.seed_value:
        yield f"源文本取值：{kpi.seed_value}"
    yield _source(kb, kpi.source, kpi.tag)
    yield f"出处：{kb.place('kpis', name)}，层：{kb.layer('kpis', name)}"


def _clause(kb: KnowledgeBase, name: str) -> Iterator[str]:
    clause = kb.clauses[name]
    yield f"条款“{clause.title}”（主题 {clause.topic}，{DEPARTMENT_TITLES[clause.module]}）"
    if clause.types:
        yield f"适用类型：{'、'.join(clause.types)}"
    if clause.levels:
        yield f"适用档次：{clause.levels[0]}—{clause.levels[1]}"
    if clause.when:
        yield f"条件：{clause.when}"
    for parameter, figure in clause.parameters.items():
        text = figure.value if figure.by_level is None else _by_level(figure.by_level)
        yield f"  {parameter} = {text} {figure.unit}；{_source(kb, figure.source, figure.tag)}"
    if clause.cites:
        yield f"引用：{'、'.join(clause.cites)}"
    yield f"责任人：{clause.owner}；复核日期：{clause.reviewed}"
    yield f"出处：{kb.place('clauses', name)}，层：{kb.layer('clauses', name)}"


def _by_level(values: dict[int, Decimal]) -> str:
    return "，".join(f"{level} 档 {plain(Decimal(value))}" for level, value in values.items())


def _parameter(kb: KnowledgeBase, case: Case, name: str) -> Iterator[str]:
    found = Parameters(kb, case).find(name)
    if found is None:
        yield f"参数 {name}：{case.as_of} 没有可用的取值"
    else:
        value = plain(found.value) if isinstance(found.value, Decimal) else found.value
        yield f"{found.title}：{value} {found.unit}（{case.as_of} 有效，取自 {found.layer}）"
        yield _source(kb, found.source, found.tag)
    for region in (case.profile.project.city, "national"):
        parameter = kb.regions[region].parameters.get(name)
        for dated in parameter.values if parameter else ():
            until = f" 至 {dated.until}（不含）" if dated.until else ""
            note = f"；{dated.note}" if dated.note else ""
            yield (
                f"  {kb.regions[region].title} 自 {dated.from_}{until}：{dated.value}"
                f"（{TAG_TITLES[dated.tag]}，{source_title(kb, dated.source)}）{note}"
            )


# --- traces -----------------------------------------------------------------------------------


def _trace(kb: KnowledgeBase, trace: Trace) -> Iterator[str]:
    if trace.method in FORMULAS:
        yield f"公式：{_formula(trace)}"
    else:
        yield f"方法：{METHOD_TITLES.get(trace.method, trace.method)}"
    for operand in trace.operands:
        yield "  " + _operand(kb, operand)
    if trace.rounding:
        yield f"取整：{trace.rounding}"
    if trace.rule:
        yield f"规则：{trace.rule}，层：{trace.layer}"
    if trace.override:
        yield f"本项目调整：{trace.override}"


def _formula(trace: Trace) -> str:
    """The formula with the operands' names in their places."""
    return FORMULAS[trace.method].excel.format(*(f"[{o.name}]" for o in trace.operands))


def _operand(kb: KnowledgeBase, operand: Operand) -> str:
    value = plain(operand.value) if isinstance(operand.value, Decimal) else operand.value
    text = f"{operand.name} = {value} {operand.unit}".rstrip()
    if operand.ref:
        text += f" [{operand.ref}]"
    if operand.source:
        text += f"；{source_title(kb, operand.source)}"
    if operand.tag:
        text += f"（{TAG_TITLES[operand.tag]}）"
    return text


def _source(kb: KnowledgeBase, source: str, tag: Tag) -> str:
    return f"来源：{source_title(kb, source)}（{TAG_TITLES[tag]}）"


def source_title(kb: KnowledgeBase, source: str) -> str:
    """A source as a person knows it: a statute, a bibliography entry, the tender, or own words."""
    if source.startswith("law:"):
        law = kb.laws.get(source.removeprefix("law:"))
        return f"《{law.title}》" if law else source
    if source in kb.sources:
        return kb.sources[source].title
    return {"tender": "招标文件", "profile": "项目档案"}.get(source, source)
