"""The lines each kind of record makes, and the fund's money day by day against a plain count."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings

from desks import PROGRAMMES
from funds.checks.case import NOWHERE
from funds.checks.judge import prepare
from funds.entry.names import fold
from funds.entry.record import Record
from funds.entry.story import Story, advance, bank_change
from funds.law.values import Use
from funds.seal import head_of, sealed
from lives import Move, live, moves, plainly
from scenario import LEXICON, draft, lawbook

BOOK = lawbook("jieyang-2022", PROGRAMMES, {})
USE = Use(cite="m 十三条", since=dt.date(2022, 1, 1), id="equipment", number=2, name="设备采购改进")


def told(*rows: dict[str, Any]) -> tuple[list[Record], Story]:
    """Play rows on a fund named in 2022; what is asked of the lines is asked of the last record."""
    story, records = Story(), []
    for row in rows:
        record = prepare(draft({"fund": "JY2022-001", **row}, BOOK), story, BOOK, NOWHERE, LEXICON)
        done = sealed(record, head_of(story.last))
        advance(story, done)
        records.append(done)
    return records, story


def lines(*rows: dict[str, Any]) -> list[str]:
    records, _ = told(*rows)
    return [f"{line.account}{line.detail} {line.side} {line.fen}" for line in records[-1].lines]


NAMED = {"kind": "award", "amount": "30000.00", "date": dt.date(2022, 3, 1)}
PAID = {"kind": "disburse", "amount": "30000.00", "date": dt.date(2022, 3, 1)}
GOT = {"kind": "receive", "amount": "30000.00", "date": dt.date(2022, 3, 10)}
BEGUN = (NAMED, PAID, GOT)
NEXT_YEAR = dt.date(2023, 2, 1)
LATHE = {
    "kind": "spend",
    "purpose": "equipment",
    "amount": "5000.00",
    "quantity": 1,
    "unit_price": "5000.00",
    "asset": "special",
}
BOOKS = {"kind": "spend", "amount": "100.00"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((NAMED,), []),
        ((NAMED, PAID), []),
        (BEGUN, ["102 debit 3000000", "40302 credit 3000000"]),
        ((NAMED, PAID, {**GOT, "paid_by": "cash"}), ["101 debit 3000000", "40302 credit 3000000"]),
        ((NAMED, PAID, {**GOT, "kind": "receivable"}), ["13101 debit 3000000", "40302 credit 3000000"]),
        (
            (NAMED, PAID, {**GOT, "kind": "receivable", "amount": "20000.00"}, {**GOT, "date": NEXT_YEAR}),
            ["102 debit 3000000", "13101 credit 2000000", "40302 credit 1000000"],
        ),
        ((*BEGUN, BOOKS), ["50303 debit 10000", "102 credit 10000"]),
        ((*BEGUN, {**BOOKS, "purpose": "other"}), ["50303 debit 10000", "102 credit 10000"]),
        (
            (*BEGUN, {**BOOKS, "paid_by": "cash"}),
            ["50303 debit 10000", "101 debit 10000", "102 credit 10000", "101 credit 10000"],
        ),
        (
            (NAMED, PAID, {**GOT, "paid_by": "cash"}, {**BOOKS, "paid_by": "cash"}),
            ["50303 debit 10000", "101 credit 10000"],
        ),
        ((*BEGUN, LATHE), ["50703 debit 500000", "102 credit 500000", "162 debit 500000", "30104 credit 500000"]),
        (
            (*BEGUN, {**LATHE, "asset": "general"}),
            ["50702 debit 500000", "102 credit 500000", "162 debit 500000", "30104 credit 500000"],
        ),
        (
            (*BEGUN, {**LATHE, "asset": ""}),
            ["50702 debit 500000", "102 credit 500000", "162 debit 500000", "30104 credit 500000"],
        ),
        (
            (*BEGUN, {**LATHE, "asset": "software"}),
            ["50706 debit 500000", "102 credit 500000", "171 debit 500000", "30105 credit 500000"],
        ),
        ((*BEGUN, {**BOOKS, "retained": "10.00"}), ["50303 debit 10000", "102 credit 9000", "215 credit 1000"]),
        ((*BEGUN, {**BOOKS, "retained": "100.00"}), ["50303 debit 10000", "215 credit 10000"]),
        (
            (*BEGUN, {**BOOKS, "retained": "10.00"}, {**BOOKS, "refers": 4, "amount": "10.00"}),
            ["215 debit 1000", "102 credit 1000"],
        ),
        ((*BEGUN, BOOKS, {"kind": "refund", "refers": 4, "amount": "30.00"}), ["102 debit 3000", "50303 debit -3000"]),
        (
            (*BEGUN, LATHE, {"kind": "refund", "refers": 4, "amount": "5000.00"}),
            ["102 debit 500000", "50703 debit -500000", "162 debit -500000", "30104 credit -500000"],
        ),
        (
            (*BEGUN, BOOKS, {"kind": "refund", "refers": 4, "amount": "30.00", "date": NEXT_YEAR}),
            ["102 debit 3000", "32101corrections credit 3000"],
        ),
        ((*BEGUN, {"kind": "disallow"}), ["135 debit 10000", "102 credit 10000"]),
        ((*BEGUN, BOOKS, {"kind": "disallow", "refers": 4}), ["135 debit 10000", "50303 debit -10000"]),
        (
            (*BEGUN, LATHE, {"kind": "disallow", "refers": 4, "amount": "5000.00", "date": NEXT_YEAR}),
            ["135 debit 500000", "32101corrections credit 500000", "162 debit -500000", "30104 credit -500000"],
        ),
        ((*BEGUN, {"kind": "disallow"}, {"kind": "recover", "amount": "40.00"}), ["102 debit 4000", "135 credit 4000"]),
        ((*BEGUN, {"kind": "return", "amount": "40.00"}), ["40302 credit -4000", "102 credit 4000"]),
        (
            (*BEGUN, {"kind": "return", "amount": "40.00", "date": NEXT_YEAR}),
            ["32101returns debit 4000", "102 credit 4000"],
        ),
        (
            (
                NAMED,
                PAID,
                {**GOT, "amount": "1000.00"},
                {**GOT, "amount": "10.00", "date": NEXT_YEAR},
                {"kind": "return", "amount": "40.00", "date": NEXT_YEAR},
            ),
            ["40302 credit -1000", "32101returns debit 3000", "102 credit 4000"],
        ),
        (
            (
                NAMED,
                PAID,
                {**GOT, "kind": "receivable"},
                {**GOT, "date": NEXT_YEAR},
                {"kind": "return", "amount": "40.00", "date": NEXT_YEAR},
            ),
            ["32101returns debit 4000", "102 credit 4000"],
        ),
        ((*BEGUN, BOOKS, {"kind": "reverse", "refers": 4}), ["50303 debit -10000", "102 credit -10000"]),
        (
            (*BEGUN, LATHE, {"kind": "reverse", "refers": 4, "date": NEXT_YEAR}),
            ["32101corrections credit 500000", "102 debit 500000", "162 credit 500000", "30104 debit 500000"],
        ),
        (
            (*BEGUN, {"kind": "reverse", "refers": 3, "date": NEXT_YEAR}),
            ["102 credit 3000000", "32101corrections debit 3000000"],
        ),
        ((*BEGUN, {"kind": "reverse", "refers": 9}), []),
        ((*BEGUN, {"kind": "refund", "refers": 0, "amount": "1.00"}), ["102 debit 100", "50303 debit -100"]),
    ],
)
def test_the_lines_are_those_of_the_chart(rows: tuple[dict[str, Any], ...], expected: list[str]) -> None:
    assert lines(*rows) == expected


def test_an_earlier_receipt_entered_later_opens_the_fund_from_its_own_date() -> None:
    half = {**GOT, "amount": "15000.00"}
    _, story = told(
        NAMED, PAID, {**half, "date": dt.date(2022, 5, 1)}, half, {**PAID, "amount": "1.00", "date": NEXT_YEAR}
    )
    assert (story.first_receipt, story.first_disbursed) == (dt.date(2022, 3, 10), dt.date(2022, 3, 1))


def test_a_period_reopened_may_be_written_in_again() -> None:
    shut = {"kind": "close", "date": dt.date(2022, 12, 31)}
    records, story = told(*BEGUN, shut, {"kind": "reopen"}, BOOKS)
    assert story.closed is None
    assert [found.severity for record in records[3:] for found in record.findings] == ["note"]


def test_a_reversal_of_a_reversal_that_somebody_forged_moves_no_figure() -> None:
    _, once = told(*BEGUN, BOOKS, {"kind": "reverse", "refers": 4})
    _, twice = told(*BEGUN, BOOKS, {"kind": "reverse", "refers": 4}, {"kind": "reverse", "refers": 5})
    assert once.figures == twice.figures


def test_a_retention_paid_out_is_no_second_part_of_what_is_spent() -> None:
    _, story = told(*BEGUN, {**BOOKS, "retained": "10.00"}, {**BOOKS, "refers": 4, "amount": "10.00"})
    assert (story.figures["spent"], story.figures["unsupported"]) == (100_00, 100_00)


@settings(max_examples=200, deadline=None)
@given(moves())
def test_lines_balance_and_the_lowest_money_of_later_days_is_that_of_a_plain_count(plan: list[Move]) -> None:
    records = live(plan, plainly(Story(), USE))
    story = Story()
    for record in records:
        assert sum(line.fen if line.side == "debit" else -line.fen for line in record.lines) == 0
        advance(story, record)
    for day in {record.date for record in records}:
        later = {day, *(record.date for record in records if record.date > day)}
        ends = [sum(bank_change(record) for record in records if record.date <= end) for end in later]
        assert story.lowest_from(day) == min(ends)
    assert story.cash == sum(
        line.fen if line.side == "debit" else -line.fen
        for record in records
        for line in record.lines
        if line.account == "101"
    )


def test_names_fold_by_what_is_read_not_by_how_it_is_typed() -> None:
    assert fold("榕城第００１机械厂 （工会）") == fold("榕城第001机械厂(工会)") == "榕城第001机械厂工会"
    assert fold("ＡＢＣ") == fold("abc")
    assert fold("王会计") != fold("王会记")


def test_undoing_a_refund_gives_back_what_was_left() -> None:
    refund = {"kind": "refund", "refers": 4, "amount": "30.00"}
    _, story = told(*BEGUN, BOOKS, refund, {"kind": "reverse", "refers": 5})
    assert (story.items[4].left, story.items[5].left, story.figures["spent"]) == (100_00, 0, 100_00)


def test_money_back_that_names_its_claim_lowers_it_and_a_receipt_that_names_an_entry_does_not() -> None:
    recover = {"kind": "recover", "refers": 4, "amount": "40.00"}
    _, story = told(*BEGUN, {"kind": "disallow"}, recover)
    assert (story.items[4].left, story.claim) == (60_00, 60_00)
    _, story = told(NAMED, PAID, {**GOT, "amount": "1000.00"}, BOOKS, {**GOT, "amount": "1.00", "refers": 4})
    assert story.items[4].left == 100_00
