"""An invoice held against the spending that it supports: whose it is, for how much, when, used where, for what."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from funds.einvoice import told
from funds.einvoice.invoice import EInvoice, Problem
from funds.entry.names import fold
from funds.finding import Finding, note, refuse, review
from funds.money import yuan
from funds.text import N_, _

__all__ = ["FAULTS", "Found", "ScreenItem", "Use", "faults", "remedy", "sentence"]

#: 原始凭证：内容、验收证明、收款证明、批准文件.
_VOUCHER: Final = "会计基础工作规范（财政部令第98号）第四十八条"
#: 电子凭证：验真，发现篡改，防止重复入账.
_EVOUCHER: Final = "财会〔2020〕6号"
#: What a finding about the file itself is called, before the problem's own code.
_OWN: Final = "einvoice-file-"


class Use(NamedTuple):
    """A standing use of an invoice by an entry; `share` is the part of its total used up, in fen, 0 where not said."""

    fund: str
    number: int
    share: int = 0


class Found(Protocol):
    """What a screening found: refuse or review, a category, the words that decided, and what that rests on."""

    @property
    def severity(self) -> str:
        """Give ``refuse`` or ``review``."""

    @property
    def category(self) -> str:
        """Give meal, bonus, other or review."""

    @property
    def words(self) -> str:
        """Give the words that decided."""

    @property
    def basis(self) -> str:
        """Give the document and clause."""


#: Screening of one line: (memo, payee, invoice item, tax code) to what was found, or None.
ScreenItem = Callable[[str, str, str, str], Found | None]

#: Code of a finding: its sentence and its remedy. Those about the file itself are `told`'s.
FAULTS: Final = {
    "einvoice-buyer": (
        N_("Invoice {invoice} is made out to {buyer}, not to the account holder {holder}."),
        N_("Have the seller take it back in red and make it out to the holder; else a second person decides."),
    ),
    "einvoice-below": (
        N_("Invoice {invoice} is for {total} yuan, {short} less than the {amount} that it supports."),
        N_("Add the missing invoice; without one a second person decides (funds clear)."),
    ),
    "einvoice-red": (
        N_("Invoice {invoice} is a red one, for {total} yuan: it takes back {reverses} and supports no spending."),
        N_("Record the money that came back with funds refund; for the spending give the blue invoice."),
    ),
    "einvoice-late": (
        N_("Invoice {invoice} was issued on {issued}, after the voucher's date {date}."),
        N_("See that the voucher is right; money paid ahead of the invoice wants the reason in writing."),
    ),
    "einvoice-used": (
        N_("Invoice {invoice} of {total} yuan is used already by entry {number} of {fund}."),
        N_("If one invoice pays two entries, declare each share within the face: --invoice NUMBER=FACE."),
    ),
    "einvoice-forbidden": (
        N_("Invoice {invoice}, item {item} (tax code {tax_code}): “{words}” is what the grant must not pay for."),
        N_("Pay it from another source; what has already left the account is recorded with funds disallow."),
    ),
    "einvoice-judgement": (
        N_("Invoice {invoice}, item {item} (tax code {tax_code}): “{words}” may or may not be a use of the grant."),
        N_("Add what shows the use (list, programme, breakdown); a second person then clears it with funds clear."),
    ),
}


def faults(
    invoice: EInvoice,
    *,
    holder: str,
    amount: int,
    voucher_date: dt.date,
    used_in: Sequence[Use] = (),
    screen: ScreenItem | None = None,
) -> list[Finding]:
    """Find what is wrong with spending of `amount` fen that rests on an invoice. Pure: the caller brings all it needs.

    `holder` is the account-holding union, `used_in` what other entries, of any fund, use the same
    invoice, `screen` the screening by the lexicon; it is asked by the tax code and the item alone,
    so that no memo can cover them. Of several invoices each is given the part that it supports.
    """
    called = _called(invoice)
    return [
        *_file(invoice, amount),
        *_buyer(invoice, called, holder, amount),
        *_amount(invoice, called, amount),
        *_date(invoice, called, amount, voucher_date),
        *_used(invoice, called, amount, used_in),
        *(_items(invoice, called, amount, screen) if screen else ()),
    ]


def sentence(finding: Finding) -> str:
    """Say in the reader's language what was found."""
    if finding.code.startswith(_OWN):
        return told.sentence(_problem(finding))
    return _(FAULTS[finding.code][0]).format(**finding.facts)


