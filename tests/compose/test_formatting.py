"""Amounts in capitals, numbers, dates and articles as Chinese documents print them."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compose import formatting as fmt

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ("元", "拾", "佰", "仟", "万", "拾", "佰", "仟", "亿", "拾", "佰", "仟")
HIGHEST = Decimal("999999999999.99")


def capitals_digit_by_digit(fen: int) -> str:
    """The rule of the payment regulations spelt out: every digit with its unit, zeros merged."""
    yuan, rest = divmod(fen, 100)
    whole = ""
    for place, digit in enumerate(reversed(str(yuan))):
        whole = DIGITS[int(digit)] + UNITS[place] + whole
    for pattern, text in (
        ("零[拾佰仟]", "零"),
        ("零+", "零"),
        ("零亿", "亿"),
        ("零万", "万"),
        ("亿万", "亿零"),
        ("零+", "零"),
        ("零元", "元"),
    ):
        whole = re.sub(pattern, text, whole)
    whole = "" if yuan == 0 else whole
    jiao, last = divmod(rest, 10)
    if rest == 0:
        return f"人民币{whole or '零元'}整"
    tail = (DIGITS[jiao] + "角") if jiao else ("零" if yuan else "")
    return f"人民币{whole}{tail}" + (DIGITS[last] + "分" if last else "整")


def value_in_capitals(text: str) -> Decimal:
    """Read capitals back, so that a wrong writer cannot agree with a wrong oracle."""
    words = text.removeprefix("人民币").removesuffix("整")
    whole, _, tail = words.rpartition("元") if "元" in words else ("", "", words)
    total = Decimal(0)
    for unit, factor in (("亿", 10**8), ("万", 10**4), ("", 1)):
        part, whole = whole.split(unit, 1) if unit and unit in whole else ("", whole)
        total += _group(part if unit else whole) * factor
    for unit, share in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
        found = re.search(f"(.){unit}", tail)
        total += DIGITS.index(found[1]) * share if found else 0
    return total


def _group(text: str) -> int:
    total, digit = 0, 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        else:
            total += digit * 10 ** ("拾佰仟".index(sign) + 1)
            digit = 0
    return total + digit


amounts = st.one_of(
    st.decimals(0, HIGHEST, places=2),
    # Amounts with many zeros, where the rule is hard.
    st.lists(st.sampled_from("000000135"), min_size=3, max_size=14).map(
        lambda signs: Decimal("".join(signs)) / 100
    ),
)


@given(amounts)
def test_capitals_agree_with_the_rule_digit_by_digit(amount: Decimal) -> None:
    assert fmt.capital_amount(amount) == capitals_digit_by_digit(int(amount * 100))


@given(amounts)
def test_capitals_can_be_read_back(amount: Decimal) -> None:
    assert value_in_capitals(fmt.capital_amount(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10", "壹拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("2248400", "贰佰贰拾肆万捌仟肆佰元整"),
        ("2020202.20", "贰佰零贰万零贰佰零贰元贰角整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("0.994", "玖角玖分"),
        ("0.995", "壹元整"),
    ],
)
def test_capitals_of_known_hard_amounts(amount: str, text: str) -> None:
    assert fmt.capital_amount(Decimal(amount)) == f"人民币{text}"


@pytest.mark.parametrize("amount", ["-0.01", "1000000000000", "999999999999.995"])
def test_capitals_refuse_what_cannot_be_written(amount: str) -> None:
    with pytest.raises(ValueError, match="out of range"):
        fmt.capital_amount(Decimal(amount))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal(0), "0"),
        (Decimal("0.00"), "0"),
        (0, "0"),
        (46965, "46,965"),
        (Decimal("7628.990"), "7,628.99"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("0.10"), "0.1"),
        (Decimal("-1234.50"), "-1,234.5"),
    ],
)
def test_numbers(value: Decimal | int, text: str) -> None:
    assert fmt.number(value) == text


@given(st.decimals(-(10**12), 10**12, places=4))
def test_a_number_prints_its_value(value: Decimal) -> None:
    text = fmt.number(value)
    assert Decimal(text.replace(",", "")) == value
    assert "E" not in text and not re.search(r"\.\d*0\Z", text)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Decimal(1996), "年", "1996年"),
        (Decimal("2.5"), "年", "2.5年"),
        (Decimal("98.0"), "%", "98%"),
        (Decimal(46965), "平方米", "46,965平方米"),
    ],
)
def test_quantities(value: Decimal, unit: str, text: str) -> None:
    assert fmt.quantity(value, unit) == text


@pytest.mark.parametrize(
    ("value", "text"), [("6.00", "6人"), ("4.25", "折合4.3人"), ("0", "0人"), ("0.04", "折合0.0人")]
)
def test_persons(value: str, text: str) -> None:
    assert fmt.persons(Decimal(value)) == text


def test_money_is_rounded_half_up() -> None:
    assert fmt.money(Decimal("2241708")) == "2,241,708.00"
    assert fmt.money(Decimal("0.005")) == "0.01"
    assert fmt.money(Decimal("0.015")) == "0.02"


def test_dates_have_no_leading_zeros() -> None:
    assert fmt.date(datetime.date(2025, 8, 1)) == "2025年8月1日"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "第一条"),
        (10, "第十条"),
        (11, "第十一条"),
        (20, "第二十条"),
        (49, "第四十九条"),
        (100, "第一百条"),
        (101, "第一百零一条"),
        (110, "第一百一十条"),
        (506, "第五百零六条"),
        (1010, "第一千零一十条"),
        (1242, "第一千二百四十二条"),
    ],
)
def test_articles(number: int, text: str) -> None:
    assert fmt.article(number) == text
