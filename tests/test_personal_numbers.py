"""Numbers of persons within a text, in whatever way they are typed; numbers of papers, days and amounts are left alone."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funds.entry.personal import identities_in, is_identity, numbers_in
from funds.statements.materials import hidden_in

IDENTITY = "110101199003078515"
MASK = "110*************15"


@pytest.mark.parametrize(
    "typed",
    [
        IDENTITY, "１１０１０１１９９００３０７８５１５", "110101 19900307 8515", "110101-19900307-8515", "110101/1990/0307 8515",
        "110101\u200b199003078515", "1101 0119 9003 0785 15", "1 1 0 1 0 1 1 9 9 0 0 3 0 7 8 5 1 5", "110101－19900307－８５１５",
        "110101\u30001990\u20110307\u20118515", "\u0661\u0661\u0660\u0661\u0660\u0661\u0661\u0669\u0669\u0660\u0660\u0663\u0660\u0667\u0668\u0665\u0661\u0665",
    ],
)  # fmt: skip
def test_an_identity_number_is_hidden_and_told_however_it_is_typed(typed: str) -> None:
    for before, after in (("", ""), ("周明", "号"), ("ID", ""), ("证号：", "，付讲课费"), ("记-15 ", " 2022-11-08")):
        assert hidden_in(f"{before}{typed}{after}") == f"{before}{MASK}{after}"
        assert identities_in(f"{before}{typed}{after}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ID110101199003078515", "ID110*************15"), ("11010519491231002Ｘ", "110*************2X"),
        ("老证110105 491231 002", "老证110**********02"), ("110105-491231-002号", "110**********02号"),
        ("138 0013 8000", "138******00"), ("138-0013-8000", "138******00"), ("138 00138000", "138******00"),
        ("1380 013 8000", "138******00"), ("+8613800138000", "+86138******00"), ("86-13800138000", "86-138******00"),
        ("0086 138-0013-8000", "0086 138******00"), ("１３８００１３８０００", "138******00"), ("李敏13800138000/13900139000", "李敏138******00/139******00"),
        ("138\u200b0013\u200b8000", "138******00"), ("IMG13800138000.jpg", "IMG138******00.jpg"),
        ("卡号6222021234567890128", "卡号622**************28"), ("6217 0001 4001 2345 672", "621**************72"),
        ("622202 1234567890128", "622**************28"), ("4111111111111111", "411***********11"),
    ],
)  # fmt: skip
def test_numbers_of_persons_are_hidden_within_a_text(text: str, shown: str) -> None:
    assert hidden_in(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "24440000000000000001", "发票35442000000012345678，记-15", "税号1090605990000000000", "044002200111-30560117", "30551201、30551202、30560117",
        "揭工总〔2022〕39号", "记-15 2022-11-08 1280.50", "记-13 2022-11-08 1280.5", "13 2022-11-08 10:30:00", "2022-11-08 2022-11-09 4860.00",
        "a3f113812345678cc5599b", "4405 0174 0200 0000 1234", "44050174020000001234", "12812345678", "6222021234567890123", "1380013800", "ZL202220123456.7",
    ],
)  # fmt: skip
def test_numbers_of_papers_days_and_amounts_are_left(text: str) -> None:
    assert hidden_in(text) == text
    assert not identities_in(text)


def test_only_a_number_that_checks_is_an_identity_number_at_the_door() -> None:
    assert is_identity("11010519491231002X")
    assert not identities_in("110101199003078516")
    assert not identities_in("110101 19900230 8515")
    assert hidden_in("110101199003078516") == "110*************16", "in a view nobody can tell a slip of the hand"


@given(st.text("0123456789０１Xx -/.文a\u200b", max_size=60))
def test_what_is_hidden_is_found_no_more_and_all_else_stays(text: str) -> None:
    found = numbers_in(text)
    shown = hidden_in(text)
    assert shown.count("*") == sum(len(each.signs) - 5 for each in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    rest = [text[one.end : two.start] for one, two in pairwise(found)]
    assert all(part in shown for part in rest)


def test_a_hundred_thousand_memos_take_no_time_and_no_text_takes_long() -> None:
    memos = [f"购置台式钻床{number}台，金额{number}.50元，陈建国工作室" for number in range(1000)]
    began = time.process_time()
    for _turn in range(100):
        for memo in memos:
            hidden_in(memo)
    assert time.process_time() - began < 3
    signs = random.Random(7)
    for text in (
        "1" * 50_000,
        "1 " * 25_000,
        "13" * 25_000,
        "62 " * 20_000,
        "1" + " " * 50_000,
        "".join(signs.choices("01 -", k=50_000)),
    ):
        began = time.process_time()
        hidden_in(text)
        assert time.process_time() - began < 2
