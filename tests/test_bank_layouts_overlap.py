"""Two layouts of one bank over the same time: names and texts cut, no balances, and yet no payment doubled or swallowed."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from funds.record.overlap import DoubtError, recognised
from funds.statements.bank import BankLine
from funds.statements.likened import Doubt
from statements_made import ACCOUNT

NAMES = ("榕城新锐图文店", "榕城新华书店", "榕城新永固五金店", "张三", "")
TEXTS = ("工作室门牌", "工作手册印制", "图书", "转账；工作服", "")
MOVED = st.tuples(st.integers(1, 3), st.sampled_from((-500, -128_000)), st.sampled_from(NAMES), st.sampled_from(TEXTS))


def full(moved: list[tuple[int, int, str, str]]) -> list[BankLine]:
    """Give the lines of the long layout, with balances, in the order of time."""
    lines, stood = [], 10_000_000
    for seq, (day, fen, name, text) in enumerate(sorted(moved, key=lambda one: one[0]), 1):
        stood += fen
        lines.append(BankLine(ACCOUNT, seq, f"2022-10-0{day}", fen, stood, name, "", text, f"S{seq}"))
    return lines


def short(line: BankLine, name: int, text: int) -> BankLine:
    """Word a line as the short layout does."""
    return line._replace(
        seq=0, balance=None, serial="", counterparty=line.counterparty[:name], text=line.text[:text] if text else ""
    )


@settings(deadline=None, max_examples=400)
@given(st.lists(MOVED, min_size=1, max_size=9), st.integers(3, 8), st.sampled_from((0, 2, 4, 9)), st.data())
def test_what_is_only_cut_short_is_found_again(
    moved: list[tuple[int, int, str, str]], name: int, text: int, data: st.DataObject
) -> None:
    there = full(moved)
    first = data.draw(st.integers(0, len(there) - 1))
    given_ = [short(line, name, text) for line in there[first:]]
    data.draw(st.randoms()).shuffle(given_)
    found, doubts = tried(there, given_)
    # asked back is only what lost its name or its text
    assert all(not each.given.counterparty or not each.given.text for each in doubts)
    assert doubts or all(found)
    assert max(Counter(one.seq for one in found if one).values(), default=1) == 1


def tried(there: list[BankLine], given_: list[BankLine]) -> tuple[list[BankLine | None], list[Doubt]]:
    """Give the lines found, or the doubts."""
    try:
        return recognised(there, given_), []
    except DoubtError as error:
        return [], error.doubts


@settings(deadline=None, max_examples=400)
@given(st.lists(MOVED, min_size=1, max_size=6), st.data())
def test_another_payment_of_the_same_day_and_amount_is_never_swallowed(
    moved: list[tuple[int, int, str, str]], data: st.DataObject
) -> None:
    """Of a name or with a text that no kept line has: it is new, or asked back."""
    there = full(moved)
    like = data.draw(st.sampled_from(there))
    other = data.draw(
        st.sampled_from(
            [
                short(like, 9, 0)._replace(counterparty="潮香大酒楼", text="餐费"),
                short(like, 9, 0)._replace(text="会务用餐"),
                short(like, 0, 0)._replace(text="会务用餐", serial="S-77"),
            ]
        )
    )
    if any(not (line.counterparty or line.text) for line in there):
        return
    found, doubts = tried(there, [other])
    assert doubts or found[0] is None or not found[0].text
