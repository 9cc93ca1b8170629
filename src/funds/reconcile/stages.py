"""The stages on one link, in their order, and what rides along with what is agreed."""

from collections.abc import Iterable, Sequence

from funds.reconcile.choice import choose, distinct, sole
from funds.reconcile.days import agree_days
from funds.reconcile.decided import Decision, agree_decided, agree_reversed
from funds.reconcile.keyed import agree_keyed, distant
from funds.reconcile.link import Link
from funds.reconcile.misprints import misprinted
from funds.reconcile.named import INVOICE
from funds.reconcile.names import Relation
from funds.reconcile.pools import sums
from funds.reconcile.series import agree_twins, steady
from funds.reconcile.sides import Entry
from funds.reconcile.single import agree_single, pairs
from funds.reconcile.sums import keyed_sums

__all__ = ["run"]


def run(link: Link, entries: Sequence[Entry], decisions: Iterable[Decision]) -> None:
    """Take one link through all stages; `entries` are those of its `ours`, in the same order."""
    back = agree_decided(link, decisions)
    agree_reversed(link, entries)
    agree_keyed(link)
    agree_twins(link)
    agree_days(link)
    agree_single(link)
    _agree_rest(link)
    _beside(link)
    _riders(link, entries)
    link.open |= back


def _agree_rest(link: Link) -> None:
    """Agree the sums without a rival, then what wins by the margin; what stands after that is undecided."""
    single = steady(link, pairs(link))
    several = (
        one for one in (*keyed_sums(link), *misprinted(link), *sums(link)) if link.crowded.isdisjoint(one.places)
    )
    candidates = distinct([*single, *several])
    alone = [one for one in sole(candidates) if len(one.places) > 2]  # noqa: PLR2004  a pair alone was stage 3
    for one in alone:
        link.agree("sum", one.ours, one.theirs)
    rest = (one for one in candidates if link.open.issuperset(one.places))
    chosen = choose(rest, link.settings.margin)
    for one in chosen.accepted:
        link.agree("choice", one.ours, one.theirs)
    link.undecided = distinct([*chosen.standing, *distant(link)])


def _beside(link: Link) -> None:
    """Lay the rows that state no amount, and name one entry by its key, beside that entry."""
    waiting = {place for one in link.undecided for place in one.places}
    alone: dict[int, list[int]] = {}
    for theirs in link.free_theirs():
        some = link.named[theirs]
        sure = [ours for ours, by in some.items() if by & INVOICE] or [
            ours for ours in some if _beside_it(link, ours, theirs)
        ]
        if link.theirs[theirs].fen == 0 and len(sure) == 1 and (sure[0], theirs) not in link.apart:
            alone.setdefault(sure[0], []).append(theirs)
    at = _at(link)
    for ours, rows in alone.items():
        if ours in at and link.groups[at[ours]].theirs and link.groups[at[ours]].stage != "person":
            _join(link, at[ours], rows)
        elif ours in link.open and ours not in waiting and not _claimed(link, ours):
            link.agree("named", [ours], rows)


def _beside_it(link: Link, ours: int, theirs: int) -> bool:
    """Tell whether a voucher number alone lays a row beside an entry: in the window, and not under another's name."""
    return link.distance(ours, theirs) <= link.days and link.relation(ours, theirs) != Relation.OTHER


def _claimed(link: Link, ours: int) -> bool:
    """Tell whether a free row with an amount names the entry: then that amount differs, and is not passed over."""
    return any(~row in link.open and link.theirs[row].fen for row in link.naming.get(ours, ()))


def _riders(link: Link, entries: Sequence[Entry]) -> None:
    """Agree what takes agreed spending back (a refund, a disallowance): it needs no row of its own.

    It is told as a group of its own, so that the spending and its rows tie to the fen. In a link to the bank a
    refund is money of its own; it is there that `ours` is positive.
    """
    places = {entry.number: place for place, entry in enumerate(entries)}
    at = _at(link)
    for place, entry in enumerate(entries):
        about = places.get(entry.refers, -1)
        if place in link.open and entry.kind in {"refund", "disallow"} and link.ours[place].fen < 0 and about in at:
            link.agree("refund", [place], [])


def _at(link: Link) -> dict[int, int]:
    return {ours: number for number, group in enumerate(link.groups) for ours in group.ours}


def _join(link: Link, number: int, theirs: Iterable[int]) -> None:
    group = link.groups[number]
    link.groups[number] = group._replace(theirs=tuple(sorted({*group.theirs, *theirs})))
    link.open.difference_update(~place for place in theirs)
