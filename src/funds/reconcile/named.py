"""Whom a row names by a key: an invoice number counts before a voucher number, and that within a time only."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from funds.reconcile import keys
from funds.reconcile.item import Item

__all__ = ["INVOICE", "VOUCHER", "listed", "named", "numbers", "running"]

#: By what a row names an entry; both may hold at once.
VOUCHER: Final = 1
INVOICE: Final = 2
#: A number that runs on through the year names its voucher however late the row, if the amount agrees.
_YEAR: Final = 180
#: How many months, and twice as many vouchers, tell that numbers run on; one in so many may be out of its place.
_ENOUGH, _STRAYS, _MONTH = 4, 20, 30
_Bearing = dict[tuple[str, str], list[tuple[int, keys.Key]]]


def named(ours: Sequence[Item], theirs: Sequence[Item], voucher_days: int) -> list[dict[int, int]]:
    """Give for each of theirs which of ours it names by a key, and by which: VOUCHER, INVOICE or both.

    Opposite signs name nothing; a voucher number counts within `voucher_days` only, as numbers begin again. Where
    the invoice names one entry and the voucher number another, the longer number is right.
    """
    year = _YEAR if running(ours) else voucher_days
    bearing: _Bearing = {}
    for place, item in enumerate(ours):
        for key in item.keys:
            bearing.setdefault((key[0], key[2]), []).append((place, key))
            if end := keys.tail(key):
                bearing.setdefault((key[0], end), []).append((place, key))
    return [_named(ours, row, bearing, voucher_days, year) for row in theirs]


def running(ours: Sequence[Item]) -> bool:
    """Tell whether the voucher numbers run on through the months, so that a number is one voucher's in a year."""
    numbered = sorted(
        (dt.date.fromordinal(item.day).year, item.day, int(key.number))
        for item in ours
        for key in item.binding
        if key.kind == "voucher" and key.number.isdecimal()
    )
    pairs = [(one, two) for one, two in pairwise(numbered) if one[0] == two[0]]
    back = sum(two[2] < one[2] for one, two in pairs)
    months = len({(year, day // _MONTH) for year, day, _ in numbered})
    return months >= _ENOUGH and len(pairs) >= 2 * _ENOUGH and back * _STRAYS <= len(pairs)


def _named(ours: Sequence[Item], row: Item, bearing: _Bearing, days: int, year: int) -> dict[int, int]:
    some: dict[int, int] = {}
    by_voucher: list[list[int]] = []
    for key in dict.fromkeys((*row.keys, *row.told)):
        places = [
            place
            for place, own in bearing.get((key[0], key[2]), ())
            if keys.same(own, key) and ours[place].fen * row.fen >= 0
        ]
        if key[0] == "invoice":
            some.update(dict.fromkeys(places, INVOICE))
        elif near := [
            place
            for place in places
            if abs(ours[place].day - row.day) <= (year if ours[place].fen == row.fen else days)
        ]:
            by_voucher.append(near)
    if not by_voucher or (some and not any(place in some for places in by_voucher for place in places)):
        return some
    for places in by_voucher:
        both = [place for place in places if place in some]
        for place in both or places:
            some[place] = some.get(place, 0) | VOUCHER
    return some


def numbers(row: Item) -> list[keys.Key]:
    """Give the voucher numbers that a row lists, wherever it does; not the bank's own."""
    return [key for key in row.binding if key.kind == "voucher"]


def listed(row: Item) -> list[keys.Key]:
    """Give the voucher numbers of a row as its longer list has them, twice where it has one twice."""
    lists = ([key for key in some if key in row.binding and key.kind == "voucher"] for some in (row.keys, row.told))
    return max(lists, key=len)
