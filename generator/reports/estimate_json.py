"""An estimate as JSON: the contract of ``wuye estimate --format json``.

Money, persons and ratios are decimal strings, so that no reader turns them into floats.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator.model.estimate import (
    ChainAmount,
    CostEntry,
    Estimate,
    Headcount,
    Operand,
    PoolLine,
    PostLine,
    Price,
)
from generator.reports.figures import money, plain
from generator.reports.ranges import calibration_json, range_json


def to_json(estimate: Estimate) -> dict[str, Any]:
    """Return the contract of ``wuye estimate --format json``; numbers are decimal strings."""
    return {
        "profile": estimate.profile,
        "as_of": estimate.as_of.isoformat(),
        "currency": estimate.currency,
        "level": estimate.level,
        "headcount": _headcount(estimate.headcount),
        "cost": {
            "annual": money(estimate.cost.annual),
            "items": [_cost(entry) for entry in estimate.cost.items],
            "by_item": [
                {"id": total.id, "name": total.title, "annual": money(total.annual)}
                for total in estimate.cost.by_item
            ],
            "by_department": {k: money(v) for k, v in estimate.cost.by_department.items()},
        },
        "price": _price(estimate.price),
        "wages": [
            {
                "group": wage.group,
                "monthly": plain(wage.monthly),
                "source": wage.source,
                "tag": wage.tag,
            }
            for wage in estimate.wages
        ],
        **({"contracts": _contracts(estimate)} if estimate.contracts else {}),
        "checks": [finding.model_dump(mode="json") for finding in estimate.checks],
    }


def _contracts(estimate: Estimate) -> list[dict[str, Any]]:
    """The lines at a contract price; ``persons`` are the contractor's."""
    return [
        {
            "id": line.id,
            "name": line.title,
            "department": line.department,
            "posts": list(line.posts),
            "persons": plain(line.persons),
            "annual": money(line.annual),
            "labour_floor": _optional(line.labour_floor),
            "source": line.source,
            "tag": line.tag,
        }
        for line in estimate.contracts
    ]


def _headcount(headcount: Headcount) -> dict[str, Any]:
    return {
        "total": plain(headcount.total),
        "in_house": plain(headcount.in_house),
        "outsourced": plain(headcount.outsourced),
        "range": range_json(headcount),
        "calibration": calibration_json(headcount),
        "rules_only": {
            "total": plain(headcount.rules_only.total),
            "by_department": _plain_values(headcount.rules_only.by_department),
        },
        "by_department": _plain_values(headcount.by_department),
        "posts": [_post(line) for line in headcount.posts],
        "pools": [_pool(pool) for pool in headcount.pools],
        "required": [
            {
                "title": row.title,
                "persons": plain(row.persons),
                "note": row.note,
                "assign": {post: plain(persons) for post, persons in row.assign},
            }
            for row in headcount.required
        ],
    }


def _pool(pool: PoolLine) -> dict[str, Any]:
    return {
        "id": pool.id,
        "name": pool.title,
        "department": pool.department,
        "posts": list(pool.posts),
        "certificate": pool.certificate,
        "persons": plain(pool.persons),
        "rules_persons": plain(pool.rules_persons),
        "annual_hours": plain(pool.annual_hours),
        "holiday_hours": plain(pool.holiday_hours),
        "overtime_hours_per_month": plain(pool.overtime_hours_per_month),
        "required": pool.required,
    }


def _post(line: PostLine) -> dict[str, Any]:
    numbers = (
        "positions",
        "hours_per_day",
        "days_per_year",
        "annual_hours",
        "persons",
        "low",
        "high",
        "rules_persons",
        "overtime_hours_per_month",
    )
    texts = (
        "id",
        "post",
        "department",
        "site",
        "module",
        "scope",
        "pool",
        "wage",
        "shift",
        "requirement",
    )
    return {
        "name": line.title,
        **{name: getattr(line, name) for name in texts},
        **{name: plain(getattr(line, name)) for name in numbers},
        "method": line.trace.method,
        "operands": _operands(line.trace.operands),
        "rule": line.trace.rule,
        "rounding": line.trace.rounding,
        "layer": line.trace.layer,
        "override": line.trace.override,
        "source": line.source,
        "tag": line.tag,
    }


def _cost(entry: CostEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "cost_item": entry.cost_item,
        "department": entry.department,
        "price_part": entry.price_part,
        "annual": money(entry.annual),
        "method": entry.trace.method,
        "operands": _operands(entry.trace.operands),
        "override": entry.trace.override,
        "source": entry.source,
        "tag": entry.tag,
    }


def _price(price: Price) -> dict[str, Any]:
    return {
        "annual": money(price.annual),
        "monthly": money(price.monthly),
        "per_m2_month": _optional(price.per_m2_month),
        "parts": [
            {
                "id": part.id,
                "name": part.title,
                "annual": money(part.annual),
                "cap": _optional(part.cap),
            }
            for part in price.parts
        ],
        "chain": [_step(step) for step in price.chain],
        "quote_lines": [
            {
                "id": line.id,
                "group": line.group,
                "name": line.title,
                "annual": money(line.annual),
                "basis": line.basis,
            }
            for line in price.quote_lines
        ],
        **({"quotation_table": _table(price)} if price.table else {}),
        "pricing": price.pricing,
        "tax_mode": price.tax_mode,
        "chain_title": price.chain_title,
        "budget": _optional(price.budget),
    }


def _table(price: Price) -> dict[str, Any]:
    """The buyer's own table, filled."""
    rows = [
        {
            "id": row.id,
            "name": row.title,
            "unit": row.unit,
            "quantity": None if row.quantity is None else plain(row.quantity),
            "times": plain(row.times),
            "unit_price": None if row.unit_price is None else plain(row.unit_price),
            "annual": money(row.annual),
            "in_total": row.in_total,
        }
        for row in price.table
    ]
    return {"title": price.table_title, "rows": rows}


def _step(step: ChainAmount) -> dict[str, Any]:
    return {
        "id": step.id,
        "name": step.name,
        "rate": None if step.rate is None else plain(step.rate),
        "base": money(step.base),
        "amount": money(step.amount),
        "group": step.group,
        "method": step.trace.method,
        "operands": _operands(step.trace.operands),
    }


def _optional(value: Decimal | None) -> str | None:
    return None if value is None else money(value)


def _operands(operands: tuple[Operand, ...]) -> list[dict[str, Any]]:
    return [
        {
            "name": operand.name,
            "value": plain(operand.value) if isinstance(operand.value, Decimal) else operand.value,
            "unit": operand.unit,
            "ref": operand.ref,
            "source": operand.source,
            "tag": operand.tag,
        }
        for operand in operands
    ]


def _plain_values(values: dict[Any, Decimal]) -> dict[str, str]:
    return {name: plain(value) for name, value in values.items()}
