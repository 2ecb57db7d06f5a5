"""Lines of service at a contract price: what a contractor is paid, instead of a payroll of our own.

A contract prices an outsourced line of service, or one outsourced post. Its heads stay in the
count, shown as the contractor's; they carry no wages, insurance or cost per head of ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.errors import InputError, Problem
from generator.model.estimate import (
    ContractLine,
    CostEntry,
    Finding,
    Headcount,
    Operand,
    PostLine,
    Trace,
)
from generator.model.profile import ContractPrice
from generator.model.values import DEPARTMENT_TITLES, Department, Tag
from generator.rules.basis import Basis, MissingFactError, quantity
from generator.rules.formulas import FORMULAS
from generator.rules.methods import ZERO
from generator.rules.oncosts import part_of
from generator.rules.wages import insurance_figures, parameter_operand

GUIDES = {"greening": ("contract_greening_per_m2", "facts.green_area", "平方米")}
"""Lines with a dated guide price: parameter in yuan a year, driver, unit of the driver."""
ITEMS: dict[str, str] = {
    "security": "order",
    "cleaning": "cleaning",
    "greening": "greening",
    "engineering": "facility",
}
"""Statutory cost item of a contracted line; the other lines are other cost."""


@dataclass(frozen=True)
class Contract:
    """A contract of the profile with the posts that it pays for."""

    key: str
    title: str
    department: Department
    price: ContractPrice
    posts: tuple[PostLine, ...]

    @property
    def id(self) -> str:
        """The id of its cost line."""
        return f"contract_{self.key}"

    @property
    def persons(self) -> Decimal:
        """The contractor's heads."""
        return sum((line.persons for line in self.posts), ZERO)


def contracts_of(basis: Basis, headcount: Headcount) -> tuple[Contract, ...]:
    """Return the contracts of a case with their posts.

    Raises ``InputError`` for a contract of an unknown line or post, or of one not outsourced.
    """
    found = []
    problems: list[Problem] = []
    taken: set[str] = set()
    profile = basis.case.profile
    ordered = sorted(profile.contracts.items(), key=lambda pair: pair[0] in DEPARTMENT_TITLES)
    for key, price in ordered:  # a post's own contract comes before its line's
        try:
            contract = _contract(basis, headcount, key, price, taken)
        except InputError as error:
            problems += error.problems
            continue
        taken |= {line.id for line in contract.posts}
        found.append(contract)
    if problems:
        raise InputError(problems)
    return tuple(sorted(found, key=lambda contract: contract.key))


def contracted(contracts: tuple[Contract, ...]) -> frozenset[str]:
    """Return the ids of all posts that contractors man."""
    return frozenset(line.id for contract in contracts for line in contract.posts)


def whole_lines(contracts: tuple[Contract, ...]) -> frozenset[str]:
    """Return the lines of service whose other costs the contract price holds too."""
    return frozenset(
        contract.key
        for contract in contracts
        if contract.key == contract.department and contract.price.covers == "line"
    )


def contract_entries(
    basis: Basis, contracts: tuple[Contract, ...], names: Mapping[str, Any]
) -> Iterator[CostEntry]:
    """Yield the yearly cost of every contract. Raises ``InputError`` for an unknown driver."""
    for contract in contracts:
        price = contract.price
        if price.amount is not None:
            amount = Operand(name="合同价", value=price.amount, unit="元/年")
            yield _entry(basis, contract, "given", (amount,), price.source or "", price.tag)
            continue
        source, tag = price.source or "", price.tag
        if price.unit_price is not None:
            unit_price = Operand(
                name="合同单价", value=price.unit_price, unit="元", source=source, tag=tag
            )
            driver, unit = price.quantity, price.quantity_unit
        else:
            name, driver, unit = _guide(basis, contract)
            figure = basis.parameters.get(name)
            unit_price, source, tag = parameter_operand(figure), figure.source, figure.tag
        many = _driver(basis, contract, driver, names)
        operands = (
            Operand(name="数量", value=many, unit=unit, ref=driver),
            unit_price,
            Operand(name="年次数", value=price.times_per_year, unit="次"),
        )
        yield _entry(basis, contract, "cost_line", operands, source, tag)


def contract_lines(
    basis: Basis, contracts: tuple[Contract, ...], entries: list[CostEntry]
) -> tuple[ContractLine, ...]:
    """Return the contracts as the estimate shows them, with the lawful cost of their labour."""
    amounts = {entry.id: entry for entry in entries}
    return tuple(
        ContractLine(
            id=contract.id,
            title=contract.title,
            department=contract.department,
            posts=tuple(line.id for line in contract.posts),
            persons=contract.persons,
            annual=amounts[contract.id].annual,
            labour_floor=_labour_floor(basis, contract),
            source=amounts[contract.id].source,
            tag=amounts[contract.id].tag,
        )
        for contract in contracts
    )


