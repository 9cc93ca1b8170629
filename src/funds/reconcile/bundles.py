"""Stage 4: entries that bear one invoice are one purchase, paid in several vouchers and shown once."""

from collections.abc import Container, Iterator

from funds.reconcile.bars import barred, foreign
from funds.reconcile.link import Candidate, Link
from funds.reconcile.names import Relation
from funds.reconcile.search import LEAST
from funds.reconcile.single import sure

__all__ = ["of_one_invoice"]


def of_one_invoice(link: Link, claiming: Container[int], claimed: Container[int]) -> Iterator[Candidate]:
    """Give the rows of the amount that free entries of one invoice come to; none that names an entry already."""
    at: dict[int, list[int]] = {}
    for row in link.free_theirs():
        if row not in claiming:
            at.setdefault(link.theirs[row].fen, []).append(row)
    for ours in _bundles(link):
        if any(place in claimed for place in ours):
            continue
        for row in at.get(sum(link.ours[place].fen for place in ours), ()):
            pairs = [(place, row) for place in ours]
            if all(_fits(link, *pair) for pair in pairs):
                yield link.candidate(ours, [row], sure=all(sure(link, *pair, set()) for pair in pairs))


def _bundles(link: Link) -> Iterator[list[int]]:
    bearing: dict[str, list[int]] = {}
    for place in link.free_ours():
        for key in link.ours[place].keys:
            if key.kind == "invoice":
                bearing.setdefault(key.number, []).append(place)
    return (ours for ours in bearing.values() if len(ours) >= LEAST)


def _fits(link: Link, ours: int, theirs: int) -> bool:
    near = link.distance(ours, theirs) <= link.days and link.relation(ours, theirs) != Relation.OTHER
    return near and not barred(link, ours, theirs) and not foreign(link, ours, theirs)
