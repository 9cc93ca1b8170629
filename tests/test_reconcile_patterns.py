"""What an accountant would sign though names contradict, numbers are missing or misprinted, or the list is long."""

import pytest

from funds.reconcile.sides import Entry, Material
from reconciled import SHOP, entry, left, line, row, run, told

OTHER = "榕城新锐图文店"
ALIPAY = "支付宝（中国）网络技术有限公司"
E_INVOICE = "24442000000012345678"


def fee(name: str, fen: int, who: str, voucher: str = "", after: int = 0) -> Material:
    """Make a row of the list of lecturers' fees."""
    return row(name, fen, after, who, voucher)._replace(ledger="lectures")


@pytest.mark.parametrize("payee", ["外聘教师", "授课教师等2人", "陈明", "陈明、李敏", ""])
@pytest.mark.parametrize("keyed", [("记-9", "记-9"), ("记-9", "")])
def test_a_voucher_for_several_lecturers_takes_all_of_them(payee: str, keyed: tuple[str, str]) -> None:
    rows = [fee("a", 80_000, "陈明", keyed[0]), fee("b", 80_000, "李敏", keyed[1])]
    [(stage, *rest)] = told(run([entry(4, 160_000, payee=payee, voucher="记-9")], rows))
    assert stage in {"key", "sum"}
    assert rest == [(4,), ("a", "b")]


def test_a_collective_payee_is_no_firm() -> None:
    own = [entry(4, 160_000, payee="外聘教师", voucher="记-9")]
    assert told(run(own, [row("a", 160_000, shop="榕城永固五金店")])) == []
    assert told(run(own, [row("a", 160_000, shop="陈明")])) == [("one-to-one", (4,), ("a",))]


def test_two_shops_rows_under_the_number_of_whoever_bought_come_to_the_voucher() -> None:
    rows = [row("a", 100_000, shop="榕城新华书店", voucher="记-9"), row("b", 60_000, voucher="记-9")]
    assert told(run([entry(4, 160_000, payee="林敏", voucher="记-9")], rows)) == [("key", (4,), ("a", "b"))]
    assert told(run([entry(4, 160_100, payee="林敏", voucher="记-9")], rows)) == []


def test_the_tax_held_back_from_lecturers_and_paid_days_later_is_part_of_the_voucher() -> None:
    lines = [
        line("1", -112_000, 1, "陈明", "讲课费 记-9"),
        line("2", -80_000, 1, "李敏", "讲课费"),
        line("3", -8_000, 5, "国家税务总局揭阳市税务局", "个人所得税"),
    ]
    own = [entry(4, 200_000, payee="陈明等2人", voucher="记-9")]
    assert told(run(own, [], lines)) == [("sum", (4,), ("1", "2", "3"))]
    assert told(run(own, [], lines[:2])) == []


@pytest.mark.parametrize("name", [ALIPAY, "财付通支付科技有限公司", "拉卡拉支付股份有限公司", "林敏"])
@pytest.mark.parametrize("fen", [100_000, 123_400])
def test_a_number_holds_where_a_channel_or_whoever_advanced_the_money_stands_for_the_shop(name: str, fen: int) -> None:
    own = [entry(4, fen, voucher="记-9")]
    assert told(run(own, [], [line("B1", -fen, 1, name, "付记-9号")])) == [("key", (4,), ("B1",))]
    assert told(run(own, [row("a", fen, shop="林敏", voucher="记-9")])) == [("key", (4,), ("a",))]


def test_another_firm_s_name_still_speaks_against_a_number_and_a_round_amount() -> None:
    assert told(run([entry(4, 100_000, voucher="记-9")], [], [line("B1", -100_000, 1, OTHER, "付记-9号")])) == []


@pytest.mark.parametrize("ledgers", [("activities", "activities"), ("activities", "publicity")])
@pytest.mark.parametrize("name", ["永固五金店", ""])
def test_a_row_of_the_same_day_completes_one_with_the_number_in_whatever_ledger(
    name: str, ledgers: tuple[str, str]
) -> None:
    rows = [row("a", 116_700, voucher="记-5"), row("b", 80_000, shop=name)]
    rows = [one._replace(ledger=ledger) for one, ledger in zip(rows, ledgers, strict=True)]
    assert told(run([entry(4, 196_700, voucher="记-5")], rows)) == [("sum", (4,), ("a", "b"))]


