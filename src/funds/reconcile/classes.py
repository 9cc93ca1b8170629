"""The classes of what is left over, on both sides of one link; each item gets the first that fits."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from funds.reconcile.bars import barred, claims
from funds.reconcile.link import Link
from funds.reconcile.named import INVOICE
from funds.reconcile.names import Relation
from funds.text import N_

__all__ = ["CLASSES", "QUIET", "classes"]

#: Every class and what it says, in the order in which they are told.
CLASSES: Final[Mapping[str, str]] = {
    "no-material": N_("Spending with no material"),
    "no-spending": N_("Material with no spending"),
    "amount-differs": N_("The key agrees, the amount differs"),
    "outside-window": N_("Amount and name agree, the date is outside the window"),
    "document-twice": N_("One document under two entries"),
    "stated-twice": N_("Several rows state all of one spending"),
    "no-entry": N_("Bank line with no entry"),
    "no-bank-line": N_("Entry with no bank line"),
    "over-cap": N_("Over the cap: too many possible sums or rivals to search"),
    "ambiguous": N_("Several candidates; a person decides"),
    "no-amount": N_("Material that states no amount"),
    "interest": N_("Interest, which is no fund's"),
    "fee": N_("Bank fee, which is no fund's"),
    "transfer": N_("Moved between declared accounts"),
    "other": N_("Marked as not this fund's"),
    "other-money": N_("Other money on a dedicated account (专户)"),
    "before-statement": N_("Entry from before the first statement"),
    "no-statement": N_("No statement of its account is there"),
}
#: What needs nobody: it is told apart, and nothing is found wrong by it.
QUIET: Final = frozenset({"no-amount", "interest", "fee", "transfer", "other", "before-statement", "no-statement"})
_LOOKED_AT: Final = 64


def classes(link: Link, *, bank: bool) -> dict[int, str]:
    """Give the class of each free place of a link: ours from 0 up, theirs from -1 down."""
    found: dict[int, str] = {}
    twice = set() if bank else set(_twice(link))
    differs = {place for row, some in claims(link).items() for place in (~row, *some)}
    doubtful = {place for one in link.undecided if one.sure for place in one.places}
    stated = set() if bank else set(_stated(link))
    for name, places in (
        ("document-twice", twice),
        ("stated-twice", stated),
        ("over-cap", link.over & differs),
        ("amount-differs", differs),
        ("over-cap", link.over | link.crowded),
        ("ambiguous", doubtful),
        ("outside-window", set(_outside(link))),
        ("ambiguous", set(_candidates(link))),
    ):
        for place in places & link.open:
            found.setdefault(place, name)
    for place in link.open:
        if place < 0 and not link.theirs[~place].fen:
            found[place] = "no-amount"
        elif place < 0:
            found.setdefault(place, "no-entry" if bank else "no-spending")
        else:
            found.setdefault(place, "no-bank-line" if bank else "no-material")
    return found


def _twice(link: Link) -> Iterator[int]:
    """Give the places of documents that several entries bear, of which one would take all of it."""
    for row, some in enumerate(link.named):
        bearing = [ours for ours, by in some.items() if by & INVOICE]
        if len(bearing) > 1 and any(
            ours not in link.open or link.ours[ours].fen == link.theirs[row].fen for ours in bearing
        ):
            yield ~row
            yield from bearing


def _stated(link: Link) -> Iterator[int]:
    """Give the places of rows that state, under one key, all of one and the same entry, and of this entry."""
    stating: dict[int, list[int]] = {}
    for row, some in enumerate(link.named):
        all_of = [ours for ours in some if link.ours[ours].fen == link.theirs[row].fen and _surely(link, ours, row)]
        if len(all_of) == 1 and link.theirs[row].fen:
            stating.setdefault(all_of[0], []).append(row)
    for ours, rows in stating.items():
        if len(rows) > 1:
            yield ours
            yield from (~row for row in rows)


def _surely(link: Link, ours: int, row: int) -> bool:
    near = link.distance(ours, row) <= link.days and link.relation(ours, row) != Relation.OTHER
    return (ours, row) not in link.apart and (near or bool(link.named[row][ours] & INVOICE))


def _candidates(link: Link) -> Iterator[int]:
    """Give what a person is shown as belonging together, entries and rows, where no name says anything against it."""
    for one in link.undecided:
        if link.open.issuperset(one.places) and all(
            link.relation(ours, row) != Relation.OTHER for ours in one.ours for row in one.theirs
        ):
            yield from one.places


def _outside(link: Link) -> Iterator[int]:
    """Give the places that would have agreed by amount and name, had the days been nearer.

    Where a name is missing, the amount must be the only one of its kind on either side.
    """
    at: dict[int, list[int]] = {}
    for row in link.free_theirs():
        at.setdefault(link.theirs[row].fen, []).append(row)
    counted = Counter(link.ours[ours].fen for ours in link.free_ours())
    for ours in link.free_ours():
        rows = at.get(link.ours[ours].fen, [])
        least = Relation.MISSING if len(rows) == counted[link.ours[ours].fen] == 1 else Relation.SAME
        for row in rows[:_LOOKED_AT]:
            far = link.distance(ours, row) > link.days
            if far and link.relation(ours, row) >= least and not barred(link, ours, row):
                yield ours
                yield ~row
