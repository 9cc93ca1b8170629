"""Identity numbers of persons (公民身份号码): what is sealed can never be taken out again, so none should get in."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from funds.entry.record import Record

__all__ = ["identity_places", "is_identity"]

#: Eighteen signs, not part of a longer number. The text is folded first.
_NUMBER: Final = r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])"
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
#: The free texts of a record; numbers of vouchers, invoices, accounts and documents are as long, and are no persons'.
_TEXTS: Final = ("payee", "memo", "note", "reason", "handler", "approver")


def is_identity(number: str) -> bool:
    """Tell whether 18 signs are an identity number: its day of birth exists and its last sign checks (GB 11643)."""
    try:
        born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return born.year > 1880 and _CHECKS[total % 11] == number[17].upper()  # noqa: PLR2004  nobody alive is older


def identity_places(draft: Record, files: Iterable[str] = ()) -> tuple[str, ...]:
    """Name where a draft holds an identity number: a field, or ``evidence`` for the name of a file, of `files` too."""
    texts = [(name, getattr(draft, name)) for name in _TEXTS]
    texts += [("item", invoice.item) for invoice in draft.invoices]
    texts += [("evidence", name) for name in (*(piece.name for piece in draft.evidence), *files)]
    if not _holds("\n".join([text for _name, text in texts])):  # at once, for registers by the hundred thousand rows
        return ()
    return tuple(dict.fromkeys(name for name, text in texts if _holds(text)))


def _holds(text: str) -> bool:
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return any(is_identity(found) for found in re.findall(_NUMBER, folded, re.ASCII))
