"""The free texts (自由文本) of a record: what is sealed with it and can never be taken out again, each by its field.

No number of a person is looked for here, only whether one could be: that is asked of every voucher that is typed,
and nearly always answered with no.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from funds.entry.record import Record

__all__ = ["FILE", "LIKELY", "Named", "kept_texts", "suspects"]

#: A text with the name of its place.
Named = tuple[str, str]

#: The place of the name of a file.
FILE: Final = "evidence"
#: The user's name on the machine (login) is not among them: it is not typed, and nobody could leave it out.
_FIELDS: Final = (
    "payee", "memo", "note", "reason", "handler", "approver", "maker", "purpose", "voucher", "document", "holder",
    "account", "key",
)  # fmt: skip
_OF_TERMS: Final = ("studio", "unit", "holder", "lead", "recommender")
#: By the columns that they have in a register.
_OF_INVOICES: Final = (
    ("item", "item"), ("seller", "seller"), ("buyer", "buyer"), ("tax_code", "tax_code"), ("number", "invoice_number"),
    ("code", "invoice_code"),
)  # fmt: skip
#: Digits with nothing but punctuation between them, which nearly every text lacks: seventeen of an identity number,
#: whose last sign may be a letter; eleven of a mobile number.
_DIGITS: Final = re.compile(r"(?:\d[\W_]*){16}\d")
LIKELY: Final = re.compile(r"(?:\d[\W_]*){10}\d")
_LONG: Final = 18


def kept_texts(draft: Record, files: Iterable[str] = ()) -> list[Named]:
    """Give the free texts of a draft; the names of its papers, and of further `files`, as ``evidence``."""
    texts = [(name, getattr(draft, name)) for name in _FIELDS]
    if draft.terms is not None:
        texts += [(name, getattr(draft.terms, name)) for name in _OF_TERMS]
    texts += [(name, getattr(invoice, field)) for invoice in draft.invoices for field, name in _OF_INVOICES]
    texts += [(FILE, name) for name in (*(piece.name for piece in draft.evidence), *files)]
    return texts


def suspects(texts: Iterable[Named]) -> Iterator[Named]:
    """Give the texts in which a number of a person can be: those with digits enough that are no invoice's number."""
    for name, text in texts:
        if LIKELY.search(text) if name == FILE else _DIGITS.search(text) and not _of_an_invoice(text):
            yield name, text


def _of_an_invoice(text: str) -> bool:
    """Tell whether a text is one bare number of another length; an invoice's has twenty digits."""
    return len(text) != _LONG and text.isascii() and text.isdecimal()
