"""Invoices as typed, with their items, made into those of a record: each with the share that it bears."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

import click
from msgspec.structs import replace

from funds.cli.typed import InvoiceTyped
from funds.entry.names import invoice_key, misnumbered
from funds.entry.record import Invoice
from funds.text import _

__all__ = ["invoices_of", "misnumbered_words"]

#: A fully electronic invoice (数电票) has a number of this length.
_DIGITS: Final = 20


def invoices_of(given: Mapping[str, Any]) -> tuple[Invoice, ...]:
    """Give an entry's invoices; the first item goes with the first invoice, and so on.

    An item without an invoice stands by itself, for screening. Where no share is typed it is the
    invoice's face amount, or, for the only one without, what the others leave of the entry's amount
    (fen). What the file of an invoice says (`read`, by `invoice_key`) stands with it, its `further` items behind.
    Raises UsageError where shares cannot be told, and for a number that is nearly one of a digital invoice.
    """
    typed: Sequence[InvoiceTyped] = given.get("invoice") or ()
    _numbered(typed)
    items: Sequence[str] = given.get("item") or ()
    codes: Sequence[str] = given.get("tax_code") or ()
    if len(codes) > max(len(items), len(typed)):
        raise click.UsageError(_("There are more tax codes than items."))
    shares = _shares(typed, int(given.get("amount") or 0))
    read: Mapping[tuple[str, str], Invoice] = given.get("read") or {}
    made = tuple(_made(typed, shares, items, codes))
    if read:
        made = tuple(_with_file(each, read) for each in made)
    return (*made, *(given.get("further") or ()))


def _numbered(typed: Sequence[InvoiceTyped]) -> None:
    for invoice in typed:
        if misnumbered(invoice.number, invoice.code):
            raise click.UsageError(misnumbered_words(invoice.code, invoice.number))


def misnumbered_words(code: str, number: str) -> str:
    """Say in the reader's language why a number is nearly an invoice's and none."""
    count = len(code) + len(number)
    if count != _DIGITS and not code:
        what = _("{number} has {count} signs; a digital invoice's number has 20 digits. Type it as it is printed.")
        return what.format(number=number, count=count)
    what = _(
        "{number} is no invoice's: a digital invoice's number has 20 digits, the first two those of its year; an older "
        "invoice has a code of 10 or 12 digits, a dash, and a number of 8 digits. Type it as it is printed; the number "
        "of another paper without a dash."
    )
    return what.format(number=f"{code}-{number}" if code else number)


def _with_file(invoice: Invoice, read: Mapping[tuple[str, str], Invoice]) -> Invoice:
    file = read.get(invoice_key(invoice.code, invoice.number)) if invoice.number else None
    if file is None:
        return invoice
    return replace(invoice, seller=file.seller, buyer=file.buyer, issued=file.issued, wrong=file.wrong)


def _made(
    typed: Sequence[InvoiceTyped], shares: Sequence[int], items: Sequence[str], codes: Sequence[str]
) -> Iterator[Invoice]:
    for invoice, share, item, code in zip_longest(typed, shares, items, codes):
        if invoice is None:
            yield Invoice(item=item or "", tax_code=code or "")
        else:
            yield Invoice(
                number=invoice.number, code=invoice.code, face=invoice.face, share=share,
                item=item or "", tax_code=code or "",
            )  # fmt: skip


def _shares(typed: Sequence[InvoiceTyped], amount: int) -> list[int]:
    if len(typed) == 1:
        return [typed[0].share or amount]
    said = [invoice.share or invoice.face for invoice in typed]
    if said.count(None) > 1:
        raise click.UsageError(_("With several invoices, write the face amount of each: NUMBER=FACE."))
    left = amount - sum(share for share in said if share)
    if None in said and left <= 0:
        raise click.UsageError(
            _("The invoices' face amounts leave nothing for the one without; write NUMBER=FACE@SHARE.")
        )
    return [left if share is None else share for share in said]
