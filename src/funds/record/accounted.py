"""Each account of a group of funds with its own reconciliation (银行存款余额调节表): book and bank, both adjusted."""

import datetime as dt
from collections import Counter
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
    home = _homes(on, lines, {code: result for code, (result, _entries) in by_fund.items()})
    told = []
    for account, codes in on.items():
        shares = [Share(*by_fund[code], home=home[code] == account.number) for code in codes]
        own, side = lines.of[account.number], sides[account.number]
        opening, closing = (own[0].opening, own[-1].balance) if own else (None, None)
        made = bank_statement(account.number, day, shares, side, opening, closing, dedicated=account.dedicated)
        told.append((account, made))
    return told


def _homes(on: Mapping[Account, Sequence[str]], lines: Lines, results: Mapping[str, Result]) -> dict[str, str]:
    """Give for each fund the account on which its entries are while no line tells.

    That is where most of its groups agree; else one that has statements, that names the fund, that is dedicated.
    """
    agreed = {code: _agreed(result, lines) for code, result in results.items()}
    homes: dict[str, str] = {}
    for code in results:
        holding = [account for account, codes in on.items() if code in codes]
        if holding:
            best = max(holding, key=lambda one: _likely(one, code, agreed[code], lines))
            homes[code] = best.number
    return homes


def _likely(account: Account, code: str, agreed: Mapping[str, int], lines: Lines) -> tuple[int, bool, bool, bool]:
    number = account.number
    return agreed[number], bool(lines.of[number]), code in account.funds, account.dedicated


def _agreed(result: Result, lines: Lines) -> Counter[str]:
    """Count on each account the fund's groups that agree there."""
    return Counter(lines.lines[row.bank[0]].account for row in result.agreed if row.bank)
