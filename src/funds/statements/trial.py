"""The trial balance (试算平衡表): what stands on each account, and what moved on its two sides."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from funds.chart import ACCOUNTS, DETAILS
from funds.entry.record import Record
from funds.money import yuan
from funds.statements.window import ALWAYS, Window

__all__ = ["SIDES", "Turnover", "trial_balance", "turnovers"]

#: The columns of amounts: opening balance, turnover of the period, closing balance.
SIDES: Final = ("opening_debit", "opening_credit", "debit", "credit", "closing_debit", "closing_credit")


class Turnover(NamedTuple):
    """An account's opening net (debit less credit), and its turnover on each side, in fen.

    A red-letter line lowers the turnover of its own side.
    """

    opening: int = 0
    debit: int = 0
    credit: int = 0

    @property
    def closing(self) -> int:
        """The closing net, debit less credit, in fen."""
        return self.opening + self.debit - self.credit


def turnovers(records: Iterable[Record], window: Window = ALWAYS) -> dict[tuple[str, str], Turnover]:
    """Add up the lines of any funds' records by account code and its sub-part."""
    found: dict[tuple[str, str], Turnover] = {}
    for record in records:
        if not window.reaches(record.date, record.posted):
            continue
        within = window.holds(record.date)
        for line in record.lines:
            key = (line.account, line.detail)
            opening, debit, credit = found.get(key, Turnover())
            if not within:
                opening += line.fen if line.side == "debit" else -line.fen
            elif line.side == "debit":
                debit += line.fen
            else:
                credit += line.fen
            found[key] = Turnover(opening, debit, credit)
    return found


def trial_balance(found: Mapping[tuple[str, str], Turnover]) -> list[dict[str, Any]]:
    """Give the rows, by code of account, amounts in yuan; the two sides of each pair add up alike."""
    return [_row(code, detail, found[code, detail]) for code, detail in sorted(found)]


def _row(code: str, detail: str, turnover: Turnover) -> dict[str, Any]:
    name = ACCOUNTS[code].name
    opening, closing = turnover.opening, turnover.closing
    sums = (max(opening, 0), max(-opening, 0), turnover.debit, turnover.credit, max(closing, 0), max(-closing, 0))
    row: dict[str, Any] = {"account": code, "name": f"{name}-{DETAILS[detail][1:]}" if detail else name}
    row.update(zip(SIDES, map(yuan, sums), strict=True))
    return row
