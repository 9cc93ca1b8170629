"""Money moved between accounts that are both declared (账户间划转): neither received nor spent."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from funds.entry.names import fold
from funds.statements.bank import BankLine

__all__ = ["transfers"]

#: Days that may lie between the two banks' lines.
_DAYS: Final = 3


def transfers(accounts: Mapping[str, Sequence[BankLine]]) -> frozenset[tuple[str, int]]:
    """Give, by account and number, the lines that are two ends of one transfer between accounts of one holder.

    What left the one came to the other, to the fen and within three days, and either line names the other's account
    as the other side. Each line is an end of one transfer at most, in order of time.
    """
    came: dict[tuple[str, int, int], list[BankLine]] = {}
    for number, lines in accounts.items():
        for line in lines:
            if line.fen > 0:
                came.setdefault((number, line.fen, _day(line)), []).append(line)
    ends: set[tuple[str, int]] = set()
    for number in sorted(accounts):
        for line in accounts[number]:
            if line.fen < 0 and (to := next(_ends(line, sorted(accounts), came), None)):
                came[to.account, to.fen, _day(to)].remove(to)
                ends |= {(line.account, line.seq), (to.account, to.seq)}
    return frozenset(ends)


def _ends(
    line: BankLine, accounts: Sequence[str], came: Mapping[tuple[str, int, int], Sequence[BankLine]]
) -> Iterator[BankLine]:
    """Give what came to another account and may be the other end, by account and day."""
    day = _day(line)
    for number, at in product(accounts, range(day - _DAYS, day + _DAYS + 1)):
        if number != line.account:
            yield from (other for other in came.get((number, -line.fen, at), ()) if _named(line, other))


def _named(one: BankLine, two: BankLine) -> bool:
    return fold(one.counter_account) == fold(two.account) or fold(two.counter_account) == fold(one.account)


def _day(line: BankLine) -> int:
    return dt.date.fromisoformat(line.date).toordinal()