def below_floor(lines: tuple[ContractLine, ...]) -> Iterator[Finding]:
    """A contract price under the lawful cost of its labour: the contractor cannot keep the law."""
    for line in lines:
        if line.labour_floor is None or line.annual >= line.labour_floor:
            continue
        message = (
            f"{line.title}合同价 {line.annual} 元/年，低于 {line.persons:f} 人按最低工资和缴费基数"
            f"下限计算的用工成本 {line.labour_floor} 元/年；请核对价格、人数和计价周期，"
            "发包方可能承担连带责任"
        )
        where = f"contracts.{line.id.removeprefix('contract_')}"
        yield Finding(code="contract-below-floor", severity="warning", message=message, where=where)


def _contract(
    basis: Basis, headcount: Headcount, key: str, price: ContractPrice, taken: set[str]
) -> Contract:
    posts = [line for line in headcount.posts if key in (line.department, line.post, line.id)]
    outside = [line for line in posts if line.scope == "outsourced"]
    service = basis.case.profile.service
    is_line = key in service.modules
    if not posts and not (is_line and key in service.outsourced):
        known = [*service.modules, *(line.id for line in headcount.posts)]
        close = difflib.get_close_matches(key, known, 1, 0.5)
        hint = f"是否想写 {close[0]}" if close else "写服务线或本项目设有的岗位"
        raise _refused(basis, key, "unknown-contract", f"没有服务线或岗位 {key}", hint)
    if posts and not outside:
        way = (
            "service.outsourced 中列出该服务线" if is_line else f"posts.{key} 写 scope: outsourced"
        )
        raise _refused(
            basis, key, "contract-not-outsourced", f"合同价 {key} 所指的岗位不是外包", f"在 {way}"
        )
    title = DEPARTMENT_TITLES[key] if is_line else outside[0].title
    lines = {str(name): name for name in service.modules}
    department = lines[key] if is_line else outside[0].department
    own = tuple(line for line in outside if line.id not in taken)
    return Contract(key, f"{title}外包", department, price, own)


def _guide(basis: Basis, contract: Contract) -> tuple[str, str, str]:
    if contract.key in GUIDES:
        return GUIDES[contract.key]
    message = f"知识库没有{contract.title}的参考单价"
    hint = "写 amount（元/年）或 unit_price 与 quantity，并注明来源"
    raise _refused(basis, contract.key, "missing-guide-price", message, hint)


def _driver(basis: Basis, contract: Contract, source: str, names: Mapping[str, Any]) -> Decimal:
    place = basis.case.place("profile", f"contracts.{contract.key}.quantity")
    try:
        return quantity(source, names, place)
    except MissingFactError as missing:
        message = f"{contract.title}合同价的数量缺少数据“{missing.titles()}”"
        hint = "在项目档案的 estate 下填写，或改写为 amount（元/年）"
        raise InputError([Problem(place, "missing-fact", message, hint)]) from None


def _entry(
    basis: Basis,
    contract: Contract,
    formula: str,
    operands: tuple[Operand, ...],
    source: str,
    tag: Tag,
) -> CostEntry:
    names = (contract.id, *(line.id for line in contract.posts), contract.department)
    return CostEntry(
        id=contract.id,
        name=f"{contract.title}合同价",
        cost_item=ITEMS.get(contract.department, "other"),
        department=contract.department,
        price_part=part_of(basis, names),
        annual=FORMULAS[formula].compute(*(operand.value for operand in operands)),
        source=source,
        tag=tag,
        trace=Trace(
            rule=f"contracts.{contract.key}",
            method=formula,
            operands=operands,
            rounding="四舍五入到0.01元",
            layer="profile",
            override=contract.price.note or contract.price.source or "按参考单价",
        ),
    )


def _labour_floor(basis: Basis, contract: Contract) -> Decimal | None:
    """The heads at the minimum wage, insured on it: no contractor can lawfully pay less."""
    minimum = basis.parameters.find("minimum_wage")
    if minimum is None:
        return None
    try:
        lines = insurance_figures(basis)
    except InputError:
        return None
    persons, wage = contract.persons, minimum.number
    total = FORMULAS["wages"].compute(persons, wage)
    for bounds in lines.values():
        figures = (figure.number for figure in bounds)
        total += FORMULAS["insurance"].compute(persons, wage, *figures)
    return total


def _refused(basis: Basis, key: str, code: str, message: str, hint: str) -> InputError:
    return InputError(
        [Problem(basis.case.place("profile", f"contracts.{key}"), code, message, hint)]
    )