def remedy(finding: Finding) -> str:
    """Say in the reader's language what to do."""
    return told.remedy(_problem(finding)) if finding.code.startswith(_OWN) else _(FAULTS[finding.code][1])


def _problem(finding: Finding) -> Problem:
    return Problem(finding.code.removeprefix(_OWN), finding.facts)


def _called(invoice: EInvoice) -> str:
    return f"{invoice.code}-{invoice.number}" if invoice.code else invoice.number or "-"


def _yuan(amount: int | None) -> str:
    return "-" if amount is None else yuan(amount)


def _file(invoice: EInvoice, amount: int) -> Iterator[Finding]:
    """Tell what is wrong with the file itself: its sums, its number, its signature."""
    for problem in invoice.problems:
        make, questioned = (note, 0) if told.is_note(problem) else (review, amount)
        yield make(f"{_OWN}{problem.code}", questioned, _EVOUCHER, **problem.facts)


def _buyer(invoice: EInvoice, called: str, holder: str, amount: int) -> Iterator[Finding]:
    if fold(invoice.buyer.name) != fold(holder):
        facts = {"invoice": called, "buyer": invoice.buyer.name or "-", "holder": holder}
        yield review("einvoice-buyer", amount, _VOUCHER, **facts)


def _amount(invoice: EInvoice, called: str, amount: int) -> Iterator[Finding]:
    total = invoice.total or 0
    if invoice.red:
        facts = {"invoice": called, "total": yuan(total), "reverses": invoice.reverses or "-"}
        yield refuse("einvoice-red", amount, _VOUCHER, **facts)
    elif total < amount:
        facts = {"invoice": called, "total": _yuan(invoice.total), "short": yuan(amount - total)}
        yield review("einvoice-below", amount - total, _VOUCHER, **facts, amount=yuan(amount))


def _date(invoice: EInvoice, called: str, amount: int, voucher_date: dt.date) -> Iterator[Finding]:
    if invoice.issued and invoice.issued > voucher_date:
        facts = {"invoice": called, "issued": invoice.issued.isoformat(), "date": voucher_date.isoformat()}
        yield review("einvoice-late", amount, _VOUCHER, **facts)


def _used(invoice: EInvoice, called: str, amount: int, used_in: Sequence[Use]) -> Iterator[Finding]:
    """Tell another use, unless all shares are said and fit the total together."""
    if not used_in:
        return
    shared = all(use.share > 0 for use in used_in) and invoice.total is not None
    if shared and sum(use.share for use in used_in) + amount <= (invoice.total or 0):
        return
    first = min(used_in)
    facts = {"invoice": called, "total": _yuan(invoice.total), "fund": first.fund, "number": first.number}
    yield refuse("einvoice-used", amount, _EVOUCHER, **facts)


def _items(invoice: EInvoice, called: str, amount: int, screen: ScreenItem) -> Iterator[Finding]:
    """Screen each item by its tax code alone, then with its name; lines of the same matter are one finding."""
    sums: dict[tuple[str, str, str, str, str, str], int] = {}
    for item in invoice.items:
        by_code = screen("", "", "", item.tax_code) if item.tax_code else None
        hit = _strictest(by_code, screen("", "", item.name, item.tax_code))
        if hit is not None:
            severe = hit.severity == "refuse" and hit.category != "review"
            kind = "einvoice-forbidden" if severe else "einvoice-judgement"
            matter = (kind, hit.severity, item.name, item.tax_code, hit.words, hit.basis)
            worth = amount if item.amount is None else item.amount + (item.tax or 0)
            sums[matter] = sums.get(matter, 0) + worth
    for (kind, severity, name, tax_code, words, basis), worth in sums.items():
        make = refuse if severity == "refuse" else review
        facts = {"invoice": called, "item": name or "-", "tax_code": tax_code or "-", "words": words}
        yield make(kind, min(amount, max(worth, 0)), basis, **facts)


def _strictest(*hits: Found | None) -> Found | None:
    found: Iterable[Found] = [hit for hit in hits if hit is not None]
    return min(found, key=lambda hit: hit.severity != "refuse", default=None)
