"""The expression language: what compiles, how it counts, and what a text refers to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.expression import (
    TOKEN_END,
    TOKEN_START,
    ExpressionError,
    evaluate,
    holds,
    law_citations,
    literal_text,
    references,
    render,
)
from generator.model.document import Figure, Run

NAMES: dict[str, Any] = {
    "facts": {"area": Decimal("46965"), "share": Decimal("0.3"), "lifts": 0, "gates": None},
    "project": {"city": "shenzhen", "items": "own", "fictional": True},
}


def failure(source: str, names: dict[str, Any] | None = None) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        evaluate(source, NAMES if names is None else names)
    return caught.value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("facts.area / 2", Decimal("23482.5")),
        ("facts.area * 0.1 - 1", Decimal("4695.5")),
        ("-facts.share", Decimal("-0.3")),
        ("0.1 + 0.2", Decimal("0.3")),
        ("0.5", Decimal("0.5")),
        ("ceil(facts.area / 1000)", Decimal(47)),
        ("floor(facts.area / 1000)", Decimal(46)),
        ("round(2.5)", Decimal(3)),
        ("max(1, facts.share, 0.2)", Decimal(1)),
        ("min(1, facts.share)", Decimal("0.3")),
        ("facts.area > 46964 and not facts.lifts", True),
        ("facts.share <= 0.3", True),
        ("facts.share == 0.3", True),
        ("0.1 + 0.2 == 0.3", True),
        ("1 <= facts.share * 10 < 4", True),
        ("project.city in ('shenzhen', 'shanghai')", True),
        ("project.city not in ['shenzhen']", False),
        ("5 if facts.lifts else 7", 7),
        ("facts.gates or 2", 2),
        ("project.items", "own"),
    ],
)
def test_value(source: str, value: Any) -> None:
    assert evaluate(source, NAMES) == value


@given(
    st.decimals("-1e6", "1e6", places=3, allow_nan=False),
    st.decimals("0.001", "1e6", places=3, allow_nan=False),
)
def test_arithmetic_is_decimal(a: Decimal, b: Decimal) -> None:
    names = {"x": {"a": a, "b": b}}
    for sign, value in (("+", a + b), ("-", a - b), ("*", a * b), ("/", a / b)):
        found = evaluate(f"x.a {sign} x.b", names)
        assert isinstance(found, Decimal)
        assert found == value


@given(st.decimals("0", "1e6", places=2, allow_nan=False))
def test_a_literal_is_the_number_that_was_written(number: Decimal) -> None:
    assert evaluate(f"x.a == {number:f} and x.a <= {number:f}", {"x": {"a": number}})


@pytest.mark.parametrize(
    "source",
    [
        "2 ** 3",
        "facts.area // 2",
        "facts.area % 2",
        "facts | length",
        "facts.area is defined",
        "project.city ~ 'x'",
        "facts['area']",
        "facts.items()",
        "project.city.upper()",
        "facts.__class__",
        "ceil.__globals__",
        "_decimal('1')",
        "law('civil-code')",
        "ceil(*facts)",
        "max(1, key=2)",
        "{'a': 1}",
        "range(9)",
        "(" * 20_000,
        "-" * 5_000 + "1",
        "not " * 3_000 + "x",
    ],
)
def test_forbidden(source: str) -> None:
    assert failure(source).code in ("forbidden-syntax", "bad-expression")


@pytest.mark.parametrize("source", ["", "facts.", "1 +", "a b", "'open", "facts.area >", ")"])
def test_bad_syntax(source: str) -> None:
    assert failure(source).code == "bad-expression"


@pytest.mark.parametrize("source", ["nothing", "facts.nothing", "facts.area.deeper", "facts.items"])
def test_unknown_name(source: str) -> None:
    assert failure(source).code == "unknown-name"


def test_names_are_keys_and_never_attributes() -> None:
    """A mapping's own methods are no data: ``items`` is found only where it is a key."""
    assert evaluate("project.items", NAMES) == "own"
    assert failure("facts.keys").code == "unknown-name"
    assert failure("facts.area.real").code == "unknown-name"
    assert failure("project.city.upper").code == "unknown-name"


@pytest.mark.parametrize("source", ["facts.gates * 2", "facts.gates > 3", "ceil(facts.gates)"])
def test_missing_fact_is_named(source: str) -> None:
    error = failure(source)
    assert error.code == "missing-fact"
    assert "facts.gates" in error.message


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("1 / 0", "division-by-zero"),
        ("1 / facts.lifts", "division-by-zero"),
        ("project.city * 3", "bad-operand"),
        ("project.fictional + 1", "bad-operand"),
        ("project.city > 3", "bad-operand"),
        ("max()", "bad-operand"),
        ("round(1, 2)", "bad-operand"),
    ],
)
def test_bad_operand(source: str, code: str) -> None:
    assert failure(source).code == code


