"""The keys of a document, its invoice and voucher numbers, made comparable however they were typed."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from funds.entry.names import fold, invoice_key

__all__ = ["Key", "invoice", "near", "same", "voucher"]

#: A voucher's number: a year before it is left out, the word (记, 付, 银付 …) kept apart from the digits.
_VOUCHER: Final = re.compile(r"(?:(?:19|20)\d\d[-年/.](?:\d{1,2}月)?)?-?([^\W\d_]*)[-_#.:]*(\d{1,9})号?")
_WORDS: Final = re.compile(r"字|凭证|第")
#: Of so many digits one may be left out by a slip; of fewer it would be another number.
_LONG: Final = 10
#: A voucher's number may be read from the line above or below.
_BESIDE: Final = 2


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


def same(one: Key, two: Key) -> bool:
    """Tell whether two keys name one document: the number agrees, and so does what stands before it, if known."""
    return one[2] == two[2] and one[0] == two[0] and (one[1] == two[1] or not one[1] or not two[1])


def near(one: Key, two: Key) -> bool:
    """Tell whether two numbers differ by one slip of the hand: a sign, two neighbours swapped, or the line beside."""
    left, right = one.number, two.number
    if one.kind == "voucher" and left.isdecimal() and right.isdecimal():
        if abs(int(left) - int(right)) <= _BESIDE:
            return True
        left, right = left.zfill(len(right)), right.zfill(len(left))  # 06 may be 16
    if len(left) != len(right):
        short, long = sorted((left, right), key=len)
        return len(long) >= _LONG and len(long) - len(short) == 1 and _left_out(short, long)
    apart = [at for at, (this, that) in enumerate(zip(left, right, strict=True)) if this != that]
    if len(apart) == 2 and apart[1] == apart[0] + 1:  # noqa: PLR2004  two neighbours
        first, second = apart
        return left[first] == right[second] and left[second] == right[first]
    return len(apart) == 1


def _left_out(short: str, long: str) -> bool:
    at = next((at for at, sign in enumerate(short) if sign != long[at]), len(short))
    return short[at:] == long[at + 1 :]
