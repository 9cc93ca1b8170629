"""Stage 4: bounded sums, one to many and many to one; and sums of items that share a key (stage 2)."""

import datetime as dt
from collections.abc import Iterator
from itertools import product
from math import prod

from funds.reconcile import keys
from funds.reconcile.bars import doubtful, whole
from funds.reconcile.link import Candidate, Link
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
            parts = [part for part in bearing if turned.takes(target, part) and _holds(turned, target, part)]
            for each in _of_month(turned, target, parts):
                if len(each) >= LEAST:
                    some += _keyed(turned, target, each)
    return some


def _of_month(turned: Turned, target: int, parts: list[int]) -> list[list[int]]:
    """Split the entries that a row names by one voucher number: it is the number of one voucher, not of each month's."""
    by = turned.link.named[target] if turned.theirs else {}
    if not turned.theirs or len(numbers(turned.targets[target])) != 1 or any(by[part] & INVOICE for part in parts):
        return [parts]
    months: dict[tuple[int, int], list[int]] = {}
    for part in parts:
        day = dt.date.fromordinal(turned.parts[part].day)
        months.setdefault((day.year, day.month), []).append(part)
    return list(months.values())


def _holds(turned: Turned, target: int, part: int) -> bool:
    """Tell whether a key holds for a part of a sum: a voucher number alone does within the window only.

    A row of another's name is no part by such a number; a row that lists several may bear the first's name.
    """
    ours, theirs = turned.pair(target, part)
    link = turned.link
    if link.named[theirs][ours] & INVOICE:
        return True
    named = turned.theirs or (link.relation(ours, theirs) != Relation.OTHER and not doubtful(link, ours, theirs))
    return named and link.distance(ours, theirs) <= link.days


def _keyed(turned: Turned, target: int, parts: list[int]) -> Iterator[Candidate]:
    if turned.theirs and len(numbers(turned.targets[target])) >= LEAST:
        yield from _listed(turned, target, parts)
        return
    fen = turned.targets[target].fen
    own = [part for part in parts if _named_once(turned, target, part)]
    best = [part for part in parts if part in own or _nearest(turned, target, part)]
    for some in (parts, own, best):
        if len(some) >= LEAST and sum(turned.parts[part].fen for part in some) == fen:
            yield turned.candidate(target, some, sure=True)
            return
    yield from found(turned, target, parts, [], turned.link.settings.chance_named)


def _listed(turned: Turned, target: int, parts: list[int]) -> Iterator[Candidate]:
    """Read a row's list of voucher numbers: one entry for each number that any bears, in every way that adds up."""
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
            yield turned.candidate(target, chosen, sure=True)


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
    choices = None if len(pool) > settings.pool else search(rest, amounts, most, settings.steps, least)
    if choices is None:
        turned.link.over.add(turned.token(target))
        return
    sure = not by_chance(rest, amounts, least, most, limit)
    for choice in choices:
        yield turned.candidate(target, [*anchors, *(pool[at] for at in choice)], sure=sure)
