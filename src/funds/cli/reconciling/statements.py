"""Each account's reconciliation (银行存款余额调节表): the book, adjusted, held against the bank, adjusted."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from funds.money import yuan
from funds.reconcile.statement import BankStatement, Share, bank_statement

__all__ = ["as_object", "statements_of"]


def statements_of(group: Any, day: dt.date) -> Iterator[tuple[Any, BankStatement]]:
    """Give each account of a group with its reconciliation (余额调节表)."""
    by_fund = {one.award.fund: one for one in group.funds}
    parts = {part.fund: part for part in group.parts}
    home = _homes(group)
    for account in group.accounts:
        on = group.holding[account.number]
        shares = [
            Share(by_fund[code].result, list(parts[code].entries), home=home[code] == account.number) for code in on
        ]
        lines = group.lines.of[account.number]
        opening = lines[0].opening if lines else None
        closing = lines[-1].balance if lines else None
        side = group.sides[account.number]
        yield account, bank_statement(account.number, day, shares, side, opening, closing)


def _homes(group: Any) -> dict[str, str]:
    """Give for each fund the account on which its entries are while no line tells: a dedicated one before a shared."""
    homes: dict[str, str] = {}
    for account in sorted(group.accounts, key=lambda one: (not one.dedicated, one.number)):
        for code in group.holding[account.number]:
            homes.setdefault(code, account.number)
    return homes


def as_object(told: BankStatement) -> dict[str, Any]:
    """Give an account's reconciliation as JSON has it, amounts in yuan; what is not known is null."""
    return {
        "account": told.account,
        "as_of": told.day.isoformat(),
        "funds": {code: yuan(fen) for code, fen in told.funds},
        "rest": _yuan(told.rest.total),
        "book": _yuan(told.book),
        "bank_received": _sum(told.bank_received),
        "bank_paid": _sum(told.bank_paid),
        "adjusted_book": _yuan(told.adjusted_book),
        "bank": _yuan(told.closing),
        "book_received": _sum(told.book_received),
        "book_paid": _sum(told.book_paid),
        "adjusted_bank": _yuan(told.adjusted_bank),
        "difference": _yuan(told.difference),
        "reasons": [reason.code for reason in told.reasons],
    }


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else yuan(fen)


def _sum(items: Any) -> str:
    return yuan(sum(item.fen for item in items))
