"""The bank reconciliation of an account ties to the fen, whatever was agreed; and where it cannot, it says why."""

import datetime as dt
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from funds.reconcile.run import reconcile_together
from funds.reconcile.sides import BankLine, Entry, Kept, Part
from funds.reconcile.statement import BankStatement, Reason, Rest, Share, bank_statement
from reconciled import LATER, SHOP, day, entry, line

ACCOUNT = "2004010109200012345"
SINCE = 20
NAMES = st.sampled_from(("", SHOP, "新锐图文有限公司", "新锐图文"))
VOUCHERS = st.sampled_from(("", "", "记-1", "记-2", "记-3"))
FEN = st.sampled_from((100, 200, 300, 500, 1_234)) | st.integers(1, 3_000)
MARKS = st.sampled_from(("", "", "", "", "interest", "fee", "other"))


def tied(
    parts: Sequence[Part],
    lines: Sequence[BankLine],
    opening: int | None,
    closing: int | None,
    since: dt.date | None = dt.date.min,
) -> BankStatement:
    """Hold funds against the lines of their account, and reconcile the account."""
    results = reconcile_together(parts, lines, LATER, since=since)
    shares = [Share(result, list(part.entries)) for result, part in zip(results, parts, strict=True)]
    return bank_statement(ACCOUNT, LATER, shares, lines, opening, closing)


def moved(lines: Sequence[BankLine]) -> int:
    return sum(one.amount for one in lines)


def received(number: int, fen: int, after: int = 0) -> Entry:
    return Entry(number, day(after), fen, 0, "receive", "市总工会")


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Part], list[BankLine]]:
    """Draw funds that share an account, what the bank shows of it from a day on, and what persons decided."""
    parts = []
    for fund in range(draw(st.integers(0, 3))):
        some = st.tuples(FEN, st.sampled_from((-1, -1, -1, 1)), st.integers(0, 60), NAMES, VOUCHERS)
        own = [
            Entry(at, day(after), sign * fen, -sign * fen, "spend" if sign < 0 else "receive", name, voucher)
            for at, (fen, sign, after, name, voucher) in enumerate(draw(st.lists(some, max_size=5)), 1)
        ]
        if draw(st.booleans()) and own:
            wrong = own[-1]
            own.append(wrong._replace(number=len(own) + 1, bank=-wrong.bank, spent=-wrong.spent, kind="reverse",
                                      refers=wrong.number))  # fmt: skip
        ids = st.lists(st.integers(0, 7).map("b{}".format), min_size=1, max_size=2, unique=True).map(tuple)
        numbers = st.lists(st.integers(1, 6), min_size=1, max_size=2, unique=True).map(tuple)
        kept = draw(st.lists(st.builds(Kept, st.booleans(), numbers, bank=ids), max_size=2))
        parts.append(Part(f"JY2022-00{fund + 1}", own, (), kept))
    bank = st.tuples(
        FEN, st.sampled_from((-1, -1, 1)), st.integers(SINCE, 70), NAMES, st.just(""), VOUCHERS, MARKS, MARKS
    )
    lines = [
        BankLine(f"b{at}", day(after), sign * fen, name, text, voucher, marked, looks)
        for at, (fen, sign, after, name, text, voucher, marked, looks) in enumerate(draw(st.lists(bank, max_size=8)))
    ]
    return parts, lines


@settings(max_examples=400, deadline=None)
@given(lives(), st.integers(-5_000, 50_000), st.sampled_from((0, 0, 77, -300)))
def test_it_ties_to_the_fen_but_for_what_it_says(
    life: tuple[list[Part], list[BankLine]], opening: int, unseen: int
) -> None:
    parts, lines = life
    made = tied(parts, lines, opening, opening + moved(lines) + unseen, day(SINCE))
    assert made.difference == sum(reason.fen or 0 for reason in made.reasons)
    assert {reason.code for reason in made.reasons} <= {"gap", "amounts-differ"}
    assert [reason.fen for reason in made.reasons if reason.code == "gap"] == ([-unseen] if unseen else [])
    for reason in made.reasons:
        if reason.code == "amounts-differ":
            (fund,) = {fund for fund, _number in reason.entries}
            chosen = next(part for part in parts if part.fund == fund)
            numbers = {number for _fund, number in reason.entries}
            assert any(set(one.bank) <= set(reason.lines) and set(one.entries) <= numbers for one in chosen.kept)


