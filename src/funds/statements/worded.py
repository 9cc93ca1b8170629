"""What two wordings of a bank line have in common: banks cut names and texts short, mask them, or leave them out.

Of two lines of the same day and amount, of which one states no balance, the words must tell whether they are one
movement. Where they neither agree nor clearly differ, that is for a person to say.
"""

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from funds.entry.names import fold
from funds.statements.bank import BankLine, account_digits

__all__ = ["Tie", "Words", "tie", "words"]

#: Signs of a name, of a part of a text and of an account's number that are enough to be told by.
_NAME: Final = 3
_ABRIDGED: Final = 4
_TEXT: Final = 2
_NUMBER: Final = 6
_MASK: Final = "*"


class Tie(IntEnum):
    """How far two wordings tell one movement: it is another; nothing tells; nothing speaks against it; they agree."""

    OTHER = -1
    UNSURE = 0
    BARE = 1
    PARTLY = 2
    WHOLLY = 3


class Words(NamedTuple):
    """What a line says of the other side and what for: folded name, account number, and the parts of its text.

    In `masked` each ``*`` that the bank printed within the name is kept; it is empty where there is none.
    """

    name: str
    masked: str
    number: str
    texts: tuple[str, ...]

    @property
    def bare(self) -> bool:
        """Tell whether it says nothing."""
        return not (self.name or self.masked or self.number or self.texts)


def words(line: BankLine) -> Words:
    """Take a line's words apart."""
    texts = tuple(filter(None, map(fold, re.split(r"[;；]", line.text))))
    return Words(fold(line.counterparty), _masked(line.counterparty), account_digits(line.counter_account), texts)


def _masked(name: str) -> str:
    """Give a name of which the bank left some signs to be read, with one ``*`` for each place that it hid."""
    bare = unicodedata.normalize("NFKC", name)
    return _MASK.join(map(fold, re.split(r"\*+", bare))) if _MASK in bare and fold(bare) else ""


@lru_cache(maxsize=65536)
def tie(one: Words, other: Words) -> Tie:
    """Tell how far two wordings, of the same day and amount, tell one movement."""
    names, texts, numbers = _names(one, other), _texts(one.texts, other.texts), _numbers(one.number, other.number)
    if numbers is Tie.WHOLLY:
        names = Tie.WHOLLY
    if names is Tie.OTHER:
        return Tie.OTHER
    if numbers is Tie.OTHER:  # two persons may have one name
        return Tie.UNSURE
    if names >= Tie.PARTLY:
        return Tie.UNSURE if texts is Tie.OTHER else max(texts, Tie.PARTLY)
    if texts >= Tie.PARTLY:
        return Tie.PARTLY
    return Tie.BARE if names is Tie.BARE and (one.bare or other.bare) else Tie.UNSURE


def _numbers(one: str, other: str) -> Tie:
    if min(len(one), len(other)) < _NUMBER or _MASK in one + other:
        return Tie.BARE
    if one == other:
        return Tie.WHOLLY
    return Tie.BARE if one in other or other in one else Tie.OTHER


def _names(one: Words, other: Words) -> Tie:
    """Compare the names of the other side; UNSURE where one only has some signs of the other in their order."""
    if (one.masked and _fits(one.masked, other.name)) or (other.masked and _fits(other.masked, one.name)):
        return Tie.PARTLY
    short, long = sorted((one.name, other.name), key=len)
    if not short:
        return Tie.BARE
    if short == long or (len(short) >= _NAME and short in long):
        return Tie.PARTLY
    return Tie.UNSURE if len(short) >= _ABRIDGED and _abridges(short, long) else Tie.OTHER


def _fits(masked: str, name: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, masked.split(_MASK))), name) is not None


def _abridges(short: str, long: str) -> bool:
    """Tell whether one name is the other with signs left out: 揭阳总工会, 揭阳市总工会."""
    rest = iter(long)
    return all(sign in rest for sign in short)


def _texts(one: tuple[str, ...], other: tuple[str, ...]) -> Tie:
    """Compare texts: alike where every part of one stands, whole or cut short, within the other."""
    if not one or not other:
        return Tie.BARE
    if one == other:
        return Tie.WHOLLY
    return Tie.PARTLY if _within(one, other) or _within(other, one) else Tie.OTHER


def _within(some: tuple[str, ...], every: tuple[str, ...]) -> bool:
    """Tell whether each part stands within one of the others; where the text was cut, its last part may be one sign."""
    stands = all(any(part in whole if len(part) >= _TEXT else whole[0] == part for whole in every) for part in some)
    return stands and max(map(len, some)) >= _TEXT
