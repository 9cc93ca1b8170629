"""Stage 3: one to one, where the amount is the same, the day within the window, and the names do not differ."""

from bisect import bisect_left, bisect_right
from collections import Counter

from funds.reconcile.bars import ROUND, barred, claims, doubtful, foreign, misprinted
from funds.reconcile.choice import sole
from funds.reconcile.link import Candidate, Link
from funds.reconcile.names import Relation

__all__ = ["agree_single", "pairs", "sure"]


def agree_single(link: Link) -> None:
    """Agree the pairs of which neither item has another candidate."""
    for one in sole(pairs(link)):
        link.agree("one-to-one", one.ours, one.theirs)


def pairs(link: Link) -> list[Candidate]:
    """Give the free pairs of the same amount within the window, with or without a key.

    What has too many rivals is given with the nearest of them only, none of which is sure.
    """
    claiming = claims(link)
    claimed = set[int]().union(*claiming.values())
    at = _by_amount(link)
    plenty = _plenty(link)
    found = []
    for ours in link.free_ours():
        item = link.ours[ours]
        rows = at.get(item.fen, [])
        first, last = bisect_left(rows, (item.day - link.days, -1)), bisect_right(rows, (item.day + link.days + 1, -1))
        window = rows[first:last]
        if len(window) > link.settings.rivals:
            link.crowded.update((ours, *(~place for _, place in window)))
            window = _nearest(window, item.day, link.settings.shown)
        for _, theirs in window:
            keyed = ours in link.named[theirs]
            alone = theirs not in claiming and ours not in claimed and not link.theirs[theirs].mute
            if (keyed or alone) and not barred(link, ours, theirs):
                good = not doubtful(link, ours, theirs) if keyed else sure(link, ours, theirs, plenty)
                found.append(link.candidate([ours], [theirs], sure=good))
    return [one if link.crowded.isdisjoint(one.places) else one._replace(sure=False) for one in found]


def _by_amount(link: Link) -> dict[int, list[tuple[int, int]]]:
    at: dict[int, list[tuple[int, int]]] = {}
    for place in link.free_theirs():
        if link.theirs[place].fen:
            at.setdefault(link.theirs[place].fen, []).append((link.theirs[place].day, place))
    for some in at.values():
        some.sort()
    return at


def _nearest(window: list[tuple[int, int]], day: int, most: int) -> list[tuple[int, int]]:
    """Give the rows nearest to a day, so many at most on either side of it."""
    middle = bisect_left(window, (day, -1))
    return window[max(0, middle - most) : middle + most]


def _plenty(link: Link) -> set[int]:
    """Give the amounts that come more than once on a side: they say little by themselves."""
    sides = (Counter(item.fen for item in link.ours), Counter(item.fen for item in link.theirs))
    return {fen for side in sides for fen, count in side.items() if count > 1}


def sure(link: Link, ours: int, theirs: int, plenty: set[int]) -> bool:
    """Tell whether amount, name and day suffice for a pair without a key; `plenty` are the amounts that recur."""
    name, near = link.relation(ours, theirs), link.distance(ours, theirs) <= link.settings.near_days
    fen = link.ours[ours].fen
    if _untimely(link, ours, theirs, name) and not (near and fen not in plenty and fen % ROUND):
        return False
    if foreign(link, ours, theirs):
        return name >= Relation.AKIN and near and (fen not in plenty or misprinted(link, ours, theirs))
    if name == Relation.SAME:
        return True
    if fen not in plenty:  # nothing else in the fund is of such an amount
        far = link.distance(ours, theirs) > link.settings.sole_days
        return name != Relation.OTHER if fen % ROUND else name > Relation.SLIP and not far
    channel = link.bank and name == Relation.MISSING and link.theirs[theirs].name.core  # 支付宝 names nobody
    return name > Relation.SLIP and near and not (channel and link.distance(ours, theirs) > link.settings.bulk_days)


def _untimely(link: Link, ours: int, theirs: int, name: Relation) -> bool:
    """Tell whether a line is from before its voucher by more than the hand needs, or a row from weeks after it."""
    after, settings = link.theirs[theirs].day - link.ours[ours].day, link.settings
    if link.bank:
        return after < -(settings.near_days if name == Relation.SAME else settings.early_days)
    return after > settings.late_days
