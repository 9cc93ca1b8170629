"""Lists and searches: rows of the record by fund, kind and date, or by what an auditor looks for."""

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Engine, Select, and_, or_, select, tuple_

from funds.entry.names import invoice_key
from funds.record.chain import named
from funds.record.open import reading
from funds.record.rows import moment, plain
from funds.record.tables import claim, record

__all__ = ["Listed", "found", "listed"]

_COLUMNS = (
    record.c.fund,
    record.c.number,
    record.c.kind,
    record.c.date,
    record.c.posted,
    record.c.amount,
    record.c.voucher,
    record.c.payee,
    record.c.memo,
    record.c.maker,
)


class Listed(NamedTuple):
    """One record as lists show it; the amount in fen, the moment of posting with +08:00."""

    fund: str
    number: int
    kind: str
    date: dt.date
    posted: dt.datetime
    amount: int
    voucher: str
    payee: str
    memo: str
    maker: str


def listed(
    engine: Engine,
    *,
    fund: str | None = None,
    programme: str | None = None,
    kind: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int | None = None,
) -> list[Listed]:
    """List records by fund and number; the dates are those that records are for, both included."""
    asked = select(*_COLUMNS)
    if fund is not None:
        asked = asked.where(record.c.fund == fund)
    if programme is not None:
        asked = asked.where(record.c.fund.in_(named(programme)))
    if kind is not None:
        asked = asked.where(record.c.kind == kind)
    if since is not None:
        asked = asked.where(record.c.date >= since.isoformat())
    if until is not None:
        asked = asked.where(record.c.date <= until.isoformat())
    return _rows(engine, asked, limit)


def found(
    engine: Engine,
    *,
    invoice: str | None = None,
    payee: str | None = None,
    amount: int | None = None,
    voucher: str | None = None,
    memo: str | None = None,
    fund: str | None = None,
    limit: int | None = None,
) -> list[Listed]:
    """Find the records for which all that is given holds.

    The invoice's number and the voucher's are looked for whole (the invoice also as CODE-NUMBER),
    the payee and the memo in part, whatever the case; the amount in fen.
    """
    here: list[ColumnElement[bool]] = []
    if payee is not None:
        here.append(record.c.payee.icontains(plain(payee), autoescape=True))
    if voucher is not None:
        here.append(record.c.voucher == plain(voucher))
    if amount is not None:
        here.append(record.c.amount == amount)
    if memo is not None:
        here.append(record.c.memo.icontains(plain(memo), autoescape=True))
    if fund is not None:
        here.append(record.c.fund == fund)
    asked = select(*_COLUMNS).where(*here)
    if invoice is not None:
        asked = asked.where(_used(engine, plain(invoice)))
    return _rows(engine, asked, limit)


def _used(engine: Engine, invoice: str) -> ColumnElement[bool]:
    """Ask for the entries that used an invoice; its number alone is looked for under every code."""
    code, dash, number = invoice.rpartition("-")
    asked = {invoice_key("", invoice), *([invoice_key(code, number)] if dash else [])}
    same = or_(*(_named(code, number) for code, number in asked))
    users = select(claim.c.fund, claim.c.number).where(same).distinct()
    with reading(engine) as connection:
        keys = [tuple(row) for row in connection.execute(users)]
    return tuple_(record.c.fund, record.c.number).in_(keys)


def _named(code: str, number: str) -> ColumnElement[bool]:
    """Ask for an invoice by its key; a use or a question without a code stands for every code."""
    same = claim.c.invoice == number
    return and_(same, claim.c.code.in_(("", code))) if code else same


def _rows(engine: Engine, asked: Select[Any], limit: int | None) -> list[Listed]:
    ordered = asked.order_by(record.c.fund, record.c.number).limit(limit)
    with reading(engine) as connection:
        return [
            Listed(fund, number, kind, dt.date.fromisoformat(date), moment(posted), *rest)
            for fund, number, kind, date, posted, *rest in connection.execute(ordered)
        ]
