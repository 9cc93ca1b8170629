"""Invoices as typed, with their items, made into those of a record: each with the share that it bears."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

import click

from funds.cli.typed import InvoiceTyped
from funds.entry.record import Invoice
from funds.text import _

__all__ = ["invoices_of"]


def invoices_of(given: Mapping[str, Any]) -> tuple[Invoice, ...]:
    """Give an entry's invoices; the first item goes with the first invoice, and so on.

    An item without an invoice stands by itself, for screening. Where no share is typed it is the
    invoice's face amount, or, for the only one without, what the others leave of the entry's amount
    (fen). Raises UsageError where shares cannot be told.
    """
    typed: Sequence[InvoiceTyped] = given.get("invoice") or ()
    items: Sequence[str] = given.get("item") or ()
    codes: Sequence[str] = given.get("tax_code") or ()
    if len(codes) > max(len(items), len(typed)):
        raise click.UsageError(_("There are more tax codes than items."))
    shares = _shares(typed, int(given.get("amount") or 0))
    return tuple(_made(typed, shares, items, codes))


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
