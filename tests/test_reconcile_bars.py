"""What a number forbids: a row that bears another entry's number is not this one's, however well the rest agrees."""

import pytest

from funds.reconcile.sides import Entry
from reconciled import DAY, day, entry, left, line, row, run, told

OTHER = "榕城新锐图文店"


def test_where_the_invoice_names_one_entry_and_the_voucher_number_another_the_invoice_counts() -> None:
    entries = [
        entry(1, 30_000, -54, voucher="记-17", invoice="24442000000080107002"),
        entry(2, 60_000, 2, voucher="记-17", invoice="24442000000021094736"),
    ]
    both = row("a", 30_000, voucher="记字第17号", invoice="24442000000021094736")
    assert told(run(entries, [both, row("b", 30_000, 1, invoice="24442000000021094736")])) == [
        ("key", (2,), ("a", "b"))
    ]
    assert told(run(entries, [both])) == []


@pytest.mark.parametrize("after", [0, 70, 200])
def test_a_number_that_is_anothers_bars_however_far_that_other_is(after: int) -> None:
    entries = [entry(4, 60_000, voucher="记-21"), entry(5, 60_000, after, voucher="记-30")]
    assert 4 not in {
        number for _, numbers, _ in told(run(entries, [row("a", 60_000, voucher="记-30")])) for number in numbers
    }


def test_a_number_that_nobody_bears_bars_a_guess_unless_it_is_a_slip_away_and_all_the_rest_speaks_for_it() -> None:
    own = [entry(4, 300_077, voucher="记-13")]
    assert told(run(own, [], [line("B1", -300_077, 1, "", "付记-48号凭证")])) == []
    assert told(run(own, [], [line("B1", -300_077, 1, text="付记-48号凭证")])) == []
    assert told(run(own, [], [line("B1", -300_077, 1, text="付记-31号凭证")])) == [("one-to-one", (4,), ("B1",))]
    assert told(run(own, [], [line("B1", -300_077, 1, "", "付记-31号凭证")])) == []


def test_an_invoice_told_in_a_lines_text_bars_others_and_a_date_there_bars_nothing() -> None:
    entries = [entry(4, 300_077), entry(5, 900_000, invoice="30551201")]
    assert told(run(entries, [], [line("B1", -300_077, 1, "", "货款 发票30551201")])) == []
    assert told(run(entries, [], [line("B1", -300_077, 1, "", "货款 20230511")])) == [("one-to-one", (4,), ("B1",))]


def test_the_banks_own_number_bars_nothing() -> None:
    own = [entry(4, 300_077, voucher="记-13")]
    assert told(run(own, [], [line("B1", -300_077, 1, voucher="20938471")])) == [("one-to-one", (4,), ("B1",))]


def test_a_sum_takes_no_row_that_bears_another_number() -> None:
    rows = [row("a", 51_234), row("b", 48_111, voucher="记-29")]
    assert told(run([entry(4, 99_345, voucher="记-14")], rows)) == []
    assert told(run([entry(4, 99_345, voucher="记-14")], [rows[0], row("b", 48_111)])) == [("sum", (4,), ("a", "b"))]


def test_a_row_that_lists_several_numbers_stands_for_all_of_them() -> None:
    october = [entry(3, 60_000, 0, voucher="记-3"), entry(4, 60_000, 1, payee=OTHER, voucher="记-4")]
    november = entry(5, 120_000, 30, voucher="记-3")
    lines = [line("B1", -120_000, 1, "", "付记-4、记-3号凭证货款")]
    assert told(run([*october, november], [], lines)) == [("key", (3, 4), ("B1",))]
    assert told(run([october[1], november], [], lines)) == []


def test_a_number_shared_with_a_months_other_voucher_is_anothers_where_that_one_may_hold_the_row() -> None:
    entries = [
        entry(4, 60_000, payee="东方科技公司", voucher="记-17"),
        entry(5, 390_000, 31, payee="罗海燕等4人", voucher="记-17"),
    ]
    assert told(run(entries, [row("a", 60_000, 2, "吴晓东", voucher="记字17号")])) == []
    entries = [
        entry(4, 200_000, 31, payee="黄明", voucher="记-2"),
        entry(5, 580_000, payee="赵海燕等4人", voucher="记-2"),
    ]
    assert told(run(entries, [row("a", 200_000, -25, "黄明", voucher="记-2")])) == []


def test_a_voucher_number_out_of_any_window_is_shown_to_a_person() -> None:
    result = run([entry(4, 100_000, 75, voucher="记-103")], [row("a", 100_000, voucher="记-103")])
    assert told(result) == []
    assert [(one.entries, [ids for ids, _ in one.candidates]) for one in result.ambiguous] == [((4,), [("a",)])]


def test_numbers_that_run_on_through_the_year_name_their_voucher_however_late() -> None:
    entries = [entry(number, 1_000 * number, 20 * number, voucher=f"记-{3 * number}") for number in range(1, 10)]
    late = row("a", 9_000, 90, voucher="记-27")
    assert told(run(entries, [late])) == [("key", (9,), ("a",))]
    again = [one._replace(voucher=f"记-{one.number % 3 + 1}") for one in entries]
    assert told(run(again, [late._replace(voucher="记-1")])) == []


def test_money_advanced_goes_back_to_a_person_or_a_card_and_not_to_a_stranger_firm() -> None:
    paid = [Entry(4, DAY, -300_000, 300_000, "spend", "佳美泰电子", "", (), "reimbursement")]
    assert told(run(paid, [], [line("B1", -300_000, 2, "大众书店经营部", "活动费")])) == []
    for name in ("杨俊", "", "中国银行公务卡中心"):
        assert told(run(paid, [], [line("B1", -300_000, 2, name)])) == [("one-to-one", (4,), ("B1",))]


def test_a_line_that_looks_like_a_fee_is_taken_only_by_its_number() -> None:
    fee = line("B1", -1_000)._replace(looks="fee")
    assert left(run([entry(4, 1_000)], [], [fee]))["B1"] == {"fee"}
    assert told(run([entry(4, 1_000, voucher="记-4")], [], [fee._replace(text="手续费 记-4")])) == [
        ("key", (4,), ("B1",))
    ]


def test_a_recurring_fee_of_which_a_paper_is_missing_is_left_to_a_person() -> None:
    monthly = [entry(number, 60_000, 30 * number) for number in (1, 2, 3)]
    nearer_to_the_next = [row(f"r{number}", 60_000, 30 * number - 25) for number in (2, 3)]
    assert told(run(monthly, nearer_to_the_next)) == []
    full = [row(f"r{number}", 60_000, 30 * number - 5) for number in (1, 2, 3)]
    assert [pair[1:] for pair in told(run(monthly, full))] == [((1,), ("r1",)), ((2,), ("r2",)), ((3,), ("r3",))]


def test_twins_that_nothing_tells_apart_are_agreed_in_order_only_where_they_are_as_many_and_alone() -> None:
    entries, rows = [entry(number, 50_000) for number in (4, 5, 6)], [row(name, 50_000) for name in "abc"]
    assert told(run(entries, rows)) == [("choice", (4,), ("a",)), ("choice", (5,), ("b",)), ("choice", (6,), ("c",))]
    assert told(run(entries, rows[:2])) == []
    assert told(run(entries, [*rows, row("d", 50_000, 9)])) == []
    assert told(run(entries, [one._replace(date=day(at)) for at, one in enumerate(rows)])) == []
    assert told(run(entries, [one._replace(counterparty="") for one in rows])) == []
