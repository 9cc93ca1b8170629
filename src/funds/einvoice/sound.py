"""Whether an invoice is what it claims to be: its number's digits, its date, and its sums."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from funds.einvoice.invoice import EInvoice, Problem
from funds.money import yuan

__all__ = ["looked_over"]

_CODE: Final = re.compile(r"\d{10}|\d{12}", re.ASCII)
_SHORT: Final = re.compile(r"\d{8}", re.ASCII)
_LONG: Final = re.compile(r"\d{20}", re.ASCII)
_TAX_CODE: Final = re.compile(r"\d{19}", re.ASCII)


def looked_over(invoice: EInvoice) -> EInvoice:
    """Give the invoice with what is wrong with its number, its date, its sums and its codes added to its problems."""
    found = (*invoice.problems, *_lacking(invoice), *_number(invoice), *_sums(invoice), *_codes(invoice))
    if invoice.signature == "absent" and not any(each.code.startswith("signature-") for each in found):
        found = (*found, Problem("signature-absent"))
    return replace(invoice, problems=found)


def _lacking(invoice: EInvoice) -> Iterator[Problem]:
    told = {problem.facts.get("field", "") for problem in invoice.problems if problem.code.startswith("bad-")}
    wanted = {
        "number": invoice.number,
        "seller": invoice.seller.name,
        "buyer": invoice.buyer.name,
        "issued": invoice.issued or any("Time" in field or "Date" in field for field in told),
        "total": invoice.total is not None or any("Total" in field for field in told),
    }
    for field, there in wanted.items():
        if not there:
            yield Problem("lacking", {"field": field})


def _number(invoice: EInvoice) -> Iterator[Problem]:
    """See that a digital invoice has 20 digits, the first two of its year, and no code; another 8 digits and a code."""
    number, code = invoice.number, invoice.code
    if not number:
        return
    digital = not code
    if not (_LONG if digital else _SHORT).fullmatch(number) or (code and not _CODE.fullmatch(code)):
        yield Problem("number-shape", {"number": f"{code}-{number}" if code else number, "digits": str(len(number))})
    elif digital and invoice.issued and number[:2] != f"{invoice.issued.year % 100:02d}":
        yield Problem("number-year", {"number": number, "date": invoice.issued.isoformat()})


def _sums(invoice: EInvoice) -> Iterator[Problem]:
    """See that the items come to the sums, and the sums to the total, to the fen."""
    net, tax, total = invoice.net, invoice.tax, invoice.total
    if net is not None and total is not None and net + (tax or 0) != total:
        yield _differs("sum-total", net + (tax or 0), total)
    if invoice.items and net is None:
        whole = [None if item.amount is None else item.amount + (item.tax or 0) for item in invoice.items]
        yield from _added("sum-total", whole, total)
    if invoice.items:
        yield from _added("sum-net", (item.amount for item in invoice.items), net)
        if any(item.tax is not None for item in invoice.items):  # the page of an OFD may tell no item's tax
            yield from _added("sum-tax", (item.tax or 0 for item in invoice.items), tax)


def _added(code: str, parts: Iterable[int | None], said: int | None) -> Iterator[Problem]:
    each = list(parts)
    if said is not None and None not in each:
        found = sum(part or 0 for part in each)
        if found != said:
            yield _differs(code, found, said)


def _differs(code: str, found: int, said: int) -> Problem:
    return Problem(code, {"found": yuan(found), "said": yuan(said)})


def _codes(invoice: EInvoice) -> Iterator[Problem]:
    for at, item in enumerate(invoice.items, 1):
        if item.tax_code and not _TAX_CODE.fullmatch(item.tax_code):
            yield Problem("tax-code-shape", {"item": str(at), "code": item.tax_code[:40]})
