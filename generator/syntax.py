"""The syntax of the expression language: what may be written, and what a text refers to.

Everything here works on the syntax tree; nothing is evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_SOURCE = 50_000
TOKEN_START, TOKEN_END = "\ue000", "\ue001"
"""Private-use characters that stand around the index of a printed run in rendered text."""

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.Neg,
    nodes.Tuple,
    nodes.List,
    nodes.Call,
)


class ExpressionError(Exception):
    """An expression that cannot be compiled or evaluated; ``line`` counts inside the source."""

    def __init__(self, code: str, message: str, line: int = 1) -> None:
        self.code, self.message, self.line = code, message, line
        super().__init__(message)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, float):  # a literal of the expression itself: data never holds floats
        return Decimal(repr(value))
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise ExpressionError("bad-operand", f"“{value}”不是数字，不能参与计算")
    return Decimal(value)


def _rounded(rounding: str) -> Callable[[Any], Decimal]:
    return lambda value: _decimal(value).quantize(Decimal(1), rounding=rounding)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "ceil": _rounded(ROUND_CEILING),
    "floor": _rounded(ROUND_FLOOR),
    "round": _rounded(ROUND_HALF_UP),
    "min": lambda *values: min(map(_decimal, values)),
    "max": lambda *values: max(map(_decimal, values)),
}
TEXT_FUNCTIONS = frozenset({"law"})


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox with Decimal arithmetic and no globals, filters or tests of its own."""

    intercepted_binops = frozenset({"+", "-", "*", "/"})

    def __init__(self) -> None:
        super().__init__(
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look a name up as a key only: data are plain mappings, methods of theirs are not data."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return self.undefined(obj=obj, name=attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        a, b = _decimal(left), _decimal(right)
        if operator == "/" and b == 0:
            raise ExpressionError("division-by-zero", "除数为零")
        return {"+": a.__add__, "-": a.__sub__, "*": a.__mul__, "/": a.__truediv__}[operator](b)


ENVIRONMENT = _Environment()


def references(source: str, *, text: bool) -> Iterator[tuple[str, int]]:
    """Yield the dotted path of every name used, with its line, without running anything."""
    tree = _read_text(source) if text else _read_expression(source)
    for node, parents in _walk(tree, ()):
        if isinstance(node, nodes.Name) and node.name not in FUNCTIONS:
            path = [node.name]
            for parent in reversed(parents):
                if not isinstance(parent, nodes.Getattr):
                    break
                path.append(parent.attr)
            yield ".".join(path), node.lineno


def law_citations(source: str) -> Iterator[tuple[str, int | None, int]]:
    """Yield (law id, article or None, line) for each ``law(...)`` of a text."""
    for node in _read_text(source).find_all(nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name == "law":
            law, article = [*(arg.as_const() for arg in node.args), None][:2]
            yield law, article, node.lineno


def literal_text(source: str) -> Iterator[tuple[str, int]]:
    """Yield the literal pieces of a text (all that is not an expression) with their line."""
    for node in _read_text(source).find_all(nodes.TemplateData):
        yield node.data, node.lineno


def dotted(node: nodes.Expr) -> str:
    """Return the dotted path that a blank prints; anything computed is an error."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{dotted(node.node)}.{node.attr}"
    if isinstance(node, nodes.Call):
        return dotted(node.node)
    raise ExpressionError(
        "computed-in-text", "正文中的 {{ }} 只能写一个引用，不能计算", node.lineno
    )


@lru_cache(maxsize=4096)
def _read_expression(source: str) -> nodes.Expr:
    return parse_expression(source)


def parse_expression(source: str) -> nodes.Expr:
    """Parse an expression and refuse what the language does not allow.

    The tree is new each time, because compiling changes it.
    """
    _limit(source)
    try:
        parser = Parser(ENVIRONMENT, source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise TemplateSyntaxError("多余的内容", parser.stream.current.lineno)
    except TemplateSyntaxError as error:
        raise ExpressionError(
            "bad-expression", f"表达式有误：{error.message}", error.lineno
        ) from None
    except RecursionError:
        raise ExpressionError("forbidden-syntax", "嵌套过深") from None
    _allow(tree, text=False)
    return tree


@lru_cache(maxsize=4096)
def _read_text(source: str) -> nodes.Template:
    """Parse a text whose tree is only read: half a dozen checks look at each one."""
    return parse_text(source)


def parse_text(source: str) -> nodes.Template:
    """Parse a text with blanks and refuse what the language does not allow.

    The tree is new each time, because compiling changes it.
    """
    _limit(source)
    try:
        tree = ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        raise ExpressionError(
            "bad-expression", f"正文标记有误：{error.message}", error.lineno
        ) from None
    except RecursionError:
        raise ExpressionError("forbidden-syntax", "嵌套过深") from None
    _allow(tree, text=True)
    for output in tree.find_all(nodes.Output):
        for child in output.nodes:
            if not isinstance(child, nodes.TemplateData):
                dotted(child)
    return tree


def _limit(source: str) -> None:
    if len(source) > MAX_SOURCE or TOKEN_START in source or TOKEN_END in source:
        raise ExpressionError("bad-expression", "表达式或正文过长，或含有不允许的字符")


def _allow(tree: nodes.Node, *, text: bool) -> None:
    callable_names = TEXT_FUNCTIONS if text else frozenset(FUNCTIONS)
    for node, _ in _walk(tree, ()):
        line = getattr(node, "lineno", 1) or 1
        if not isinstance(node, _ALLOWED):
            name = type(node).__name__
            raise ExpressionError("forbidden-syntax", f"不允许的写法（{name}）", line)
        if isinstance(node, nodes.Call) and (
            not isinstance(node.node, nodes.Name)
            or node.node.name not in callable_names
            or node.kwargs
            or node.dyn_args
            or node.dyn_kwargs
        ):
            raise ExpressionError("forbidden-syntax", "只能调用规定的函数", line)
        if text and isinstance(node, nodes.Call) and not _is_citation(node):
            raise ExpressionError(
                "forbidden-syntax", "law 应写作 law('编号') 或 law('编号', 条号)", line
            )
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            raise ExpressionError("forbidden-syntax", f"不允许的名称 {node.attr}", line)


def _is_citation(node: nodes.Call) -> bool:
    """Return whether a call names a statute, and perhaps an article, as literals."""
    values = [arg.value if isinstance(arg, nodes.Const) else None for arg in node.args]
    kinds = [type(value) for value in values]
    return kinds in ([str], [str, int])


def _walk(
    node: nodes.Node, parents: tuple[nodes.Node, ...], depth: int = 0
) -> Iterator[tuple[nodes.Node, tuple[nodes.Node, ...]]]:
    if depth > 60:
        raise ExpressionError("forbidden-syntax", "嵌套过深")
    yield node, parents
    for child in node.iter_child_nodes():
        yield from _walk(child, (*parents, node), depth + 1)
