"""Money, accounts and seals: the smallest words of the ledger."""

import datetime as dt
import hashlib
import json
from decimal import ROUND_HALF_UP, Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from funds import chart
from funds.entry.record import Invoice, Line, Record
from funds.money import MOST, BadMoneyError, fen, percent, yuan
from funds.seal import START, Head, breaks, canonical, head_of, sealed

NOON = dt.datetime(2022, 10, 9, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 100),
        ("1.5", 150),
        ("0.05", 5),
        ("-0.05", -5),
        ("1,234,567.89", 123456789),
        (" 50000 ", 5000000),
        ("¥300", 30000),
        ("￥300.00元", 30000),
        ("１２３．４５", 12345),
        ("\u2212 5"[0] + "5", -500),
    ],
)
def test_an_amount_is_read_as_fen(text: str, value: int) -> None:
    assert fen(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1e5", "1_000", "NaN", "1.234", "12,34", "1,2345", "--1", "1.", ".5", "٣", "5万", "9" * 12 + "9"],
)
def test_what_is_no_amount_is_refused_and_named(text: str) -> None:
    with pytest.raises(BadMoneyError) as caught:
        fen(text)
    assert caught.value.read == text


def test_a_sum_above_the_limit_is_refused() -> None:
    assert fen(yuan(MOST)) == MOST
    with pytest.raises(BadMoneyError):
        fen(yuan(MOST + 1))


@given(st.integers(-MOST, MOST))
def test_fen_and_yuan_are_inverse(amount: int) -> None:
    assert fen(yuan(amount)) == amount


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_a_percentage_is_rounded_half_up_and_null_over_nothing(part: int, whole: int) -> None:
    if whole == 0:
        assert percent(part, whole) is None
        return
    exact = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert percent(part, whole) == f"{exact or Decimal('0.00')}"


def test_account_names_are_those_of_the_chart_and_can_be_read_back() -> None:
    name = chart.account_name("50303", "JY2022-003", purpose="P2设备采购改进")
    assert name == "Expenses:50303职工创新活动支出:P2设备采购改进:JY2022-003"
    assert chart.split_name(name) == ("50303", "JY2022-003", "", "P2设备采购改进")
    late = chart.account_name("32101", "JY2022-003", "corrections", "P1场所")
    assert chart.split_name(late) == ("32101", "JY2022-003", "corrections", "P1场所")
    assert chart.split_name("Assets:102银行存款:X1") == ("102", "X1", "", "")


@pytest.mark.parametrize(
    "name", ["Assets:102现金:X1", "Income:102银行存款:X1", "Assets:银行:X1", "Assets:102银行存款:P1a:P2b:X1"]
)
def test_a_name_that_is_not_of_the_chart_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"chart|parts"):
        chart.split_name(name)


def spend(**changes: object) -> Record:
    base = Record(
        fund="JY2022-003",
        kind="spend",
        date=dt.date(2022, 10, 8),
        posted=NOON,
        amount=12300,
        memo='控制字符\x01、引号"与换行\n',
        lines=(Line(account="50303", side="debit", fen=12300), Line(account="102", side="credit", fen=12300)),
        invoices=(Invoice(number="24952000000012345678", share=12300),),
    )
    return msgspec.structs.replace(base, **changes)


def test_the_canonical_text_is_plain_json_that_any_library_makes_again() -> None:
    text = canonical(spend())
    again = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again.encode() == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_canonical_text_of_any_words_is_what_a_json_library_makes(memo: str) -> None:
    text = canonical(spend(memo=memo))
    assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == text


def test_the_seals_of_form_one_never_change() -> None:
    first = sealed(spend(), None)
    assert first.previous == START
    assert first.seal == hashlib.sha256(canonical(first)).hexdigest()
    assert first.seal == "b5d89c078f5632b58b85a15b3c3f9fc13017fd081a598ddc4257de0eab7f1a06"
    second = sealed(spend(amount=1), head_of(first))
    assert (second.number, second.previous) == (2, first.seal)
    assert second.seal == "4daf649366d0e0f22906ebf5207004419c7d07273a42ce3e4346be1dbc59dff3"


def test_a_head_is_written_as_it_is_read() -> None:
    assert head_of(None) is None
    assert str(Head("JY2022-003", 7, "ab")) == "JY2022-003:7:ab"


def test_every_way_of_breaking_a_chain_is_named() -> None:
    one = sealed(spend(), None)
    two = sealed(spend(amount=1), head_of(one))
    three = sealed(spend(amount=2), head_of(two))
    assert list(breaks([one, two, three])) == []
    edited = msgspec.structs.replace(two, amount=99)
    assert [b.how for b in breaks([one, edited, three])] == ["seal"]
    assert [b.how for b in breaks([one, three])] == ["order"]
    assert [b.how for b in breaks([one, one, two])] == ["order"]
    forged = sealed(spend(amount=5), head_of(one))
    assert [(b.number, b.how) for b in breaks([one, forged, three])] == [(3, "link")]
