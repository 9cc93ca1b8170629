"""Each stage of matching by a case made by hand."""

import pytest

from funds.reconcile.result import as_json
from funds.reconcile.settings import Settings
from funds.reconcile.sides import Entry
from reconciled import DAY, SHOP, entry, left, line, row, run, told


def test_a_voucher_number_and_the_amount_on_all_three_sides_make_one_row_of_three() -> None:
    result = run(
        [entry(4, 128_000, voucher="记-2")],
        [row("SB-001", 128_000, voucher="记字第0002号")],
        [line("B1", -128_000, 3, "", "付货款 记-2")],
    )
    assert as_json(result) == {
        "fund": "JY2022-001",
        "as_of": "2030-01-01",
        "agreed": [
            {
                "stage": "key",
                "entries": [4],
                "material": ["SB-001"],
                "bank": ["B1"],
                "amount": "1280.00",
                "sums": {"spending": "1280.00", "material": "1280.00", "entries": "-1280.00", "bank": "-1280.00"},
            }
        ],
        "left": {"entries": [], "material": [], "bank": []},
        "ambiguous": [],
        "totals": {
            "spending": {"all": "1280.00", "agreed": "1280.00", "left": "0.00"},
            "material": {"all": "1280.00", "agreed": "1280.00", "left": "0.00"},
            "entries": {"all": "-1280.00", "agreed": "-1280.00", "left": "0.00"},
            "bank": {"all": "-1280.00", "agreed": "-1280.00", "left": "0.00"},
        },
    }


def test_an_invoice_number_agrees_however_far_the_day_and_whatever_the_name() -> None:
    result = run([entry(4, 128_000, invoice="30551201")], [row("a", 128_000, -200, "别家", invoice=" 3055-1201")])
    assert told(result) == [("key", (4,), ("a",))]


def test_a_key_whose_amount_differs_is_left_on_both_sides_and_takes_nothing_else() -> None:
    result = run(
        [entry(4, 128_000, voucher="记-2", invoice="30551201")],
        [row("wrong", 123_000, invoice="30551201"), row("tempting", 128_000)],
    )
    assert told(result) == []
    assert left(result) == {
        4: {"amount-differs", "no-bank-line"},
        "wrong": {"amount-differs"},
        "tempting": {"no-spending"},
    }


def test_two_invoices_of_one_entry_and_one_invoice_of_two_entries_add_up_by_key() -> None:
    two = Entry(4, DAY, -5000, 5000, "spend", SHOP, "", (("", "11111111"), ("", "22222222")))
    shared = [entry(5, 700, invoice="33333333"), entry(6, 600, invoice="33333333")]
    rows = [row("a", 3000, invoice="11111111"), row("b", 2000, invoice="22222222"), row("c", 1300, invoice="33333333")]
    assert told(run([two, *shared], rows)) == [("key", (4,), ("a", "b")), ("key", (5, 6), ("c",))]


def test_what_a_key_leaves_incomplete_is_completed_by_a_row_of_the_same_supplier() -> None:
    rows = [row("a", 81_230, voucher="记-2"), row("b", 46_770, 4), row("c", 46_000, 4, "别家店")]
    result = run([entry(4, 128_000, voucher="记-2")], rows)
    assert told(result) == [("sum", (4,), ("a", "b"))]


def test_a_voucher_number_of_another_month_is_another_voucher() -> None:
    result = run([entry(4, 128_000, voucher="记-2")], [row("a", 128_000, 70, voucher="记-2")])
    assert left(result)["a"] == {"outside-window"}


def test_one_to_one_takes_the_only_row_of_amount_window_and_name() -> None:
    result = run([entry(4, 128_000)], [row("a", 128_000, -40), row("b", 128_000, -46)])
    assert told(result) == [("one-to-one", (4,), ("a",))]


def test_another_supplier_is_a_candidate_and_never_accepted() -> None:
    result = run([entry(4, 128_000)], [row("a", 128_000, 0, "榕城永固五金商行")])
    assert told(result) == []
    assert [(one.entries, one.side, [ids for ids, _ in one.candidates]) for one in result.ambiguous] == [
        ((4,), "material", [("a",)])
    ]


@pytest.mark.parametrize(("after", "stages"), [(15, ["one-to-one"]), (16, [])])
def test_without_a_name_the_day_must_be_near(after: int, stages: list[str]) -> None:
    twice = [row("a", 120_000, after, ""), row("b", 120_000, 200)]
    assert [one.stage for one in run([entry(4, 120_000)], twice).agreed] == stages


