"""Amounts in Chinese capitals, as 《支付结算办法》 and 会计基础工作规范 §52 write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funds.money import MOST
from funds.statements.capitals import capitals

KNOWN = {
    "零元整": 0,
    "壹分": 1,
    "玖分": 9,
    "壹角整": 10,
    "叁角陆分": 36,
    "壹元整": 100,
    "壹元零伍分": 105,
    "壹元伍角整": 150,
    "壹拾元整": 10_00,
    "壹拾壹元整": 11_00,
    "贰拾元伍角整": 20_50,
    "壹佰元零壹分": 100_01,
    "壹佰零壹元整": 101_00,
    "壹佰壹拾元整": 110_00,
    "壹仟零壹元整": 1_001_00,
    "壹仟零壹拾元整": 1_010_00,
    "壹仟肆佰零玖元伍角整": 1_409_50,
    "壹仟陆佰捌拾元叁角贰分": 1_680_32,
    "陆仟零柒元壹角肆分": 6_007_14,
    "壹万元整": 10_000_00,
    "壹万零伍佰元整": 10_500_00,
    "壹万贰仟叁佰肆拾伍元陆角柒分": 12_345_67,
    "壹万陆仟肆佰零玖元零贰分": 16_409_02,
    "壹拾万零伍元整": 100_005_00,
    "壹拾万柒仟元伍角叁分": 107_000_53,
    "贰拾肆万零玖佰陆拾捌元整": 240_968_00,
    "壹佰零壹万元整": 1_010_000_00,
    "壹亿元整": 100_000_000_00,
    "壹亿零壹元整": 100_000_001_00,
    "壹亿零壹万元整": 100_010_000_00,
    "壹拾亿零伍佰万零叁拾元零玖分": 1_005_000_030_09,
    "壹仟亿元整": MOST,
}
DIGITS = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(("said", "fen"), KNOWN.items())
def test_an_amount_is_written_as_a_bank_would_accept_it(said: str, fen: int) -> None:
    assert capitals(fen) == f"人民币{said}"


def test_a_red_amount_says_so_before_its_digits() -> None:
    assert capitals(-1_450_00) == "人民币负壹仟肆佰伍拾元整"
    assert capitals(-5) == "人民币负伍分"


@given(st.integers(-100 * MOST, 100 * MOST))
def test_whatever_is_written_reads_back_as_the_same_amount(fen: int) -> None:
    assert _read(capitals(fen)) == fen


@given(st.integers(0, MOST))
def test_zeros_never_stand_together_nor_before_a_unit_nor_at_the_end(fen: int) -> None:
    said = capitals(fen).removeprefix("人民币")
    assert "零零" not in said
    assert not any(f"零{unit}" in said for unit in "拾佰仟万亿")
    assert said == "零元整" or "零元" not in said
    assert said.endswith("分") != said.endswith("整")


def _read(text: str) -> int:
    """Read capitals back, written apart from how they are made: digit by digit, from the left."""
    bare = text.removeprefix("人民币")
    sign = -1 if bare.startswith("负") else 1
    whole, _yuan, rest = bare.removeprefix("负").removesuffix("整").rpartition("元")
    fen = _whole(whole) * 100
    digit = 0
    for each in rest:
        if each in DIGITS:
            digit = DIGITS[each]
        else:
            fen += digit * (10 if each == "角" else 1)
    return sign * fen


def _whole(text: str) -> int:
    total = section = digit = 0
    for each in text:
        if each in DIGITS:
            digit = DIGITS[each]
        elif each in UNITS:
            section, digit = section + digit * UNITS[each], 0
        else:  # 万 or 亿: everything before it counts so many times
            whole = section + digit
            section = digit = 0
            total = (total + whole) * 10**8 if each == "亿" else total + whole * 10**4
    return total + section + digit
