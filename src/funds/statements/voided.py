"""Lines taken out of account (作废), and whether what stands shows that they never were: else somebody must look."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from funds.statements.bank import BankLine, Void, gaps

__all__ = ["Voided", "reached", "voided"]


class Voided(NamedTuple):
    """A line out of account, with who took it out and why; `open` where nothing that stands makes good for it."""

    line: BankLine
    void: Void
    open: bool


def reached(stand: Iterable[BankLine], day: dt.date) -> str:
    """Give the last ISO day, up to a day, that the lines that stand reach: what their statement states, or its last."""
    return min(max((max(line.date, line.until) for line in stand), default=""), day.isoformat())


def voided(stand: Sequence[BankLine], out: Iterable[tuple[BankLine, Void]]) -> list[Voided]:
    """Judge the lines of an account that are out of account, by those that stand, which come in order of time.

    One is made good by a standing line of its day and amount, each for one; or where it lies within what the standing
    lines cover, all of which state their balances, and these run on without a gap.
    """
    there = Counter((line.date, line.fen) for line in stand)
    proven = bool(stand) and all(line.balance is not None for line in stand) and not gaps(stand)
    first = stand[0].date if stand else ""
    last = max((max(line.date, line.until) for line in stand), default="")
    found = []
    for line, void in out:
        again = there[line.date, line.fen] > 0
        there[line.date, line.fen] -= again
        found.append(Voided(line, void, not (again or (proven and first <= line.date <= last))))
    return found
