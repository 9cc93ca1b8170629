"""Issuing the papers of reconciliation (出具): each fund's sheet side by side, and each account's balance, in one workbook."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from funds.reconcile.statement import BankStatement
from funds.statements.papers.known import Cover
from funds.workbook.issue.papers import balance, reconciled
from funds.workbook.issue.papers.balance import Facts
from funds.workbook.issue.papers.reconciled import Reconciled
from funds.workbook.issue.style import Book

__all__ = ["issue_reconciled"]

#: The longest name that a sheet may have.
_LONGEST: Final = 31


def issue_reconciled(
    funds: Sequence[Reconciled], statements: Sequence[tuple[Facts, BankStatement]], cover: Cover, target: Path
) -> int:
    """Write the funds' sheets and the accounts' to a file, and give how many; nothing is written where that is none.

    Raises OSError, BadCellError, and KeyError where a result's number or id is not among what it stands for.
    """
    book, names = Book(reconciled.TITLE, cover.day), _Names()
    for made in funds:
        name = reconciled.TITLE if len(funds) == 1 else f"核对 {made.fund.code}"
        reconciled.lay_reconciled(book, names.new(name), made, cover)
    for facts, statement in statements:
        name = balance.TITLE if len(statements) == 1 else f"调节 {statement.account}"
        balance.lay_balance(book, names.new(name), statement, facts, cover)
    count = len(funds) + len(statements)
    if count:
        book.save(target)
    return count


class _Names:
    """Names of sheets: no two are the same, whatever the case, and none is too long."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def new(self, wanted: str) -> str:
        """Give a name not used yet: the one wanted, or that with a number."""
        plain = "".join("_" if sign in "[]:*?/\\'" or not sign.isprintable() else sign for sign in wanted)
        name, at = plain[:_LONGEST], 1
        while name.casefold() in self.used:
            at += 1
            mark = f"({at})"
            name = plain[: _LONGEST - len(mark)] + mark
        self.used.add(name.casefold())
        return name
