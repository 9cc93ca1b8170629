"""Stage 3: one to one, where the amount is the same, the day within the window, and the names do not differ."""

from bisect import bisect_left, bisect_right
from collections import Counter

from funds.reconcile.choice import sole
from funds.reconcile.link import Candidate, Link
from funds.reconcile.names import Relation

__all__ = ["agree_single", "pairs"]


def agree_single(link: Link) -> None:
    """Agree the pairs of which neither item has another candidate."""
    for one in sole(pairs(link)):
        link.agree("one-to-one", one.ours, one.theirs)


def pairs(link: Link) -> list[Candidate]:
    """Give the free pairs of the same amount within the window, with or without a key.

    What has too many rivals has no candidate at all: some of its rivals would not be seen.
    """
    claims = link.claims()
    claimed = set[int]().union(*claims.values())
    at: dict[int, list[tuple[int, int]]] = {}
    for place in link.free_theirs():
        if link.theirs[place].fen:
            at.setdefault(link.theirs[place].fen, []).append((link.theirs[place].day, place))
    for some in at.values():
        some.sort()
    plenty = _plenty(link)
    found = []
    for ours in link.free_ours():
        item = link.ours[ours]
        rows = at.get(item.fen, [])
        window = rows[
            bisect_left(rows, (item.day - link.days, -1)) : bisect_right(rows, (item.day + link.days + 1, -1))
        ]
        if len(window) > link.settings.rivals:
            link.crowded.update((ours, *(~place for _, place in window)))
            continue
        for _, theirs in window:
            keyed = ours in link.named[theirs]
            alone = theirs not in claims and ours not in claimed
            if (keyed or alone) and not link.barred(ours, theirs):
                sure = not link.doubtful(ours, theirs) if keyed else _sure(link, ours, theirs, plenty)
                found.append(link.candidate([ours], [theirs], sure=sure))
    return [one for one in found if link.crowded.isdisjoint(one.places)]


def _plenty(link: Link) -> set[int]:
    """Give the amounts that come more than once on a side: they say little by themselves."""
    sides = (Counter(item.fen for item in link.ours), Counter(item.fen for item in link.theirs))
    return {fen for side in sides for fen, count in side.items() if count > 1}


def _sure(link: Link, ours: int, theirs: int, plenty: set[int]) -> bool:
    name, near = link.relation(ours, theirs), link.distance(ours, theirs) <= link.settings.near_days
    if link.named[theirs]:  # its key names another: then all the rest must speak for this one
        return name == Relation.SAME and near and link.ours[ours].fen not in plenty
    return name == Relation.SAME or (name != Relation.OTHER and near)
