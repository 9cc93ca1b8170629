"""What a key forbids: a row that bears another's number is another's, and one that lists several stands for all."""

from collections.abc import Collection
from typing import Final

from funds.reconcile import keys
from funds.reconcile.item import Item
from funds.reconcile.link import Link
from funds.reconcile.meant import meant
from funds.reconcile.named import INVOICE, numbers
from funds.reconcile.names import Relation
from funds.reconcile.party import advances, colleagues

__all__ = ["ROUND", "barred", "claims", "differs", "doubtful", "foreign", "misprinted", "slipped", "whole"]

#: What a hundred yuan divides is asked for often, and two papers meet in it by chance.
ROUND: Final = 10_000


def barred(link: Link, ours: int, theirs: int) -> bool:
    """Tell whether two items cannot be one by themselves.

    A person said so, or the row's number is that of an entry which is still free, or both bear numbers of a kind
    of which none is within one slip of the other. How far apart the days are makes no difference.
    """
    if (ours, theirs) in link.apart:
        return True
    if ours in link.named[theirs]:
        return False
    if not (link.theirs[theirs].binding or link.named[theirs]):
        return False
    meant = (place for place in link.named[theirs] if place in link.open)
    if any(not _misnamed(link, place, theirs, link.relation(place, theirs)) for place in meant):
        return True
    return differs(link.ours[ours], link.theirs[theirs])


def differs(item: Item, row: Item) -> bool:
    """Tell whether both bear invoice numbers, or both voucher numbers, none of which is near the other."""
    for kind in ("invoice", "voucher"):
        own = [key for key in item.binding if key.kind == kind]
        other = [key for key in row.binding if key.kind == kind]
        if own and other and not any(keys.mistaken(one, two) for one in own for two in other):
            return True
    return False


def foreign(link: Link, ours: int, theirs: int) -> bool:
    """Tell whether a row bears a number that is not this entry's: all the rest must speak for it then."""
    if ours in link.named[theirs]:
        return False
    item, row = link.ours[ours], link.theirs[theirs]
    if link.named[theirs] or not row.binding:
        return bool(link.named[theirs])
    own = {key.kind for key in item.binding}
    slip = any(keys.near(one, two) for one in item.binding for two in row.binding if one.kind == two.kind == "invoice")
    return any(key.kind == "invoice" or key.kind in own for key in row.binding) and not slip


def misprinted(link: Link, ours: int, theirs: int) -> bool:
    """Tell whether the number a row bears, which names nothing that is free, may be this entry's with a slip."""
    item, row = link.ours[ours], link.theirs[theirs]
    slip = any(keys.mistaken(one, two) for one in item.binding for two in row.binding if one.kind == two.kind)
    return slip and link.open.isdisjoint(link.named[theirs])


def slipped(link: Link, ours: int, theirs: int) -> bool:
    """Tell whether the number a row bears is this entry's but for a slip of the hand, and the name is its own."""
    item, row = link.ours[ours], link.theirs[theirs]
    near = any(keys.near(one, two) for one in item.binding for two in row.binding if one.kind == two.kind)
    return near and link.relation(ours, theirs) >= Relation.AKIN and link.open.isdisjoint(link.named[theirs])


def whole(link: Link, ours: Collection[int], theirs: int) -> bool:
    """Tell whether, of the voucher numbers that a row lists, each that an entry bears is met by one of these."""
    listed = numbers(link.theirs[theirs])
    if len(listed) < 2:  # noqa: PLR2004  one number is no list
        return True
    for key in listed:
        bearing = [place for place in link.named[theirs] if any(keys.same(own, key) for own in link.ours[place].keys)]
        if bearing and not any(place in ours for place in bearing):
            return False
    return True


def doubtful(link: Link, ours: int, theirs: int) -> bool:
    """Tell whether the voucher number by which a row names an entry may be a slip, or of another month."""
    if link.named[theirs].get(ours, 0) & INVOICE:
        return False
    name = link.relation(ours, theirs)
    late = link.distance(ours, theirs) > link.days and not link.running
    if late and name < Relation.SAME and link.ours[ours].fen % ROUND == 0:
        return True
    return not whole(link, (ours,), theirs) or _better(link, ours, theirs, name) or _misnamed(link, ours, theirs, name)


def _misnamed(link: Link, ours: int, theirs: int, name: Relation) -> bool:
    """Tell whether the row's name is another's, and the day is not near or the amount may be another's too."""
    if name != Relation.OTHER:
        return False
    row, item = link.theirs[theirs], link.ours[ours]
    far = link.distance(ours, theirs) > link.settings.near_days
    whole, part = row.fen == item.fen, abs(row.fen) < abs(item.fen)
    explained = (whole and advances(item.name, row.name)) or (part and colleagues(item.name, row.name))
    return far or (row.fen % ROUND == 0 and not explained) or link.elsewhere(row, link.days)


def _better(link: Link, ours: int, theirs: int, name: Relation) -> bool:
    """Tell whether another entry of the same number, of another month, may as well be meant, and the row its part."""
    row, settings = link.theirs[theirs], link.settings
    if name != Relation.OTHER and link.running:
        return False
    which = meant(link, theirs)
    if which and ours not in which:
        return True
    if which or (name != Relation.OTHER and row.fen == link.ours[ours].fen and row.fen % ROUND):
        return False
    for place in link.named[theirs]:
        if place == ours or place not in link.open or abs(link.ours[place].fen) <= abs(row.fen):
            continue
        its = link.relation(place, theirs)
        later = link.distance(ours, theirs) - link.distance(place, theirs)
        if its > name or (its == name and later > -settings.margin) or (its and later > 2 * settings.margin):
            return True
    return False


def claims(link: Link) -> dict[int, set[int]]:
    """Give the free rows that name a free entry by key though the amount differs, and the entries they name.

    Such a row belongs there or nowhere, and such an entry takes no other row without it. Of a voucher number that
    several entries bear the one that is meant is claimed.
    """
    found = {}
    for place in link.free_theirs():
        if not link.theirs[place].fen:
            continue
        by = link.named[place]
        claimed = {
            one
            for one in meant(link, place)
            if by[one] & INVOICE
            or (
                (link.distance(one, place) <= link.days or link.running)
                and not _misnamed(link, one, place, link.relation(one, place))
            )
        }
        if claimed:
            found[place] = claimed
    return found
