"""Invoices and vouchers: none used twice, none for less than was paid."""

from collections.abc import Iterable, Sequence
from typing import Final

from funds.checks.basis import EVOUCHER, VOUCHER, VOUCHER_ERROR
from funds.checks.case import Case, Check, Claim
from funds.entry.names import invoice_key
from funds.entry.record import Invoice, Record
from funds.entry.used import borne, keyed
from funds.finding import Finding, note, refuse, review
from funds.money import yuan
from funds.text import N_

__all__ = ["CHECKS", "called"]

_BOUGHT: Final = frozenset({"spend", "disallow"})
#: A later paper may bring an entry its invoice.
_BRINGS: Final = _BOUGHT | {"attach"}


def invoice_used(case: Case) -> Iterable[Finding]:
    """No invoice is used twice in any fund, but for declared shares within one face amount.

    What has left the bank on a used invoice comes in as disallowed, with a note. Where one of two
    equal numbers was given without its code, a person must tell whether they are one invoice.
    """
    record = case.record
    if not record.invoices:
        return
    item = case.story.items.get(record.refers)
    carried = keyed(borne(item)) if item else {}
    later = record.kind == "attach"
    own: list[tuple[tuple[str, str], Invoice]] = []
    for invoice in record.invoices:
        key = invoice_key(invoice.code, invoice.number)
        if not invoice.number or key in carried or (later and not invoice.share):
            continue  # a retention is paid on the invoice of the entry that held it back
        claims = (*case.around.claims.get(key, ()), *_alike(record, key, own))
        own.append((key, invoice))
        yield from _used(record, invoice, claims)


def _alike(record: Record, key: tuple[str, str], own: list[tuple[tuple[str, str], Invoice]]) -> Iterable[Claim]:
    """Give the uses of an invoice by the same entry."""
    for other, invoice in own:
        if other == key or (other[1] == key[1] and not (other[0] and key[0])):
            yield Claim(record.fund, record.number, invoice.share, invoice.face, other == key)


def _used(record: Record, invoice: Invoice, claims: Iterable[Claim]) -> Iterable[Finding]:
    """Tell a use too many; in order of fund and entry, whoever collected the claims."""
    claims = tuple(sorted(claims, key=lambda claim: claim[:2]))
    sure = _over(invoice, tuple(claim for claim in claims if claim.sure))
    found = sure or _over(invoice, claims)
    if found is None:
        return
    claim, used = found
    facts = {"invoice": called(invoice), "fund": claim.fund, "number": claim.number, "used": yuan(used)}
    code, make = ("invoice-used", refuse) if sure else ("invoice-alike", review)
    if record.kind == "disallow":
        make = note
    yield make(code, invoice.share or record.amount, EVOUCHER, **facts, face=_face(invoice))


def _over(invoice: Invoice, claims: tuple[Claim, ...]) -> tuple[Claim, int] | None:
    """Give the claim in the way and what is used already, unless all shares fit one stated face."""
    if not claims:
        return None
    used = sum(claim.share for claim in claims)
    stated = {invoice.face, *(claim.face for claim in claims)}
    shared = len(stated) == 1 and invoice.face is not None and invoice.share > 0 and all(c.share > 0 for c in claims)
    if shared and used + invoice.share <= (invoice.face or 0):
        return None
    return claims[0], used


def called(invoice: Invoice) -> str:
    """Name an invoice as people do: its number, after its code where it has one."""
    return f"{invoice.code}-{invoice.number}" if invoice.code else invoice.number


def _face(invoice: Invoice) -> str:
    return "-" if invoice.face is None else yuan(invoice.face)


def invoice_below_amount(case: Case) -> Iterable[Finding]:
    """The invoices' shares come to what was paid, neither less nor more, and no share exceeds its invoice."""
    amount, invoices = _bearing(case)
    total, known = 0, bool(invoices)
    for invoice in invoices:
        total += invoice.share or invoice.face or 0
        known = known and (invoice.face is not None or invoice.share != 0)
        if invoice.share < 0 or (invoice.face is not None and (invoice.face <= 0 or invoice.share > invoice.face)):
            facts = {"invoice": called(invoice), "face": _face(invoice), "share": yuan(invoice.share)}
            yield refuse("share-above-face", invoice.share, EVOUCHER, **facts)
    if not known or total == amount:
        return
    facts = {"total": yuan(total), "amount": yuan(amount)}
    if total < amount:
        yield review("invoice-below-amount", amount - total, VOUCHER, **facts, short=yuan(amount - total))
    else:
        yield refuse("shares-above-amount", total - amount, EVOUCHER, **facts, over=yuan(total - amount))


