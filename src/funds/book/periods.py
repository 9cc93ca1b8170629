"""Openings of a fund's accounts, and exact balance assertions at the end of each month and year.

Beancount allows a difference of half a fen's unit unless told ``~ 0``; so each assertion says it.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from funds.chart import account_name
from funds.entry.record import Record
from funds.money import yuan

__all__ = ["Moves", "assertions", "moves_of", "openings"]

#: What each account moved in each month, in fen; a month is its first day.
Moves = dict[dt.date, dict[str, int]]

_LAST_MONTH: Final = dt.date(dt.MAXYEAR, 12, 1)


def openings(first: dt.date, fund: str, moves: Moves) -> Iterator[str]:
    """Open each account on the fund's earliest date; the bank account always, for the documents."""
    used = {account for moved in moves.values() for account in moved}
    for account in sorted({*used, account_name("102", fund)}):
        yield f"{first} open {account} CNY\n"


def assertions(moves: Moves) -> Iterator[str]:
    """Assert balances, in yuan, on the day after each period's end.

    After a month in which something moved: each account that moved. After each December before
    the last movement: every account used until then.
    """
    if not moves:
        return
    balances: dict[str, int] = {}
    month, last = min(moves), max(moves)
    while month <= last:
        moved = moves.get(month, {})
        for account, change in moved.items():
            balances[account] = balances.get(account, 0) + change
        if month == _LAST_MONTH:
            return
        month = _next(month)
        for account in sorted(balances if month.month == 1 else moved):
            yield f"{month} balance {account}  {yuan(balances[account])} ~ 0 CNY\n"


def moves_of(records: Sequence[Record], accounts: Sequence[Sequence[str]]) -> Moves:
    """Sum what each account moved in each month, in fen; `accounts` are those of each record's lines."""
    moves: Moves = {}
    for record, names in zip(records, accounts, strict=True):
        if names:
            month = moves.setdefault(record.date.replace(day=1), {})
            for name, line in zip(names, record.lines, strict=True):
                month[name] = month.get(name, 0) + (line.fen if line.side == "debit" else -line.fen)
    return moves


def _next(month: dt.date) -> dt.date:
    return dt.date(month.year + 1, 1, 1) if month.month == 12 else month.replace(month=month.month + 1)  # noqa: PLR2004
