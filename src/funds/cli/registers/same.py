"""Whether a row is an entry that was posted already: by all that the row says, not by file, place or order.

So the same file, an overlapping one, or one with its rows in another order posts nothing twice;
and what looks like a posted entry but differs is told, never dropped and never doubled.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from funds.entry.names import fold, invoice_key
from funds.entry.record import Evidence, Record

__all__ = ["Known", "Match", "told"]

#: What must be equal for an entry to be the same: the columns of its register.
_SPENDING: Final = (
    "date", "amount", "voucher", "memo", "purpose", "payee", "quantity", "unit_price", "paid_by", "handler",
    "approver", "papers", "note",
)  # fmt: skip
#: A refund or disallowance takes use and payee from the spending that it is about: a row may leave them out.
_BACK: Final = tuple(name for name in _SPENDING if name not in {"purpose", "payee"})
_PAID: Final = ("date", "amount", "document", "note")
_FIELDS: Final = {
    "disburse": _PAID, "receive": (*_PAID, "holder", "account", "voucher"), "refund": _BACK, "disallow": _BACK,
}  # fmt: skip
#: Numbers of vouchers and documents, which one writes 记-8 and another 记8 or 记-08.
_NAMED: Final = frozenset({"voucher", "document"})
_ZEROS: Final = re.compile(r"(?<!\d)0+(?=\d)")
_OF_INVOICE: Final = ("number", "code", "face", "share", "item", "tax_code")


class Match(NamedTuple):
    """The posted entry that a row is or looks like: its number, the columns that differ, whether it was reversed since."""

    number: int
    columns: tuple[str, ...] = ()
    undone: bool = False


class Known:
    """The entries that one fund has on the record; one that was reversed is known again only by all that it says."""

    def __init__(self, entries: Iterable[tuple[Record, bool]], attached: Callable[[int], Iterable[Evidence]]) -> None:
        """Take the entries, each with whether it was reversed; `attached` gives the papers of one, with and after it."""
        self._attached = attached
        self._exact: dict[tuple[Any, ...], list[Record]] = {}
        self._alike: dict[tuple[Any, ...], list[Record]] = {}
        self._undone: dict[tuple[Any, ...], int] = {}
        for record, undone in entries:
            if undone:
                self._undone.setdefault(_whole(record), record.number)
                continue
            self._exact.setdefault(_whole(record), []).append(record)
            for mark in _marks(record):
                self._alike.setdefault(mark, []).append(record)

    def match(self, draft: Record) -> Match | None:
        """Give the entry that a draft is, or looks like; None where it is new."""
        for same in self._exact.get(_whole(draft), ()):
            return Match(same.number, self._beside(draft, same))
        for mark in _marks(draft):
            for other in self._alike.get(mark, ()):
                if not _told_apart(draft, other):
                    return Match(other.number, (*_differing(draft, other), *self._beside(draft, other)))
        undone = self._undone.get(_whole(draft))
        return Match(undone, undone=True) if undone else None

    def _beside(self, draft: Record, other: Record) -> tuple[str, ...]:
        """Name the columns that need not be filled, but where they are must agree: class of asset, papers."""
        found = ["asset"] if draft.asset and draft.asset != other.asset else []
        if draft.kind in {"refund", "disallow"}:
            found += [name for name in ("purpose", "payee") if told(draft, name) not in {"", told(other, name)}]
        if draft.evidence:
            given = {(each.kind, each.digest) for each in self._attached(other.number)}
            if not {(each.kind, each.digest) for each in draft.evidence} <= given:
                found.append("files")
        return tuple(found)


def _fields(record: Record) -> tuple[str, ...]:
    return _FIELDS.get(record.kind, _SPENDING)


def told(record: Record, name: str) -> Any:
    """Give what a column says, as it is compared: names and numbers however they are written."""
    value = getattr(record, name)
    if name in _NAMED:
        return _ZEROS.sub("", fold(value.replace("記", "记")))
    return fold(value) if name == "payee" else value


def _whole(record: Record) -> tuple[Any, ...]:
    """Give all that a row says of an entry, but for the class of asset and the papers."""
    invoices = tuple(tuple(getattr(each, name) for name in _OF_INVOICE) for each in record.invoices)
    return (record.kind, *(told(record, name) for name in _fields(record)), invoices)


def _marks(record: Record) -> list[tuple[Any, ...]]:
    """Give what makes two entries look alike: an invoice; day, amount and payee; a voucher; or the words."""
    kind, day, amount = record.kind, record.date, record.amount
    found: list[tuple[Any, ...]] = [
        (kind, "invoice", *invoice_key(each.code, each.number)) for each in record.invoices if each.number
    ]
    if kind in {"disburse", "receive"}:
        found.append((kind, "day", day, amount))
        return [*found, (kind, "document", told(record, "document"), amount)] if record.document else found
    payee, memo, voucher = fold(record.payee), fold(record.memo), told(record, "voucher")
    found.append((kind, "day", day, amount, payee))
    if voucher:
        found += [(kind, "voucher", day.year, voucher, amount), (kind, "line", day, voucher, payee, memo)]
    else:  # without a voucher the words tell: day or amount may have been mistyped
        found += [(kind, "words", day, payee, memo), (kind, "words", amount, payee, memo)]
    return found


def _told_apart(one: Record, other: Record) -> bool:
    """Tell whether invoices, vouchers or documents say that these are two entries, however alike they look."""
    numbers = [
        {invoice_key(each.code, each.number) for each in record.invoices if each.number} for record in (one, other)
    ]
    if all(numbers) and numbers[0].isdisjoint(numbers[1]):
        return True
    if all(numbers) and one.amount != other.amount and one.date != other.date:
        return True  # another part of an invoice: the checks judge its shares
    said = [(told(one, name), told(other, name)) for name in sorted(_NAMED)]
    if not any(mine and theirs and mine != theirs for mine, theirs in said):
        return False
    # two numbers are two entries, unless nothing else differs: then the number was mistyped
    return bool(set(_differing(one, other)) - _NAMED) or bool(numbers[0])


def _differing(one: Record, other: Record) -> tuple[str, ...]:
    found = [name for name in _fields(one) if told(one, name) != told(other, name)]
    for name, column in zip(_OF_INVOICE, ("invoice_number", "invoice_code", "", "", "item", "tax_code"), strict=True):
        mine, theirs = ("；".join(str(getattr(each, name)) for each in record.invoices) for record in (one, other))
        if column and mine != theirs:
            found.append(column)
    return tuple(found)
