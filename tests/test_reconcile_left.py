"""What is left and why, what a person decided, and what rides along, by cases made by hand."""

import pytest

from funds.reconcile.classes import CLASSES
from funds.reconcile.result import STAGES
from funds.reconcile.run import reconcile
from funds.reconcile.settings import Settings
from funds.reconcile.sides import Entry, Kept
from reconciled import DAY, SHOP, day, entry, left, line, row, run, told


def test_a_grant_that_the_bank_shows_only_months_later_is_outside_the_window() -> None:
    receipt = Entry(1, DAY, 3_000_000, 0, "receive")
    late = line("B1", 3_000_000, 60, "揭阳市总工会")
    assert left(run([receipt], [], [late])) == {1: {"outside-window"}, "B1": {"outside-window"}}
    both = left(run([receipt], [], [late, late._replace(id="B2")]))
    assert both == {1: {"no-bank-line"}, "B1": {"no-entry"}, "B2": {"no-entry"}}


def test_a_sum_of_round_amounts_may_be_chance_and_waits_for_a_person() -> None:
    result = run([entry(4, 300_000)], [row("a", 100_000), row("b", 200_000)])
    assert told(result) == []
    assert [(one.entries, [ids for ids, _ in one.candidates]) for one in result.ambiguous] == [((4,), [("a", "b")])]


def test_one_document_under_two_entries_is_told() -> None:
    entries = [entry(4, 128_000, voucher="记-2", invoice="30551201"), entry(5, 128_000, 3, invoice="30551201")]
    result = run(entries, [row("a", 128_000, voucher="记-2", invoice="30551201")])
    assert told(result) == [("key", (4,), ("a",))]
    assert left(result)[5] == {"document-twice", "no-bank-line"}
    result = run(entries, [row("a", 128_000, 3, invoice="30551201")])
    assert told(result) == []
    assert left(result)["a"] == {"document-twice"}


def test_over_a_cap_nothing_is_searched_and_that_is_told() -> None:
    many = [row(f"r{at:02}", 1_000 + at) for at in range(19)]
    result = run([entry(4, 3_003)], many)
    assert told(result) == []
    assert left(result)[4] == {"over-cap", "no-bank-line"}
    assert told(run([entry(4, 2_001)], many[:2])) == [("sum", (4,), ("r00", "r01"))]


def test_a_search_that_takes_too_many_steps_is_over_the_cap_too() -> None:
    rows = [row(f"r{at}", 1_000 + at * 7) for at in range(12)]
    assert left(run([entry(4, 5_001)], rows, settings=Settings(steps=20)))[4] == {"over-cap", "no-bank-line"}


def test_too_many_rivals_of_one_amount_are_over_the_cap() -> None:
    entries = [entry(number, 100_000) for number in range(1, 4)]
    rows = [row(f"r{at}", 100_000) for at in range(5)]
    result = run(entries, rows, settings=Settings(rivals=4))
    assert left(result)["r0"] == {"over-cap"}
    assert [one.entries for one in result.ambiguous] == [(1,), (2,), (3,)]


def test_noise_on_either_side_is_left_under_its_class() -> None:
    result = run([entry(4, 111)], [row("a", 222)], [line("B1", -333), line("B2", 444)])
    assert left(result) == {
        4: {"no-material", "no-bank-line"},
        "a": {"no-spending"},
        "B1": {"no-entry"},
        "B2": {"no-entry"},
    }
    assert result.unmatched == 111


def test_an_entry_and_its_reversal_need_nothing_and_a_reversal_undone_lets_it_stand() -> None:
    wrong = entry(4, 700)
    undone = Entry(5, day(1), 700, -700, "reverse", SHOP, refers=4)
    assert told(run([wrong, undone])) == [("reversed", (4, 5), ())]
    again = Entry(6, day(2), -700, 700, "reverse", SHOP, refers=5)
    result = run([wrong, undone, again], [row("a", 700)])
    assert told(result) == [("one-to-one", (4,), ("a",)), ("reversed", (5, 6), ())]


def test_a_refund_of_agreed_spending_needs_no_row_and_leaves_the_spending_tied_to_its_rows() -> None:
    back = Entry(5, day(9), 100, -100, "refund", SHOP, refers=4)
    result = run([entry(4, 777), back], [row("a", 777)], [line("B1", -777), line("B2", 100, 9)])
    assert told(result) == [
        ("one-to-one", (4,), ("a", "B1")),
        ("one-to-one", (5,), ("B2",)),
        ("refund", (5,), ()),
    ]
    assert result.totals["spending"] == (677, 677, 0)
    assert result.totals["material"] == (777, 777, 0)
    assert left(run([entry(4, 777), back])) == {4: {"no-material", "no-bank-line"}, 5: {"no-material", "no-bank-line"}}


