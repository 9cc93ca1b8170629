"""Names and invoice numbers, folded so that spacing, width and punctuation do not tell them apart."""

import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["fold", "invoice_key", "misnumbered", "written"]

#: A fully electronic invoice (数电票) has a number of this length and no code; an older one has both, as many digits
#: together where its code has 12.
_ELECTRONIC: Final = 20
#: The number of a fully electronic invoice begins with its year (国家税务总局公告2024年第11号); the first were given out
#: in December 2021. Such a code of 12 digits begins with 0 (the general administration: 公告2015年第84号 and others) or
#: 1 (国税函〔2004〕521号), so the two cannot be taken for each other. 2 was the local tax bureaus', which gave out their
#: last in 2018: code and number of one of theirs are kept in one piece.
_BEFORE: Final = "20"
_CODED: Final = ("0", "1")
#: The number of an invoice that has a code; a code of 10 digits begins with a province, never with 0.
_SHORT: Final = 8
_CODE, _LONG_CODE = 10, 12
#: A finance receipt (财政票据) has a code of 8 digits and a number of 10.
_RECEIPT: Final = (8, 10)
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

    Width, case, spaces, dashes and leading zeros do not count. Code and number are joined and taken apart anew by the
    forms that invoices have, so it does not matter where they were parted, or whether at all; a fully electronic
    invoice has no code. What has none of these forms stays as it is. Where the code was left out it is empty.
    """
    if not code and len(number) == _ELECTRONIC and number[:2] > _BEFORE and number.isascii() and number.isdecimal():
        return "", number  # as nearly all are today
    return _keyed(code, number)


@lru_cache(maxsize=65536)
def _keyed(code: str, number: str) -> tuple[str, str]:
    code, number = _both(code, number)
    code, number = _parted(code + number) or _parted(number) or (code, number)
    return code.lstrip("0"), number.lstrip("0") or number


def written(code: str, number: str) -> tuple[str, str]:
    """Give an invoice's code and number as they stand printed, wherever they were parted; another paper's as they are."""
    code, number = _both(code, number)
    if (len(code), len(number)) == _RECEIPT:
        return code, number
    return _parted(code + number) or _parted(number) or (code, number)


def misnumbered(number: str, code: str = "") -> bool:
    """Tell whether a number is nearly an invoice's: a digit lost, doubled or taken for a letter, or a code that is none.

    So is one that may be read as two invoices: parted where a code may end, but not before a number of eight digits.
    """
    code, number = _both(code, number)
    if _parted(code + number):
        return _coded(code) and len(number) != _SHORT and len(number.lstrip("0")) <= _SHORT
    if code and _parted(number):
        return False
    if code and (code + number).isdecimal():
        return not _coded(code) or len(number) > _SHORT
    return len(code + number) in _NEARLY


def _parted(signs: str) -> tuple[str, str] | None:
    """Take code and number apart that are written as one; None for what has the form of no invoice."""
    if not signs.isdecimal():
        return None
    if len(signs) == _ELECTRONIC and signs[:2] > _BEFORE:
        return "", signs
    code = signs[:-_SHORT]
    return (code, signs[-_SHORT:]) if _coded(code) else None


def _coded(code: str) -> bool:
    """Tell whether digits are an invoice's code."""
    if not code.isdecimal():
        return False
    return (len(code) == _CODE and code[0] != "0") or (len(code) == _LONG_CODE and code.startswith(_CODED))


def _both(code: str, number: str) -> tuple[str, str]:
    """Give code and number without what does not count; a code of nothing but dashes is none."""
    code, number = _signs(code), _signs(number)
    code = code if code.isalnum() else ""
    return code, number if number.isalnum() or not code else ""


def _signs(text: str) -> str:
    if text.isascii() and text.isalnum():  # as nearly every number is
        return text.upper()[:_LONGEST]
    bare = "".join(_digit(sign) for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())
    return (bare or text.replace("\0", "\ufffd"))[:_LONGEST]


def _digit(sign: str) -> str:
    """Give a digit of any script as ours; another sign as it is."""
    return str(unicodedata.digit(sign, sign))
