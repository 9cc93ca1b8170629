"""Lines taken out of account (作废), and whether what stands shows that they never were: else somebody must look."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from funds.statements.bank import BankLine, Void, gaps

__all__ = ["Voided", "reached", "voided"]


class Voided(NamedTuple):
    """A line out of account, with who took it out and why; `open` where nothing that stands makes good for it."""

    line: BankLine
    void: Void
    open: bool


def reached(stand: Iterable[BankLine], day: dt.date = dt.date.max) -> str:
    """Give the last ISO day, up to a day, that the lines that stand reach: what their statement states, or its last."""
    return min(max((max(line.date, line.until) for line in stand), default=""), day.isoformat())


def voided(stand: Sequence[BankLine], out: Iterable[tuple[BankLine, Void]]) -> list[Voided]:
    """Judge the lines of an account that are out of account, by those that stand, which come in order of time.

    One is made good by a standing line of its day and amount, each for one, if it leaves the same balance or, where
    balances are not stated, came with another statement: two equal payments of one statement are two. Or by what
    stands before and after it, on other days, all of which state their balances and run on without a gap: then it
    never was on the account. Nothing is proven beyond the first and the last day.
    """
    free: dict[tuple[str, int], list[BankLine]] = {}
    for line in stand:
        free.setdefault((line.date, line.fen), []).append(line)
    proven = bool(stand) and all(line.balance is not None for line in stand) and not gaps(stand)
    found = []
    for line, void in out:
        alike = free.get((line.date, line.fen), [])
        again = next((one for one in alike if _same(one, line)), None)
        if again is not None:
            alike.remove(again)
        within = proven and stand[0].date < line.date < stand[-1].date
        found.append(Voided(line, void, again is None and not within))
    return found


def _same(one: BankLine, two: BankLine) -> bool:
    """Tell whether a standing line of its day and amount is the one that was taken out, brought in anew."""
    if one.balance is None or two.balance is None:
        return one.file != two.file
    return one.balance == two.balance
