"""Electronic invoices given to a posting command: their number, payee, amount, items and date, as if they were typed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from funds.checks.case import Claim, ScreenLine
from funds.cli.table import shown
from funds.cli.typed import WORDS, InvoiceTyped, PaperTyped
from funds.einvoice.invoice import EInvoice, Read
from funds.entry.names import fold, invoice_key
from funds.entry.record import Record, Verdict
from funds.money import yuan
from funds.text import N_, _

__all__ = ["Taken", "fault_lines", "filled", "held_against", "taken", "told_lines"]

_SEVERITY: Final = {"refuse": N_("refused"), "review": N_("review"), "note": N_("note")}


class Taken(NamedTuple):
    """What invoices give to an entry: themselves, as typed invoices with their items, and payee, amount, date.

    The first item of each invoice stands at its place; the other items follow, each code beside
    its item. `amount` is the sum of the totals in fen, `date` the latest date of issue.
    """

    einvoices: tuple[EInvoice, ...]
    invoices: tuple[InvoiceTyped, ...]
    items: tuple[str, ...]
    codes: tuple[str, ...]
    payee: str
    amount: int
    date: dt.date | None


def filled(given: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[EInvoice, ...]]:
    """Give what was typed with what the files of `einvoice` say put where nothing was typed, and the invoices read.

    The invoices come after those typed, with their items; the files become papers of the kind
    invoice. What was typed for payee, amount and date stands. Raises UsageError for a file that cannot
    be read, a red invoice, or sellers that differ where no payee was typed.
    """
    more = dict(given)
    paths: Sequence[Path] = more.pop("einvoice", None) or ()
    if not paths:
        return more, ()
    found = taken(paths)
    typed: Sequence[InvoiceTyped] = more.get("invoice") or ()
    new = _not_typed(found, typed)
    more["invoice"] = (*typed, *new.invoices)
    more["item"] = _placed(more.get("item") or (), len(typed), new.items)
    more["tax_code"] = _placed(more.get("tax_code") or (), len(typed), new.codes)
    more["payee"] = more.get("payee") or _payee(found)
    if more.get("amount") is None:
        more["amount"] = found.amount
    papers: Sequence[PaperTyped] = more.get("evidence") or ()
    more["evidence"] = (*papers, *(PaperTyped("invoice", path) for path in paths if _new(path, papers)))
    return more, found.einvoices


def taken(paths: Sequence[Path]) -> Taken:
    """Read files, and give what they say. Raises UsageError, naming the file, where one holds no invoice to spend by."""
    from funds.einvoice.read import read  # noqa: PLC0415  start-up
    from funds.einvoice.same import distinct  # noqa: PLC0415

    reads = [(path, each) for path in paths for each in read(path)]
    for path in paths:
        if not any(each.invoice for its, each in reads if its == path):
            lines = [
                line for its, each in reads if its == path for line in told_lines(click.format_filename(path), each)
            ]
            raise click.UsageError("\n".join(lines))
    einvoices = distinct(each for _path, each in reads)
    for invoice in einvoices:
        _usable(invoice)
    return _taken(einvoices)


def told_lines(file: str, read: Read) -> Iterator[str]:
    """Yield a sentence for each problem of a reading, with the file and its part named; then what to do."""
    from funds.einvoice.told import is_note, remedy, sentence  # noqa: PLC0415

    place = f"{file}: {read.member}" if read.member else file
    for problem in read.all_problems:
        yield shown(f"{place}: {sentence(problem)}")
        if not is_note(problem):
            yield "    " + _("remedy: {how}").format(how=shown(remedy(problem)))


def held_against(
    einvoices: Iterable[EInvoice],
    record: Record,
    *,
    holder: str,
    claims: Mapping[tuple[str, str], Sequence[Claim]],
    screen: ScreenLine | None = None,
) -> list[Verdict]:
    """Hold invoices against the entry that names them, each for the share that it bears there.

    `holder` is the fund's account-holding union, `claims` the standing uses by `invoice_key`; those of the
    entry itself are passed over.
    """
    from funds.einvoice.faults import Use, faults  # noqa: PLC0415  start-up

    shares = {invoice_key(each.code, each.number): each.share for each in record.invoices if each.number}
    found: list[Verdict] = []
    for invoice in einvoices:
        key = invoice_key(invoice.code, invoice.number)
        uses = [
            Use(claim.fund, claim.number, claim.share)
            for claim in claims.get(key, ())
            if claim.sure and (claim.fund, claim.number) != (record.fund, record.number)
        ]
        amount = shares.get(key) or record.amount
        found += faults(
            invoice, holder=holder, amount=amount, voucher_date=record.date, used_in=uses, screen=screen
        )  # fmt: skip
    return found


def fault_lines(findings: Iterable[Verdict]) -> Iterator[str]:
    """Yield the lines that tell each finding of an invoice: what, the amount, the clause, what to do."""
    from funds.einvoice.faults import remedy, sentence  # noqa: PLC0415  start-up

    for finding in findings:
        yield f"  [{_(_SEVERITY[finding.severity])}] {finding.code}: {shown(sentence(finding))}"
        if finding.severity != "note":
            yield "    " + _("amount: {yuan} yuan").format(yuan=yuan(finding.questioned))
            yield "    " + _("clause: {cite}").format(cite=shown(finding.cite))
            yield "    " + _("remedy: {how}").format(how=shown(remedy(finding)))


def _usable(invoice: EInvoice) -> None:
    """Refuse an invoice that nothing can be spent by: without number or total, or red. Raises UsageError."""
    if not invoice.number or invoice.total is None:
        what = _("The invoice from {seller} does not say its number and total; type them with --invoice NUMBER=FACE.")
        raise click.UsageError(what.format(seller=shown(invoice.seller.name) or "-"))
    if invoice.total <= 0:
        what = _("Invoice {number} is a red one, for {total} yuan: nothing is spent by it. See funds refund.")
        raise click.UsageError(what.format(number=invoice.number, total=yuan(invoice.total)))


def _taken(einvoices: Sequence[EInvoice]) -> Taken:
    first = [next(((item.name, item.tax_code) for item in each.items), ("", "")) for each in einvoices]
    more = [(item.name, item.tax_code) for each in einvoices for item in each.items[1:]]
    lines = [*first, *(line for line in dict.fromkeys(more) if line not in first)]
    sellers = {fold(each.seller.name): each.seller.name for each in einvoices}
    return Taken(
        einvoices=tuple(einvoices),
        invoices=tuple(InvoiceTyped(each.code, each.number, each.total, None) for each in einvoices),
        items=tuple(_clean(name) for name, _code in lines),
        codes=tuple(_clean(code) for _name, code in lines),
        payee=_clean(next(iter(sellers.values()))) if len(sellers) == 1 else "",
        amount=sum(each.total or 0 for each in einvoices),
        date=max((each.issued for each in einvoices if each.issued), default=None),
    )


def _clean(text: str) -> str:
    """Give a text of a file as one that is typed. Raises BadParameter where it holds what no text may."""
    return str(WORDS.convert(text, None, None))


def _payee(found: Taken) -> str:
    if not found.payee:
        sellers = "、".join(dict.fromkeys(shown(each.seller.name) or "-" for each in found.einvoices))
        what = _("The invoices are of several sellers ({sellers}); say who was paid with --payee.")
        raise click.UsageError(what.format(sellers=sellers))
    return found.payee


def _not_typed(found: Taken, typed: Sequence[InvoiceTyped]) -> Taken:
    """Leave out the invoices that were typed as well; their items stay, for screening."""
    known = {invoice_key(each.code, each.number) for each in typed}
    keep = [invoice_key(each.code, each.number) not in known for each in found.invoices]
    if all(keep):
        return found
    count = len(keep)
    order = [at for at, kept in enumerate(keep) if kept] + [at for at, kept in enumerate(keep) if not kept]
    order += range(count, len(found.items))
    return found._replace(
        invoices=tuple(each for each, kept in zip(found.invoices, keep, strict=True) if kept),
        items=tuple(found.items[at] for at in order),
        codes=tuple(found.codes[at] for at in order),
    )


def _placed(typed: Sequence[str], invoices: int, new: Sequence[str]) -> tuple[str, ...]:
    """Put the items of the files behind those of the typed invoices, and typed items without invoice at the end."""
    before = [one or "" for one, _at in zip_longest(typed[:invoices], range(invoices), fillvalue="")]
    return (*(str(one) for one in before), *new, *typed[invoices:])


def _new(path: Path, papers: Sequence[PaperTyped]) -> bool:
    return not any(paper.path == path for paper in papers)
