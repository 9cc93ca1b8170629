"""Reading an invoice file in the tests: in its own process, and in this one beside it."""

from pathlib import Path

from einvoices import BUYER, NUMBER, SELLER
from funds.einvoice.child import told as in_process
from funds.einvoice.invoice import EInvoice, Read
from funds.einvoice.read import read
from funds.einvoice.told import NOTES, sentence

__all__ = ["PAGE", "faults", "one", "reads"]

#: What the page of an OFD shows of the invoice that `digital` makes.
PAGE = {
    "InvoiceNo": NUMBER,
    "IssueDate": "2022年11月08日",
    "BuyerName": BUYER,
    "SellerName": SELLER,
    "TaxInclusiveTotalAmount": "（小写）¥4,860.00",
    "TaxExclusiveTotalAmount": "¥4300.88",
    "TaxTotalAmount": "¥559.12",
    "Item": "*机床*台式钻床",
}


def reads(folder: Path, content: bytes | str, name: str = "a.xml") -> tuple[Read, ...]:
    """Read a file in its own process, and see that this one reads the same."""
    whole = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(whole)
    found = read(folder / name)
    assert list(found) == in_process(whole, name)
    return found


def one(folder: Path, content: bytes | str, name: str = "a.xml") -> EInvoice:
    """Read a file of one invoice, with every problem told on it."""
    (found,) = reads(folder, content, name)
    assert found.invoice is not None, found.problems
    assert all(sentence(problem) for problem in found.all_problems)
    return found.invoice


def faults(invoice: EInvoice) -> list[str]:
    return [problem.code for problem in invoice.problems if problem.code not in NOTES]
