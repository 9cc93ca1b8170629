"""Names and invoice numbers, folded so that spacing, width and punctuation do not tell them apart."""

import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["fold", "invoice_key"]

#: A fully electronic invoice (数电票) has a number of this length and no code.
_ELECTRONIC: Final = 20
#: The number of an invoice that has a code (of 10 digits, or of 12 that begin with 0).
_SHORT: Final = 8
_LONGEST: Final = 200


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Fold a name: NFKC, case dropped, and only letters, digits and ideographs kept.

    Two names that fold alike are one; names that differ in any letter stay two, however near.
    """
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


@lru_cache(maxsize=65536)
def invoice_key(code: str, number: str) -> tuple[str, str]:
    """Give an invoice's code and number as they tell invoices apart, however they were typed.

    Width, case, spaces, dashes and leading zeros do not count; code and number written as one are
    taken apart; a fully electronic invoice has no code. Where the code was left out it is empty.
    """
    code, number = _signs(code), _signs(number)
    if not code and number.isdecimal() and (len(number) == 18 or (len(number) == _ELECTRONIC and number[0] == "0")):  # noqa: PLR2004
        code, number = number[:-_SHORT], number[-_SHORT:]
    if len(number) == _ELECTRONIC:
        code = ""
    return code.lstrip("0"), number.lstrip("0") or number


def _signs(text: str) -> str:
    if text.isascii() and text.isalnum():  # as nearly every number is
        return text.upper()[:_LONGEST]
    bare = "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())
    return (bare or text.replace("\0", "\ufffd"))[:_LONGEST]
