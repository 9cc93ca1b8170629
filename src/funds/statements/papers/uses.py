"""The list of working funds used (工作经费使用清单): each use of a fund's grant in a period, and the total."""

import datetime as dt
from typing import NamedTuple

from funds.statements.papers.known import Fund, Known
from funds.statements.papers.words import invoices, payee, remark, shown, voucher

__all__ = ["UseLine", "UseList", "use_list"]


class UseLine(NamedTuple):
    """One use of money, in fen; what was given back or disallowed is negative."""

    number: int
    date: dt.date
    use: str
    memo: str
    payee: str
    amount: int
    voucher: str
    invoices: str
    remark: str


class UseList(NamedTuple):
    """A fund's uses in a period. `total`, in fen, is what the utilisation report calls spent.

    `source` says whose money it is (经费来源).
    """

    fund: Fund
    source: str
    lines: tuple[UseLine, ...]
    total: int


def use_list(known: Known) -> UseList:
    """Give the entries of the window that used the grant or gave use of it back, by date."""
    lines = []
    for record, movements in sorted(known.moved, key=lambda one: (one[0].date, one[0].number)):
        spent = [(purpose, fen) for measure, purpose, fen in movements if measure == "spent"]
        if not known.window.holds(record.date):
            continue
        lines += [
            UseLine(
                record.number, record.date, known.names.use(purpose), shown(record, known), payee(record), fen,
                voucher(record), invoices(record, known), remark(record, known),
            )
            for purpose, fen in spent
        ]  # fmt: skip
    source = f"上级专项补助（{known.names.issuer}）" if known.names.issuer else "上级专项补助"
    return UseList(known.fund, source, tuple(lines), sum(line.amount for line in lines))
