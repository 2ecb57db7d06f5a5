"""The verdict on a pool in words: the sums, the proof, the ways out."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from generator.roster.arithmetic import Arithmetic
from generator.roster.plan import PoolPlan, RosterPlan
from generator.roster.task import HOUR, Window

STATES = {"feasible": "可行", "infeasible": "不可行", "undecided": "未能判定"}
WAYS_OUT = "增加轮换人员；减少岗位或值守时间；改用其他班制；固定人数的，向采购人提问澄清或依法兼岗"


def plain(value: Decimal) -> str:
    """Write hours with at most two decimals and without trailing zeros."""
    text = f"{value.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def clock(minutes: int) -> str:
    """Write minutes since midnight as HH:MM."""
    return f"{minutes // HOUR % 24:02d}:{minutes % HOUR:02d}"


def span(window: Window) -> str:
    """Write the time of a shift; one that ends on the next day says so."""
    next_day = "次日" if window.end > 24 * HOUR else ""
    end = "24:00" if window.end == 24 * HOUR else clock(window.end)
    return f"{clock(window.start)}—{next_day}{end}"


def sums(plan: PoolPlan) -> str:
    """Return the arithmetic: hours to cover, hours lawful, persons at least."""
    a = plan.arithmetic
    weekly = "，另受平均每周工时规则限制" if _week_binds(a) else ""
    return (
        f"{plan.task.month.title}需值守 {plain(a.hours)} 小时（{a.shifts} 班）；"
        f"每人最多 {plain(a.lawful_hours)} 小时"
        f"（标准 {plain(a.standard_hours)}，加班上限 {plain(a.overtime_limit)}{weekly}），"
        f"按整班和轮休为 {a.most_shifts} 班 {plain(a.whole_shift_hours)} 小时；"
        f"同日最多 {a.most_at_once} 班；算术下限 {a.needed} 人"
    )


def verdict(plan: PoolPlan) -> str:
    """Return the verdict in one sentence."""
    people = f"{plan.task.persons} 人"
    if plan.outcome == "feasible":
        return f"{people}可行，附排班表；" + _least(plan)
    if plan.outcome == "undecided":
        return f"{people}能否排班在计算限度内未能判定；" + _enough(plan)
    return f"{people}不可行：" + _proof(plan) + "；" + _enough(plan) + _otherwise(plan)


def errors(plan: RosterPlan) -> list[str]:
    """Return a line for every pool that cannot be manned or has a shift that is too long."""
    lines = []
    for pool in plan.pools:
        lines += [problem.line() for problem in pool.problems]
        if pool.outcome != "feasible":
            code = f"roster-{pool.outcome}"
            lines.append(
                f"pools.{pool.task.id}: {code} {pool.task.title}：{verdict(pool)}。可选：{WAYS_OUT}"
            )
    return lines


def _week_binds(sums: Arithmetic) -> bool:
    return sums.standard_hours + sums.overtime_limit - sums.lawful_hours > Decimal("0.01")


def _proof(plan: PoolPlan) -> str:
    a = plan.arithmetic
    if plan.proof == "search":
        return "工时虽够，求解器证明没有任何排法满足全部规则"
    text = f"算术下限 {a.needed} 人，缺 {a.short} 人"
    if a.hours_short:
        text += f"（缺 {plain(a.hours_short)} 小时）"
    return text


def _least(plan: PoolPlan) -> str:
    if plan.needed is not None and plan.proved:
        return f"最少 {plan.needed} 人，已证明"
    return f"算术下限 {plan.arithmetic.needed} 人，更少的人数是否可行未判定"


def _enough(plan: PoolPlan) -> str:
    if plan.needed is None:
        return "未找到可行的人数"
    proved = "，且已证明为最少" if plan.proved else ""
    return f"{plan.needed} 人可行{proved}，缺 {plan.short} 人"


def _otherwise(plan: PoolPlan) -> str:
    if not plan.lawful_otherwise:
        return ""
    return "；仅按法定底线（不计企业休息规则）现有人数可以排出，须由企业决定"
