"""Price chains: ordered steps from cost to price, one chain for the whole or one per taxpayer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.errors import InputError, Problem
from generator.model.estimate import ChainAmount, Cost, Operand, Trace
from generator.model.knowledge import PriceChain, PriceStep
from generator.model.profile import Taxpayer
from generator.model.values import DEPARTMENT_TITLES, Department
from generator.rules.basis import Basis, MissingFactError, quantity
from generator.rules.costlines import ROUNDING_TITLES, is_absent
from generator.rules.formulas import FORMULAS, HUNDRED, formula_name
from generator.rules.methods import ZERO
from generator.rules.wages import parameter_operand

COST = "cost"
"""Name by which a price step takes the whole cost as base; cost items go by their own ids."""


@dataclass
class _Run:
    """A chain under way: amounts and references of the names that its steps may take as base."""

    basis: Basis
    chain: PriceChain
    names: Mapping[str, Any]
    known: dict[str, Decimal]
    refs: dict[str, str]


def chains_of(basis: Basis) -> list[tuple[Taxpayer | None, PriceChain]]:
    """Return the chains of a case with their taxpayers; one chain has none.

    Raises ``InputError`` for an unknown chain.
    """
    pricing = basis.case.profile.pricing
    if not pricing.taxpayers:
        return [(None, _chain(basis, pricing.chain, "pricing.chain"))]
    return [
        (taxpayer, _chain(basis, taxpayer.chain, f"pricing.taxpayers.{index}.chain"))
        for index, taxpayer in enumerate(pricing.taxpayers)
    ]


def run_chains(basis: Basis, cost: Cost, names: Mapping[str, Any]) -> list[ChainAmount]:
    """Return the steps of every chain, each over the cost of its own lines of service.

    Raises ``InputError`` where a line of service has no taxpayer, or a chain that is not for it.
    """
    chains = chains_of(basis)
    served = {name for taxpayer, _ in chains if taxpayer for name in taxpayer.departments}
    if chains[0][0] is not None:
        without = [d for d, amount in cost.by_department.items() if amount and d not in served]
        if without:
            raise _refused(
                basis, "taxpayer-missing", without, "没有纳税人", "在 pricing.taxpayers 中加上"
            )
    steps: list[ChainAmount] = []
    for taxpayer, chain in chains:
        own = None if taxpayer is None else taxpayer.departments
        _check_departments(basis, chain, cost, own)
        if taxpayer is None:
            steps += run_chain(basis, chain, cost, names)
        else:
            steps += _taxpayer_steps(basis, taxpayer, chain, cost, names)
    return steps


def run_chain(
    basis: Basis, chain: PriceChain, cost: Cost, names: Mapping[str, Any] | None = None
) -> list[ChainAmount]:
    """Return every step with its base and amount, each rounded as it says (0.01 by default)."""
    known = {COST: cost.annual} | {total.id: total.annual for total in cost.by_item}
    return list(_steps(_Run(basis, chain, names or {}, known, {name: name for name in known})))


def _taxpayer_steps(
    basis: Basis, taxpayer: Taxpayer, chain: PriceChain, cost: Cost, names: Mapping[str, Any]
) -> Iterator[ChainAmount]:
    entries = [entry for entry in cost.items if entry.department in taxpayer.departments]
    known = {COST: sum((entry.annual for entry in entries), Decimal("0.00"))}
    refs = {COST: "+".join(f"departments.{name}" for name in taxpayer.departments)}
    for total in cost.by_item:
        own = (entry.annual for entry in entries if entry.cost_item == total.id)
        known[total.id] = sum(own, Decimal("0.00"))
        refs[total.id] = "+".join(f"departments.{name}.{total.id}" for name in taxpayer.departments)
    run = _Run(basis, chain, names, known, refs)
    for step in _steps(run, f"{taxpayer.id}_"):
        yield step.model_copy(update={"name": f"{step.name}（{taxpayer.title}）"})


def _steps(run: _Run, prefix: str = "") -> Iterator[ChainAmount]:
    for step in run.chain.steps:
        asked = (*step.base, *filter(None, (step.at_most,)))
        unknown = [name for name in asked if name not in run.known]
        if unknown:
            message = (
                f"价格链“{run.chain.title}”的步骤“{step.title}”引用了未知基数 {'、'.join(unknown)}"
            )
            place = run.basis.kb.place("chains", run.chain.id)
            raise InputError(
                [Problem(place, "unknown-base", message, "只能引用前面的步骤或成本项")]
            )
        needed = (step.rate or step.amount or "", *filter(None, (step.months,)))
        if any(is_absent(run.basis, name, step.optional) for name in needed):
            run.known[step.id] = ZERO
            run.refs[step.id] = ""
            continue
        computed = _step(run, step, f"{prefix}{step.id}")
        run.known[step.id] = computed.amount
        run.refs[step.id] = computed.id
        yield computed


def _step(run: _Run, step: PriceStep, name: str) -> ChainAmount:
    base = sum((run.known[each] for each in step.base), ZERO)
    ref = "+".join(filter(None, (run.refs[each] for each in step.base)))
    rate = None
    if step.round_to is not None:
        formula = "step_rounding"
        operands = [
            Operand(name="基数", value=base, unit="元", ref=ref),
            Operand(name="取整到", value=step.round_to, unit="元"),
        ]
    elif step.amount is not None:
        formula, operands = _stated(run, step)
        base = Decimal(operands[0].value)
    else:
        formula, operands = _rated(run, step, Operand(name="基数", value=base, unit="元", ref=ref))
        rate = operands[1].value
    rounding = "四舍五入到0.01元"
    mode = None
    if step.rounding is not None and step.round_to is None:
        mode, to = step.rounding.mode, step.rounding.to
        operands.append(Operand(name="取整到", value=to, unit="元"))
        rounding = f"{ROUNDING_TITLES[mode]}到{to}元" if mode in ROUNDING_TITLES else "不取整"
    formula = formula_name(formula, mode, deduct=step.deduct)
    return ChainAmount(
        id=name,
        name=step.title,
        rate=rate if isinstance(rate, Decimal) else None,
        base=base,
        amount=FORMULAS[formula].compute(*(operand.value for operand in operands)),
        group=step.group,
        trace=Trace(
            rule=f"chains.{run.chain.id}.{step.id}",
            method=formula,
            operands=tuple(operands),
            rounding=rounding,
            layer=run.basis.kb.layer("chains", run.chain.id),
        ),
    )


def _stated(run: _Run, step: PriceStep) -> tuple[str, list[Operand]]:
    """A step that is a stated sum: quantity × yuan."""
    assert step.amount is not None
    place = run.basis.kb.place("chains", run.chain.id)
    try:
        many = quantity(step.quantity, run.names, place)
    except MissingFactError as missing:
        message = f"价格链步骤“{step.title}”的数量缺少数据“{missing.titles()}”"
        raise InputError([Problem(place, "missing-fact", message)]) from None
    operands = [
        Operand(name="数量", value=many, ref=step.quantity),
        parameter_operand(run.basis.parameters.get(step.amount)),
    ]
    return "step_amount", operands


def _rated(run: _Run, step: PriceStep, base: Operand) -> tuple[str, list[Operand]]:
    """A step at a rate: of its base, of the price that results, or inside the base."""
    assert step.rate is not None
    rate = run.basis.parameters.get(step.rate)
    operands = [base, parameter_operand(rate)]
    whole = step.group == "tax" and run.chain.tax_mode == "of_price" and COST in step.base
    if step.mode == "of_price" or (whole and step.mode is None):
        others = [run.basis.parameters.find(name) for name in step.beside]
        beside = sum((other.number for other in others if other is not None), ZERO)
        if rate.number + beside >= HUNDRED:
            place = run.basis.kb.place("chains", run.chain.id)
            message = (
                f"步骤“{step.title}”按报价计取的费率合计 {rate.number + beside}%，"
                "应小于 100%，否则除数不大于零"
            )
            raise InputError([Problem(place, "bad-operand", message)])
        if not step.beside:
            return "step_of_price", operands
        names = "+".join(f"parameters.{name}" for name in step.beside)
        operands.append(Operand(name="其他按报价计取的费率", value=beside, unit="%", ref=names))
        return "step_of_price_beside", operands
    if step.mode == "inside" and step.at_most is None:
        return "step_inside", operands
    if step.mode == "inside" and step.at_most is not None:
        limit, ref = run.known[step.at_most], run.refs[step.at_most]
        operands.append(Operand(name="以此为限", value=limit, unit="元", ref=ref))
        return "step_inside_capped", operands
    if step.months is not None:
        operands.append(parameter_operand(run.basis.parameters.get(step.months)))
        return "step_months", operands
    if step.factor is None:
        return "step", operands
    operands.append(parameter_operand(run.basis.parameters.get(step.factor)))
    return "step_factor", operands


def _chain(basis: Basis, name: str, path: str) -> PriceChain:
    if name not in basis.kb.chains:
        place = basis.case.place("profile", path)
        hint = "可用：" + "、".join(basis.kb.chains)
        raise InputError([Problem(place, "unknown-chain", f"没有价格链 {name}", hint)])
    return basis.kb.chains[name]


def _check_departments(
    basis: Basis, chain: PriceChain, cost: Cost, own: tuple[Department, ...] | None
) -> None:
    """A chain for some lines of service may not price others: margin tax is for guards only."""
    if not chain.departments:
        return
    asked = own if own is not None else tuple(cost.by_department)
    wrong = [
        name for name in asked if name not in chain.departments and cost.by_department.get(name)
    ]
    if wrong:
        reason = f"不适用价格链“{chain.title}”"
        hint = "在 pricing.taxpayers 中为其另设纳税人和价格链"
        raise _refused(basis, "chain-not-allowed", wrong, reason, hint)


def _refused(
    basis: Basis, code: str, departments: list[Department], reason: str, hint: str
) -> InputError:
    titles = "、".join(DEPARTMENT_TITLES[name] for name in departments)
    place = basis.case.place("profile", "pricing")
    return InputError([Problem(place, code, f"服务线 {titles} {reason}", hint)])