def test_what_is_held_back_or_paid_in_cash_is_less_at_the_bank_than_the_material_says() -> None:
    kept = Entry(4, DAY, -9_500, 10_000, "spend", SHOP, "记-1")
    cash = Entry(5, DAY, 0, 700, "spend", SHOP, "记-2", (), "cash")
    rows = [row("a", 10_000, voucher="记-1"), row("b", 700, voucher="记-2")]
    assert told(run([kept, cash], rows, [line("B1", -9_500, 1)])) == [
        ("key", (4,), ("a",)),
        ("one-to-one", (4,), ("B1",)),
        ("key", (5,), ("b",)),
    ]


def test_a_row_that_states_no_amount_lies_beside_the_entry_that_its_key_names() -> None:
    rows = [row("a", 700, voucher="记-1"), row("HD-1", None, voucher="记-1"), row("HD-2", None)]
    result = run(
        [entry(4, 700, voucher="记-1"), entry(5, 800, voucher="记-3")], [*rows, row("HD-3", None, voucher="记-3")]
    )
    assert told(result) == [("key", (4,), ("HD-1", "a")), ("named", (5,), ("HD-3",))]
    assert left(result)["HD-2"] == {"no-amount"}


def test_a_person_who_matched_wins_over_every_stage_and_whatever_the_amounts() -> None:
    entries, rows = [entry(4, 700, voucher="记-1"), entry(5, 800)], [row("a", 700, voucher="记-1"), row("b", 650)]
    result = run(entries, rows, kept=[Kept(True, (5,), ("a",))])
    assert told(result) == [("person", (5,), ("a",))]
    assert left(result)["b"] == {"no-spending"}


def test_a_person_who_unmatched_keeps_them_apart_until_a_person_matches_again() -> None:
    entries, rows = [entry(4, 700, voucher="记-1")], [row("a", 700, voucher="记-1")]
    match, apart = Kept(True, (4,), ("a",)), Kept(False, (4,), ("a",))
    assert told(run(entries, rows, kept=[apart])) == []
    assert told(run(entries, rows, kept=[match, apart])) == []
    assert told(run(entries, rows, kept=[match, apart, match])) == [("person", (4,), ("a",))]


def test_a_later_match_replaces_an_earlier_one_that_it_touches() -> None:
    entries, rows = [entry(4, 700), entry(5, 900)], [row("a", 700)]
    kept = [Kept(True, (4,), ("a",)), Kept(True, (5,), ("a",))]
    assert told(run(entries, rows, kept=kept)) == [("person", (5,), ("a",))]


def test_what_a_person_matched_with_something_after_the_cut_off_is_kept_for_it() -> None:
    entries, lines = [entry(4, 700)], [line("early", -700), line("late", -700, 20)]
    result = reconcile("F", day(10), entries, (), lines, [Kept(True, (4,), (), ("late",))])
    assert told(result) == []
    assert left(result) == {4: {"no-material", "no-bank-line"}, "early": {"no-entry"}}
    assert [one.id for one in result.bank] == ["early"]


def test_the_same_number_or_id_twice_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="not unique: 4"):
        run([entry(4, 700), entry(4, 800)])
    with pytest.raises(ValueError, match="not unique: a"):
        run([], [row("a", 1), row("a", 2)])


def test_every_stage_and_class_that_comes_out_has_its_sentence() -> None:
    assert set(STAGES) == {"named", "person", "reversed", "refund", "key", "one-to-one", "sum", "choice", "evidence"}
    assert all(CLASSES.values())


def test_a_sum_by_key_takes_nothing_that_a_person_matched_elsewhere_or_kept_apart() -> None:
    own = [entry(4, 5_000, voucher="记-1"), entry(5, 100)]
    rows = [row("a", 3_000, voucher="记-1"), row("b", 2_000, voucher="记-1")]
    assert told(run(own, rows)) == [("key", (4,), ("a", "b"))]
    assert told(run(own, rows, kept=[Kept(True, (5,), ("b",))])) == [("person", (5,), ("b",))]
    assert told(run(own, rows, kept=[Kept(False, (4,), ("b",))])) == []