def test_a_very_long_source_is_refused() -> None:
    assert failure("1" * 60_000).code == "bad-expression"


def test_no_condition_holds() -> None:
    assert holds(None, {})
    assert not holds("facts.lifts", NAMES)


# --- texts ------------------------------------------------------------------------------------


def filled(source: str, names: dict[str, Any] | None = None) -> tuple[str, list[Run]]:
    return render(source, NAMES if names is None else names, lambda ref, v: Figure(ref, str(v)))


def test_every_printed_value_knows_its_reference() -> None:
    text, runs = filled("面积{{ facts.area }}，城市{{ project.city }}。")
    assert text == f"面积{TOKEN_START}0{TOKEN_END}，城市{TOKEN_START}1{TOKEN_END}。"
    assert [(run.ref, run.text) for run in runs if isinstance(run, Figure)] == [
        ("facts.area", "46965"),
        ("project.city", "shenzhen"),
    ]


def test_conditions_choose_text_without_printing() -> None:
    text, runs = filled("{% if facts.share >= 0.3 %}\n多\n{% else %}\n少\n{% endif %}\n完")
    assert (text, runs) == ("多\n完", [])


def test_missing_value_is_handed_to_the_printer() -> None:
    _, runs = filled("{{ facts.gates }}")
    assert runs == [Figure("facts.gates", "None")]


def test_law_is_called_with_its_article() -> None:
    cited: list[tuple[Any, ...]] = []

    def law(*arguments: Any) -> str:
        cited.append(arguments)
        return "《民法典》"

    text, runs = filled("依{{ law('civil-code', 278) }}", {"law": law})
    assert cited == [("civil-code", 278)]
    assert runs == [Figure("law", "《民法典》")]
    assert text.startswith("依")


@pytest.mark.parametrize(
    "source",
    [
        "{{ facts.area * 2 }}",
        "{{ 5 }}",
        "{{ 'x' }}",
        "{{ 'a' if facts.lifts else 'b' }}",
        "{{ facts | upper }}",
        "{% for x in facts %}{% endfor %}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% macro x() %}{% endmacro %}",
        "{% raw %}{{ x }}{% endraw %}{{ facts.__class__ }}",
        "{{ ceil(facts.area) }}",
        "{{ law() }}",
        "{{ law(p.x) }}",
        "{{ law('civil-code', '第二条') }}",
        "{{ law('civil-code', 1, 2) }}",
        "{{ facts.area ",
        "{% if facts.area %}",
        f"{TOKEN_START}0{TOKEN_END}",
    ],
)
def test_text_that_does_not_compile(source: str) -> None:
    with pytest.raises(ExpressionError):
        filled(source)
    with pytest.raises(ExpressionError):
        list(references(source, text=True))


def test_unknown_name_in_a_text() -> None:
    with pytest.raises(ExpressionError) as caught:
        filled("{{ facts.nothing }}")
    assert caught.value.code == "unknown-name"


def test_line_of_a_mistake_counts_inside_the_text() -> None:
    with pytest.raises(ExpressionError) as caught:
        list(references("一\n二\n{{ facts | x }}\n", text=True))
    assert caught.value.line == 3


# --- reading without running ------------------------------------------------------------------


def test_references_of_an_expression() -> None:
    found = [path for path, _ in references("ceil(facts.area) > 3 or a.b.c", text=False)]
    assert found == ["facts.area", "a.b.c"]


def test_references_of_a_text_with_their_lines() -> None:
    source = "一{{ facts.area }}\n{% if project.city %}\n{{ kpi.x }}\n{% endif %}\n"
    assert list(references(source, text=True)) == [
        ("facts.area", 1),
        ("project.city", 2),
        ("kpi.x", 3),
    ]


def test_citations_with_article_and_line() -> None:
    source = "依{{ law('a') }}\n和{{ law('b', 7) }}"
    assert list(law_citations(source)) == [("a", None, 1), ("b", 7, 2)]


def test_literal_text_with_the_line_where_it_begins() -> None:
    source = "一{{ facts.area }}二\n{% if facts.lifts %}\n三\n{% endif %}\n四\n"
    pieces = [(text.strip(), line) for text, line in literal_text(source)]
    assert ("一", 1) in pieces
    assert pieces[-1][0] == "四"
    text, line = list(literal_text(source))[-1]
    assert line + text[: text.index("四")].count("\n") == 5


def test_reading_does_not_spoil_compiling() -> None:
    source = "{{ facts.area }}"
    list(references(source, text=True))
    assert filled(source)[1] == filled(source)[1]
    assert list(references(source, text=True)) == [("facts.area", 1)]
