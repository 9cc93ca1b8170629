"""The keys of a document, its invoice and voucher numbers, made comparable however they were typed."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from funds.entry.names import fold, invoice_key

__all__ = ["Key", "bare", "invoice", "mistaken", "near", "same", "slips", "tail", "voucher"]

#: A voucher's number: a year before it is left out, the word (记, 付, 银付 …) kept apart from the digits.
_VOUCHER: Final = re.compile(r"(?:(?:19|20)\d\d[-年/.](?:\d{1,2}月)?)?-?([^\W\d_]*)[-_#.:]*(\d{1,9})[号#]?")
#: What stands around a number and tells nothing; 记账凭证 is 记, 付款凭证 is 付.
_WORDS: Final = re.compile(r"(?<=[记付收转])(?:账|款)?凭证|(?<=记)账|会计凭证|记?凭证|凭单|传票|编号|字|第|NO\.?(?=\d)")
_BLANK: Final = re.compile(r"(?<=\d)\s+(?=\d)")
#: Of so many digits one may be left out by a slip; of fewer it would be another number.
_LONG: Final = 10
#: Of an electronic invoice's number the last signs are often all that is written.
_ELECTRONIC, _TAIL = 20, 8
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


def bare(text: str) -> str:
    """Give a voucher's number without what tells nothing; a blank between two numbers makes them two."""
    plain = _BLANK.sub("、", unicodedata.normalize("NFKC", text).strip())
    return _WORDS.sub("", re.sub(r"\s", "", plain).upper())


@lru_cache(maxsize=65536)
def voucher(text: str) -> Key | None:
    """Make the key of a voucher number such as 记-15, 记字第0015号 or 15; None where it is empty."""
    if found := _VOUCHER.fullmatch(bare(text)):
        return Key("voucher", found[1], found[2].lstrip("0") or "0")
    return Key("voucher", "", folded) if (folded := fold(text)) else None


def same(one: Key, two: Key) -> bool:
    """Tell whether two keys name one document: the number agrees, and so does what stands before it, if known.

    Of an electronic invoice the last eight signs do.
    """
    if one[2] == two[2]:
        return one[0] == two[0] and (one[1] == two[1] or not one[1] or not two[1])
    return one[0] == two[0] == "invoice" and (_ends(one, two) or _ends(two, one))


def tail(key: Key) -> str:
    """Give the last eight signs of an electronic invoice's number, by which it is often called; else nothing."""
    whole = key.kind == "invoice" and len(key.number) == _ELECTRONIC
    return key.number[-_TAIL:].lstrip("0") if whole else ""


def _ends(short: Key, long: Key) -> bool:
    return not short.before and len(short.number) <= _TAIL and short.number == tail(long)


def near(one: Key, two: Key) -> bool:
    """Tell whether two numbers differ by one slip of the hand: a sign, two neighbours swapped, or the line beside."""
    left, right = one.number, two.number
    if one.kind == "invoice" and _TAIL in {len(left), len(right)} and not (one.before or two.before):
        left, right = tail(one) or left, tail(two) or right
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


def mistaken(one: Key, two: Key) -> bool:
    """Tell whether two numbers may be one but for a slip of any kind: a digit left out of a short one, too."""
    return near(one, two) or (one.number.isdecimal() and two.number in slips(one.number))


def _left_out(short: str, long: str) -> bool:
    at = next((at for at, sign in enumerate(short) if sign != long[at]), len(short))
    return short[at:] == long[at + 1 :]


@lru_cache(maxsize=4096)
def slips(number: str) -> frozenset[str]:
    """Give the numbers that one slip of the hand makes of a number: a digit changed, lost or added, or two swapped."""
    found: set[str] = set()
    for text in {number, f"0{number}"} if number.isdecimal() else set[str]():
        for at in range(len(text) + 1):
            head, rest = text[:at], text[at:]
            found |= {head + digit + rest for digit in "0123456789"}
            found |= {head + digit + rest[1:] for digit in "0123456789" if rest}
            found |= {head + rest[1:], head + rest[1:2] + rest[:1] + rest[2:]}
    return frozenset(short for one in found if (short := one.lstrip("0") or "0") != number)
