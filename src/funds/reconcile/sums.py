"""Stage 4: bounded sums, one to many and many to one; and sums of items that share a key (stage 2)."""

import datetime as dt
from collections.abc import Iterator
from itertools import product
from math import prod

from funds.reconcile import keys
from funds.reconcile.bars import doubtful, whole
from funds.reconcile.item import fund_of
from funds.reconcile.link import Candidate, Link
from funds.reconcile.meant import meant
from funds.reconcile.named import INVOICE, numbers
from funds.reconcile.names import Relation
from funds.reconcile.search import LEAST, by_chance, search
from funds.reconcile.turned import Turned

__all__ = ["found", "keyed_sums"]

#: The ways to read a list of numbers that several months' entries bear; with more, a person reads it.
_READINGS = 256


def keyed_sums(link: Link) -> list[Candidate]:
    """Give the sums of items that share a key with their target: all of them together, or some of them."""
    some: list[Candidate] = []
    for turned in (Turned(link, theirs=False), Turned(link, theirs=True)):
        for target in turned.free_targets():
            bearing = link.named[target] if turned.theirs else link.naming.get(target, ())
            if any(_alone(turned, target, part) for part in bearing):
                continue
            parts = [part for part in bearing if turned.takes(target, part) and _near(turned, target, part)]
            for each in _of_month(turned, target, parts):
                if len(each) >= LEAST:
                    some += _keyed(turned, target, each)
    return some


def _alone(turned: Turned, target: int, part: int) -> bool:
    """Tell whether one free part of the same number, and near, is all of the target: then no others are summed for it."""
    ours, theirs = turned.pair(target, part)
    whole = turned.parts[part].fen == turned.targets[target].fen and {ours, ~theirs} <= turned.link.open
    near = turned.link.distance(ours, theirs) <= turned.link.settings.near_days
    return whole and near and (ours, theirs) not in turned.link.apart


def _of_month(turned: Turned, target: int, parts: list[int]) -> list[list[int]]:
    """Split the entries that a row names by one voucher number, which is not that of each month and fund: it is one voucher."""
    by = turned.link.named[target] if turned.theirs else {}
    if not turned.theirs or len(numbers(turned.targets[target])) != 1 or any(by[part] & INVOICE for part in parts):
        return [parts]
    months: dict[tuple[int, int, int], list[int]] = {}
    for part in parts:
        day = dt.date.fromordinal(turned.parts[part].day)
        months.setdefault((fund_of(turned.parts[part]), day.year, day.month), []).append(part)
    return list(months.values())


def _near(turned: Turned, target: int, part: int) -> bool:
    """Tell whether a key holds for a part of a sum: a voucher number alone does within the window only.

    Nor does a row's, where a nearer entry of its number is meant, or another spent just what the row states.
    """
    ours, theirs = turned.pair(target, part)
    link = turned.link
    if link.named[theirs][ours] & INVOICE:
        return True
    if link.distance(ours, theirs) > link.days:
        return False
    which = meant(link, theirs)
    return turned.theirs or not ((which and ours not in which) or _whole_of_another(link, ours, theirs))


def _whole_of_another(link: Link, ours: int, theirs: int) -> bool:
    latest = link.distance(ours, theirs) + link.settings.margin
    return any(
        link.ours[place].fen == link.theirs[theirs].fen and link.distance(place, theirs) <= latest
        for place in link.named[theirs]
        if place in link.open and place != ours
    )


def _holds(turned: Turned, target: int, part: int) -> bool:
    """Tell whether a part may be one of some that bear a key, when not all of these come to the whole.

    A row of another's name is no part by a voucher number; a row that lists several may bear the first's name.
    """
    ours, theirs = turned.pair(target, part)
    if turned.theirs or turned.link.named[theirs][ours] & INVOICE:
        return True
    return turned.link.relation(ours, theirs) != Relation.OTHER and not doubtful(turned.link, ours, theirs)


