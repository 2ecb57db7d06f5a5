"""From operands to names: every input of a trace gets one named cell, every reference one term.

A reference is what stands in ``Operand.ref``: one path (``wages.guard``), or an expression over
paths (``staff.posts.a+staff.posts.b``). A path that is itself a result of the workbook (persons,
totals, price steps) is a name without an input cell of its own on the sheet of parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.model.estimate import Estimate, Operand, Trace

_PATH = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_-]+)*\Z")
_TOKEN = re.compile(
    r"\s*(?:(?P<path>[A-Za-z_][\w.]*)|(?P<number>\d+(?:\.\d+)?)|(?P<sign>[-+*/()]))"
)
_PREFIXES = (
    ("staff.posts.", "persons_"),
    ("staff.", "staff_"),
    ("wages.", "wage_"),
    ("parameters.", "param_"),
    ("facts.", "fact_"),
)
_POOL = re.compile(r"staff\.pools\.([\w-]+)\.(annual_hours|holiday_hours)\Z")
_NIL = ("staff.", "costs.", "payroll.", "departments.")
"""References to results: one that the estimate does not have is nothing."""
_HOLIDAY = re.compile(r"staff\.posts\.(\w+)\.holiday_hours\Z")
SECTIONS = {
    "wages": "工资（元/月）",
    "parameters": "城市与全国参数",
    "facts": "项目数据",
    "hours": "工时",
    "other": "其他取值",
}


@dataclass(frozen=True)
class Input:
    """A named input cell: what it is, and the operand that gave its value and source."""

    name: str
    section: str
    operand: Operand
    owner: str = ""


class Inputs:
    """The inputs of an estimate by name, in the order in which the traces name them."""

    def __init__(self, estimate: Estimate) -> None:
        self._results = _results(estimate)
        self.by_name: dict[str, Input] = {}
        self.frozen: list[Input] = []
        for wage in estimate.wages:
            self.term(_wage_operand(wage.group, wage.monthly, wage.source, wage.tag), "", 0)
            if wage.minimum is not None:
                self.term(wage.minimum, "", 0)
        operands = list(_operands(estimate))
        for owner, title, index, operand in operands:
            if _PATH.match(operand.ref.strip()):
                self.term(operand, owner, index, title)
        for owner, title, index, operand in operands:  # expressions, now that paths are known
            self.term(operand, owner, index, title)
        for pool in estimate.headcount.pools:
            for operand in pool.trace.operands:
                if operand.ref.startswith("parameters."):
                    self.term(operand, "", 0)

    def terms(self, trace: Trace, owner: str) -> list[str]:
        """Return what stands for each operand of a trace in its formula."""
        return [self.term(operand, owner, index) for index, operand in enumerate(trace.operands)]

    def term(self, operand: Operand, owner: str, index: int, title: str = "") -> str:
        """Return what stands for an operand in a formula, and register its input cell."""
        ref = operand.ref.strip()
        if ref in self._results:
            return self._results[ref]
        if _PATH.match(ref):
            if ref.startswith(_NIL):
                hours = _hours_name(ref)
                return self._register(hours, "hours", operand, title) if hours else "0"
            head = ref.partition(".")[0]
            section = head if head in SECTIONS else "other"
            return self._register(_name(ref), section, operand, title)
        live = self._expression(ref)
        if live is not None:
            return live
        name = f"const_{_plain(owner)}_{index + 1}"
        found = self._register(name, "other", operand, title)
        if "staff." in ref and all(item.name != name for item in self.frozen):
            self.frozen.append(self.by_name[name])
        return found

    def _register(self, name: str, section: str, operand: Operand, owner: str) -> str:
        known = self.by_name.get(name)
        if known is None:
            self.by_name[name] = Input(name, section, operand, owner)
            return name
        if known.operand.value == operand.value:
            return name
        other = 2
        while (rival := self.by_name.get(f"{name}_v{other}")) is not None:
            if rival.operand.value == operand.value:
                return rival.name
            other += 1
        return self._register(f"{name}_v{other}", section, operand, owner)

    def _expression(self, ref: str) -> str | None:
        """Return an expression over results and known inputs as a formula, else None."""
        terms = [self._known(part.strip()) for part in ref.split("+")]
        if "+" in ref and all(terms):
            return f"({'+'.join(filter(None, terms))})"
        parts, position, paths = [], 0, 0
        while position < len(ref):
            found = _TOKEN.match(ref, position)
            if found is None:
                return None
            position = found.end()
            if found["path"] is None:
                parts.append(found["number"] or found["sign"])
                continue
            term = self._known(found["path"])
            if term is None:
                return None
            parts.append(term)
            paths += 1
        return f"({''.join(parts)})" if paths else None

    def _known(self, path: str) -> str | None:
        if path in self._results:
            return self._results[path]
        if not _PATH.match(path):
            return None
        if path.startswith(_NIL):
            return "0"
        name = _name(path)
        return name if name in self.by_name else None


def value_of(operand: Operand) -> Decimal:
    """Return an operand's number; inputs are numbers by construction of the formulas."""
    return operand.value if isinstance(operand.value, Decimal) else Decimal(operand.value)


