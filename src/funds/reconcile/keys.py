"""The keys of a document, its invoice and voucher numbers, made comparable however they were typed."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from funds.entry.names import fold, invoice_key

__all__ = ["Key", "invoice", "near", "same", "told_in", "voucher"]

#: A voucher's number: a year before it is left out, the word (记, 付, 银付 …) kept apart from the digits.
_VOUCHER: Final = re.compile(r"(?:(?:19|20)\d\d[-年/.](?:\d{1,2}月)?)?-?([^\W\d_]*)[-_#.:]*(\d{1,9})号?")
_WORDS: Final = re.compile(r"字|凭证|第")
_LONG_DIGITS: Final = re.compile(r"(?<!\d)(?:\d{8}|\d{20})(?!\d)")
_IN_TEXT: Final = re.compile(r"(?:记|付|收|转|银付|银收|现付|现收)字?第?-?\d{1,5}(?!\d)")


class Key(NamedTuple):
    """A number with what stands before it: an invoice's code, or a voucher's word; either may be unknown."""

    kind: Literal["invoice", "voucher"]
    before: str
    number: str


@lru_cache(maxsize=65536)
def invoice(code: str, number: str) -> Key | None:
    """Make the key of an invoice; None where no number is given."""
    folded, digits = invoice_key(code, number)
    return Key("invoice", folded, digits) if digits and fold(number) else None


@lru_cache(maxsize=65536)
def voucher(text: str) -> Key | None:
    """Make the key of a voucher number such as 记-15, 记字第0015号 or 15; None where it is empty."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    found = _VOUCHER.fullmatch(_WORDS.sub("", plain))
    if found:
        return Key("voucher", found[1], found[2].lstrip("0") or "0")
    return Key("voucher", "", bare) if (bare := fold(text)) else None


@lru_cache(maxsize=65536)
def told_in(text: str) -> tuple[Key, ...]:
    """Give the invoice and voucher numbers that a bank line's text mentions."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    told = [invoice("", digits) for digits in _LONG_DIGITS.findall(plain)]
    told += [voucher(words) for words in _IN_TEXT.findall(plain)]
    return tuple(key for key in told if key)


def same(one: Key, two: Key) -> bool:
    """Tell whether two keys name one document: the number agrees, and so does what stands before it, if known."""
    return one[2] == two[2] and one[0] == two[0] and (one[1] == two[1] or not one[1] or not two[1])


def near(one: Key, two: Key) -> bool:
    """Tell whether two numbers differ by one slip of the hand: one sign, or two neighbours swapped."""
    if len(one.number) != len(two.number):
        return False
    apart = [at for at, (left, right) in enumerate(zip(one.number, two.number, strict=True)) if left != right]
    if len(apart) == 2 and apart[1] == apart[0] + 1:  # noqa: PLR2004  two neighbours
        first, second = apart
        return one.number[first] == two.number[second] and one.number[second] == two.number[first]
    return len(apart) == 1