def _keyed(turned: Turned, target: int, parts: list[int]) -> Iterator[Candidate]:
    fen = turned.targets[target].fen
    if turned.theirs and len(numbers(turned.targets[target])) >= LEAST:
        by = turned.link.named[target]
        sure = [part for part in parts if by[part] & INVOICE]
        if len(sure) >= LEAST and sum(turned.parts[part].fen for part in sure) == fen:
            yield turned.candidate(target, sure, sure=True)
        else:
            yield from _listed(turned, target, parts)
        return
    own = [part for part in parts if _named_once(turned, target, part)]
    best = [part for part in parts if part in own or _nearest(turned, target, part)]
    for some in (parts, own, best):
        if len(some) >= LEAST and sum(turned.parts[part].fen for part in some) == fen:
            yield turned.candidate(target, some, sure=True)
            return
    held = [part for part in parts if _holds(turned, target, part)]
    yield from found(turned, target, held, [], turned.link.settings.chance_named)


def _listed(turned: Turned, target: int, parts: list[int]) -> Iterator[Candidate]:
    """Read a row's list of voucher numbers: one entry for each number that any bears, in every way that adds up.

    A list is of several funds only where none of its numbers could be of two.
    """
    bearing = [
        [part for part in parts if any(keys.same(own, key) for own in turned.parts[part].keys)]
        for key in numbers(turned.targets[target])
    ]
    bearing = [some for some in bearing if some]
    if prod(len(some) for some in bearing) > _READINGS:
        turned.link.over.add(turned.token(target))
        return
    for chosen in sorted({tuple(sorted(set(reading))) for reading in product(*bearing)}):
        adds_up = sum(turned.parts[part].fen for part in chosen) == turned.targets[target].fen
        if adds_up and len(chosen) >= LEAST and whole(turned.link, chosen, target):
            funds = {fund_of(turned.parts[part]) for part in chosen}
            yield turned.candidate(target, chosen, sure=len(funds) == 1 or all(len(some) == 1 for some in bearing))


def _named_once(turned: Turned, target: int, part: int) -> bool:
    """Tell whether a part has a key in common with this free target only."""
    link = turned.link
    if turned.theirs:
        return [place for place in link.naming[part] if ~place in link.open] == [target]
    return [place for place in link.named[part] if place in link.open] == [target]


def _nearest(turned: Turned, target: int, part: int) -> bool:
    """Tell whether, of the entries whose number a row bears, the target is the nearest by day."""
    link = turned.link
    if turned.theirs:
        return False
    others = [place for place in link.named[part] if place in link.open and place != target]
    return all(link.distance(target, part) < link.distance(place, part) for place in others)


def found(
    turned: Turned, target: int, parts: list[int], anchors: list[int], limit: int, count: int = 0
) -> Iterator[Candidate]:
    """Search one sum that holds all the anchors; one that chance would give too often is listed, never accepted.

    `count` is of how many parts it must be, where that is known.
    """
    settings = turned.link.settings
    least = max(1 if anchors else LEAST, count - len(anchors))
    most = (count or settings.parts) - len(anchors)
    fen = abs(turned.targets[target].fen)
    rest = fen - sum(abs(turned.parts[part].fen) for part in anchors)
    pool = [part for part in parts if abs(turned.parts[part].fen) <= rest]
    if rest <= 0 or len(pool) < least or most < least:
        return
    pool.sort(key=lambda part: (-abs(turned.parts[part].fen), part))
    amounts = [abs(turned.parts[part].fen) for part in pool]
    if sum(amounts) < rest:
        return
    beyond = sum(amounts[:most]) < rest and limit <= settings.chance_named  # only more parts than the cap come to it
    choices = None if beyond or len(pool) > settings.pool else search(rest, amounts, most, settings.steps, least)
    if choices is None:
        turned.link.over.add(turned.token(target))
        return
    sure = not by_chance(rest, amounts, least, most, limit)
    for choice in choices:
        yield turned.candidate(target, [*anchors, *(pool[at] for at in choice)], sure=sure)
