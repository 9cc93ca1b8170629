"""Names and keys made comparable: what is one, what is near, what is another's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funds.reconcile import keys
from funds.reconcile.listed import told_in
from funds.reconcile.names import Relation, core, likeness, relation
from funds.reconcile.search import by_chance, search


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("揭阳市焊接器材有限公司", " 揭阳市 焊接器材　有限公司 "),
        ("揭阳市焊接器材有限公司", "揭阳市焊接器材有限责任公司"),
        ("广东南方测绘仪器股份有限公司", "广东南方测绘仪器"),
        ("榕城永固五金店（一分店）", "榕城永固五金店"),
        ("大连佳能办公设备有限公司西岗分公司", "大连佳能办公设备"),
        ("（辽宁）北方工具集团股份有限公司", "辽宁北方工具有限公司"),
        ("ＡＢＣ办公（中国）有限公司", "abc办公(中国)公司"),
        ("永固五金店（个体工商户）", "永固五金店"),
        ("揭阳市榕城区永固五金店", "揭阳榕城永固五金店"),
    ],
)
def test_the_same_firm_however_it_is_written(one: str, two: str) -> None:
    assert relation(core(one), core(two)) == Relation.SAME


@pytest.mark.parametrize(
    ("one", "two", "how"),
    [
        ("沈阳远大文化传媒有限责任公司", "沈阳远达文化传播有限责任公司", Relation.OTHER),
        ("榕城永固五金店", "榕城永固五金厂", Relation.OTHER),
        ("办公（揭阳）公司", "办公（汕头）公司", Relation.OTHER),
        ("榕城永固五金店", "榕城永周五金店", Relation.SLIP),
        ("榕城永固五金店", "榕城固永五金店", Relation.SLIP),
        ("榕城永固五金店", "榕永固五金店", Relation.SLIP),
        ("永固店", "永周店", Relation.OTHER),
        ("大连船舶仪表有限公司", "船舶仪表", Relation.AKIN),
        ("榕城永固五金店", "", Relation.MISSING),
        ("公司", "有限公司", Relation.OTHER),
    ],
)
def test_others_stay_others(one: str, two: str, how: Relation) -> None:
    assert relation(core(one), core(two)) == relation(core(two), core(one)) == how


def test_likeness_ranks_and_says_no_more() -> None:
    assert likeness("榕城永固五金店", "榕城永固五金厂") > likeness("榕城永固五金店", "汕头图文店")
    assert likeness("店", "店") == 0


@given(st.text(max_size=40))
def test_a_core_is_found_for_any_text_and_is_its_own_core_in_width_and_case(name: str) -> None:
    assert core(name) == core(f" {name} ")


@pytest.mark.parametrize(
    "text",
    [
        "记-15",
        "记15",
        "记字第15号",
        "记字第0015号",
        "２０２３年5月记－15号",
        "2023-记-15",
        "记 - 15",
        "记账凭证15号",
        "记15#",
        "凭证记-15",
    ],
)
def test_a_voucher_number_however_it_is_written(text: str) -> None:
    assert keys.voucher(text) == keys.Key("voucher", "记", "15")


def test_a_voucher_number_without_its_word_fits_any_word_and_two_words_differ() -> None:
    bare, kept, paid = keys.voucher("15"), keys.voucher("记-15"), keys.voucher("付-15")
    assert bare is not None
    assert kept is not None
    assert paid is not None
    assert keys.same(bare, kept)
    assert keys.same(bare, paid)
    assert not keys.same(kept, paid)
    assert keys.voucher("") is None
    assert keys.voucher("无") == keys.Key("voucher", "", "无")


def test_an_invoice_number_without_its_code_fits_any_code_and_two_codes_differ() -> None:
    bare, one, two = (
        keys.invoice("", "30551201"),
        keys.invoice("044002200111", "30551201"),
        keys.invoice("1", "30551201"),
    )
    assert bare is not None
    assert one is not None
    assert two is not None
    assert keys.same(bare, one)
    assert not keys.same(one, two)
    assert keys.invoice("", "") is None
    assert keys.invoice("", " -- ") is None


def test_a_bank_lines_text_tells_its_numbers() -> None:
    assert told_in("付 记-3、记字第4号 货款 发票30551201，账号6222001234567890123") == (
        keys.Key("invoice", "", "30551201"),
        keys.Key("voucher", "记", "3"),
        keys.Key("voucher", "记", "4"),
    )


@pytest.mark.parametrize(
    ("number", "near"),
    [("30551201", False), ("30551202", True), ("30551210", True), ("30551332", False), ("3055120", False)],
)
def test_one_slip_of_the_hand_is_near(number: str, near: bool) -> None:
    one, two = keys.invoice("", "30551201"), keys.invoice("", number)
    assert one is not None
    assert two is not None
    assert keys.near(one, two) == near


def test_a_search_finds_every_choice_and_gives_up_at_its_cap() -> None:
    assert search(10, [8, 6, 4, 2], 6, 1000) == [(0, 3), (1, 2)]
    assert search(10, [8, 6, 4, 2], 6, 3) is None
    assert search(10, [10], 6, 1000) == []
    assert search(10, [10], 6, 1000, least=1) == [(0,)]
    assert search(12, [6, 4, 2], 2, 1000) == []


@given(st.lists(st.integers(1, 40), min_size=2, max_size=8), st.integers(1, 120))
def test_a_search_gives_only_what_adds_up(amounts: list[int], target: int) -> None:
    ordered = sorted(amounts, reverse=True)
    for choice in search(target, ordered, 6, 100_000) or []:
        assert sum(ordered[at] for at in choice) == target
        assert len(set(choice)) == len(choice) >= 2


def test_round_amounts_meet_by_chance_and_odd_ones_do_not() -> None:
    assert by_chance(300_000, [200_000, 100_000], 2, 6, 8)
    assert not by_chance(300_012, [200_007, 100_005], 2, 6, 8)
