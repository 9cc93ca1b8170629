"""A statement that cannot be this account's: it puts other lines between kept ones that join to the fen."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from funds.statements.bank import BankLine, gaps, sorted_lines

__all__ = ["Torn", "torn"]


class Torn(NamedTuple):
    """A new line that would stand between two kept ones, of which one begins with what the other leaves."""

    line: BankLine
    before: BankLine
    after: BankLine


def torn(there: Sequence[BankLine], statement: Sequence[BankLine], new: Collection[int]) -> Torn | None:
    """Give the first line of a statement that tears kept lines apart, or None.

    `statement` has its lines in their order, those that are kept already as they are kept; `new` are the numbers of
    the others. A line tears where kept lines join on days before and after its own, or where the statement goes on
    with it from a kept line that another kept one follows, or comes with it to one that follows another. Lines that
    leave no gap, as a payment and its return on the same day, tear nothing; nor does what stands at an end or a gap.
    """
    known = sorted_lines(there)
    added = [line for line in statement if line.seq in new]
    if not added or len(sorted_lines([*there, *added]).gaps) <= len(known.gaps):
        return None
    joined = [
        (one, two) for one, two in pairwise(known.lines) if one.balance is not None and two.opening == one.balance
    ]
    follows = {one.seq: two for one, two in joined}
    precedes = {two.seq: one for one, two in joined}
    spans = _spans(known.lines, follows)
    firsts = [span[0].date for span in spans]
    around = [None, *statement, None]
    for before, line, after in zip(around, statement, around[2:], strict=False):
        if line.seq not in new:
            continue
        if before and before.seq in follows and not gaps([before, line]):
            return Torn(line, before, follows[before.seq])
        if after and after.seq in precedes and not gaps([line, after]):
            return Torn(line, precedes[after.seq], after)
        place = bisect_left(firsts, line.date) - 1
        if place >= 0 and line.date < spans[place][-1].date:
            span = spans[place]
            at = bisect_right([one.date for one in span], line.date)
            return Torn(line, span[at - 1], span[at])
    return None


def _spans(lines: Sequence[BankLine], follows: dict[int, BankLine]) -> list[list[BankLine]]:
    """Take lines in the order of time apart where one does not begin with what the one before it left."""
    spans: list[list[BankLine]] = []
    for line in lines:
        if spans and follows.get(spans[-1][-1].seq) is line:
            spans[-1].append(line)
        else:
            spans.append([line])
    return spans
