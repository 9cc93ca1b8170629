"""What every reader of cells uses: the problem of a value, and the folding of what people type."""

import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from funds.workbook.intake.limits import TEXT_LONGEST
from funds.workbook.intake.raw import Bad, Raw, shown

__all__ = ["Reader", "Wrong", "folded", "plain_digits", "remembered", "unseen"]

#: Signs that are not seen but turn what is seen around.
_UNSEEN: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
_HARMLESS: Final = str.maketrans(dict.fromkeys("\ufeff\u200b\u2060", ""))
_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"))
_MOST_KEPT: Final = 20_000
_LONG: Final = 200
_NO_FACTS: Final[Mapping[str, str]] = MappingProxyType({})


class Wrong(NamedTuple):
    """Why a cell has no value: a problem's code, and facts for its sentence."""

    code: str
    facts: Mapping[str, str] = _NO_FACTS


#: From a cell's content to its value, or to what is wrong with it; None where it is as good as empty.
Reader = Callable[[Raw], Any]


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Fold width and dashes, drop zero-width marks and the spaces around."""
    return unicodedata.normalize("NFKC", text).translate(_HARMLESS).translate(_DASHES).strip()


def unseen(text: str) -> str:
    """Give the first sign of a text that must not be in one (control, direction), or ''."""
    if text.isprintable():
        return ""
    return next((sign for sign in text if sign in _UNSEEN or unicodedata.category(sign) in {"Cc", "Cs"}), "")


def remembered(read: Reader) -> Reader:
    """Keep what each text was read as: most cells of a column say what others said before."""
    kept: dict[str, Any] = {}

    def reader(raw: Raw) -> Any:
        if type(raw) is not str:
            return Wrong(raw.code, {"read": shown(raw)}) if type(raw) is Bad else read(raw)
        found = kept.get(raw, kept)
        if found is kept:
            if len(raw) > TEXT_LONGEST:  # first of all: a file may repeat its longest text a million times
                return Wrong("text-too-long", {"length": str(len(raw)), "longest": str(TEXT_LONGEST)})
            found = read(raw)
            if len(kept) < _MOST_KEPT and len(raw) <= _LONG:
                kept[raw] = found
        return found

    return reader


def plain_digits(number: float, most: int = 15) -> str:
    """Give the digits of a whole number that a cell holds exactly, or '' where it does not."""
    if number != int(number) or abs(number) >= 10**most:
        return ""
    return str(int(number))
