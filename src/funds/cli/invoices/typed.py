"""What the files of electronic invoices say, put beside what was typed for an entry: where both speak, they must agree."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from funds.cli.invoices.sealed import Taken, taken
from funds.cli.table import shown
from funds.cli.typed import InvoiceTyped, PaperTyped
from funds.entry.names import invoice_key
from funds.entry.record import Invoice
from funds.money import yuan
from funds.text import _

__all__ = ["attached", "filled"]

_PAPER: Final = "invoice"


def filled(given: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was typed with what the files say put where nothing was typed.

    Files are those of `einvoice`, and papers of the kind invoice that pass as such a file. Their invoices come
    after those typed, each with its items; the files become papers of the kind invoice. What was typed for payee,
    amount and date stands. What is wrong with a paper that holds no invoice goes along. Raises UsageError for a file
    that cannot be read, for a number or a face amount typed otherwise than the file has it, and for sellers that
    differ where no payee was typed.
    """
    more = dict(given)
    paths: Sequence[Path] = more.pop("einvoice", None) or ()
    papers: Sequence[PaperTyped] = more.get("evidence") or ()
    borne = _read_too(papers)
    if not paths and not borne:
        return more
    found = taken(paths, borne)
    more["digests"] = found.digests
    if not found.invoices:
        return {**more, "further": found.unread}
    typed: Sequence[InvoiceTyped] = more.get("invoice") or ()
    if typed:
        _named(found, typed, set(paths))
    _laid(more, found, typed)
    more["payee"] = more.get("payee") or _payee(found)
    if more.get("amount") is None:
        more["amount"] = found.amount
    held = {paper.path for paper in papers}
    more["evidence"] = (*papers, *(PaperTyped(_PAPER, path) for path in dict.fromkeys(paths) if path not in held))
    return more


def attached(given: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Invoice, ...]]:
    """Give what was typed for an attachment, and what the files of invoices among its papers say.

    Raises UsageError where an invoice is red, or does not say its number and total.
    """
    borne = _read_too(given.get("evidence") or ())
    if not borne:
        return dict(given), ()
    found = taken((), borne)
    return {**given, "digests": found.digests}, (*found.invoices, *found.items, *found.unread)


def _read_too(papers: Sequence[PaperTyped]) -> tuple[Path, ...]:
    """Give the papers that are invoices and pass as the file of an electronic one."""
    invoices = [paper.path for paper in papers if paper.kind == _PAPER]
    if not invoices:
        return ()
    from funds.einvoice.read import passes_as_one  # noqa: PLC0415  start-up

    return tuple(path for path in invoices if passes_as_one(path))


def _named(found: Taken, typed: Sequence[InvoiceTyped], paths: set[Path]) -> None:
    """See that a paper is the file of an invoice that was typed. Raises UsageError, which names both."""
    known = {invoice_key(each.code, each.number) for each in typed}
    for invoice in found.invoices:
        key = invoice_key(invoice.code, invoice.number)
        if key not in known and found.files[key] not in paths:
            what = _("The file {file} is invoice {number}, but {typed} was typed. Give the file of that invoice.")
            numbers = ", ".join(_called(each) for each in typed)
            file = shown(click.format_filename(found.files[key]))
            raise click.UsageError(what.format(file=file, number=_called(invoice), typed=numbers))


def _called(invoice: Invoice | InvoiceTyped) -> str:
    return f"{invoice.code}-{invoice.number}" if invoice.code else invoice.number


def _laid(more: dict[str, Any], found: Taken, typed: Sequence[InvoiceTyped]) -> None:
    """Lay the invoices of the files behind those typed, each item at its invoice's place, the rest behind."""
    by = {invoice_key(each.code, each.number): each for each in found.invoices}
    items, codes = list(more.get("item") or ()), list(more.get("tax_code") or ())
    placed: list[tuple[str, str]] = []
    rest: list[Invoice] = []
    agreed: list[InvoiceTyped] = []
    for at, each in enumerate(typed):
        file = by.pop(invoice_key(each.code, each.number), None)
        own = items[at] if at < len(items) else "", codes[at] if at < len(codes) else ""
        agreed.append(each if file is None else _faced(each, file))
        if file is not None and any(own):  # both are screened
            rest.append(Invoice(item=file.item, tax_code=file.tax_code, seller=file.seller))
        placed.append(own if file is None or any(own) else (file.item, file.tax_code))
    placed += [(each.item, each.tax_code) for each in by.values()]
    more["invoice"] = (*agreed, *(InvoiceTyped(each.code, each.number, each.face, None) for each in by.values()))
    more["item"] = (*(item for item, _code in placed), *items[len(typed) :])
    more["tax_code"] = (*(code for _item, code in placed), *codes[len(typed) :])
    more["read"] = {invoice_key(each.code, each.number): each for each in found.invoices}
    more["further"] = (*rest, *found.items, *found.unread)


def _faced(typed: InvoiceTyped, file: Invoice) -> InvoiceTyped:
    """Give a typed invoice with the total of its file. Raises UsageError where another face amount was typed."""
    if typed.face is not None and typed.face != file.face:
        what = _("Invoice {number} was typed with a face amount of {typed} yuan; its file says {total}.")
        said = {"number": _called(file), "typed": yuan(typed.face), "total": yuan(file.face or 0)}
        raise click.UsageError(what.format(**said))
    return typed._replace(face=file.face)


def _payee(found: Taken) -> str:
    if not found.payee:
        sellers = "、".join(dict.fromkeys(shown(each.seller) or "-" for each in found.invoices))
        what = _("The invoices are of several sellers ({sellers}); say who was paid with --payee.")
        raise click.UsageError(what.format(sellers=sellers))
    return found.payee
