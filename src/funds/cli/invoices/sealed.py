"""Electronic invoices read for a posting command: what their files say, as it is sealed with the entry."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import click

from funds.cli.table import shown
from funds.cli.typed import WORDS
from funds.einvoice.invoice import EInvoice, Item, Problem, Read
from funds.entry.names import fold, invoice_key, misnumbered
from funds.entry.record import Invoice
from funds.money import yuan
from funds.text import _

__all__ = ["Taken", "taken", "told_lines"]

#: A fully electronic invoice (数电票) has a number of this length.
_DIGITS: Final = 20
_Placed = tuple[Path, Read]


class Taken(NamedTuple):
    """What files give to an entry: each invoice with its first item, the further items as rows of their own.

    `unread` has a row for each paper that passes as an electronic invoice and holds none: what is wrong with it.
    `payee` is the seller where there is only one. `amount` is the sum of the totals in fen. `digests` are the SHA-256
    of the files as they were read, `files` the file that each invoice came from, by `invoice_key`.
    """

    invoices: tuple[Invoice, ...]
    items: tuple[Invoice, ...]
    unread: tuple[Invoice, ...]
    payee: str
    amount: int
    digests: Mapping[Path, str]
    files: Mapping[tuple[str, str], Path]


def taken(paths: Sequence[Path], papers: Sequence[Path] = ()) -> Taken:
    """Read files, and give what they say.

    Raises UsageError, naming the file, where one of `paths` holds no invoice to spend by; of `papers`, which need not
    be files of electronic invoices, such a one is told, and what is wrong with it is sealed with the entry.
    """
    from funds.einvoice.read import read  # noqa: PLC0415  start-up
    from funds.einvoice.same import distinct  # noqa: PLC0415

    reads = [(path, each) for path in dict.fromkeys((*paths, *papers)) for each in read(path)]
    unread = tuple(_without_invoice(reads, set(paths)))
    einvoices = distinct(each for _path, each in reads)
    wrong = _wrong(reads)
    made: dict[tuple[str, str], tuple[EInvoice, Invoice]] = {}
    for einvoice in einvoices:
        number = _usable(einvoice)
        key = invoice_key(einvoice.code, number)
        if key in made:
            what = _("The files hold two invoices of the number {number} that do not say the same. Give the right one.")
            raise click.UsageError(what.format(number=number))
        made[key] = einvoice, _sealed(einvoice, number, wrong.get(_key(einvoice), ()))
    return Taken(
        invoices=tuple(invoice for _read, invoice in made.values()),
        items=tuple(_items(made.values())),
        unread=unread,
        payee=_only_seller(einvoices),
        amount=sum(einvoice.total or 0 for einvoice in einvoices),
        digests={path: each.digest for path, each in reads if each.digest},
        files={_key(each.invoice): path for path, each in reversed(reads) if each.invoice},
    )


def told_lines(file: str, read: Read) -> Iterator[str]:
    """Yield a sentence for each problem of a reading, with the file and its part named; then what to do."""
    from funds.einvoice.told import is_note, remedy, sentence  # noqa: PLC0415

    place = f"{file}: {read.member}" if read.member else file
    for problem in read.all_problems:
        yield shown(f"{place}: {sentence(problem)}")
        if not is_note(problem):
            yield "    " + _("remedy: {how}").format(how=shown(remedy(problem)))


def _without_invoice(reads: Sequence[_Placed], needed: set[Path]) -> Iterator[Invoice]:
    """Tell of each file that holds no invoice why, and give what is wrong with it; one that is needed is refused."""
    for path in dict.fromkeys(path for path, _each in reads):
        ours = [each for its, each in reads if its == path]
        if any(each.invoice for each in ours):
            continue
        lines = [line for each in ours for line in told_lines(click.format_filename(path), each)]
        if path in needed:
            raise click.UsageError("\n".join(lines))
        click.echo(_("Kept as a paper, not read as an electronic invoice:"), err=True)
        for line in lines:
            click.echo(f"  {line}", err=True)
        if wrong := _codes(problem for each in ours for problem in each.all_problems):
            yield Invoice(wrong=",".join(wrong))


def _key(invoice: EInvoice) -> tuple[str, str]:
    return invoice_key(invoice.code, invoice.number)


def _wrong(reads: Sequence[_Placed]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Give what is wrong by invoice: with each of its readings, and with parts of its file that hold none."""
    found: dict[tuple[str, str], list[str]] = {}
    for path, each in reads:
        if each.invoice:
            beside = [
                problem for its, other in reads if its == path and not other.invoice for problem in other.problems
            ]
            found.setdefault(_key(each.invoice), []).extend(_codes((*each.all_problems, *beside)))
    return {key: tuple(dict.fromkeys(codes)) for key, codes in found.items()}


