"""An expression of the library written as a spreadsheet formula, so that a workbook stays live.

Only what has the same meaning in both is translated; anything else is None, and the caller shows
the engine's number instead.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jinja2 import nodes

from generator.syntax import dotted, parse_expression

Term = Callable[[str], str | None]
"""Gives what stands in a formula for a dotted path, or None for what no cell holds."""

EXACT = 9
"""Decimals kept before a number is cut to whole ones: binary dust is no ninth of a person."""
_ARITHMETIC = {nodes.Add: "+", nodes.Sub: "-", nodes.Mul: "*", nodes.Div: "/"}
_COMPARISONS = {"eq": "=", "ne": "<>", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<="}
_CALLS = {
    "ceil": f"(-INT(-ROUND({{0}},{EXACT})))",
    "floor": f"INT(ROUND({{0}},{EXACT}))",
    "round": "ROUND({0},0)",
}


class _UnwritableError(Exception):
    """A part of an expression that a spreadsheet has no words for."""


def to_formula(source: str, term: Term) -> str | None:
    """Return an expression as a formula without its equals sign, or None if that cannot be."""
    try:
        return _written(parse_expression(source), term)
    except _UnwritableError:
        return None


def _written(node: nodes.Node, term: Term) -> str:
    if isinstance(node, nodes.Const):
        return _constant(node.value)
    if isinstance(node, nodes.Name | nodes.Getattr):
        found = term(dotted(node))
        if found is None:
            raise _UnwritableError
        return found
    if isinstance(node, nodes.BinExpr) and type(node) in _ARITHMETIC:
        sign = _ARITHMETIC[type(node)]
        return f"({_written(node.left, term)}{sign}{_written(node.right, term)})"
    if isinstance(node, nodes.Neg):
        return f"(-{_written(node.node, term)})"
    if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
        parts = (_written(part, term) for part in (node.test, node.expr1, node.expr2))
        return f"IF({','.join(parts)})"
    if isinstance(node, nodes.Call):
        return _call(node, term)
    return _condition(node, term)


def _constant(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _UnwritableError
    return f"{Decimal(repr(value)):f}"


def _call(node: nodes.Call, term: Term) -> str:
    name = dotted(node.node)
    arguments = [_written(argument, term) for argument in node.args]
    if name in ("min", "max"):
        return f"{name.upper()}({','.join(arguments)})"
    return _CALLS[name].format(*arguments)


def _condition(node: nodes.Node, term: Term) -> str:
    if isinstance(node, nodes.And | nodes.Or):
        word = type(node).__name__.upper()
        return f"{word}({_written(node.left, term)},{_written(node.right, term)})"
    if isinstance(node, nodes.Not):
        return f"NOT({_written(node.node, term)})"
    if isinstance(node, nodes.Compare) and len(node.ops) == 1:
        sign = _COMPARISONS.get(node.ops[0].op)
        if sign is not None:
            left, right = _written(node.expr, term), _written(node.ops[0].expr, term)
            return f"({left}{sign}{right})"
    raise _UnwritableError
