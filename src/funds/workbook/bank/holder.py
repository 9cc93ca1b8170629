"""Whether the holder (户名) that a statement prints is one for whom its account is, or was, declared."""

import re
from collections.abc import Sequence
from typing import Final

from funds.entry.names import fold
from funds.workbook.bank.told import Trouble, trouble

__all__ = ["holder_trouble"]

#: The least signs of a name that another may contain: 工会 is in all of them.
_LEAST: Final = 4
_UNION: Final = "工会"


def holder_trouble(read: str, holders: Sequence[str], sheet: str, cell: str) -> Trouble | None:
    """Tell of a printed holder who is none of those declared, the last of whom is the present one.

    A shortened or masked name is only noted.
    """
    told = [_trouble(read, holder, sheet, cell) for holder in reversed(holders)]
    return next((each for each in told if each is None or each.note), told[0] if told else None)


def _trouble(read: str, declared: str, sheet: str, cell: str) -> Trouble | None:
    one, two = fold(read), fold(declared)
    if not one or one == two:
        return None
    pattern = ".*".join(map(re.escape, map(fold, re.split(r"[*＊]+", read))))
    masked = re.search(r"[*＊]", read) is not None and re.fullmatch(pattern, two) is not None
    short, long = sorted((one, two), key=len)
    union = _UNION in one or _UNION not in two  # the unit's own account is another, however alike its name
    if masked or (len(short) >= _LEAST and short in long and union):
        return trouble("holder-shortened", sheet, cell, read, holder=declared)
    return trouble("other-holder", sheet, cell, read, holder=declared)