def item_name(item: str) -> str:
    """Return the name of the total of a cost item."""
    return f"item_{_plain(item)}"


def cost_name(entry: str) -> str:
    """Return the name of a cost line that belongs to no post."""
    return f"cost_of_{_plain(entry)}"


def payroll_name(component: str) -> str:
    """Return the name of a component of personnel cost over all posts."""
    return f"payroll_{_plain(component)}"


def department_name(department: str, item: str = "") -> str:
    """Return the name of a department's cost, or of its share of a cost item."""
    return f"department_{_plain(department)}" + (f"_of_{_plain(item)}" if item else "")


def step_name(step: str) -> str:
    """Return the name of the amount of a price step."""
    return f"step_{_plain(step)}"


def persons_name(post: str) -> str:
    """Return the name of the persons of a post."""
    return f"persons_{_plain(post)}"


def overtime_name(pool: str) -> str:
    """Return the name of a pool's overtime per person and month."""
    return f"overtime_{_plain(pool)}"


def _results(estimate: Estimate) -> dict[str, str]:
    """References that are results or persons: they have their cells on other sheets."""
    headcount, cost = estimate.headcount, estimate.cost
    names = {"cost": "cost_total"}
    posts: dict[str, list[str]] = {}
    for line in headcount.posts:
        posts.setdefault(line.post or line.id, []).append(persons_name(line.id))
    names |= {f"staff.posts.{name}": _sum(lines) for name, lines in posts.items()}
    for entry in cost.items:
        owner, dot, component = entry.id.rpartition(".")
        if dot and any(line.id == owner for line in headcount.posts):
            names[f"payroll.{component}"] = payroll_name(component)
        else:
            names[f"costs.{entry.id}"] = cost_name(entry.id)
    for department in cost.by_department:
        names[f"departments.{department}"] = department_name(department)
        for total in cost.by_item:
            name = department_name(department, total.id)
            names[f"departments.{department}.{total.id}"] = name
    names |= {total.id: item_name(total.id) for total in cost.by_item}
    names |= {step.id: step_name(step.id) for step in estimate.price.chain}
    names |= {f"staff.posts.{p.id}": persons_name(p.id) for p in headcount.posts}
    for name in ("total", "in_house", "outsourced", *headcount.by_department):
        names[f"staff.{name}"] = f"staff_{name}"
    return names


def _operands(estimate: Estimate) -> Iterator[tuple[str, str, int, Operand]]:
    """Yield owner, its title, position and operand of every trace of cost and price."""
    for entry in estimate.cost.items:
        for index, operand in enumerate(entry.trace.operands):
            yield entry.id, entry.name, index, operand
    for step in estimate.price.chain:
        for index, operand in enumerate(step.trace.operands):
            yield step.id, step.name, index, operand


def _sum(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"({'+'.join(names)})"


def _wage_operand(group: str, monthly: Decimal, source: str, tag: object) -> Operand:
    return Operand.model_validate(
        {
            "name": "月工资",
            "value": monthly,
            "unit": "元/月",
            "ref": f"wages.{group}",
            "source": source,
            "tag": tag,
        }
    )


def _hours_name(ref: str) -> str:
    pool = _POOL.match(ref)
    if pool:
        return f"pool_{pool[2]}_{_plain(pool[1])}"
    holiday = _HOLIDAY.match(ref)
    return f"holiday_hours_{_plain(holiday[1])}" if holiday else ""


def _name(ref: str) -> str:
    for prefix, short in _PREFIXES:
        if ref.startswith(prefix):
            return short + _plain(ref.removeprefix(prefix))
    return f"ref_{_plain(ref)}"


def _plain(text: str) -> str:
    return re.sub(r"\W", "_", text)
