"""Monthly wages by wage group, and the figures in force that on-costs need.

No public table gives wages by post, so they come from the profile or the company and are
checked against the minimum wage.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from generator.errors import InputError, Problem
from generator.model.estimate import Headcount, Operand, WageLine
from generator.parameters import ParameterValue
from generator.rules.basis import Basis

INSURANCE_LINES = ("pension", "medical", "unemployment", "injury")
"""Insurance lines of the employer; medical includes maternity."""


def wage_lines(
    basis: Basis, headcount: Headcount, contracted: frozenset[str] = frozenset()
) -> dict[str, WageLine]:
    """Return the wage of every group that a post of ours uses, in the posts' order.

    Posts at a contract price are ``contracted``: what they earn is their employer's matter.

    Raises ``InputError`` with ``missing-wage`` for every group without a wage.
    """
    groups: dict[str, list[str]] = {}
    for line in headcount.posts:
        if line.id in contracted:
            continue
        groups.setdefault(line.wage, []).append(line.title)
    wages: dict[str, WageLine] = {}
    problems = []
    for group, titles in groups.items():
        wage = _wage(basis, group)
        if wage is None:
            problems.append(_missing_wage(basis, group, titles))
        else:
            wages[group] = wage
    if problems:
        raise InputError(problems)
    return wages


def wage_operand(wage: WageLine) -> Operand:
    """Return a wage as an operand of a trace."""
    return Operand(
        name="月工资",
        value=wage.monthly,
        unit="元/月",
        ref=f"wages.{wage.group}",
        source=wage.source,
        tag=wage.tag,
    )


def figures(basis: Basis, names: Iterable[str]) -> dict[str, ParameterValue]:
    """Return parameters in force by id; raises every missing one at once."""
    found: dict[str, ParameterValue] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            found[name] = basis.parameters.get(name)
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return found


def parameter_operand(figure: ParameterValue) -> Operand:
    """Return a parameter as an operand of a trace."""
    return Operand(
        name=figure.title,
        value=figure.number,
        unit=figure.unit,
        ref=figure.ref,
        source=figure.source,
        tag=figure.tag,
    )


def insurance_figures(basis: Basis) -> dict[str, tuple[ParameterValue, ...]]:
    """Return (floor, ceiling, rate) of every insurance line.

    Injury insurance may have no base of its own; it then takes the pension line's bounds, which
    is the safe side. The other lines never borrow: their bases really differ (Shenzhen).
    """
    own = ("injury_floor", "injury_ceiling")
    borrows = any(basis.parameters.find(name) is None for name in own)
    names = {line: (f"{line}_floor", f"{line}_ceiling", f"{line}_rate") for line in INSURANCE_LINES}
    if borrows:
        names["injury"] = ("pension_floor", "pension_ceiling", "injury_rate")
    found = figures(basis, dict.fromkeys(name for line in names.values() for name in line))
    return {line: tuple(found[name] for name in wanted) for line, wanted in names.items()}


def fund_figures(basis: Basis) -> tuple[ParameterValue, ...]:
    """Return (floor, ceiling, rate) of the housing fund; the rate falls back to the lowest one."""
    rate = "fund_rate" if basis.parameters.find("fund_rate") else "fund_rate_min"
    found = figures(basis, ("fund_floor", "fund_ceiling", rate))
    return tuple(found.values())


def fund_rounding(basis: Basis) -> Operand:
    """Return the step in yuan to which the city rounds each monthly fund payment."""
    figure = basis.parameters.find("fund_rounding")
    if figure is None:
        ref = "parameters.fund_rounding"
        return Operand(name="取整到", value=Decimal("0.01"), unit="元", ref=ref)
    return Operand(
        name=figure.title,
        value=Decimal(str(figure.value)),
        unit=figure.unit,
        ref=figure.ref,
        source=figure.source,
        tag=figure.tag,
    )


def _wage(basis: Basis, group: str) -> WageLine | None:
    case = basis.case
    for title, wages in (("项目档案", case.profile.wages), ("公司文件", case.company.wages)):
        given = wages.get(group)
        if given is not None:
            source = given.source or given.note or title
            minimum = basis.parameters.find("minimum_wage")
            return WageLine(
                group=group,
                monthly=given.value,
                source=source,
                tag=given.tag,
                minimum=parameter_operand(minimum) if minimum else None,
            )
    return None


def _missing_wage(basis: Basis, group: str, titles: list[str]) -> Problem:
    message = f"没有工资档 {group} 的月工资（用于{'、'.join(titles)}）"
    hint = f"在公司文件或项目档案的 wages 下填写 {group}: {{value: …, tag: assumption, source: …}}"
    return Problem(basis.case.place("company", "wages"), "missing-wage", message, hint)
