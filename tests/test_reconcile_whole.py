"""The whole of a reconciliation: complete to the fen, the same in any order, and right on sets of known truth."""

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funds.entry.story import Story, bank_change
from funds.law.values import Use
from funds.reconcile.classes import CLASSES
from funds.reconcile.result import STAGES, Result
from funds.reconcile.settings import Settings
from funds.reconcile.sides import BankLine, Entry, Kept, Material, entries
from funds.statements.sums import folded
from funds.statements.trial import turnovers
from funds.statements.window import Window
from lives import FIRST, Move, live, moves, plainly
from matchings import found, month_by_month, rates
from matchings_more import planned
from reconciled import LATER, day, entry, line, row, run

BENCH = Path(__file__).parent.parent / "bench"
NAMES = st.sampled_from(("", "榕城永固五金店", "榕城永固五金店（一分店）", "新锐图文有限公司", "新锐图文"))
VOUCHERS = st.sampled_from(("", "", "记-1", "记-2", "记字第0001号", "3"))
INVOICES = st.sampled_from(("", "", "30551201", "30551210", "044002200111-30551201", "25442000000012345678"))
FEN = st.sampled_from((100, 200, 300, 500, 700, 1_234, 1_934)) | st.integers(1, 3_000)
DAYS = st.integers(0, 90)


def _entry(number: int, drawn: tuple[int, int, int, str, str, str]) -> Entry:
    fen, sign, after, name, voucher, invoice = drawn
    kind, refers = ("reverse", number - 1) if sign == 2 and number > 1 else ("refund" if sign == 1 else "spend", 0)
    spent = fen if sign == 0 else -fen
    return Entry(
        number, day(after), -spent, spent, kind, name, voucher, (("", invoice),) if invoice else (), "", refers
    )


@st.composite
def funds(draw: st.DrawFn) -> tuple[list[Entry], list[Material], list[BankLine], list[Kept]]:
    """Draw a small fund in which much collides: few names, keys, amounts and days."""
    ours = st.tuples(FEN, st.sampled_from((0, 0, 0, 0, 1, 2)), DAYS, NAMES, VOUCHERS, INVOICES)
    own = [_entry(at + 1, one) for at, one in enumerate(draw(st.lists(ours, max_size=7)))]
    some = st.tuples(FEN | st.none() | st.just(-200), DAYS, NAMES, VOUCHERS, INVOICES)
    rows = [row(f"r{at}", *one) for at, one in enumerate(draw(st.lists(some, max_size=7)))]
    moved = st.tuples(FEN.map(lambda fen: -fen) | FEN, DAYS, NAMES, st.sampled_from(("", "付记-1、记-2")), VOUCHERS)
    lines = [line(f"b{at}", *one) for at, one in enumerate(draw(st.lists(moved, max_size=7)))]
    ids = st.integers(1, 8)
    names = st.lists(ids.map(lambda at: f"r{at - 1}"), max_size=2, unique=True).map(tuple)
    banks = st.lists(ids.map(lambda at: f"b{at - 1}"), max_size=2, unique=True).map(tuple)
    numbers = st.lists(ids, min_size=1, max_size=2, unique=True).map(tuple)
    kept = draw(st.lists(st.builds(Kept, st.booleans(), numbers, names, banks), max_size=3))
    return own, rows, lines, kept


@settings(max_examples=500, deadline=None)
@given(funds())
def test_agreed_and_left_over_are_all_of_each_side_once_and_to_the_fen(
    fund: tuple[list[Entry], list[Material], list[BankLine], list[Kept]],
) -> None:
    own, rows, lines, kept = fund
    result = run(own, rows, lines, kept)
    agreed_rows = [name for one in result.agreed for name in one.material]
    assert sorted([*agreed_rows, *(one.id for one in result.material)]) == sorted(one.id for one in rows)
    agreed_lines = [name for one in result.agreed for name in one.bank]
    assert sorted([*agreed_lines, *(one.id for one in result.bank)]) == sorted(one.id for one in lines)
    assert {one.stage for one in result.agreed} <= set(STAGES)
    assert {one.cls for one in (*result.entries, *result.material, *result.bank)} <= set(CLASSES)
    _to_the_fen(result, own, rows, lines)


def _to_the_fen(result: Result, own: list[Entry], rows: list[Material], lines: list[BankLine]) -> None:
    whole = {
        "spending": sum(one.spent for one in own),
        "material": sum(one.amount or 0 for one in rows),
        "entries": sum(one.bank for one in own),
        "bank": sum(one.amount for one in lines),
    }
    amounts = {one.id: one.amount or 0 for one in rows} | {one.id: one.amount for one in lines}
    for side, total in whole.items():
        sums = result.totals[side]  # type: ignore[index]
        assert sums.all == total == sums.agreed + sums.left
    for side, sums in result.totals.items():
        assert sums.agreed == sum(one.sums.get(side, 0) for one in result.agreed)
    assert sum(one.amount for one in result.material) == result.totals["material"].left
    assert sum(one.amount for one in result.bank) == result.totals["bank"].left
    assert result.totals["material"].agreed == sum(amounts[name] for one in result.agreed for name in one.material)
    assert result.totals["bank"].agreed == sum(amounts[name] for one in result.agreed for name in one.bank)
    assert sum(one.amount for one in result.entries) == result.totals["spending"].left + result.totals["entries"].left
    mine = {"spending": (one.spent for one in own), "entries": (one.bank for one in own)}
    numbers = [number for one in result.agreed for number in one.entries]
    assert len(numbers) + len(result.entries) >= max(sum(map(bool, fens)) for fens in mine.values())