def test_a_row_without_an_amount_settles_no_entry_whose_amount_another_row_disputes() -> None:
    rows = [row("a", 650, voucher="记-1"), row("HD-1", None, voucher="记-1")]
    result = run([entry(4, 700, voucher="记-1")], rows)
    assert told(result) == []
    assert left(result) == {4: {"amount-differs", "no-bank-line"}, "a": {"amount-differs"}, "HD-1": {"no-amount"}}
    alone = [entry(4, 700, voucher="记-1")], rows[1:]
    assert told(run(*alone)) == [("named", (4,), ("HD-1",))]
    assert told(run(*alone, kept=[Kept(False, (4,), ("HD-1",))])) == []


def test_a_refund_that_the_bank_does_not_show_is_left_at_the_bank() -> None:
    back = Entry(5, day(9), 100, -100, "refund", SHOP, refers=4)
    result = run([entry(4, 777), back], [row("a", 777)], [line("B1", -777)])
    assert left(result) == {5: {"no-bank-line"}}


def test_a_match_that_was_replaced_no_longer_keeps_apart_what_it_had_joined() -> None:
    rows = [row("a", 700, voucher="记-1"), row("c", 9)]
    kept = [Kept(False, (4,), ("a",)), Kept(True, (4,), ("a", "c")), Kept(True, (5,), ("c",))]
    result = run([entry(4, 700, voucher="记-1"), entry(5, 9)], rows, kept=kept)
    assert told(result) == [("key", (4,), ("a",)), ("person", (5,), ("c",))]


def test_what_is_dated_after_the_cut_off_takes_no_part() -> None:
    result = reconcile("F", day(5), [entry(4, 700), entry(5, 800, 6)], [row("a", 700, 6)], [line("B1", -700, 6)])
    assert left(result) == {4: {"no-material", "no-bank-line"}}
    assert result.totals["spending"] == (700, 0, 700)


def test_what_is_crowded_out_of_one_window_is_not_taken_from_the_edge_of_another() -> None:
    rows = [row("a", 100_000), row("b", 100_000, 20), row("c", 100_000, 20)]
    entries = [entry(4, 100_000, 5), entry(5, 100_000, -40)]
    result = run(entries, rows, settings=Settings(rivals=2))
    assert told(result) == []
    assert left(result)["a"] == {"over-cap"}


def test_a_person_is_shown_the_best_candidates_only() -> None:
    rows = [row(f"r{at}", 100_000, at) for at in range(5)]
    result = run([entry(4, 100_000)], rows, settings=Settings(shown=2))
    assert [[ids for ids, _ in one.candidates] for one in result.ambiguous] == [[("r0",), ("r1",)]]


def test_a_row_without_an_amount_settles_no_entry_that_waits_for_a_person() -> None:
    twins = [entry(4, 100_000, voucher="记-1"), entry(5, 100_000, 2)]
    rows = [row("a", 100_000), row("b", 100_000, 2), row("HD-1", None, voucher="记-1")]
    assert told(run(twins, rows)) == []


def test_a_row_that_a_person_is_shown_as_a_candidate_is_not_told_as_new_spending() -> None:
    result = run([entry(4, 100_000), entry(5, 300_000)], [row("a", 100_000, 30), row("b", 100_000, 1, "别家店")])
    assert [[ids for ids, _ in one.candidates] for one in result.ambiguous] == [[("a",), ("b",)]]
    assert (left(result)["a"], left(result)["b"]) == ({"ambiguous"}, {"no-spending"})
    banked = run([entry(4, 300_000)], [], [line("B1", -300_000, -29)])
    assert left(banked)["B1"] == {"ambiguous"}


def test_two_ledgers_that_state_all_of_one_spending_are_told_as_such() -> None:
    rows = [row("HD-1", 100_000, voucher="记-9"), row("JK-1", 100_000, voucher="记-9")._replace(ledger="lectures")]
    result = run([entry(4, 100_000, voucher="记-9")], rows)
    assert told(result) == []
    assert left(result) == {
        4: {"stated-twice", "no-bank-line"},
        "HD-1": {"stated-twice"},
        "JK-1": {"stated-twice"},
    }
    nearer = run([entry(4, 100_000, voucher="记-9")], [rows[0], rows[1]._replace(date=day(-20))])
    assert told(nearer) == [("key", (4,), ("HD-1",))]
    assert left(nearer)["JK-1"] == {"stated-twice"}
    corrected = run([entry(4, 100_000, voucher="记-9")], [rows[0], rows[1]._replace(amount=None)])
    assert told(corrected) == [("key", (4,), ("HD-1", "JK-1"))]
