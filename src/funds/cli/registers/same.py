"""Whether a row is an entry that was posted already: by all that the row says, not by file, place or order.

So the same file, an overlapping one, or one with its rows in another order posts nothing twice;
and what looks like a posted entry but differs is told, never dropped and never doubled.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from funds.entry.names import fold, invoice_key
from funds.entry.record import Evidence, Record

__all__ = ["Known", "Match"]

#: What must be equal for an entry to be the same: the columns of its register.
_SPENDING: Final = (
    "date", "amount", "voucher", "memo", "purpose", "payee", "quantity", "unit_price", "paid_by", "handler",
    "approver", "papers", "note",
)  # fmt: skip
_PAID: Final = ("date", "amount", "document", "note")
_FIELDS: Final = {"disburse": _PAID, "receive": (*_PAID, "holder", "account")}
_OF_INVOICE: Final = ("number", "code", "face", "share", "item", "tax_code")


class Match(NamedTuple):
    """The posted entry that a row is or looks like: its number, and the columns that differ."""

    number: int
    columns: tuple[str, ...] = ()


class Known:
    """The entries that one fund has on the record; those that were reversed do not count."""

    def __init__(self, entries: Iterable[Record], attached: Callable[[int], Iterable[Evidence]]) -> None:
        """Take the standing entries; `attached` gives the papers that came with and after an entry."""
        self._attached = attached
        self._exact: dict[tuple[Any, ...], list[Record]] = {}
        self._alike: dict[tuple[Any, ...], list[Record]] = {}
        for record in entries:
            self._exact.setdefault(whole(record), []).append(record)
            for mark in _marks(record):
                self._alike.setdefault(mark, []).append(record)

    def match(self, draft: Record) -> Match | None:
        """Give the entry that a draft is, or looks like; None where it is new."""
        for same in self._exact.get(whole(draft), ()):
            columns = self._beside(draft, same)
            return Match(same.number, columns)
        for mark in _marks(draft):
            for other in self._alike.get(mark, ()):
                if not _told_apart(draft, other):
                    return Match(other.number, (*_differing(draft, other), *self._beside(draft, other)))
        return None

    def _beside(self, draft: Record, other: Record) -> tuple[str, ...]:
        """Name the columns that need not be filled, but where they are must agree: class of asset, papers."""
        found = ["asset"] if draft.asset and draft.asset != other.asset else []
        if draft.evidence:
            given = {(each.kind, each.digest) for each in self._attached(other.number)}
            if not {(each.kind, each.digest) for each in draft.evidence} <= given:
                found.append("files")
        return tuple(found)


def whole(record: Record) -> tuple[Any, ...]:
    """Give all that a row says of an entry, but for the class of asset and the papers."""
    invoices = tuple(tuple(getattr(each, name) for name in _OF_INVOICE) for each in record.invoices)
    return (record.kind, *(getattr(record, name) for name in _fields(record)), invoices)


def _fields(record: Record) -> tuple[str, ...]:
    return _FIELDS.get(record.kind, _SPENDING)


def _marks(record: Record) -> list[tuple[Any, ...]]:
    """Give what makes two entries look alike: an invoice; or day, amount and payee; or voucher and amount."""
    kind, amount = record.kind, record.amount
    found: list[tuple[Any, ...]] = [
        (kind, "invoice", *invoice_key(each.code, each.number)) for each in record.invoices if each.number
    ]
    if record.kind in {"disburse", "receive"}:
        found.append((kind, "day", record.date, amount))
        return [*found, (kind, "document", record.document, amount)] if record.document else found
    found.append((kind, "day", record.date, amount, fold(record.payee)))
    if record.voucher:
        found.append((kind, "voucher", record.date.year, record.voucher, amount))
    return found


def _told_apart(one: Record, other: Record) -> bool:
    """Tell whether invoices, vouchers or documents say that these are two entries, however alike they look."""
    invoices = [
        {invoice_key(each.code, each.number) for each in record.invoices if each.number} for record in (one, other)
    ]
    if all(invoices) and invoices[0].isdisjoint(invoices[1]):
        return True
    if all(invoices) and one.amount != other.amount and one.date != other.date:
        return True  # another part of an invoice: the checks judge its shares
    return any(
        getattr(one, name) and getattr(other, name) and getattr(one, name) != getattr(other, name)
        for name in ("voucher", "document")
    )


def _differing(one: Record, other: Record) -> tuple[str, ...]:
    found = [name for name in _fields(one) if getattr(one, name) != getattr(other, name)]
    for name, column in zip(_OF_INVOICE, ("invoice_number", "invoice_code", "", "", "item", "tax_code"), strict=True):
        if column and [getattr(each, name) for each in one.invoices] != [
            getattr(each, name) for each in other.invoices
        ]:
            found.append(column)
    return tuple(found)