@settings(max_examples=200, deadline=None)
@given(funds(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(
    fund: tuple[list[Entry], list[Material], list[BankLine], list[Kept]], dice: random.Random
) -> None:
    own, rows, lines, kept = fund
    before = run(own, rows, lines, kept)
    for side in (own, rows, lines):
        dice.shuffle(side)
    assert run(own, rows, lines, kept) == before


@settings(max_examples=300, deadline=None)
@given(funds())
def test_without_a_person_only_equal_amounts_agree(
    fund: tuple[list[Entry], list[Material], list[BankLine], list[Kept]],
) -> None:
    own, rows, lines, _ = fund
    spent, banked = {one.number: one.spent for one in own}, {one.number: one.bank for one in own}
    riders = {one.number for one in own if one.kind == "refund"}
    rows_at, lines_at = {one.id: one.amount for one in rows}, {one.id: one.amount for one in lines}
    for one in run(own, rows, lines).agreed:
        stated = [rows_at[name] for name in one.material if rows_at[name]]
        if stated and not riders & set(one.entries):
            assert sum(fen for fen in stated if fen) == sum(spent[number] for number in one.entries)
        if one.bank:
            assert sum(lines_at[name] for name in one.bank) == sum(banked[number] for number in one.entries)


def _bench() -> ModuleType:
    """The maker of the benchmark, which is no package."""
    sys.path.insert(0, str(BENCH))
    try:
        spec = importlib.util.spec_from_file_location("matching", BENCH / "matching.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(BENCH))


@pytest.mark.parametrize(("share", "least"), [(0.9, 0.95), (0.5, 0.80)])
def test_the_quality_holds_on_the_makers_funds(share: float, least: float) -> None:
    quality, _ = _bench().quality(_bench().cases(60, share, 11))
    assert quality.precision >= 0.995
    assert quality.recall >= least
    assert quality.true > 2_000


@pytest.mark.parametrize(("share", "least"), [(0.9, 0.95), (0.5, 0.80)])
def test_the_quality_holds_on_funds_that_another_maker_made(share: float, least: float) -> None:
    made = [month_by_month(seed, share) for seed in range(5_000, 5_040)]
    right, all_found = rates([(found(run(one.entries, one.material, one.bank)), one.true) for one in made])
    assert right >= 0.995
    assert all_found >= least


@pytest.mark.parametrize(("share", "least"), [(0.9, 0.95), (0.5, 0.80)])
def test_the_quality_holds_on_a_years_projects_with_instalments_courses_and_cards(share: float, least: float) -> None:
    made = [planned(seed, share) for seed in range(7_000, 7_040)]
    right, all_found = rates([(found(run(one.entries, one.material, one.bank)), one.true) for one in made])
    assert right >= 0.995
    assert all_found >= least


def test_a_thousand_entries_of_one_amount_supplier_and_day_are_agreed_or_end_as_over_the_cap_with_candidates() -> None:
    own = [entry(number, 100_000) for number in range(1, 1_001)]
    rows = [row(f"r{number:04}", 100_000) for number in range(1_000)]
    assert [one.material for one in run(own, rows).agreed] == [(one.id,) for one in rows]
    result = run(own, rows[1:])
    assert result.agreed == ()
    assert {one.cls for one in result.material} == {"over-cap"}
    assert len(result.ambiguous) == 1_000
    assert max(len(one.candidates) for one in result.ambiguous) <= Settings().shown


USE = Use(cite="m 十三条", since=FIRST, id="equipment", number=2, name="设备采购改进")


@settings(max_examples=150, deadline=None)
@given(moves())
def test_the_entries_of_a_chain_come_to_its_spending_and_its_bank_account(plan: list[Move]) -> None:
    records = live(plan, plainly(Story(), USE))
    own = entries(records)
    everything = Window(None, LATER, None)
    spent = sum(fen for (measure, _), fen in folded(records, everything).items() if measure == "spent")
    assert sum(one.spent for one in own) == spent
    bank = sum(turnover.closing for (code, _), turnover in turnovers(records, everything).items() if code == "102")
    assert sum(one.bank for one in own) == bank
    cashless = all(one.paid_by != "cash" for one in records)
    assert not cashless or bank == sum(bank_change(one) for one in records)
    result = run(own, [], [], (), Settings())
    assert result.unmatched == result.totals["spending"].left
    assert result.totals["spending"].all == spent


def test_nothing_at_all_reconciles_to_nothing() -> None:
    result = run([])
    assert (result.agreed, result.entries, result.material, result.bank) == ((), (), (), ())
    assert set(result.totals.values()) == {(0, 0, 0)}
