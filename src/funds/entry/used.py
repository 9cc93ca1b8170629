"""The invoices that an entry uses up (占用发票), and those that came later: no two entries may live on one invoice.

Posting, the book's checks and the proof of the figures all ask here, so they cannot differ.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from funds.entry.names import invoice_key
from funds.entry.record import Invoice, Record
from funds.entry.story import Item, Story

__all__ = ["borne", "given_back", "keyed", "same", "uncovered", "used"]

_Key = tuple[str, str]


def keyed(invoices: Iterable[Invoice]) -> dict[_Key, Invoice]:
    """Give the invoices that have a number, each by its `invoice_key`."""
    return {invoice_key(invoice.code, invoice.number): invoice for invoice in invoices if invoice.number}


def used(record: Record, story: Story) -> dict[_Key, Invoice]:
    """Give the invoices that a record uses up, by key: those of spending, also of spending that was disallowed.

    An entry that carries on an earlier one (its retention, its disallowance) uses none of that one's anew. A later
    paper uses up the invoice that it brings to an entry, which is then sealed with a share. `story` is the fund's,
    before or after the record.
    """
    if record.kind == "attach":
        return keyed(invoice for invoice in record.invoices if invoice.share)
    if record.kind not in {"spend", "disallow"}:
        return {}
    earlier = story.items.get(record.refers)
    held = keyed(_until(earlier, record.number)) if earlier else {}
    return {key: invoice for key, invoice in keyed(record.invoices).items() if key not in held}


def given_back(record: Record, story: Story) -> Iterator[tuple[Record, dict[_Key, Invoice]]]:
    """Give the records whose invoices a reversal gives back, with those: of the entry, and of its later papers."""
    item = story.items.get(record.refers)
    if record.kind == "reverse" and item is not None:
        for each in (item.record, *item.later):
            yield each, used(each, story)


def borne(item: Item) -> tuple[Invoice, ...]:
    """Give the invoices that an entry bears: its own, and those that came later for what these left open."""
    later = chain.from_iterable(record.invoices for record in item.later)
    return (
        *(invoice for invoice in item.record.invoices if invoice.number),
        *(invoice for invoice in later if invoice.number and invoice.share),
    )


def uncovered(item: Item) -> int:
    """Give how much of an entry no invoice bears yet, in fen.

    None of what is no spending, was reversed, or pays out what an earlier entry held back.
    """
    entry = item.record
    if entry.kind != "spend" or entry.refers or item.reversed_by:
        return 0
    return max(0, entry.amount - sum(invoice.share or invoice.face or entry.amount for invoice in borne(item)))


def same(one: Invoice, other: Invoice) -> bool:
    """Tell whether two are one invoice; where either has no code, the number decides."""
    ours, theirs = invoice_key(one.code, one.number), invoice_key(other.code, other.number)
    return bool(one.number) and ours[1] == theirs[1] and (ours[0] == theirs[0] or not (ours[0] and theirs[0]))


def _until(item: Item, number: int) -> Iterator[Invoice]:
    """Give the invoices that an entry bore when the record of this number was posted."""
    yield from item.record.invoices
    for record in item.later:
        if record.number < number:
            yield from record.invoices
