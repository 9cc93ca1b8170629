"""Names and invoice numbers, folded so that spacing, width and punctuation do not tell them apart."""

import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["fold", "invoice_key", "misnumbered"]

#: A fully electronic invoice (数电票) has a number of this length and no code.
_ELECTRONIC: Final = 20
#: The number of an invoice that has a code (of 10 digits, or of 12 that begin with 0).
_SHORT: Final = 8
#: A code of 10 digits and its number, written as one.
_BOTH: Final = 18
#: What is nearly as long as the number of a fully electronic invoice: a digit lost or doubled.
_NEARLY: Final = range(17, 24)
_LONGEST: Final = 200


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Fold a name: NFKC, case dropped, and only letters, digits and ideographs kept.

    Two names that fold alike are one; names that differ in any letter stay two, however near.
    """
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


def invoice_key(code: str, number: str) -> tuple[str, str]:
    """Give an invoice's code and number as they tell invoices apart, however they were typed.

    Width, case, spaces, dashes and leading zeros do not count; code and number written as one are
    taken apart; a fully electronic invoice has no code. Where the code was left out it is empty.
    """
    if not code and len(number) == _ELECTRONIC and number.isascii() and number.isdecimal() and number[0] != "0":
        return "", number  # as nearly all are today
    return _keyed(code, number)


@lru_cache(maxsize=65536)
def _keyed(code: str, number: str) -> tuple[str, str]:
    code, number = _signs(code), _signs(number)
    if not code and number.isdecimal() and (len(number) == _BOTH or (len(number) == _ELECTRONIC and number[0] == "0")):
        code, number = number[:-_SHORT], number[-_SHORT:]
    if len(number) == _ELECTRONIC:
        code = ""
    return code.lstrip("0"), number.lstrip("0") or number


def misnumbered(number: str) -> bool:
    """Tell whether a number is nearly one of a fully electronic invoice: a digit lost, doubled, or taken for a letter."""
    bare = _signs(number)
    return len(bare) in _NEARLY and not (bare.isdecimal() and len(bare) in {_BOTH, _ELECTRONIC})


def _signs(text: str) -> str:
    if text.isascii() and text.isalnum():  # as nearly every number is
        return text.upper()[:_LONGEST]
    bare = "".join(_digit(sign) for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())
    return (bare or text.replace("\0", "\ufffd"))[:_LONGEST]


def _digit(sign: str) -> str:
    """Give a digit of any script as ours; another sign as it is."""
    return str(unicodedata.digit(sign, sign))
