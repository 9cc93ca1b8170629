"""Each account of a group of funds with its own reconciliation (银行存款余额调节表): book and bank, both adjusted."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from funds.reconcile.result import Result
from funds.reconcile.sides import BankLine, Part
from funds.reconcile.statement import BankStatement, Share, bank_statement
from funds.record.sided import Lines
from funds.statements.bank import Account

__all__ = ["accounted"]


def accounted(
    on: Mapping[Account, Sequence[str]],
    lines: Lines,
    sides: Mapping[str, Sequence[BankLine]],
    funds: Iterable[tuple[Part, Result]],
    day: dt.date,
) -> list[tuple[Account, BankStatement]]:
    """Give each account with its reconciliation as of the end of a day; `on` are the funds whose money is on each."""
    by_fund = {part.fund: (result, list(part.entries)) for part, result in funds}
    home = _homes(on)
    told = []
    for account, codes in on.items():
        shares = [Share(*by_fund[code], home=home[code] == account.number) for code in codes]
        own = lines.of[account.number]
        opening, closing = (own[0].opening, own[-1].balance) if own else (None, None)
        told.append((account, bank_statement(account.number, day, shares, sides[account.number], opening, closing)))
    return told


def _homes(on: Mapping[Account, Sequence[str]]) -> dict[str, str]:
    """Give for each fund the account on which its entries are while no line tells: a dedicated one before a shared."""
    homes: dict[str, str] = {}
    for account in sorted(on, key=lambda one: (not one.dedicated, one.number)):
        for code in on[account]:
            homes.setdefault(code, account.number)
    return homes
