"""Groups that belong together by their day, their payee or their invoice, though not each of them bears a key."""

import pytest

from funds.reconcile.names import Relation
from funds.reconcile.party import Party, party, stands
from funds.reconcile.sides import Material
from reconciled import entry, line, row, run, told

OTHER = "榕城新锐图文店"


def fees(*some: tuple[str, int, str], after: int = -10) -> list[Material]:
    """Make the rows of a list of fees: who, how much, and the voucher number."""
    return [row(who, fen, after, who, voucher)._replace(ledger="lectures") for who, fen, voucher in some]


@pytest.mark.parametrize("keyed", [("记-3", ""), ("", "记-3"), ("", "")])
def test_a_list_of_fees_of_one_day_belongs_to_the_entry_that_pays_so_many_persons(keyed: tuple[str, str]) -> None:
    own = [entry(4, 140_000, payee="马秀英等2人", voucher="记-3")]
    rows = fees(("马秀英", 80_000, keyed[0]), ("陈志强", 60_000, keyed[1]))
    assert told(run(own, rows)) == [("sum", (4,), ("陈志强", "马秀英"))]


def test_so_many_persons_are_so_many_rows_and_of_the_same_day() -> None:
    own = [entry(4, 140_000, payee="马秀英等3人", voucher="记-3")]
    assert told(run(own, fees(("马秀英", 80_000, "记-3"), ("陈志强", 60_000, "")))) == []
    later = [*fees(("马秀英", 80_000, "记-3"), ("何伟", 20_000, "")), *fees(("陈志强", 40_000, ""), after=-30)]
    assert told(run(own, later)) == []
    same_day = fees(("马秀英", 80_000, "记-3"), ("何伟", 20_000, ""), ("陈志强", 40_000, ""), ("孙静", 35_000, ""))
    assert told(run(own, same_day)) == [("sum", (4,), ("何伟", "陈志强", "马秀英"))]


def test_a_list_is_taken_together_before_one_of_its_rows_is_taken_for_another_entry() -> None:
    own = [entry(4, 140_000, payee="马秀英等2人"), entry(5, 60_000, 3, payee="陈志强")]
    result = told(run(own, fees(("马秀英", 80_000, ""), ("陈志强", 60_000, ""))))
    assert result == [("sum", (4,), ("陈志强", "马秀英"))]


def test_a_list_takes_no_row_with_an_invoice_that_no_entry_bears() -> None:
    rows = [*fees(("高明", 200_000, "记-3")), row("x", 80_000, -10, "", invoice="24442000000069864029")]
    assert (
        told(
            run([entry(4, 280_000, payee="高明等2人", voucher="记-3")], [rows[0], rows[1]._replace(ledger="lectures")])
        )
        == []
    )


def test_each_paid_alone_at_the_bank_within_a_day() -> None:
    lines = [
        line(str(at), -fen, at % 2, who)
        for at, (who, fen) in enumerate((("何静", 80_000), ("周敏", 200_000), ("李伟", 100_000)))
    ]
    assert told(run([entry(4, 380_000, payee="何静等3人")], [], lines)) == [("sum", (4,), ("0", "2", "1"))]
    keyed = [
        line(str(at), -120_000, 0, who, text)
        for at, (who, text) in enumerate((("林永刚", "记-8"), ("周敏", "记-8"), ("李伟", "")))
    ]
    assert told(run([entry(4, 360_000, payee="林永刚等3人", voucher="记-8")], [], keyed)) == [
        ("sum", (4,), ("0", "1", "2"))
    ]


def test_a_fee_and_the_tax_held_back_from_it_are_the_whole() -> None:
    lines = [line("1", -112_000, 0, "何春生", "记-46"), line("2", -8_000, 3, "国家税务总局揭阳市税务局", "记-46")]
    assert told(run([entry(4, 120_000, payee="何春生", voucher="记-46")], [], lines)) == [("key", (4,), ("1", "2"))]


