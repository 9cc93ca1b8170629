"""Stage 2: an invoice or voucher number on both sides, and the amount agrees, alone or as a sum."""

from funds.reconcile.bars import doubtful
from funds.reconcile.choice import choose
from funds.reconcile.keys import same
from funds.reconcile.link import Candidate, Link
from funds.reconcile.meant import gap
from funds.reconcile.names import Relation
from funds.reconcile.sums import keyed_sums

__all__ = ["agree_keyed", "distant"]

#: What one round agrees may leave a single reading of the rest; deeper than this a person looks.
_ROUNDS = 3
#: A voucher number and the amount agree, out of any window: for so long a person may still look.
_DISTANT = 180


def agree_keyed(link: Link) -> None:
    """Agree pairs, then sums, whose key and amount agree; a key whose amount differs is left."""
    for _ in range(_ROUNDS):
        before = len(link.groups)
        _take(link, _pairs(link))
        _take(link, keyed_sums(link))
        if len(link.groups) == before:
            return


def _take(link: Link, candidates: list[Candidate]) -> None:
    for one in choose(candidates, link.settings.margin).accepted:
        link.agree("key", one.ours, one.theirs)


def _pairs(link: Link) -> list[Candidate]:
    found = []
    for theirs in link.free_theirs():
        if not link.theirs[theirs].fen:
            continue
        equal = [
            ours
            for ours in link.named[theirs]
            if link.ours[ours].fen == link.theirs[theirs].fen and ours in link.open and (ours, theirs) not in link.apart
        ]
        found += [
            link.candidate([ours], [theirs], sure=not doubtful(link, ours, theirs))
            for ours in _nearest(link, equal, theirs)
        ]
    return found


def _nearest(link: Link, equal: list[int], theirs: int) -> list[int]:
    """Give, of entries of one amount that a row names, the one that is nearer in days by the margin, else all.

    Instalments of one invoice bear its number alike, so that the number alone does not tell them apart.
    """
    gaps = sorted((gap(link, ours, theirs), ours) for ours in equal)
    if len(gaps) > 1 and gaps[1][0] - gaps[0][0] >= link.settings.margin:
        return [gaps[0][1]]
    return equal


def distant(link: Link) -> list[Candidate]:
    """Give, for a person, the free pairs of which number and amount agree, but the day is out of any window."""
    at: dict[tuple[str, int], list[int]] = {}
    for place in link.free_ours():
        for key in link.ours[place].binding:
            at.setdefault((key.number, link.ours[place].fen), []).append(place)
    return [
        link.candidate([ours], [theirs], sure=False)
        for theirs in link.free_theirs()
        for key in link.theirs[theirs].binding
        for ours in at.get((key.number, link.theirs[theirs].fen), ())[: link.settings.shown]
        if any(same(key, own) for own in link.ours[ours].keys)
        and link.days < link.distance(ours, theirs) <= _DISTANT
        and link.relation(ours, theirs) != Relation.OTHER
        and (ours, theirs) not in link.apart
    ]
