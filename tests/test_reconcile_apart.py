"""What a person set apart is agreed by no stage, whatever speaks for it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from funds.reconcile.sides import BankLine, Entry, Kept, Material
from reconciled import entry, line, row, run, told

FEN = st.sampled_from((500, 500, 700, 1_200))
NAMES = st.sampled_from(("榕城永固五金店", "榕城永固五金店", "陈明", ""))
VOUCHERS = st.sampled_from(("", "", "记-1", "记-2", "记-1、记-2"))
TWIN = st.just((500, 0, "榕城永固五金店", ""))
ANY = TWIN | TWIN | st.tuples(FEN, st.integers(0, 2), NAMES, VOUCHERS)
PLACES = st.tuples(st.integers(1, 5), st.integers(0, 5))


@st.composite
def alike(draw: st.DrawFn) -> tuple[list[Entry], list[Material], list[BankLine], list[Kept]]:
    """Draw a fund in which nearly all is alike, and pairs that a person set apart."""
    ours, shown, paid = (draw(st.lists(ANY, max_size=5)) for _ in range(3))
    own = [entry(at, fen, after, name, voucher) for at, (fen, after, name, voucher) in enumerate(ours, 1)]
    rows = [row(f"r{at}", *one) for at, one in enumerate(shown)]
    lines = [line(f"b{at}", -fen, after, who, text) for at, (fen, after, who, text) in enumerate(paid)]
    pairs = draw(st.lists(PLACES, max_size=4))
    return own, rows, lines, [Kept(False, (number,), (f"r{at}",), (f"b{at}",)) for number, at in pairs]


@settings(max_examples=600, deadline=None)
@given(alike())
def test_no_stage_agrees_what_a_person_set_apart(
    fund: tuple[list[Entry], list[Material], list[BankLine], list[Kept]],
) -> None:
    own, rows, lines, kept = fund
    apart = {(number, name) for one in kept for number in one.entries for name in (*one.material, *one.bank)}
    for one in run(own, rows, lines, kept).agreed:
        assert apart.isdisjoint((number, name) for number in one.entries for name in (*one.material, *one.bank))


def test_twins_of_which_any_two_were_set_apart_are_left_to_a_person() -> None:
    own, rows = [entry(number, 50_000) for number in (4, 5, 6)], [row(name, 50_000) for name in "abc"]
    assert len(told(run(own, rows))) == 3
    for number, name in ((4, "a"), (5, "b"), (6, "a")):
        assert told(run(own, rows, kept=[Kept(False, (number,), (name,))])) == []