def test_a_payment_list_names_those_that_have_numbers_and_pays_one_that_has_none() -> None:
    entries = [
        entry(4, 120_000, payee="时代电脑"),
        entry(5, 488_460, voucher="记-17"),
        entry(6, 8_450, payee=OTHER, voucher="记-19"),
    ]
    paid = [line("B1", -616_910, 1, "批量代付", "付款 记-17、记-19")]
    assert told(run(entries, [], paid)) == [("sum", (4, 5, 6), ("B1",))]
    assert told(run([entries[0]._replace(voucher="记-3"), *entries[1:]], [], paid)) == []


def test_a_weeks_payments_to_several_by_the_banks_collective_account() -> None:
    entries = [entry(4, 17_300), entry(5, 50_000, payee=OTHER), entry(6, 502_380, payee="创新商务")]
    for name in ("", "待清算批量付款款项"):
        assert told(run(entries, [], [line("B1", -569_680, 1, name)])) == [("sum", (4, 5, 6), ("B1",))]
    assert told(run(entries, [], [line("B1", -569_680, 1, "佳美泰电子")])) == []


def test_an_invoice_paid_in_several_vouchers_is_shown_once() -> None:
    entries = [
        entry(number, fen, number, invoice="24680583") for number, fen in ((4, 34_400), (5, 29_600), (6, 56_000))
    ]
    assert told(run(entries, [row("a", 120_000, 5, "")])) == [("sum", (4, 5, 6), ("a",))]
    assert told(run(entries, [row("a", 120_000, 5, OTHER)])) == []
    assert told(run(entries, [row("a", 120_000, 5, "", invoice="77777777")])) == []


def test_a_row_named_by_one_of_its_entries_takes_that_weeks_entry_of_another_where_chance_would_hardly_add_up() -> None:
    entries = [entry(4, 107_216, voucher="记-191"), entry(5, 205_769, 1, payee=OTHER, voucher="记-202")]
    assert told(run(entries, [row("a", 312_985, -20, voucher="记-191")])) == [("sum", (4, 5), ("a",))]
    assert (
        told(
            run([entries[0], entries[1]._replace(date=entry(9, 1, 9).date)], [row("a", 312_985, -20, voucher="记-191")])
        )
        == []
    )


def test_a_slipped_number_does_not_keep_a_row_of_the_same_supplier_out_of_its_sum() -> None:
    rows = [row("a", 288_010, voucher="记-15"), row("b", 212_000, 2, voucher="记-65")]
    assert told(run([entry(4, 500_010, voucher="记-15")], rows)) == [("sum", (4,), ("a", "b"))]
    assert told(run([entry(4, 500_010, voucher="记-15")], [rows[0], row("b", 212_000, 2, voucher="记-82")])) == []


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("王文杰等2人", Party("王文杰", 2)),
        ("王文杰 等 十 人", Party("王文杰", 10)),
        ("王文杰等", Party("王文杰", 0)),
        ("王文杰", Party("王文杰", 1)),
        ("平等路书店", Party("平等路书店", 1)),
    ],
)
def test_a_payee_tells_how_many_it_stands_for(name: str, read: Party) -> None:
    assert party(name) == read


@pytest.mark.parametrize(
    ("one", "two", "how"),
    [
        ("王文杰等2人", "王文杰", Relation.SAME),
        ("王文杰等2人", "陈志强", Relation.MISSING),
        ("王文杰等2人", "新华书店", Relation.OTHER),
        ("王文杰", "陈志强", Relation.OTHER),
        ("王文杰", "国家税务总局揭阳市税务局", Relation.SLIP),
        ("新华书店", "国家税务总局揭阳市税务局", Relation.OTHER),
        ("新华书店", "批量代付", Relation.MISSING),
    ],
)
def test_who_may_be_meant_by_another_name(one: str, two: str, how: Relation) -> None:
    assert stands(party(one), party(two)) == stands(party(two), party(one)) == how
