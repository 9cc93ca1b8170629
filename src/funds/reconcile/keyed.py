"""Stage 2: an invoice or voucher number on both sides, and the amount agrees, alone or as a sum."""

from funds.reconcile.choice import choose
from funds.reconcile.link import Candidate, Link
from funds.reconcile.sums import keyed_sums

__all__ = ["agree_keyed"]

#: What one round agrees may leave a single reading of the rest; deeper than this a person looks.
_ROUNDS = 3


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
        equal = [ours for ours in link.named[theirs] if link.ours[ours].fen == link.theirs[theirs].fen]
        found += [
            link.candidate([ours], [theirs], sure=not link.doubtful(ours, theirs))
            for ours in equal
            if ours in link.open and (ours, theirs) not in link.apart
        ]
    return found
