"""Sums by day: what stands at the end of a day, also where entries came in later and are dated back."""

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

__all__ = ["Days", "add", "lowest", "until"]

#: By how many fen something changed on each day.
Days = dict[dt.date, int]

K = TypeVar("K")


def add(sums: dict[K, int], key: K, fen: int) -> None:
    """Add fen to one of several sums."""
    sums[key] = sums.get(key, 0) + fen


def until(days: Mapping[dt.date, int], day: dt.date) -> int:
    """Give what stands at the end of a day, in fen."""
    return sum(fen for each, fen in days.items() if each <= day)


def lowest(days: Mapping[dt.date, int], total: int, day: dt.date) -> int:
    """Give the least, in fen, that stands at the end of `day` or of any later one; `total` is what all days come to."""
    least = total
    for later in sorted((each for each in days if each > day), reverse=True):
        total -= days[later]
        least = min(least, total)
    return least
