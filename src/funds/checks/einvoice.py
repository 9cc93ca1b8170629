"""Electronic invoices (电子发票) held against the spending they support: by what their files say, sealed with the record."""

from collections.abc import Iterable, Iterator
from typing import Final

from funds.checks.basis import EVOUCHER, VOUCHER
from funds.checks.case import Case, Check
from funds.checks.invoices import called
from funds.entry.names import fold
from funds.entry.record import Invoice, Record
from funds.entry.used import borne, same
from funds.finding import Finding, refuse, review
from funds.money import yuan
from funds.text import N_, _

__all__ = ["CHECKS", "supported", "wrong_words"]

_PART: Final = N_("a part of the file cannot be read")
_SUMS: Final = N_("its sums do not add up")
_SIGNATURE: Final = N_("its signature is empty or broken")
_CLAIM: Final = N_("it is not what its name or its first line says")
_CUT: Final = N_("it is damaged or was cut short")
_NONE: Final = N_("it holds no invoice that can be read")

#: What is wrong with a file, by the reader's codes; whatever is not named here kept a part from being read.
_WRONG: Final = {
    "schema-unknown": N_("its layout is not known"),
    "lacking": N_("a field that every invoice has is missing"),
    "field-twice": N_("a field is there twice and says two things"),
    "bad-amount": N_("an amount cannot be read"),
    "bad-day": N_("a day cannot be read"),
    "number-shape": N_("its number does not have the digits of an invoice"),
    "number-year": N_("its number is not of the year of its date"),
    "number-differs": N_("it gives two numbers"),
    "red-flag": N_("its mark for red or blue does not go with its total"),
    "sum-net": _SUMS,
    "sum-tax": _SUMS,
    "sum-total": _SUMS,
    "sum-item": _SUMS,
    "tax-code-shape": N_("a tax code does not have 19 digits"),
    "page-differs": N_("its page shows something else than its data"),
    "signature-empty": _SIGNATURE,
    "signature-broken": _SIGNATURE,
    "signed-part-changed": N_("a part was changed after it was signed"),
    "same-number": N_("another file of the same number says something else"),
    "item-astray": N_("an item stands where no item belongs"),
    "wrong-ending": _CLAIM,
    "encoding-claim": _CLAIM,
    **dict.fromkeys(("broken-file", "broken-xml", "empty-file"), _CUT),
    **dict.fromkeys(
        ("no-invoice-file", "no-known-file", "no-invoice-xml", "no-invoice-zip", "not-ofd", "ofd-no-data"), _NONE
    ),
}


def wrong_words(codes: str) -> str:
    """Say in the reader's language what is wrong with an invoice's file, from its codes with commas between them."""
    return _(", ").join(dict.fromkeys(_(_WRONG.get(code, _PART)) for code in codes.split(",")))


def supported(case: Case) -> Record | None:
    """Give the spending that a record's invoices support: the record itself, or the entry that it is attached to."""
    if case.record.kind != "attach":
        return case.record
    item = case.story.items.get(case.record.refers)
    return item.record if item is not None and item.record.kind == "spend" else None


def einvoice(case: Case) -> Iterable[Finding]:
    """What the file of an invoice says goes with the entry: buyer, day, seller; and the file is what it claims to be."""
    for invoice in case.record.invoices:
        if invoice.read:
            return _held(case)
    return ()


def _held(case: Case) -> Iterator[Finding]:
    entry = supported(case)
    if entry is None:
        return
    for invoice in case.record.invoices:
        if not invoice.number:  # a further item, or a file that cannot be read
            if invoice.wrong:
                yield review("einvoice-file", entry.amount, EVOUCHER, invoice=_files(case.record), wrong=invoice.wrong)
        elif entry is case.record:
            yield from _said(case, entry, invoice, invoice.share)
        else:
            yield from _later(case, entry, invoice)


def _files(record: Record) -> str:
    """Name the papers that stand for a record's invoices."""
    return "、".join(paper.name for paper in record.evidence if paper.kind == "invoice") or "-"


def _later(case: Case, entry: Record, invoice: Invoice) -> Iterator[Finding]:
    """Hold a later paper against the invoice of the entry that it is, or against what the entry's leave open."""
    own = next((each for each in borne(case.story.items[entry.number]) if same(each, invoice)), None)
    if own is None and not invoice.share:
        yield refuse("einvoice-other", entry.amount, EVOUCHER, invoice=called(invoice), number=entry.number)
        return
    yield from _total(entry, own or invoice, invoice)
    yield from _said(case, entry, invoice, (own or invoice).share)