@settings(max_examples=300, deadline=None)
@given(lives(), st.integers(-5_000, 50_000))
def test_each_line_and_each_entry_counts_once(life: tuple[list[Part], list[BankLine]], opening: int) -> None:
    parts, lines = life
    results = reconcile_together(parts, lines, LATER, since=day(SINCE))
    made = tied(parts, lines, opening, opening + moved(lines), day(SINCE))
    agreed = {one for result in results for row in result.agreed for one in row.bank}
    shown = [item.id for item in (*made.bank_received, *made.bank_paid)]
    apart = {one.id for one in lines if (one.marked or one.looks) and one.id not in {*agreed, *shown}}
    assert sorted([*agreed, *shown, *apart]) == sorted(one.id for one in lines)
    rest = made.rest
    assert rest.other + rest.interest + rest.fee == sum(one.amount for one in lines if one.id in apart)
    first = min((one.date for one in lines), default=day(SINCE))
    entries = {(part.fund, one.number): one for part in parts for one in part.entries}
    left = [(entries[result.fund, int(one.id)], one) for result in results for one in result.entries]
    unseen = [
        one.bank
        for one, told in left
        if told.cls == "before-statement" or (told.cls == "no-bank-line" and one.date < first)
    ]
    assert rest.opening == opening - sum(unseen)
    waiting = [(item.fund, item.id) for item in (*made.book_received, *made.book_paid)]
    assert len(set(waiting)) == len(waiting)
    assert dict(made.funds) == {part.fund: sum(one.bank for one in part.entries) for part in parts}


def test_a_dedicated_account_holds_its_funds_and_what_is_not_yet_on_both_sides() -> None:
    own = [received(1, 3_000_000), entry(2, 128_000, 5), entry(3, 50_000, 30)]
    lines = [line("b1", 3_000_000, 1, "市总工会"), line("b2", -128_000, 6), line("b3", 31, 20, "", "利息"),
             line("b4", -1_500, 25, "某酒家"), line("b5", 200, 26, "某单位")]  # fmt: skip
    lines[2] = lines[2]._replace(looks="interest")
    made = tied([Part("JY2022-001", own)], lines, 0, moved(lines))
    assert made.funds == (("JY2022-001", 2_822_000),)
    assert made.rest == Rest(0, 0, 31, 0)
    assert [(one.id, one.fen, one.cls) for one in made.bank_paid] == [("b4", 1_500, "no-entry")]
    assert [(one.id, one.fen) for one in made.bank_received] == [("b5", 200)]
    assert [(one.fund, one.id, one.fen) for one in made.book_paid] == [("JY2022-001", 3, 50_000)]
    assert made.book_received == ()
    assert (made.book, made.adjusted_book, made.adjusted_bank, made.difference) == (2_822_031, 2_820_731, 2_820_731, 0)
    assert made.reasons == ()


def test_a_shared_account_is_its_funds_and_the_rest() -> None:
    """Two funds and the union's own money; one entry is from before the first statement."""
    first = Part("JY2022-001", [received(1, 2_000_000, -40), entry(2, 128_000, 5)])
    second = Part("JY2022-002", [received(1, 3_000_000, 2), entry(2, 70_000, 9, "新锐图文")])
    lines = [line("b1", 3_000_000, 2, "市总工会"), line("b2", -128_000, 6), line("b3", -70_000, 9, "新锐图文"),
             line("b4", -45_000, 9, "食堂")._replace(marked="other"), line("b5", -10, 9)._replace(marked="fee"),
             line("b6", 2_500, 9, "会费")]  # fmt: skip
    made = tied([first, second], lines, 2_600_000, 2_600_000 + moved(lines), day(0))
    assert made.funds == (("JY2022-001", 1_872_000), ("JY2022-002", 2_930_000))
    assert made.rest == Rest(600_000, -45_000, 0, -10)
    assert [one.id for one in made.bank_received] == ["b6"]
    assert (made.book_received, made.book_paid) == ((), ())
    assert made.difference == 0


def test_one_transfer_for_two_funds_counts_once() -> None:
    parts = [Part("JY2022-001", [entry(1, 30_017)]), Part("JY2022-002", [entry(1, 45_091)])]
    lines = [line("b1", -75_108, 1)]
    made = tied(parts, lines, 100_000, 24_892)
    assert (made.book_paid, made.bank_paid, made.difference) == ((), (), 0)


def test_the_rest_is_below_nought_where_the_funds_had_more_than_the_bank() -> None:
    made = tied([Part("JY2022-001", [received(1, 2_000_000, -40)])], [line("b1", 500)], 1_200_000, 1_200_500, day(0))
    assert made.rest.opening == -800_000
    assert made.difference == 0


def test_what_a_person_took_as_one_and_what_is_missing_are_the_reasons() -> None:
    part = Part("JY2022-001", [entry(1, 500)], (), [Kept(True, (1,), bank=("b1",))])
    lines = [line("b1", -480)]
    made = tied([part], lines, 1_000, 400)
    assert made.reasons == (
        Reason("gap", 120),
        Reason("amounts-differ", -20, (("JY2022-001", 1),), ("b1",)),
    )
    assert made.difference == 100


