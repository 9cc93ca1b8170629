"""The three sides of a reconciliation as they come in, and a person's kept decisions; all amounts in fen."""

import datetime as dt
from collections.abc import Iterable
from typing import Final, NamedTuple

from funds.entry.record import Invoice, Record

__all__ = ["PAPER", "BankLine", "Entry", "Kept", "Material", "Part", "entries", "is_paper"]

#: How the ids of an entry's own papers begin.
PAPER: Final = "evidence:"
_BANK: Final = "102"
_GIVES_BACK: Final = frozenset({"refund", "disallow"})


class Entry(NamedTuple):
    """An entry of the fund's book.

    `bank` is by how much it moves the bank account (in is positive), `spent` by how much it uses up the grant
    (what material must show; a refund is negative): they differ where part is held back or paid in cash.
    `refers` is the entry it reverses, refunds or disallows. `invoices` are (code, number). `papers` are the ids of
    its own papers (附件) where all that the programme asks of it are there, else none.
    """

    number: int
    date: dt.date
    bank: int
    spent: int
    kind: str = "spend"
    payee: str = ""
    voucher: str = ""
    invoices: tuple[tuple[str, str], ...] = ()
    paid_by: str = ""
    refers: int = 0
    papers: tuple[str, ...] = ()


class Material(NamedTuple):
    """A row of a supporting-material ledger (台账); `amount` is None where the row states no spending.

    `id` is the user's own, or sheet and row; `invoice` is (code, number).
    """

    id: str
    ledger: str
    date: dt.date
    amount: int | None = None
    invoice: tuple[str, str] = ("", "")
    voucher: str = ""
    counterparty: str = ""


class BankLine(NamedTuple):
    """A line of the bank's statement; what came in is positive, what went out negative.

    `marked` is the class under which a person set it apart: it is no fund's, and takes no part. `looks` is the
    class that its words give it should it be left over.
    """

    id: str
    date: dt.date
    amount: int
    counterparty: str = ""
    text: str = ""
    voucher: str = ""
    marked: str = ""
    looks: str = ""


def is_paper(name: object) -> bool:
    """Tell whether an id is that of an entry's own paper (附件), and of no row."""
    return str(name).startswith(PAPER)


class Kept(NamedTuple):
    """A person's decision: these belong together (`match`), or do not.

    A fund's own come in the order they were made; `made` is the moment (ISO 8601), which orders those of several.
    """

    match: bool
    entries: tuple[int, ...]
    material: tuple[str, ...] = ()
    bank: tuple[str, ...] = ()
    made: str = ""


class Part(NamedTuple):
    """One fund's share in a reconciliation: its entries, its material, and a person's decisions on them."""

    fund: str
    entries: Iterable[Entry]
    material: Iterable[Material] = ()
    kept: Iterable[Kept] = ()


def entries(records: Iterable[Record]) -> list[Entry]:
    """Give the entries of one fund's chain that move its bank account or use up the grant, in order of number."""
    chain = {record.number: record for record in records}
    later: dict[int, list[Invoice]] = {}
    for record in chain.values():
        if record.kind == "attach" and record.invoices:
            later.setdefault(record.refers, []).extend(one for one in record.invoices if one.share)
    sides = []
    for record in chain.values():
        bank = sum(_signed(record)) if record.lines else 0
        spent = _spent(record, chain)
        if bank or spent:
            sides.append(_entry(record, bank, spent, later.get(record.number, ())))
    return sides


def _entry(record: Record, bank: int, spent: int, later: Iterable[Invoice]) -> Entry:
    invoices = tuple((one.code, one.number) for one in (*record.invoices, *later) if one.number)
    return Entry(
        record.number, record.date, bank, spent, record.kind, record.payee, record.voucher, invoices,
        record.paid_by, record.refers,
    )  # fmt: skip


def _signed(record: Record) -> Iterable[int]:
    return (line.fen if line.side == "debit" else -line.fen for line in record.lines if line.account == _BANK)


def _spent(record: Record, chain: dict[int, Record]) -> int:
    """Give what a record adds to spending: a retention paid out was spent before, a reversal takes back."""
    if record.kind == "reverse":
        undone = chain.get(record.refers)
        return -_spent(undone, chain) if undone else 0
    if record.kind == "spend" and not record.refers:
        return record.amount
    if record.kind in _GIVES_BACK and (record.refers or record.kind == "refund"):
        return -record.amount
    return 0