def eight() -> list[Entry]:
    """Make eight vouchers of one shop within three days."""
    return [entry(number, 30_000 + 7_700 * number, number // 3, voucher=f"记-{number}") for number in range(1, 9)]


@pytest.mark.parametrize(
    "text",
    ["凭证1、2、3、4、5、6、7、8", "记账凭证1-8号", "记-1、2、3、4、5、6、7、8", "记-1等8张", "付记-1等", "货款"],
)
def test_one_transfer_for_more_vouchers_than_a_search_would_take(text: str) -> None:
    paid = line("B1", -sum(one.spent for one in eight()), 5, text=text)
    [(_, *rest)] = told(run(eight(), [], [paid]))
    assert rest == [(1, 2, 3, 4, 5, 6, 7, 8), ("B1",)]


def test_all_of_a_shop_s_vouchers_but_one_is_no_sum_that_says_itself() -> None:
    paid = line("B1", -sum(one.spent for one in eight() if one.number != 4), 5)
    assert told(run(eight(), [], [paid])) == []
    for text in ("", "付记-1等"):
        assert left(run(eight(), [], [paid._replace(text=text)]))["B1"] == {"over-cap"}


def test_a_payment_list_that_names_part_takes_the_rest_of_the_days_where_these_come_to_it() -> None:
    entries = [
        entry(4, 113_300, invoice="24442000000012345678"),
        entry(5, 50_000, payee="郑俊杰", voucher="记-15"),
        entry(6, 24_900, -1, OTHER, invoice="24442000000098765432"),
    ]
    text = "材料款；票号 24442000000012345678、98765432"
    assert told(run(entries, [], [line("B1", -188_200, 1, "批量代付", text)])) == [("sum", (4, 5, 6), ("B1",))]
    assert told(run(entries, [], [line("B1", -188_300, 1, "批量代付", text)])) == []


@pytest.mark.parametrize("text", ["记-9、记-0", "记-9、记-01", "记-9、记-1", "记-9、9"])
def test_one_misprint_in_a_list_bars_nothing_where_the_sum_is_exact(text: str) -> None:
    entries = [entry(4, 140_800, voucher="记-9"), entry(5, 120_100, payee=OTHER, voucher="记-10")]
    assert told(run(entries, [], [line("B1", -260_900, 1, "", text)]))[0][1:] == ((4, 5), ("B1",))
    assert told(run(entries, [], [line("B1", -260_901, 1, "", text)])) == []


def test_the_tail_of_an_electronic_invoice_s_number_names_it() -> None:
    own = [entry(4, 100_000, invoice=E_INVOICE), entry(5, 100_000, invoice="24442000000098765432")]
    assert told(run(own, [], [line("B1", -100_000, 1, text="票号12345678")])) == [("key", (4,), ("B1",))]
    assert told(run(own, [row("a", 100_000, voucher="票号12345678")])) == [("key", (4,), ("a",))]


def test_a_misprinted_number_bars_nothing_for_an_amount_that_is_also_another_payee_s_of_another_year() -> None:
    own = [entry(4, 200_000, voucher="记-40")]
    rows = [row("a", 200_000, -1, voucher="记-42"), row("b", 200_000, -330, "刘丽华", "记-35")]
    assert told(run(own, rows)) == [("one-to-one", (4,), ("a",))]
    assert told(run(own, [row("a", 200_000, -1, voucher="记-77"), rows[1]])) == []


def test_of_two_months_vouchers_of_one_number_the_nearest_is_meant() -> None:
    own = [entry(4, 50_000, voucher="记-10"), entry(5, 228_100, 12, voucher="记-10")]
    assert told(run(own, [], [line("B1", -50_000, 1, text="付记10号")])) == [("key", (4,), ("B1",))]
    own = [entry(4, 300_000, payee="王立群", voucher="记-1"), entry(5, 100_000, 41, "许伟", "记-1")]
    lines = [line("B1", -100_000, 2, "许伟", "付记-1"), line("B2", -200_000, 2, "王立群", "付记-1")]
    assert told(run(own, [], lines)) == [("key", (4,), ("B1", "B2"))]


def test_what_one_row_states_whole_is_not_summed_of_others_under_the_same_number() -> None:
    own = [entry(4, 50_000, voucher="记-1"), entry(5, 50_000, voucher="记-1"), entry(6, 100_000, voucher="记-1")]
    rows = [row("a", 50_000, -4, voucher="记-1"), row("b", 50_000, voucher="记-1"), row("c", 100_000, -1)]
    assert (6, "c") in {(*numbers, *ids) for _, numbers, ids in told(run(own, rows))}
    assert told(run(own, [*rows[:2], row("c", 100_000, -1, "", "记-9")])) == []


@pytest.mark.parametrize(
    ("shop", "after", "fen", "agreed"),
    [
        (SHOP, -29, 50_000, False),
        (SHOP, -9, 50_000, True),
        ("", -6, 100_000, False),
        ("", -5, 100_000, True),
        ("", -12, 123_456, True),
    ],
)
def test_money_that_left_long_before_its_voucher_is_another_s_without_a_number(
    shop: str, after: int, fen: int, agreed: bool
) -> None:
    result = run([entry(4, fen, voucher="记-9")], [], [line("B1", -fen, after, shop)])
    assert bool(told(result)) == agreed
    assert agreed or left(result)["B1"] == {"ambiguous"}


@pytest.mark.parametrize(("after", "agreed"), [(21, True), (22, False), (-40, True)])
def test_a_row_weeks_after_its_voucher_is_shown_to_a_person(after: int, agreed: bool) -> None:
    assert bool(told(run([entry(4, 50_000)], [row("a", 50_000, after)]))) == agreed


def test_a_row_without_an_amount_under_another_s_name_is_not_laid_beside_an_entry_by_a_number_alone() -> None:
    own = [entry(4, 61_850, payee=OTHER, voucher="记-34")]
    rows = [row("a", 61_850, 1, OTHER), row("b", None, -44, voucher="记34号")]
    assert told(run(own, rows)) == [("one-to-one", (4,), ("a",))]
    assert left(run(own, rows))["b"] == {"no-amount"}


def test_of_instalments_of_one_invoice_each_line_goes_to_the_nearest() -> None:
    invoice = "24442000000000589070"
    entries = [
        entry(1, 152_774, 0, "甲店", voucher="记-15", invoice=invoice),
        entry(2, 152_774, 14, "甲店", voucher="记-23", invoice=invoice),
    ]
    for texts in (
        (f"发票{invoice}", "记-23"),
        (f"发票{invoice}", ""),
        (f"发票{invoice}", f"发票{invoice}"),
        ("记-15", "记-23"),
    ):
        lines = [
            line(name, -152_774, after, "甲店", text)
            for name, after, text in zip(("a", "b"), (2, 18), texts, strict=True)
        ]
        told = {row.entries: row.bank for row in run(entries, bank=lines).agreed}
        assert told == {(1,): ("a",), (2,): ("b",)}, texts
