"""Cells and what they are read as: amounts to the fen, days, codes, counts and choices; doubtful ones asked back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funds.money import MOST, yuan
from funds.workbook.intake.amounts import amount
from funds.workbook.intake.dates import day_reader
from funds.workbook.intake.events import CellProblem, FileProblem
from funds.workbook.intake.raw import Raw, Unit
from funds.workbook.intake.texts import choice_reader, code, count, files, fund, words
from funds.workbook.intake.told import CODES, is_note, remedy, sentence
from funds.workbook.intake.told_cells import CELLS, NOTES
from funds.workbook.intake.typed import Wrong
from funds.workbook.layout.column import Choice

DAY = dt.date(2022, 10, 8)
AMOUNTS = [
    ("1234.5", 123450), ("1,234.50", 123450), ("１，２３４．５０", 123450), ("￥1,234.50", 123450), ("¥ 1234.50 元", 123450),
    ("RMB1234.50", 123450), ("人民币1234.50元", 123450), ("\u00a01\u00a0234.50", 123450), ("(100)", -10000), ("（100.00）", -10000),
    ("[100]", -10000), ("100-", -10000), ("−100", -10000), ("－100", -10000), ("-¥100", -10000), ("¥-100", -10000), ("(¥100)", -10000),
    ("+5", 500), (".5", 50), ("5.", 500), ("12.3400", 1234), ("0", 0), ("100,000,000.01", 10000000001), (100, 10000), (0.1 + 0.2, 30),
    ("100元整", 10000), ("￥1,280.00元正", 128000), ("(100元整)", -10000), ("100圆整", 10000), (1234.56, 123456), (-0.05, -5), (0.29999999999999999, 30), (1e6, 100000000), ("-", None), ("—", None), ("", None),
]  # fmt: skip
NO_AMOUNTS = [
    ("1,23.4", "not-an-amount"), ("1,2345", "not-an-amount"), ("1_000", "not-an-amount"), ("1e5", "not-an-amount"), ("NaN", "not-an-amount"),
    ("٣", "not-an-amount"), ("一百", "amount-unit"), ("3万", "amount-unit"), ("3.5万元", "amount-unit"), ("5角", "amount-unit"),
    ("5%", "amount-unit"), ("$5", "amount-unit"), ("--5", "not-an-amount"), ("(-5)", "not-an-amount"), ("-5-", "not-an-amount"),
    ("壹佰元整", "not-an-amount"), ("12.345", "below-a-fen"), (12.345, "below-a-fen"), (1e-9, "below-a-fen"), (100 / 3, "below-a-fen"),
    (1e12, "amount-too-large"), (True, "not-an-amount"), (DAY, "amount-is-day"), (Unit(5), "amount-format"), ("5+5", "not-an-amount"),
    ("12.50元整", "not-an-amount"), ("100整", "not-an-amount"), ("1.234,50", "not-an-amount"), ("5元5", "not-an-amount"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "fen"), AMOUNTS)
def test_an_amount_is_read_to_the_fen(raw: Raw, fen: int | None) -> None:
    assert amount(raw) == fen


@pytest.mark.parametrize(("raw", "why"), NO_AMOUNTS)
def test_what_is_no_plain_amount_is_asked_back(raw: Raw, why: str) -> None:
    assert amount(raw) == Wrong(why)


@given(st.integers(-MOST, MOST))
def test_every_amount_written_as_yuan_is_read_again(fen: int) -> None:
    text = yuan(fen)
    grouped = f"{'-' if fen < 0 else ''}￥{abs(fen) // 100:,}.{abs(fen) % 100:02d}元"
    assert (
        amount(text)
        == amount(grouped)
        == amount(text.translate(str.maketrans("0123456789.", "０１２３４５６７８９．")))
        == fen
    )
    if fen < 0:
        assert amount(f"（{yuan(-fen)}）") == amount(f"{yuan(-fen)}-") == fen


@given(st.integers(-MOST, MOST))
def test_every_amount_kept_as_a_number_is_read_to_the_fen(fen: int) -> None:
    assert amount(fen / 100) == amount(float(f"{fen / 100:.17g}")) == fen


@given(st.integers(-(10**9), 10**9), st.integers(1, 9))
def test_a_third_decimal_is_never_rounded_away(fen: int, third: int) -> None:
    assert amount((fen * 10 + third) / 1000) == Wrong("below-a-fen")
    assert amount(f"{abs(fen) // 100}.{abs(fen) % 100:02d}{third}") == Wrong("below-a-fen")


@given(st.text(alphabet="0123456789.,-+()（）￥¥元 万eE_NaI٣五", max_size=12))
def test_no_text_is_read_as_another_amount_than_its_digits_say(text: str) -> None:
    found = amount(text)
    if isinstance(found, int):
        digits = "".join(sign for sign in text if sign.isascii() and sign in "0123456789.")
        assert abs(found) == round(float(digits) * 100)


DAYS = [
    "2022-10-08", "2022-10-8", "2022.10.8", "2022/10/8", "2022年10月8日", "2022年10月8号", "2022 年 10 月 8 日", "20221008",
    "二〇二二年十月八日", "二零二二年十月八号", "二○二二年一〇月〇八日", "贰零贰贰年零壹拾月零捌日", "2022年十月八日", "２０２２．１０．８", "2022-10-08 00:00:00", "2022/10/8 14:33", "2022-10-08T00:00:00", "44842", 44842, 20221008, DAY,
    dt.datetime.combine(DAY, dt.time(9, 30)), 44842.5,
]  # fmt: skip
NO_DAYS = [
    ("10/8/2022", "day-unclear"), ("22.10.8", "day-unclear"), ("10.8", "day-unclear"), ("10月8日", "day-unclear"), ("2022.10", "day-unclear"),
    ("2022年10月", "day-unclear"), ("202210", "day-unclear"), ("2022-02-30", "no-such-day"), ("20221332", "no-such-day"), (60, "day-number"),
    (10.8, "day-number"), (2022.1, "day-out-of-range"), (99_999, "day-number"), (1e300, "day-number"), ("昨天", "not-a-day"), (True, "not-a-day"),
    ("十月八日", "day-unclear"), ("二二年十月八日", "day-unclear"), ("二〇二二年十月", "day-unclear"), ("二〇二二年二月三十日", "no-such-day"),
    ("二〇二二年八十月八日", "no-such-day"), ("二〇二二年十十月八日", "no-such-day"), ("二〇二二年腊月初八", "not-a-day"), ("2022-10.8", "not-a-day"), (dt.date(1905, 1, 1), "day-out-of-range"),
]  # fmt: skip


@pytest.mark.parametrize("raw", DAYS, ids=str)
def test_a_day_is_read_however_it_is_written(raw: Raw) -> None:
    assert day_reader(since_1904=False)(raw) == DAY


@pytest.mark.parametrize(("raw", "why"), NO_DAYS)
def test_what_may_be_two_days_or_none_is_asked_back(raw: Raw, why: str) -> None:
    found = day_reader(since_1904=False)(raw)
    assert isinstance(found, Wrong)
    assert found.code == why


def _digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(sign)] for sign in str(number))


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _digits(tens)) + ("十" if tens else "") + (_digits(ones) if ones else "")


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_is_read_again_from_every_form(day: dt.date) -> None:
    read = day_reader(since_1904=False)
    forms: list[Raw] = [
        day.isoformat(), f"{day.year}.{day.month}.{day.day}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}", f"{day:%Y/%m/%d}",
        f"{_digits(day.year)}年{_numeral(day.month)}月{_numeral(day.day)}日", f"{_digits(day.year)}年{_digits(day.month)}月{_digits(day.day)}日",
        (day - dt.date(1899, 12, 30)).days, int(f"{day:%Y%m%d}"), dt.datetime.combine(day, dt.time(23, 59)),
    ]  # fmt: skip
    assert {read(form) for form in forms} == {day}


def test_codes_keep_their_digits_or_say_that_they_lost_some() -> None:
    assert [code(raw) for raw in ("044002100111", " 1234 5678 ", "１２３", "'0123", 12345678, 123456789012345.0, "-")] == [
        "044002100111", "12345678", "123", "0123", "12345678", "123456789012345", None,
    ]  # fmt: skip
    for lost in (2.444e19, 24440000000012345678, 1e15, "2.44E+19", "2.444e19"):
        assert code(lost) == Wrong("digits-lost")
    for other in (1.5, -3, True, DAY):
        assert code(other) == Wrong("not-a-code")


def test_texts_counts_choices_funds_and_files() -> None:
    assert [words(raw) for raw in (" 购\n耗材 ", 12, 1.5, DAY, True, " ")] == [
        "购 耗材",
        "12",
        "1.5",
        "2022-10-08",
        "TRUE",
        None,
    ]
    assert words("a\u202eb") == Wrong("control-sign", {"sign": "U+202E"})
    assert words("a\x00b") == Wrong("control-sign", {"sign": "U+0000"})
    assert words("长" * 4001) == Wrong("text-too-long", {"length": "4001", "longest": "4000"})
    assert [count(raw) for raw in ("3", "3张", "３台", 3, 3.0, "1,000", "-")] == [3, 3, 3, 3, 3, 1000, None]
    assert [count(raw) for raw in (1.5, -1, "3.5", "三", True, "1e3")] == [Wrong("not-a-count")] * 6
    choose = choice_reader((Choice("spend", ("支出", "付款")), Choice("refund", ("退款",))))
    assert [choose(raw) for raw in ("支出", " 付 款", "SPEND", "", "-")] == ["spend", "spend", "spend", None, None]
    assert choose("别的") == Wrong("not-a-choice", {"offered": "支出、退款"})
    assert [fund(raw) for raw in ("jy2022-001", "ＪＹ２０２２－００１", "JY2022—001", "JY 2022-001")] == [
        "JY2022-001"
    ] * 4
    assert fund("JY22") == fund(5) == Wrong("not-a-fund")
    assert files("发票=a.pdf；b.pdf、\n c.pdf;") == ["发票=a.pdf", "b.pdf", "c.pdf"]
    assert files(5) == Wrong("not-a-file")


class _Anything(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"<{key}>"


@pytest.mark.parametrize("code_", sorted(CODES))
def test_every_code_has_a_sentence_and_a_remedy(code_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = dict.fromkeys(
        ("error", "size", "most", "ending", "really", "what", "read", "part", "tried", "row", "sheet", "names", "wanted", "found", "others",
         "cells", "header", "cell", "titles", "said", "kind", "known", "last", "gap", "status", "area", "day", "offered", "sign", "length",
         "longest"), "§",
    )  # fmt: skip
    monkeypatch.setenv("LANGUAGE", "en")
    problem = CellProblem(code_, "G7", "amount", "§", facts) if code_ in CELLS else FileProblem(code_, facts)
    assert sentence(problem).endswith(".")
    assert remedy(problem).endswith(".")
    assert isinstance(problem, FileProblem) or is_note(problem) == (code_ in NOTES)
