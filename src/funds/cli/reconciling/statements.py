"""Each account's reconciliation (银行存款余额调节表) as JSON has it: book and bank, both adjusted."""

from typing import Any

from funds.money import yuan
from funds.reconcile.statement import BankStatement

__all__ = ["as_object", "voided_object"]


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
        "concerns": [{"code": one.code, "amount": yuan(one.fen)} for one in told.concerns],
    }


def voided_object(out: Any) -> dict[str, Any]:
    """Give a line that was taken out of account (`statements.voided.Voided`), as JSON has it; `open` is to be looked into."""
    line, void = out.line, out.void
    return {
        "line": line.seq,
        "date": line.date,
        "amount": yuan(line.fen),
        "reason": void.reason,
        "maker": void.maker,
        "moment": void.moment,
        "open": out.open,
    }


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else yuan(fen)


def _sum(items: Any) -> str:
    return yuan(sum(item.fen for item in items))