def _total(entry: Record, own: Invoice, invoice: Invoice) -> Iterator[Finding]:
    """The total that a later file says is the face amount that the entry was judged by.

    An invoice that the entry takes only now (`own` is itself) is to be of what the entry still lacks.
    """
    if invoice.face is None:
        return
    said = own.share if own is invoice or own.face is None else own.face
    if invoice.face < own.share or (said != invoice.face and (own is invoice or own.face is not None)):
        facts = {"invoice": called(invoice), "number": entry.number, "said": yuan(said), "total": yuan(invoice.face)}
        yield review("einvoice-total", own.share or entry.amount, EVOUCHER, **facts)


def _said(case: Case, entry: Record, invoice: Invoice, share: int) -> Iterator[Finding]:
    questioned = min(share or entry.amount, entry.amount)
    name = called(invoice)
    holder = case.story.terms.holder if case.story.terms else ""
    if invoice.buyer and _union(invoice.buyer) != _union(holder):
        yield review("einvoice-buyer", questioned, VOUCHER, invoice=name, buyer=invoice.buyer, holder=holder)
    if invoice.issued and invoice.issued > entry.date:
        yield review("einvoice-late", questioned, VOUCHER, invoice=name, issued=invoice.issued, date=entry.date)
    # who is paid back for what he bought is not who sold it
    if (
        invoice.seller
        and entry.payee
        and entry.paid_by != "reimbursement"
        and fold(invoice.seller) != fold(entry.payee)
    ):
        yield review("einvoice-seller", questioned, VOUCHER, invoice=name, seller=invoice.seller, payee=entry.payee)
    if invoice.wrong:
        yield review("einvoice-file", questioned, EVOUCHER, invoice=name, wrong=invoice.wrong)


def _union(name: str) -> str:
    """Fold a union's name; its committee (委员会) goes by the union's own name too."""
    folded = fold(name)
    return folded.removesuffix("委员会") if folded.endswith("工会委员会") else folded


_SPEND: Final = frozenset({"spend", "attach"})
_LATER: Final = frozenset({"attach"})

CHECKS: Final = (
    Check(
        code="einvoice-other",
        reach="fund",
        title=N_("An invoice attached later is one that the entry names, or that it still lacks"),
        says=N_(
            "Invoice {invoice} is none of those that entry {number} was paid on, and they leave nothing of it open."
        ),
        remedy=N_(
            "An invoice is used up by the spending that names it: attach it to that entry, or reverse this one and enter "
            "it anew with --einvoice."
        ),
        basis=EVOUCHER,
        run=einvoice,
        kinds=_LATER,
    ),
    Check(
        code="einvoice-total",
        reach="fund",
        title=N_("An invoice attached later is of the amount that the entry states"),
        says=N_("Entry {number} takes invoice {invoice} for {said} yuan; its file says {total}."),
        remedy=N_("If the entry is wrong, reverse it and enter it anew with --einvoice; else a second person decides."),
        basis=EVOUCHER,
        run=einvoice,
        kinds=_LATER,
        severity="review",
    ),
    Check(
        code="einvoice-buyer",
        reach="fund",
        title=N_("An invoice is made out to the account holder"),
        says=N_("Invoice {invoice} is made out to {buyer}, not to the account holder {holder}."),
        remedy=N_("Have the seller take it back in red and make it out to the holder; else a second person decides."),
        basis=VOUCHER,
        run=einvoice,
        kinds=_SPEND,
        severity="review",
    ),
    Check(
        code="einvoice-late",
        reach="fund",
        title=N_("An invoice is not issued after the voucher"),
        says=N_("Invoice {invoice} was issued on {issued}, after the voucher's date {date}."),
        remedy=N_("See that the voucher is right; money paid ahead of the invoice wants the reason in writing."),
        basis=VOUCHER,
        run=einvoice,
        kinds=_SPEND,
        severity="review",
    ),
    Check(
        code="einvoice-seller",
        reach="fund",
        title=N_("Who was paid is who sold"),
        says=N_("Invoice {invoice} is of the seller {seller}; the money went to {payee}."),
        remedy=N_("Pay the seller; who was paid back for a purchase is entered as paid by reimbursement (报销)."),
        basis=VOUCHER,
        run=einvoice,
        kinds=_SPEND,
        severity="review",
    ),
    Check(
        code="einvoice-file",
        reach="fund",
        title=N_("An invoice's file is what it claims to be"),
        says=N_("The file of invoice {invoice} is not what it claims to be: {wrong}."),
        remedy=N_(
            "See it with funds invoice read FILE, check the number at the tax administration's site, and ask the seller "
            "for the file anew; else a second person decides."
        ),
        basis=EVOUCHER,
        run=einvoice,
        kinds=_SPEND,
        severity="review",
    ),
)
