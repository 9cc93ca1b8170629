"""What one side holds against another: an item with its amount, day, name and keys."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from funds.reconcile.keys import Key
from funds.reconcile.listed import invoices, told_in, vouchers
from funds.reconcile.party import Party, party
from funds.reconcile.sides import BankLine, Entry, Material

__all__ = ["APART", "Item", "fund_of", "of_bank", "of_entries", "of_material"]

#: Where funds are held together, the numbers of one are told from those of the next by so much.
APART: Final = 10**9

#: The bank pays the person or the card that advanced the money, not the shop.
_ADVANCED = frozenset({"card", "reimbursement", "cash"})
#: A longer number in the bank's column is the bank's own, of its slip.
_LONGEST = 5


class Item(NamedTuple):
    """An item of one side: `fen` signed, `day` as an ordinal, `name` who is paid, `keys` the numbers it bears.

    A list may hold a number twice; `binding` holds each once.
    `told` are the numbers that its text mentions, `binding` those of all its numbers that it would not bear if it
    belonged to what bears others. `shelf` is the ledger it stands in. What is `mute` belongs to nothing without a key.
    """

    id: int | str
    fen: int
    day: int
    name: Party
    keys: tuple[Key, ...]
    told: tuple[Key, ...] = ()
    binding: tuple[Key, ...] = ()
    shelf: str = ""
    mute: bool = False


def fund_of(item: Item) -> int:
    """Give the place of the fund whose entry this is, where several are held together."""
    return int(item.id) // APART


def _binding(keys: Iterable[Key], *, bank: bool) -> tuple[Key, ...]:
    """Give the keys that tell documents apart: no word such as 无, and at the bank neither a date nor its own number."""
    return tuple(
        key
        for key in dict.fromkeys(keys)
        if any(sign.isdecimal() for sign in key.number)
        and not (bank and (key.kind == "invoice" or len(key.number) > _LONGEST))
    )


def of_entries(entries: Iterable[Entry], *, bank: bool) -> list[Item]:
    """Make the items of entries: as the bank should show them, or as material should."""
    items = []
    for entry in entries:
        found = [key for code, number in entry.invoices for key in invoices(code, number)]
        keys = tuple(dict.fromkeys((*found, *vouchers(entry.voucher))))
        name = party(entry.payee, advanced=bank and entry.paid_by in _ADVANCED)
        fen = entry.bank if bank else entry.spent
        items.append(Item(entry.number, fen, entry.date.toordinal(), name, keys, binding=_binding(keys, bank=False)))
    return items


def of_material(rows: Iterable[Material]) -> list[Item]:
    """Make the items of material rows; a row that states no amount has 0."""
    items = []
    for row in rows:
        found = (*(invoices(*row.invoice) if row.invoice[1] else ()), *vouchers(row.voucher))
        binding, name = _binding(found, bank=False), party(row.counterparty)
        items.append(Item(row.id, row.amount or 0, row.date.toordinal(), name, found, (), binding, row.ledger))
    return items


def of_bank(lines: Iterable[BankLine]) -> list[Item]:
    """Make the items of bank lines."""
    items = []
    for line in lines:
        keys, told = vouchers(line.voucher), told_in(line.text)
        binding, name = _binding((*keys, *told), bank=True), party(line.counterparty)
        mute = line.looks in {"fee", "interest"}
        items.append(Item(line.id, line.amount, line.date.toordinal(), name, keys, told, binding, mute=mute))
    return items
