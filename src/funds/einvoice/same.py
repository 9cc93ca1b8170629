"""The same invoice met more than once: as XML and as OFD in one zip, or in two files; and two that only share a number."""

from collections.abc import Iterable

from msgspec.structs import replace

from funds.einvoice.invoice import EInvoice, Problem, Read
from funds.entry.names import fold, invoice_key

__all__ = ["compared_with_each_other", "distinct"]

#: Which reading of one invoice is kept, best first.
_BEST = ("digital", "tax-control", "page")


def compared_with_each_other(reads: Iterable[tuple[str, Read]]) -> list[tuple[str, Read]]:
    """Give files' readings with a word to each that repeats an earlier invoice, or that contradicts it.

    Each reading comes with the name of its file, by which the earlier one is told.
    """
    first: dict[tuple[str, str], tuple[str, EInvoice]] = {}
    told = []
    for file, read in reads:
        place = f"{file}: {read.member}" if read.member else file
        key = _key(read.invoice) if read.invoice else None
        if read.invoice is None or key is None:
            told.append((file, read))
            continue
        earlier = first.setdefault(key, (place, read.invoice))
        if earlier[1] is read.invoice:
            told.append((file, read))
            continue
        code = "again" if _same(earlier[1], read.invoice) else "same-number"
        told.append((file, replace(read, problems=(*read.problems, Problem(code, {"first": earlier[0]})))))
    return told


def distinct(reads: Iterable[Read]) -> list[EInvoice]:
    """Give each invoice once, in the order met; of several readings of one the fullest, of contradicting ones all."""
    kept: list[EInvoice] = []
    for invoice in (read.invoice for read in reads if read.invoice):
        at = next((at for at, other in enumerate(kept) if _key(other) == _key(invoice) and _same(other, invoice)), None)
        if at is None or _key(invoice) is None:
            kept.append(invoice)
        elif _rank(invoice) < _rank(kept[at]):
            kept[at] = invoice
    return kept


def _key(invoice: EInvoice) -> tuple[str, str] | None:
    return invoice_key(invoice.code, invoice.number) if invoice.number else None


def _same(one: EInvoice, other: EInvoice) -> bool:
    """Tell whether two readings say the same where both say something."""
    pairs = (
        (one.total, other.total),
        (one.issued, other.issued),
        (fold(one.seller.name) or None, fold(other.seller.name) or None),
        (fold(one.buyer.name) or None, fold(other.buyer.name) or None),
    )
    return all(first == second for first, second in pairs if first is not None and second is not None)


def _rank(invoice: EInvoice) -> int:
    return _BEST.index(invoice.schema) if invoice.schema in _BEST else len(_BEST)