def _codes(problems: Iterable[Problem]) -> list[str]:
    """Give the codes of problems, each once; what is no fault is left out."""
    from funds.einvoice.told import is_note  # noqa: PLC0415

    return list(dict.fromkeys(problem.code for problem in problems if not is_note(problem)))


def _usable(invoice: EInvoice) -> str:
    """Give an invoice's number in plain digits. Raises UsageError where nothing can be spent by it.

    That is: without number or total, red, or with a number that is nearly one of a digital invoice.
    """
    if not invoice.number or invoice.total is None:
        what = _("The invoice from {seller} does not say its number and total; type them with --invoice NUMBER=FACE.")
        raise click.UsageError(what.format(seller=shown(invoice.seller.name) or "-"))
    if invoice.total <= 0:
        what = _("Invoice {number} is a red one, for {total} yuan: nothing is spent by it. See funds refund.")
        raise click.UsageError(what.format(number=shown(invoice.number), total=yuan(invoice.total)))
    number = "".join(unicodedata.normalize("NFKC", invoice.number).split())
    whole = number.isascii() and number.isdecimal() and len(number) == _DIGITS
    if not whole and (invoice.schema == "digital" or misnumbered(number, invoice.code)):
        what = _(
            "The file gives the number {number}; a digital invoice's has 20 digits. "
            "Ask the seller for the file anew, as the e-invoice platform gives it out."
        )
        raise click.UsageError(what.format(number=shown(invoice.number)))
    return _clean(number)


def _sealed(einvoice: EInvoice, number: str, wrong: Sequence[str]) -> Invoice:
    first = einvoice.items[0] if einvoice.items else Item()
    return Invoice(
        number=number,
        code=_clean(einvoice.code),
        face=einvoice.total,
        item=_clean(first.name),
        tax_code=_clean(first.tax_code),
        seller=_clean(einvoice.seller.name),
        buyer=_clean(einvoice.buyer.name),
        issued=einvoice.issued,
        wrong=",".join(wrong),
    )


def _items(made: Iterable[tuple[EInvoice, Invoice]]) -> Iterator[Invoice]:
    """Give the items after each invoice's first, with its seller; what was given already is passed over."""
    pairs = list(made)
    seen = {(invoice.item, invoice.tax_code, invoice.seller) for _read, invoice in pairs}
    for einvoice, invoice in pairs:
        for item in einvoice.items[1:]:
            line = _clean(item.name), _clean(item.tax_code), invoice.seller
            if line not in seen:
                seen.add(line)
                yield Invoice(item=line[0], tax_code=line[1], seller=line[2])


def _only_seller(einvoices: Sequence[EInvoice]) -> str:
    sellers = {fold(each.seller.name): each.seller.name for each in einvoices}
    return _clean(next(iter(sellers.values()))) if len(sellers) == 1 else ""


def _clean(text: str) -> str:
    """Give a text of a file as one that is typed. Raises BadParameter where it holds what no text may."""
    return str(WORDS.convert(text, None, None))
