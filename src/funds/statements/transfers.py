"""Money moved between accounts that are both declared (账户间划转): neither received nor spent."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from funds.statements.bank import BankLine

__all__ = ["transfers"]

#: Days that may lie between the two banks' lines.
_DAYS: Final = 3


def transfers(accounts: Mapping[str, Sequence[BankLine]]) -> frozenset[tuple[str, int]]:
    """Give, by account and number, the lines that are two ends of one transfer between accounts of one holder.

    What left the one came to the other, to the fen and within three days, and either line names the other's account
    as the other side. Each line is an end of one transfer at most, in order of time.
    """
    came: dict[tuple[str, int], list[BankLine]] = {}
    for number, lines in accounts.items():
        for line in lines:
            if line.fen > 0:
                came.setdefault((number, line.fen), []).append(line)
    ends: set[tuple[str, int]] = set()
    for number in sorted(accounts):
        for line in accounts[number]:
            if line.fen < 0 and (to := next(_ends(line, accounts, came, ends), None)):
                ends |= {(line.account, line.seq), (to.account, to.seq)}
    return frozenset(ends)


def _ends(
    line: BankLine,
    accounts: Mapping[str, Sequence[BankLine]],
    came: Mapping[tuple[str, int], Sequence[BankLine]],
    taken: set[tuple[str, int]],
) -> Iterator[BankLine]:
    for number in sorted(accounts):
        for other in came.get((number, -line.fen), ()) if number != line.account else ():
            free = (other.account, other.seq) not in taken
            if free and _named(line, other) and abs(_day(line) - _day(other)) <= _DAYS:
                yield other


def _named(one: BankLine, two: BankLine) -> bool:
    return _digits(one.counter_account) == _digits(two.account) or _digits(two.counter_account) == _digits(one.account)


def _digits(account: str) -> str:
    return "".join(sign for sign in account if sign.isalnum())


def _day(line: BankLine) -> int:
    return dt.date.fromisoformat(line.date).toordinal()
