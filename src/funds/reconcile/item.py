"""What one side holds against another: an item with its amount, day, name and keys."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from funds.reconcile import keys
from funds.reconcile.keys import Key
from funds.reconcile.names import core
from funds.reconcile.sides import BankLine, Entry, Material

__all__ = ["Item", "of_bank", "of_entries", "of_material"]

#: The bank pays the person or the card that advanced the money, not the shop.
_ADVANCED = frozenset({"card", "reimbursement", "cash"})


class Item(NamedTuple):
    """An item of one side: `fen` signed, `day` as an ordinal, `name` the core, `told` keys its text mentions."""

    id: int | str
    fen: int
    day: int
    name: str
    keys: tuple[Key, ...]
    told: tuple[Key, ...] = ()


def _keys(date: dt.date, invoices: Iterable[tuple[str, str]], voucher: str) -> tuple[int, tuple[Key, ...]]:
    found = [keys.invoice(code, number) for code, number in invoices]
    found.append(keys.voucher(voucher) if voucher else None)
    return date.toordinal(), tuple(dict.fromkeys(key for key in found if key))


def of_entries(entries: Iterable[Entry], *, bank: bool) -> list[Item]:
    """Make the items of entries: as the bank should show them, or as material should."""
    items = []
    for entry in entries:
        day, found = _keys(entry.date, entry.invoices, entry.voucher)
        name = "" if bank and entry.paid_by in _ADVANCED else core(entry.payee)
        items.append(Item(entry.number, entry.bank if bank else entry.spent, day, name, found))
    return items


def of_material(rows: Iterable[Material]) -> list[Item]:
    """Make the items of material rows; a row that states no amount has 0."""
    items = []
    for row in rows:
        day, found = _keys(row.date, [row.invoice] if row.invoice[1] else [], row.voucher)
        items.append(Item(row.id, row.amount or 0, day, core(row.counterparty), found))
    return items


def of_bank(lines: Iterable[BankLine]) -> list[Item]:
    """Make the items of bank lines."""
    items = []
    for line in lines:
        day, found = _keys(line.date, [], line.voucher)
        items.append(Item(line.id, line.amount, day, core(line.counterparty), found, keys.told_in(line.text)))
    return items