@pytest.mark.parametrize(("fen", "farthest"), [(120_000, 21), (120_030, 45)])
def test_an_amount_that_nothing_else_in_the_fund_is_of_needs_no_name_and_less_nearness(fen: int, farthest: int) -> None:
    assert [one.stage for one in run([entry(4, fen)], [row("a", fen, -farthest, "")]).agreed] == ["one-to-one"]
    assert run([entry(4, fen)], [row("a", fen, -farthest - 1, "")]).agreed == ()
    assert run([entry(4, fen), entry(5, fen, 90)], [row("a", fen, -farthest, "")]).agreed == ()


def test_a_name_one_sign_wrong_is_no_obstacle_to_an_odd_amount_and_one_to_a_round_one() -> None:
    assert len(run([entry(4, 327_590)], [row("a", 327_590, -17, "榕城永固丑金店")]).agreed) == 1
    assert run([entry(4, 300_000)], [row("a", 300_000, -1, "榕城永固丑金店")]).agreed == ()


def test_a_row_that_bears_another_invoice_is_another_document_but_for_one_slip_of_the_hand() -> None:
    entries = [entry(4, 128_077, invoice="30551201")]
    assert told(run(entries, [row("a", 128_077, invoice="30559912")])) == []
    assert told(run(entries, [row("a", 128_077, invoice="30551210")])) == [("one-to-one", (4,), ("a",))]


def test_whoever_pays_first_and_is_paid_back_is_not_expected_at_the_bank_under_the_shops_name() -> None:
    paid = entry(4, 128_000)._replace(paid_by="reimbursement")
    assert told(run([paid], [], [line("B1", -128_000, 3, "李敏")])) == [("one-to-one", (4,), ("B1",))]


def test_a_sum_of_one_supplier_agrees_either_way_round() -> None:
    result = run([entry(4, 51_234), entry(5, 48_111), entry(6, 7_000, payee="别家店")], [], [line("B1", -99_345, 2)])
    assert told(result) == [("sum", (4, 5), ("B1",))]
    result = run([entry(4, 99_345)], [row("a", 51_234), row("b", 48_111, 3), row("c", 700)])
    assert told(result) == [("sum", (4,), ("a", "b"))]


def test_two_sums_that_fit_are_rivals() -> None:
    result = run([entry(4, 90_301)], [row("a", 40_101), row("b", 50_200), row("c", 40_102), row("d", 50_199)])
    assert told(result) == []
    assert left(result)[4] == {"ambiguous", "no-bank-line"}
    assert {ids for ids, _ in result.ambiguous[0].candidates} == {("a", "b"), ("c", "d")}


def test_of_several_the_clear_best_is_chosen_and_frees_the_other() -> None:
    result = run([entry(4, 100_000), entry(5, 100_000, 30)], [row("a", 100_000, 1), row("b", 100_000, 31)])
    assert told(result) == [("choice", (4,), ("a",)), ("choice", (5,), ("b",))]


def test_twins_are_left_to_a_person_with_all_candidates_and_scores() -> None:
    result = run([entry(4, 100_000), entry(5, 100_000, 2)], [row("a", 100_000), row("b", 100_000, 2)])
    assert told(result) == []
    assert [(one.entries, one.candidates) for one in result.ambiguous] == [
        ((4,), ((("a",), 105), (("b",), 103))),
        ((5,), ((("b",), 105), (("a",), 103))),
    ]
    assert left(result)["a"] == left(result)["b"] == {"ambiguous"}


def test_a_margin_of_one_point_decides_between_the_same_twins() -> None:
    result = run(
        [entry(4, 100_000), entry(5, 100_000, 2)], [row("a", 100_000), row("b", 100_000, 2)],
        settings=Settings(margin=1),
    )  # fmt: skip
    assert told(result) == [("choice", (4,), ("a",)), ("choice", (5,), ("b",))]


def test_money_that_came_in_never_agrees_with_money_that_went_out() -> None:
    receipt = Entry(1, DAY, 500, 0, "receive")
    assert told(run([receipt], [row("a", 500, shop="")], [line("out", -500), line("in", 500)])) == [
        ("one-to-one", (1,), ("in",))
    ]


