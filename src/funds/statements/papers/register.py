"""The register of a fund (补助资金使用台账): each entry with what came in, what went out, and what was left."""

import datetime as dt
from typing import Final, NamedTuple

from funds.entry.story import Movement
from funds.statements.papers.known import Fund, Known
from funds.statements.papers.words import invoices, payee, remark, shown, voucher

__all__ = ["Register", "RegisterLine", "register"]

_IN: Final = frozenset({"received", "recovered"})
_OUT: Final = frozenset({"spent", "disallowed", "returned"})


class RegisterLine(NamedTuple):
    """One line of the register; `came`, `went` and `balance` in fen. Red letter is negative."""

    number: int
    date: dt.date
    voucher: str
    memo: str
    use: str
    payee: str
    invoices: str
    came: int
    went: int
    balance: int
    handler: str
    approver: str
    papers: int | None
    remark: str


class Register(NamedTuple):
    """A fund's register for a period; `opening` is what earlier days left, in fen."""

    fund: Fund
    opening: int
    since: dt.date | None
    lines: tuple[RegisterLine, ...]


def register(known: Known) -> Register:
    """Give a fund's entries of the window by date; the balance is that of the utilisation report.

    Records that make no entry (命名, 结账, 补附件 …) have no line.
    """
    moved = sorted(known.moved, key=lambda one: (one[0].date, one[0].number))
    lines, balance, opening = [], 0, 0
    for record, movements in moved:
        came, went = _sides(movements)
        balance += came - went
        if not known.window.holds(record.date):
            opening = balance
        elif record.lines:
            lines.append(
                RegisterLine(
                    record.number, record.date, voucher(record), shown(record, known),
                    known.names.use(record.purpose), payee(record), invoices(record, known), came, went, balance,
                    record.handler, record.approver, record.papers, remark(record, known),
                )
            )  # fmt: skip
    return Register(known.fund, opening, known.window.since, tuple(lines))


def _sides(movements: tuple[Movement, ...]) -> tuple[int, int]:
    came = sum(fen for measure, _purpose, fen in movements if measure in _IN)
    went = sum(fen for measure, _purpose, fen in movements if measure in _OUT)
    return came, went
