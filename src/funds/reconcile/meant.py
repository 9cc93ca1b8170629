"""Which voucher a number means: where numbers begin again each month, the nearest of those that bear it."""

from typing import Final

from funds.reconcile import keys
from funds.reconcile.link import INVOICE, Link
from funds.reconcile.named import numbers
from funds.reconcile.names import Relation
from funds.reconcile.party import colleagues

__all__ = ["gap", "meant"]

#: A day before the voucher counts at the bank as so many after it: money seldom leaves before the voucher is made.
_EARLY: Final = 4


def gap(link: Link, ours: int, theirs: int) -> int:
    """Give how many days a row is from an entry; before it, at the bank, each counts more."""
    days = link.theirs[theirs].day - link.ours[ours].day
    return -_EARLY * days if days < 0 and link.bank else abs(days)


def meant(link: Link, theirs: int) -> set[int]:
    """Give the free entries that a row means by its keys; a number that may as well be either of two means none.

    An invoice number means all that bear it. Of the vouchers of one number the nearest is meant, where it is nearer
    by the margin, and one of another's name only where none has the row's own.
    """
    some = {ours: by for ours, by in link.named[theirs].items() if ours in link.open}
    found = {ours for ours, by in some.items() if by & INVOICE}
    rest = [ours for ours in some if ours not in found]
    if len(rest) < 2:  # noqa: PLR2004  nothing to choose from
        return found.union(rest)
    for key in numbers(link.theirs[theirs]):
        bearing = [ours for ours in some if any(keys.same(own, key) for own in link.ours[ours].keys)]
        if found.isdisjoint(bearing):
            found |= _nearest(link, theirs, bearing)
    return found


def _nearest(link: Link, theirs: int, bearing: list[int]) -> set[int]:
    known = [ours for ours in bearing if _may_be(link, ours, theirs)] or bearing
    gaps = sorted((gap(link, ours, theirs), ours) for ours in known)
    if not gaps or (len(gaps) > 1 and gaps[1][0] - gaps[0][0] < link.settings.margin):
        return set()
    return {gaps[0][1]}


def _may_be(link: Link, ours: int, theirs: int) -> bool:
    """Tell whether the names allow it: a person's row may be part of what was paid to another and others."""
    item, row = link.ours[ours], link.theirs[theirs]
    part = abs(row.fen) < abs(item.fen) and colleagues(item.name, row.name)
    return part or link.relation(ours, theirs) != Relation.OTHER
