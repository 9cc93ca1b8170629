"""A fund's account (补助资金使用台账): each record with what came in, what went out, and what was left."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from funds.entry.record import Record
from funds.entry.story import Movement, Story, advance
from funds.money import yuan
from funds.statements.window import ALWAYS, Window

__all__ = ["fund_account", "told"]

#: What raises the balance, and what lowers it.
_IN: Final = frozenset({"received", "recovered"})
_OUT: Final = frozenset({"spent", "disallowed", "returned"})


def fund_account(records: Iterable[Record], window: Window = ALWAYS) -> list[dict[str, Any]]:
    """Give one fund's records of the window by date, with a running balance, in yuan.

    The balance is the one of the utilisation report; it begins with what earlier days left.
    """
    story = Story()
    reached = (record for record in records if window.reaches(record.date, record.posted))
    moved = [(record, *_sides(advance(story, record))) for record in reached]
    moved.sort(key=lambda one: (one[0].date, one[0].number))
    rows, balance = [], 0
    for record, came, went in moved:
        balance += came - went
        if window.holds(record.date):
            waits = record.number in story.waiting
            row = told(record, flag="!" if waits else "")
            rows.append(row | {"in": yuan(came), "out": yuan(went), "balance": yuan(balance)})
    return rows


def _sides(movements: Iterable[Movement]) -> tuple[int, int]:
    came = went = 0
    for measure, _, fen in movements:
        came += fen if measure in _IN else 0
        went += fen if measure in _OUT else 0
    return came, went


def told(record: Record, flag: str) -> dict[str, Any]:
    """Give what a person looks for in a record; `flag` is ``!`` while it waits for clearance (待核)."""
    return {
        "number": record.number,
        "date": record.date.isoformat(),
        "voucher": record.voucher,
        "kind": record.kind,
        "refers": record.refers or None,
        "amount": yuan(record.amount),
        "purpose": record.purpose,
        "payee": record.payee,
        "memo": record.memo or record.reason or record.note or record.document,
        "invoices": list(_invoices(record)),
        "maker": record.maker,
        "handler": record.handler,
        "approver": record.approver,
        "papers": record.papers,
        "flag": flag,
    }


def _invoices(record: Record) -> Iterator[str]:
    for invoice in record.invoices:
        if invoice.number:
            yield f"{invoice.code}-{invoice.number}" if invoice.code else invoice.number
