"""Numbers of persons within a text: identity numbers, mobile numbers, bank cards, in whatever way they were typed.

Digits of full width, spaces, dashes and signs of no width within a number do not hide it. The numbers of invoices
(20 digits) and of classes of goods (19) are no persons'.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from funds.entry.kept import LIKELY

__all__ = ["Found", "checks", "identities_in", "is_identity", "numbers_in", "proven"]

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_OLDEST: Final = 1880
_WHOLE_LENGTH: Final = 18
_MOBILE_LENGTH: Final = 11
_CARD_LENGTHS: Final = frozenset({16, 17, 19})
#: What may break a number: any punctuation where its own digits prove it, else what people write in telephones.
_GAP: Final = r"[\W_]{0,3}"
_DASH: Final = r"[\s._\-\u2010-\u2015\u2212·]{0,3}"


def _pair(*choices: str) -> str:
    """Give the pattern of two digits, of several choices, that may stand apart."""
    return "(?:{})".format("|".join(choice.replace(" ", _GAP) for choice in choices))


_REGION: Final = _pair("1 [1-5]", "2 [1-3]", "3 [1-7]", "4 [1-6]", "5 [0-4]", "6 [1-5]", "7 1", "8 [1-3]", r"9 \d")
_MONTH: Final = _pair("0 [1-9]", "1 [0-2]")
_DAY: Final = _pair("0 [1-9]", r"[12] \d", "3 [01]")
_BROKEN: Final = re.compile(
    r"(?<!\d)(?=({})(?!\d))".format(
        _GAP.join((_REGION, *[r"\d"] * 4, _pair("1 [89]", "2 0"), *[r"\d"] * 2, _MONTH, _DAY, *[r"\d"] * 3, r"[\dXx]"))
    )
)
_OLD: Final = re.compile(
    r"(?<!\d)(?=({})(?!\d))".format(
        _DASH.join((r"[1-9]\d{3}", r"\d\d", r"\d\d", "(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])", r"\d{3}"))
    )
)
#: Unbroken, eighteen or fifteen digits are taken for a person's, since in a view nobody can tell a slip of the hand.
_WHOLE: Final = re.compile(r"(?<!\d)(?=(\d{17}[\dXx]|\d{15})(?!\d))")
_MOBILE: Final = re.compile(
    rf"(?<!\d)(?:(?:00)?86{_DASH})?(?=(1[3-9]\d(?:{_DASH}\d{{4}}{_DASH}\d{{4}}|\d{_DASH}\d{{3}}{_DASH}\d{{4}}"
    rf"|{_DASH}\d{{3}}{_DASH}\d{{5}}))(?!\d))"
)
#: Cards of the banks' own network, as embossed in groups of four or six; of others only where they are unbroken.
_CARD: Final = re.compile(
    r"(?<!\d)(?=((?:62\d\d|9558)(?:[\s-]?\d{4}){3}(?:[\s-]?\d{1,3})?|62\d{4}[\s-]\d{10,13}|(?:4\d|5[1-5]|35)\d{14})(?!\d))"
)


class Found(NamedTuple):
    """Where a number stands in a text, from `start` to before `end`, and its bare signs."""

    start: int
    end: int
    signs: str


def is_identity(number: str) -> bool:
    """Tell whether 18 signs are an identity number: its day of birth exists and its last sign checks (GB 11643)."""
    try:
        born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return born.year > _OLDEST and _CHECKS[total % 11] == number[17].upper()


def checks(signs: str) -> bool:
    """Tell of a number found by `numbers_in` whether its own last digit proves it: an identity number or a bank card."""
    return is_identity(signs) if len(signs) == _WHOLE_LENGTH else len(signs) in _CARD_LENGTHS


def proven(signs: str) -> bool:
    """Tell of a number found by `numbers_in` whether it is certainly a person's: one that checks, or a mobile number.

    A run of 15 or 18 digits that does not check may as well be an account's, or the moment at which a photo was taken.
    """
    return checks(signs) or len(signs) == _MOBILE_LENGTH


def identities_in(text: str) -> bool:
    """Tell whether a text holds an identity number that checks."""
    if not LIKELY.search(text):
        return False
    plain, _places = _plain(text)
    return any(is_identity(found.signs) for found in _found(_BROKEN, plain))


def numbers_in(text: str) -> list[Found]:
    """Give the numbers of persons in a text, in order; none overlaps another."""
    if not LIKELY.search(text):
        return []
    plain, places = _plain(text)
    found = [each for each in _found(_BROKEN, plain) if _six(plain, each) or is_identity(each.signs)]
    for pattern in (_WHOLE, _OLD, _MOBILE):
        found += _found(pattern, plain)
    found += [each for each in _found(_CARD, plain) if _luhn(each.signs)]
    kept: list[Found] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return [Found(places[each.start], places[each.end - 1] + 1, each.signs) for each in kept]


def _plain(text: str) -> tuple[str, range | list[int]]:
    """Fold a text sign by sign, without signs of no width; and give the place in the text of each sign left."""
    if text.isascii():
        return text, range(len(text))
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        one = sign if sign.isascii() else _folded(sign)
        if one:
            signs.append(one)
            places.append(at)
    return "".join(signs), places


def _folded(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if unicodedata.category(sign) in {"Cf", "Mn"}:
        return ""
    folded = unicodedata.normalize("NFKC", sign)
    return folded if len(folded) == 1 else sign


def _found(pattern: re.Pattern[str], plain: str) -> Iterator[Found]:
    """Give what a pattern finds; of a longer mix of letters and digits, such as a checksum, only what checks unbroken."""
    for match in pattern.finditer(plain):
        start, end = match.span(1)
        mixed = _mixed(plain[max(start - 9, 0) : start][::-1]) or _mixed(plain[end : end + 9])
        if not mixed or (len(match[1]) == _WHOLE_LENGTH and match[1].isalnum() and is_identity(match[1])):
            yield Found(start, end, "".join(sign for sign in match[1] if sign.isalnum()))


def _mixed(beside: str) -> bool:
    """Tell whether letters stand directly beside, and a digit directly beyond them."""
    bare = beside.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return bare != beside and bare[:1].isdecimal()


def _six(plain: str, found: Found) -> bool:
    """Tell whether the digits of the region stand together, as they do where a number is broken by hand."""
    return plain[found.start : found.start + 6].isdecimal()


def _luhn(digits: str) -> bool:
    """Tell whether the last digit of a card's number checks (ISO/IEC 7812)."""
    doubled = [int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0  # noqa: PLR2004  the sum of two digits