def _bearing(case: Case) -> tuple[int, Sequence[Invoice]]:
    """Give an entry's amount and the invoices that bear it; for one that a later paper brings an invoice, all it has then.

    Nothing is borne by what carries on an earlier entry.
    """
    record = case.record
    own = [invoice for invoice in record.invoices if invoice.number]
    if record.kind != "attach":
        return record.amount, [] if record.refers else own
    item = case.story.items.get(record.refers)
    brought = [invoice for invoice in own if invoice.share]
    return (item.record.amount, [*borne(item), *brought]) if item and brought else (0, [])


def voucher_used(case: Case) -> Iterable[Finding]:
    """A voucher number comes once a year in a fund; a voucher of several lines may be several entries.

    The same number with the same amount and payee is most likely one payment entered twice.
    """
    record = case.record
    if not record.voucher:
        return
    items = case.story.items
    before = [
        items[number].record
        for number in case.story.vouchers.get((record.date.year, record.voucher), ())
        if number in items and not items[number].reversed_by
    ]
    if not before:
        return
    same = next((each for each in before if _same(case, each.number)), None)
    facts = {"voucher": record.voucher, "number": (same or before[0]).number}
    if same is not None and record.kind in _BOUGHT:
        yield review("voucher-repeated", record.amount, VOUCHER_ERROR, **facts, amount=yuan(record.amount))
    else:
        yield note("voucher-used", 0, VOUCHER_ERROR, **facts)


def _same(case: Case, number: int) -> bool:
    ours, theirs = case.record, case.story.items[number].record
    return (ours.kind, ours.amount, ours.payee) == (theirs.kind, theirs.amount, theirs.payee)


CHECKS: Final = (
    Check(
        code="invoice-used",
        reach="workspace",
        title=N_("No invoice is used twice"),
        says=N_("Invoice {invoice} (face {face}) is used already by entry {number} of {fund}, for {used} yuan."),
        remedy=N_("If one invoice pays two entries, declare each share within the face: --invoice NUMBER=FACE."),
        basis=EVOUCHER,
        run=invoice_used,
        kinds=_BRINGS,
        severity="refuse, note",
    ),
    Check(
        code="invoice-alike",
        reach="workspace",
        title=N_("An invoice is given with its code"),
        says=N_("Entry {number} of {fund} uses an invoice of the number {invoice}; one of the two has no code."),
        remedy=N_("Give the code: --invoice CODE-NUMBER. If they are two invoices, a second person clears it."),
        basis=EVOUCHER,
        run=invoice_used,
        kinds=_BRINGS,
        severity="review, note",
    ),
    Check(
        code="share-above-face",
        reach="fund",
        title=N_("No share exceeds its invoice"),
        says=N_("The share of {share} yuan does not fit invoice {invoice} of {face} yuan."),
        remedy=N_("Check the face amount, tax included, and the amount paid on this invoice."),
        basis=EVOUCHER,
        run=invoice_below_amount,
        kinds=_BRINGS,
    ),
    Check(
        code="shares-above-amount",
        reach="fund",
        title=N_("Invoices are used up for no more than was paid"),
        says=N_("The invoices come to {total} yuan, {over} more than the {amount} paid: what each bears is not said."),
        remedy=N_(
            "Check the amount; if only part of an invoice was paid, write which part each bears: "
            "--invoice NUMBER=FACE@SHARE, beside its file too."
        ),
        basis=EVOUCHER,
        run=invoice_below_amount,
        kinds=_BRINGS,
    ),
    Check(
        code="invoice-below-amount",
        reach="fund",
        title=N_("Invoices cover what was paid"),
        says=N_("The invoices come to {total} yuan, {short} less than the {amount} paid."),
        remedy=N_("Add the missing invoice; without one a second person decides (funds clear)."),
        basis=VOUCHER,
        run=invoice_below_amount,
        kinds=_BRINGS,
        severity="review",
    ),
    Check(
        code="voucher-repeated",
        reach="fund",
        title=N_("One payment is not entered twice"),
        says=N_("Voucher {voucher} with the same payee and {amount} yuan is entry {number} already."),
        remedy=N_("If it is one payment, reverse this entry; else a second person clears it."),
        basis=VOUCHER_ERROR,
        run=voucher_used,
        kinds=_BOUGHT,
        severity="review",
    ),
    Check(
        code="voucher-used",
        reach="fund",
        title=N_("A voucher number comes once a year"),
        says=N_("Voucher {voucher} is named by entry {number} of the same year too."),
        remedy=N_("Nothing, if that voucher has several lines; else check the voucher number."),
        basis=VOUCHER_ERROR,
        run=voucher_used,
        kinds=_BOUGHT | {"refund", "receive", "recover", "return"},
        severity="note",
    ),
)
