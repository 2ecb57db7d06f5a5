"""What a budget buys and what a target price takes, as tables and JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator.model.estimate import Operand
from generator.model.knowledge import Weights
from generator.model.values import DEPARTMENT_TITLES
from generator.reports.estimate import Sheet
from generator.reports.figures import money, plain
from generator.reports.ranges import mark
from generator.scenarios.fitting import Chosen, Fit
from generator.scenarios.grounds import not_below_cost, taxes_of
from generator.scenarios.offering import Offer
from generator.scenarios.table import is_free

FLOOR_TITLES = {
    "law": "法定底线",
    "tender": "招标文件固定",
    "client": "委托方固定",
    "grade": "指定的最低等级",
}


def fit_sheets(found: Fit, weights: Weights) -> list[Sheet]:
    """Return the tables of a fit: the grades chosen, else why no grades fit."""
    sheets = []
    chosen = found.chosen or found.least
    if chosen is not None:
        what = "预算内可达到的等级" if found.chosen else "保住全部底线的最低配置（超出预算）"
        sheets += [_grades(found, chosen, weights, what), _budget(found, chosen)]
    if found.broken:
        messages = tuple((message,) for message in found.broken)
        sheets.append(Sheet("任何等级都不能满足的底线", ("说明",), (False,), messages))
    if found.floors:
        rows = tuple((FLOOR_TITLES[f.kind], f.title, money(f.saves)) for f in found.floors)
        header = ("类别", "底线", "去除后年报价减少（元）")
        sheets.append(
            Sheet("托住价格的底线（互有重叠，不可相加）", header, (False, False, True), rows)
        )
    return sheets


def fit_json(found: Fit, weights: Weights) -> dict[str, Any]:
    """Return a fit as data; money is yuan a year, as decimal strings."""
    return {
        "feasible": found.chosen is not None,
        "budget": money(found.budget),
        "limit": money(found.limit),
        "weights": {
            "tag": weights.tag,
            "modules": {k: plain(v) for k, v in weights.modules.items()},
        },
        "chosen": _chosen(found.chosen),
        "least": _chosen(found.least),
        "shortfall": money(found.shortfall),
        "floors": [
            {"kind": f.kind, "id": f.id, "title": f.title, "saves": money(f.saves)}
            for f in found.floors
        ],
        "broken": list(found.broken),
        "saves_at_minimum_wage": _optional(found.saves_at_minimum_wage),
        "options": [
            {
                "lowest": table.label,
                "module": name,
                "grade": row.label,
                "level": row.level,
                "persons": plain(row.persons),
                "adds": money(row.adds),
                "supported": row.supported,
            }
            for table in found.tables
            for name, rows in table.rows.items()
            for row in rows
        ],
        "confirmed": found.confirmed,
        "complete": found.complete,
    }


def offer_sheets(found: Offer) -> list[Sheet]:
    """Return the tables of an offer: the result, what gave, the floor, points and grounds."""
    sheets = [_summary(found)] if found.estimate else []
    sheets += [_ladder(found), _given(found), _points(found), _grounds(found)]
    return [sheet for sheet in sheets if sheet.rows]


def offer_json(found: Offer) -> dict[str, Any]:
    """Return an offer as data; ``grounds`` feeds the statement 报价合理性说明."""
    made = found.estimate
    points = found.points
    return {
        "feasible": made is not None,
        "total": money(found.total),
        "ceiling": _optional(found.ceiling),
        "floor": money(found.floor),
        "own_price": money(found.own.price.annual),
        "reasons": list(found.reasons),
        "ladder": [{"id": s.id, "title": s.title, "price": money(s.price)} for s in found.ladder],
        "price": None if made is None else money(made.price.annual),
        "taxes": None if made is None else money(taxes_of(made)),
        "cost": None if made is None else money(made.cost.annual),
        "margin": _optional(found.margin),
        "profit": _optional(found.profit),
        "lines": []
        if made is None
        else [
            {"id": line.id, "title": line.title, "annual": money(line.annual)}
            for line in made.price.quote_lines
        ],
        "given": [
            {
                "id": g.id,
                "title": g.title,
                "unit": g.unit,
                "before": plain(g.before),
                "after": plain(g.after),
                "gives": money(g.gives),
            }
            for g in found.given
        ],
        "price_points": None
        if points is None
        else {
            "full": plain(points.full),
            "formula": points.formula,
            "deduction_rate": plain(points.deduction_rate),
            "evaluated": money(points.evaluated),
            "scores": [
                {"lowest": money(s.lowest), "points": plain(s.points)} for s in points.scores
            ],
        },
        "not_below_cost": bool(found.grounds) and not_below_cost(found.grounds),
        "grounds": [
            {
                "id": g.id,
                "claim": g.claim,
                "holds": g.holds,
                "note": g.note,
                "figures": [_figure(o) for o in g.figures],
            }
            for g in found.grounds
        ],
        "settings": list(found.settings),
        "repeatable": found.repeatable,
        "checks": [] if made is None else [c.model_dump(mode="json") for c in made.checks],
    }


def _grades(found: Fit, chosen: Chosen, weights: Weights, title: str) -> Sheet:
    table = next(t for t in found.tables if t.label == chosen.overall)
    rows = []
    for name, label in chosen.grades.items():
        priced = table.rows[name]
        row = next(r for r in priced if r.label == label)
        note = "各档价格相同，等级不由预算决定，不宜据此承诺更高等级" if is_free(priced) else ""
        if not row.supported:
            note = "固定岗位人数少于该等级的规则测算"
        persons = chosen.estimate.headcount.by_department.get(name, Decimal(0))
        weight = plain(weights.modules.get(name, Decimal(1)))
        rows.append((DEPARTMENT_TITLES[name], weight, label, str(row.level), plain(persons), note))
    rows.append(("全项目", "", chosen.overall, "", plain(chosen.estimate.headcount.total), ""))
    header = ("服务线", "权重", "等级", "档次", "人数", "说明")
    title += mark(chosen.estimate.headcount)
    return Sheet(title, header, (False, True, False, True, True, False), tuple(rows))


def _budget(found: Fit, chosen: Chosen) -> Sheet:
    rows = [("预算", money(found.budget))]
    if found.limit != found.budget:
        rows.append(("招标文件最高限价（从低执行）", money(found.limit)))
    rows.append(("年报价", money(chosen.price)))
    if found.chosen is not None:
        rows.append(("预算结余", money(found.limit - chosen.price)))
    else:
        rows.append(("缺口", money(found.shortfall)))
        if found.saves_at_minimum_wage is not None:
            rows.append(("工资全部降至最低工资标准可减少", money(found.saves_at_minimum_wage)))
    rows.append(("加权档次合计", plain(chosen.value)))
    return Sheet("预算（元/年）", ("项目", "金额"), (False, True), tuple(rows))


def _chosen(chosen: Chosen | None) -> dict[str, Any] | None:
    if chosen is None:
        return None
    return {
        "overall": chosen.overall,
        "grades": dict(chosen.grades),
        "levels": dict(chosen.levels),
        "value": plain(chosen.value),
        "price": money(chosen.price),
        "persons": plain(chosen.estimate.headcount.total),
        "checks": [check.model_dump(mode="json") for check in chosen.estimate.checks],
    }


def _ladder(found: Offer) -> Sheet:
    rows = tuple((s.title, money(s.price), money(s.price - found.total)) for s in found.ladder)
    header = ("逐项让到底线后", "年报价（元）", "与目标相差（元）")
    return Sheet("底价推算", header, (False, True, True), rows)


def _given(found: Offer) -> Sheet:
    rows = tuple(
        (g.title, f"{plain(g.before)} {g.unit}", f"{plain(g.after)} {g.unit}", money(g.gives))
        for g in found.given
        if g.changed
    )
    header = ("让价项", "原值", "现值", "让出金额（元/年）")
    return Sheet("让价构成（不含相应税金）", header, (False, True, True, True), rows)


def _points(found: Offer) -> Sheet:
    points = found.points
    if points is None:
        return Sheet("价格分", ("", ""), (True, True), ())
    header = (f"假设的{points.reference}（元）", "本项目得分")
    title = (
        f"价格分（满分 {plain(points.full)}，评审价 {money(points.evaluated)} 元，"
        f"价格扣除 {plain(points.deduction_rate)}%）"
    )
    rows = tuple((money(s.lowest), plain(s.points)) for s in points.scores)
    return Sheet(title, header, (True, True), rows)


def _grounds(found: Offer) -> Sheet:
    rows = tuple(
        (g.claim, "成立" if g.holds else "不成立", _figures(g.figures), g.note)
        for g in found.grounds
    )
    header = ("理由", "结论", "数据", "说明")
    return Sheet("报价不低于成本的理由", header, (False,) * 4, rows)


def _summary(found: Offer) -> Sheet:
    made = found.estimate
    assert made is not None and found.margin is not None and found.profit is not None
    rows = [
        ("目标总价", money(found.total)),
        ("测算价", money(found.own.price.annual)),
        ("税金", money(taxes_of(made))),
        ("成本", money(made.cost.annual)),
        ("管理费、不可预见费与利润", money(found.margin)),
        ("其中利润", money(found.profit)),
        ("利润占报价", f"{found.profit_share:.2f}%"),
    ]
    rows.append(("不低于成本", "是" if not_below_cost(found.grounds) else "否，见理由表"))
    rows += [(f"分项：{part.title}", money(part.annual)) for part in made.price.parts[:9]]
    return Sheet(
        f"报价结果（元/年）{mark(made.headcount)}", ("项目", "金额"), (False, True), tuple(rows)
    )


def _figures(figures: tuple[Operand, ...]) -> str:
    return "；".join(f"{o.name} {_value(o)}{o.unit}" for o in figures)


def _figure(operand: Operand) -> dict[str, Any]:
    return {
        "name": operand.name,
        "value": _value(operand),
        "unit": operand.unit,
        "ref": operand.ref,
        "source": operand.source,
        "tag": operand.tag,
    }


def _value(operand: Operand) -> str:
    if not isinstance(operand.value, Decimal):
        return operand.value
    return money(operand.value) if operand.unit == "元/年" else plain(operand.value)


def _optional(value: Decimal | None) -> str | None:
    return None if value is None else money(value)
