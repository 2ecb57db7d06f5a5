"""The one hardened expression language: conditions, formulas and text with blanks.

Why Jinja with a whitelist: consultants already meet ``{{ }}`` in Word templates, conditions and
text share one syntax, and the syntax tree can be read before anything runs. Only a few node types
compile, so there is no loop, macro, import, filter, attribute of a Python object, power operator
or call except to named functions. Number literals are Decimal.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, UndefinedError, nodes
from jinja2.environment import Template
from jinja2.exceptions import SecurityError
from jinja2.visitor import NodeTransformer

from generator.model.document import Run
from generator.syntax import (
    ENVIRONMENT,
    FUNCTIONS,
    TOKEN_END,
    TOKEN_START,
    ExpressionError,
    dotted,
    law_citations,
    literal_text,
    parse_expression,
    parse_text,
    references,
)

__all__ = [
    "TOKEN_END",
    "TOKEN_START",
    "ExpressionError",
    "evaluate",
    "holds",
    "law_citations",
    "literal_text",
    "references",
    "render",
]

_DECIMAL = "_decimal"
"""The name under which compiled code finds the reader of number literals."""

Printer = Callable[[str, Any], Run]
"""Turns a reference and its value into the run that prints it."""


def evaluate(source: str, names: Mapping[str, Any]) -> Any:
    """Evaluate an expression over ``names`` (plain nested dicts) and return its value.

    Raises ``ExpressionError`` for syntax, for an unknown name, and for arithmetic on a value that
    is missing (None) or not a number.
    """
    template = _compile_expression(source)
    context = template.new_context({**FUNCTIONS, **names, _DECIMAL: Decimal})
    try:
        for _ in template.root_render_func(context):
            pass
        result = context.vars["result"]
        if isinstance(result, StrictUndefined):
            raise UndefinedError(source)
        return result
    except ExpressionError as error:
        raise _with_missing(source, names, error) from None
    except (UndefinedError, SecurityError) as error:
        raise ExpressionError("unknown-name", _undefined_message(error)) from None
    except (TypeError, ValueError, ArithmeticError) as error:
        failure = ExpressionError("bad-operand", f"无法计算：{error}")
        raise _with_missing(source, names, failure) from None


def holds(source: str | None, names: Mapping[str, Any]) -> bool:
    """Return whether a condition holds; no condition always holds."""
    return source is None or bool(evaluate(source, names))


def render(source: str, names: Mapping[str, Any], printer: Printer) -> tuple[str, list[Run]]:
    """Fill the blanks of a text.

    Returns the text with a token for each printed value, and the runs that the tokens index.
    Each ``{{ path }}`` goes through ``printer`` with its dotted path, so that a printed value
    always knows its reference.
    """
    runs: list[Run] = []

    def emit(ref: str, value: Any) -> str:
        runs.append(printer(ref, value))
        return f"{TOKEN_START}{len(runs) - 1}{TOKEN_END}"

    template = _compile_text(source)
    try:
        text = template.render({**FUNCTIONS, **names, _DECIMAL: Decimal, "_emit": emit})
    except (UndefinedError, SecurityError) as error:
        raise ExpressionError("unknown-name", _undefined_message(error)) from None
    except (TypeError, ValueError, ArithmeticError) as error:
        raise ExpressionError("bad-operand", f"无法计算：{error}") from None
    return text, runs


@lru_cache(maxsize=4096)
def _compile_expression(source: str) -> Template:
    tree = _Decimals().visit(parse_expression(source))
    assign = nodes.Assign(nodes.Name("result", "store", lineno=1), tree, lineno=1)
    body = nodes.Template([assign], lineno=1)
    return _from_tree(body)


@lru_cache(maxsize=4096)
def _compile_text(source: str) -> Template:
    tree = _Decimals().visit(parse_text(source))
    for output in tree.find_all(nodes.Output):
        output.nodes = [_emitting(child) for child in output.nodes]
    return _from_tree(tree)


class _Decimals(NodeTransformer):
    """Makes ``0.3`` a Decimal wherever it stands, so that ``0.1 + 0.2 <= 0.3`` holds."""

    def visit_Const(self, node: nodes.Const) -> nodes.Expr:  # noqa: N802 - the name is jinja's
        """Replace a float by a call that reads its digits."""
        if not isinstance(node.value, float):
            return node
        line = node.lineno
        digits = nodes.Const(repr(node.value), lineno=line)
        name = nodes.Name(_DECIMAL, "load", lineno=line)
        return nodes.Call(name, [digits], [], None, None, lineno=line)


def _from_tree(tree: nodes.Template) -> Template:
    tree.set_environment(ENVIRONMENT)
    return ENVIRONMENT.from_string(tree)


def _emitting(child: nodes.Expr) -> nodes.Expr:
    if isinstance(child, nodes.TemplateData):
        return child
    line = child.lineno
    ref = nodes.Const(dotted(child), lineno=line)
    return nodes.Call(
        nodes.Name("_emit", "load", lineno=line), [ref, child], [], None, None, lineno=line
    )


def _undefined_message(error: Exception) -> str:
    return f"引用了不存在的名称：{error}"


def _with_missing(source: str, names: Mapping[str, Any], error: ExpressionError) -> ExpressionError:
    missing = [path for path, _ in references(source, text=False) if _value(path, names) is None]
    if missing and error.code == "bad-operand":
        return ExpressionError("missing-fact", "缺少数据：" + "、".join(dict.fromkeys(missing)))
    return error


def _value(path: str, names: Mapping[str, Any]) -> Any:
    value: Any = names
    for part in path.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return math.nan
        value = value[part]
    return value