def test_a_row_whose_voucher_number_is_another_entrys_needs_all_the_rest_to_speak_for_it() -> None:
    other = entry(9, 5_000, voucher="记-9")
    first = row("own", 5_000, voucher="记-9")
    slipped = row("slip", 128_077, 2, voucher="记-9")
    assert told(run([entry(4, 128_077), other], [first, slipped]))[0] == ("one-to-one", (4,), ("slip",))
    assert len(told(run([entry(4, 128_077), other], [first, slipped._replace(counterparty="")]))) == 1
    assert len(told(run([entry(4, 128_077), other], [first, row("slip", 128_077, 20, voucher="记-9")]))) == 1
    again = entry(5, 128_077, 300)
    assert len(told(run([entry(4, 128_077), again, other], [first, slipped]))) == 1


def test_a_voucher_number_under_another_name_is_a_slip_where_that_name_has_such_an_entry() -> None:
    entries = [entry(4, 100_077, voucher="记-4"), entry(5, 100_077, payee="新锐图文店", voucher="记-5")]
    one = row("a", 100_077, shop="新锐图文店", voucher="记-4")
    result = run(entries, [one])
    assert told(result) == []
    assert {numbers for numbers, *_ in result.ambiguous} == {(4,), (5,)}
    assert told(run(entries[:1], [one])) == [("key", (4,), ("a",))]
    assert told(run(entries[:1], [row("a", 100_077, 16, shop="新锐图文店", voucher="记-4")])) == []
    round_one = [entry(4, 100_000, voucher="记-4")]
    assert told(run(round_one, [row("a", 100_000, shop="新锐图文店", voucher="记-4")])) == []


def test_a_key_of_the_other_direction_names_nothing() -> None:
    result = run([entry(4, 700, voucher="记-1")], [], [line("B1", 300, voucher="记-1")])
    assert left(result)["B1"] == {"no-entry"}
    assert left(result)[4] == {"no-material", "no-bank-line"}


def test_a_sum_takes_no_row_that_another_entry_is_named_by() -> None:
    rows = [row("a", 51_234), row("b", 48_111, voucher="记-5")]
    result = run([entry(4, 99_345), entry(5, 60_000, voucher="记-5")], rows)
    assert told(result) == []
    assert left(result)["b"] == {"amount-differs"}


def test_a_sum_by_voucher_numbers_alone_stays_within_the_window() -> None:
    entries = [entry(4, 51_234, voucher="记-1"), entry(5, 48_111, voucher="记-2")]
    assert told(run(entries, [], [line("B1", -99_345, 31, "", "付记-1、记-2")])) == [("key", (4, 5), ("B1",))]
    assert told(run(entries, [], [line("B1", -99_345, 32, "", "付记-1、记-2")])) == []


def test_a_row_that_names_one_of_the_entries_it_stands_for_takes_the_others_of_the_supplier() -> None:
    entries = [entry(4, 51_234, invoice="30551201"), entry(5, 48_111, 1, invoice="30559977")]
    assert told(run(entries, [row("a", 99_345, 1, "", invoice="30551201")])) == [("sum", (4, 5), ("a",))]


def test_a_nameless_row_completes_a_key_only_where_chance_would_hardly_do_so() -> None:
    own = [entry(4, 128_000, voucher="记-2")]
    rows = [row("a", 81_230, voucher="记-2"), row("b", 46_770, 4, "")]
    assert told(run(own, rows)) == [("sum", (4,), ("a", "b"))]
    rows = [row("a", 108_000, voucher="记-2"), row("b", 20_000, 4, "")]
    assert told(run(own, rows)) == []


def test_a_nameless_bank_line_pays_one_payee_or_a_weeks_bills_where_chance_would_hardly_add_up() -> None:
    entries = [entry(4, 51_234), entry(5, 48_111), entry(6, 40_000, payee="别家店")]
    assert told(run(entries, [], [line("B1", -99_345, 2, "")])) == [("sum", (4, 5), ("B1",))]
    assert told(run(entries, [], [line("B1", -91_234, 2, "")])) == [("sum", (4, 6), ("B1",))]
    assert told(run(entries, [], [line("B1", -91_234, 9, "")])) == []
    entries = [entry(4, 50_000), entry(5, 48_000), entry(6, 40_000, payee="别家店")]
    assert told(run(entries, [], [line("B1", -90_000, 2, "")])) == []
