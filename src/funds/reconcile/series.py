"""What comes again and again in one amount (a monthly fee, twins of one day): paired in order, or by a person."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from funds.reconcile.bars import barred, claims
from funds.reconcile.link import Candidate, Link
from funds.reconcile.names import Relation
from funds.reconcile.party import Party

__all__ = ["agree_twins", "steady"]


def steady(link: Link, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Leave sure, of the keyless pairs, only what stays so when the rows of an amount are laid out in order of days.

    Nearness by itself misleads where a fee recurs each month and one of its papers is missing: so there must be as
    many entries as rows that may be one another, and the pair must be of one place in both orders.
    """
    some = list(candidates)
    loose = [one for one in some if len(one.places) == 2 and not _keyed(link, one)]  # noqa: PLR2004  a pair
    loose = [one for one in loose if link.relation(one.ours[0], one.theirs[0]) > Relation.SLIP]
    named = [one for one in loose if link.relation(one.ours[0], one.theirs[0]) == Relation.SAME]
    kept = _in_order(link, named) | (_in_order(link, loose) - {(one.ours, one.theirs) for one in named})
    shaken = {(one.ours, one.theirs) for one in loose} - kept
    return [one._replace(sure=False) if (one.ours, one.theirs) in shaken else one for one in some]


def _keyed(link: Link, one: Candidate) -> bool:
    return one.ours[0] in link.named[one.theirs[0]]


def _in_order(link: Link, candidates: list[Candidate]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Give the pairs that are of one place in the order of days on either side of their connected group."""
    group: dict[int, list[int]] = {}
    for one in candidates:
        ours, theirs = (group.setdefault(place, [place]) for place in one.places)
        if ours is not theirs:
            ours += theirs
            group.update(dict.fromkeys(theirs, ours))
    kept: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    for some in {id(some): some for some in group.values()}.values():
        mine = sorted((link.ours[place].day, place) for place in some if place >= 0)
        its = sorted((link.theirs[~place].day, ~place) for place in some if place < 0)
        if len(mine) == len(its):
            kept |= {((ours,), (theirs,)) for (_, ours), (_, theirs) in zip(mine, its, strict=True)}
    return kept


def agree_twins(link: Link) -> None:
    """Agree, in order, what nothing tells apart: as many entries as rows, of one amount, name and day on either side.

    Whichever belongs to which, the fen are right. Not where anything else may be one of them, nor where a person set
    any two of them apart: then they are no longer alike.
    """
    ours, theirs = link.free_ours(), link.free_theirs()
    sides = Counter(link.ours[place].fen for place in ours), Counter(link.theirs[place].fen for place in theirs)
    twice = {fen for fen, count in sides[0].items() if fen and count > 1 and sides[1][fen] > 1}
    if not twice:
        return
    claimed = set[int]().union(*claims(link).values())
    mine = _alike(link, (place for place in ours if link.ours[place].fen in twice and place not in claimed), ours=True)
    its = _alike(link, (place for place in theirs if link.theirs[place].fen in twice), ours=False)
    for fen, classes in mine.items():
        fits = list(_fits(link, classes, its.get(fen, [])))
        ours_in = Counter(one[0] for one, _ in fits)
        theirs_in = Counter(two[0] for _, two in fits)
        for one, two in fits:
            alone = ours_in[one[0]] == theirs_in[two[0]] == 1
            named = len(one) == len(two) > 1 and link.relation(one[0], two[0]) == Relation.SAME
            apart = any(ours in one and theirs in two for ours, theirs in link.apart)
            if alone and named and not apart:
                for pair in zip(one, two, strict=True):
                    link.agree("choice", pair[:1], pair[1:])


def _fits(link: Link, classes: list[list[int]], rows: list[list[int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Give the classes of entries and rows that may be one another; nothing where any has too many to look at."""
    days = [link.theirs[row[0]].day for row in rows]
    windows = []
    for one in classes:
        day = link.ours[one[0]].day
        windows.append(rows[bisect_left(days, day - link.days) : bisect_right(days, day + link.days)])
    if any(len(window) > link.settings.rivals for window in windows):
        return
    for one, window in zip(classes, windows, strict=True):
        for two in window:
            if link.relation(one[0], two[0]) != Relation.OTHER and not barred(link, one[0], two[0]):
                yield one, two


def _alike(link: Link, places: Iterable[int], *, ours: bool) -> dict[int, list[list[int]]]:
    """Give items by amount and in order of days, those that nothing tells apart together; what bears a key is alone."""
    classes: dict[int, dict[tuple[int, Party, str, int], list[int]]] = {}
    for place in places:
        item = link.ours[place] if ours else link.theirs[place]
        own = -1 if ours or not (item.binding or link.named[place]) else place
        classes.setdefault(item.fen, {}).setdefault((item.day, item.name, item.shelf, own), []).append(place)
    return {fen: [some[key] for key in sorted(some)] for fen, some in classes.items()}
