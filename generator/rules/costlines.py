"""The cost lines of the knowledge base: quantity × price × times, spread, or a share of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from generator.errors import InputError, Problem
from generator.model.estimate import CostEntry, Operand, Trace
from generator.model.knowledge import CostLine
from generator.model.values import Sourced
from generator.rules.basis import Basis, applies, quantity
from generator.rules.counting import OWN_SOURCE
from generator.rules.formulas import FORMULAS, formula_name
from generator.rules.oncosts import part_of
from generator.rules.wages import parameter_operand

ROUNDING_TITLES = {"half_up": "四舍五入", "down": "截尾", "up": "进位"}


def ordered_lines(basis: Basis) -> list[CostLine]:
    """Return the cost lines by id, each after the lines that it is a share of.

    Raises ``InputError`` for lines that are a share of each other.
    """
    lines = basis.kb.costs
    placed: dict[str, CostLine] = {}

    def place(name: str, asking: tuple[str, ...]) -> None:
        if name in placed:
            return
        if name in asking:
            message = f"费用项互为计提基数：{'、'.join(asking)}"
            raise InputError([Problem(basis.kb.place("costs", name), "circular-base", message)])
        for other in lines[name].base:
            if other in lines:
                place(other, (*asking, name))
        placed[name] = lines[name]

    for name in sorted(lines):
        place(name, ())
    return list(placed.values())


def line_entry(
    basis: Basis, line: CostLine, names: Mapping[str, Any], entries: Iterable[CostEntry]
) -> CostEntry | None:
    """Return a line's cost a year, or None where it does not apply.

    ``entries`` are the costs known so far, of which the line may be a share.
    """
    service = basis.case.profile.service
    own = basis.case.profile.costs.get(line.id)
    if own is not None:
        return _given(basis, line, own)
    if line.unless_buyer_pays in service.buyer_pays or line.department not in service.modules:
        return None
    place = basis.kb.place("costs", line.id)
    if not applies(line.when, names, place) or is_absent(basis, line.unit_price, line.optional):
        return None
    price = basis.parameters.get(line.unit_price)
    if line.base:
        base = sum(_base_amounts(basis, line, entries), Decimal("0.00"))
        ref = "+".join(_base_ref(basis, name) for name in line.base)
        share = Operand(name="计提基数", value=base, unit="元", ref=ref)
        return _entry(basis, line, "cost_share", (share, parameter_operand(price)), "")
    amount = quantity(line.quantity, names, place)
    operands = (
        Operand(name="数量", value=amount, unit=line.quantity_unit, ref=line.quantity),
        parameter_operand(price),
        Operand(name="年次数", value=line.times_per_year, unit="次")
        if line.times is None
        else parameter_operand(basis.parameters.get(line.times)),
    )
    if line.over_years is None:
        return _entry(basis, line, "cost_line", operands, "")
    years = basis.parameters.get(line.over_years)
    if years.number <= 0:
        message = f"{line.title}的摊销年数 {line.over_years} 为 {years.number}，不能作除数"
        raise InputError([Problem(place, "bad-operand", message, "摊销年数应大于零")])
    return _entry(basis, line, "cost_spread", (*operands, parameter_operand(years)), "")


def is_absent(basis: Basis, parameter: str, optional: bool) -> bool:
    """Return whether an optional figure has no value, or nil, so that it is left out."""
    if not optional:
        return False
    found = basis.parameters.find(parameter)
    return found is None or not found.number


def _base_amounts(basis: Basis, line: CostLine, entries: Iterable[CostEntry]) -> Iterator[Decimal]:
    known = list(entries)
    for name in line.base:
        if name in basis.kb.costs:
            yield from (entry.annual for entry in known if entry.id == name)
            continue
        found = [e.annual for e in known if "." in e.id and e.id.rpartition(".")[2] == name]
        if not found and any("." in entry.id for entry in known):
            place = basis.kb.place("costs", line.id)
            message = f"费用项“{line.title}”的计提基数 {name} 既不是费用项，也不是人员费用的组成"
            raise InputError([Problem(place, "unknown-base", message)])
        yield from found


def _base_ref(basis: Basis, name: str) -> str:
    return f"costs.{name}" if name in basis.kb.costs else f"payroll.{name}"


def _given(basis: Basis, line: CostLine, own: Sourced) -> CostEntry:
    """A cost that the profile states as a sum a year."""
    source = own.source or own.note or OWN_SOURCE
    operand = Operand(
        name="本项目年费用", value=own.value, unit="元/年", source=source, tag=own.tag
    )
    return _entry(basis, line, "given", (operand,), own.note or own.source or "项目档案设定")


def _entry(
    basis: Basis, line: CostLine, formula: str, operands: tuple[Operand, ...], override: str
) -> CostEntry:
    last = operands[0] if override else operands[1]
    rounding = "四舍五入到0.01元"
    if line.rounding is not None:
        mode, to = line.rounding.mode, line.rounding.to
        formula = formula_name(formula, mode)
        rounding = f"{ROUNDING_TITLES[mode]}到{to}元" if mode in ROUNDING_TITLES else "不取整"
        operands = (*operands, Operand(name="取整到", value=to, unit="元"))
    return CostEntry(
        id=line.id,
        name=line.title,
        cost_item=line.cost_item,
        department=line.department,
        price_part=part_of(basis, (line.id, line.department), line.price_part),
        annual=FORMULAS[formula].compute(*(operand.value for operand in operands)),
        source=last.source or line.source,
        tag=last.tag or line.tag,
        trace=Trace(
            rule=f"costs.{line.id}",
            method=formula,
            operands=operands,
            rounding=rounding,
            layer=basis.kb.layer("costs", line.id),
            override=override,
        ),
    )