def test_without_a_balance_or_without_a_statement_nothing_is_said_to_tie() -> None:
    part, lines = Part("JY2022-001", [received(1, 500), entry(2, 100)]), [line("b1", -100)]
    for opening, closing in ((None, 900), (1_000, None), (None, None)):
        made = tied([part], lines, opening, closing)
        assert (made.difference, [one.code for one in made.reasons]) == (None, ["no-balance"])
        assert [one.fen for one in made.book_received] == [500]
    made = tied([part], [], None, None, None)
    assert made.reasons == (Reason("no-statement"),)
    assert (made.funds, made.book, made.adjusted_bank) == ((("JY2022-001", 400),), None, None)
    assert (made.book_received, made.book_paid) == ((), ())


@settings(max_examples=200, deadline=None)
@given(lives(), st.lists(st.booleans(), min_size=8, max_size=8), st.integers(0, 9_000))
def test_of_funds_on_two_accounts_each_entry_is_on_one(
    life: tuple[list[Part], list[BankLine]], which: list[bool], opening: int
) -> None:
    parts, lines = life
    results = reconcile_together(parts, lines, LATER, since=day(SINCE))
    some = []
    for home in (True, False):
        own = [one for one, at in zip(lines, which, strict=False) if at is home]
        shares = [Share(result, list(part.entries), home) for result, part in zip(results, parts, strict=True)]
        some.append(bank_statement(ACCOUNT, LATER, shares, own, opening, opening + moved(own)))
    for made in some:
        assert made.difference == sum(reason.fen or 0 for reason in made.reasons)
        for reason in made.reasons:
            assert reason.code in {"amounts-differ", "other-account"}
            assert reason.code == "amounts-differ" or len(reason.lines) > 1
    both = {fund: fen + dict(some[1].funds)[fund] for fund, fen in some[0].funds}
    assert both == {part.fund: sum(one.bank for one in part.entries) for part in parts}


def test_lines_of_two_accounts_taken_as_one_payment_are_told_on_both() -> None:
    part = Part("JY2022-001", [entry(1, 500)], (), [Kept(True, (1,), bank=("a1", "b1"))])
    one, two = [line("a1", -300)], [line("b1", -200)]
    (result,) = reconcile_together([part], [*one, *two], LATER)
    here = bank_statement(ACCOUNT, LATER, [Share(result, list(part.entries))], one, 1_000, 700)
    there = bank_statement("x", LATER, [Share(result, list(part.entries), home=False)], two, 1_000, 800)
    assert [(reason.code, reason.fen) for reason in here.reasons] == [("other-account", -200)]
    assert [(reason.code, reason.fen) for reason in there.reasons] == [("other-account", 200)]
    assert (here.difference, there.difference) == (-200, 200)
    assert (here.funds, there.funds) == ((("JY2022-001", -500),), (("JY2022-001", 0),))


def test_an_entry_agreed_on_another_account_is_not_on_this_one() -> None:
    part, other = Part("JY2022-001", [entry(1, 500), entry(2, 70, 9, "新锐图文")]), [line("x1", -500)]
    (result,) = reconcile_together([part], other, LATER)
    made = bank_statement(ACCOUNT, LATER, [Share(result, list(part.entries))], [], 0, 0)
    assert (made.reasons, made.funds) == ((), (("JY2022-001", -70),))
    assert [item.id for item in made.book_paid] == [2]
    assert made.difference == 0


def test_an_account_without_funds_is_all_rest_and_what_nobody_has_looked_at() -> None:
    lines = [line("b1", 700)._replace(looks="interest"), line("b2", -50), line("b3", 0)]
    made = tied([], lines, 100, 750)
    assert (made.rest, made.book, made.difference) == (Rest(100, 0, 700, 0), 800, 0)
    assert [one.id for one in made.bank_paid] == ["b2"]


def test_a_line_that_looks_like_a_fee_is_one_unless_a_key_says_whose_it_is() -> None:
    part = Part("JY2022-001", [entry(1, 500, payee="甲"), entry(2, 500, payee="甲")])
    lines = [line("b1", -500, 1, "")._replace(looks="fee")]
    made = tied([part], lines, 1_000, 500)
    assert (made.bank_paid, made.rest.fee, made.difference) == ((), -500, 0)
    named = Part("JY2022-001", [entry(1, 500, payee="甲", voucher="记-7")])
    made = tied([named], [line("b1", -500, 1, text="付记-7款")._replace(looks="fee")], 1_000, 500)
    assert (made.bank_paid, made.rest.fee, made.difference) == ((), 0, 0)


def test_what_is_dated_later_takes_no_part() -> None:
    part = Part("JY2022-001", [received(1, 500), entry(2, 70, 9)])
    lines = [line("b1", 500, 1), line("b2", -70, 9)]
    until = day(5)
    (result,) = reconcile_together([part], lines, until)
    made = bank_statement(ACCOUNT, until, [Share(result, list(part.entries))], lines, 0, 500)
    assert (made.funds, made.difference, made.reasons) == ((("JY2022-001", 500),), 0, ())
