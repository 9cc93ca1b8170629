"""Stage 4: a list of voucher numbers of which one is misprinted, or left out, while the sum is exact.

What the other numbers name comes to all of the row but one voucher; that voucher is the one whose number is a slip
of the hand away from a number of the list that fits nothing.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import Final

from funds.reconcile.keys import Key, slips
from funds.reconcile.link import Candidate, Link
from funds.reconcile.meant import gap
from funds.reconcile.named import listed
from funds.reconcile.search import LEAST

__all__ = ["misprinted"]

#: The ways to read the numbers that are right; with more, a person reads the list.
_READINGS: Final = 64
#: Of the vouchers that bear a number the nearest so many are looked at.
_NEAREST: Final = 3


def misprinted(link: Link) -> list[Candidate]:
    """Give, for free rows with a list of numbers, what one misprint in it would make exact."""
    bearing: dict[str, list[int]] = {}
    for ours in link.free_ours():
        for key in link.ours[ours].binding:
            if key.kind == "voucher":
                bearing.setdefault(key.number, []).append(ours)
    found: list[Candidate] = []
    for theirs in link.free_theirs():
        numbers = listed(link.theirs[theirs])
        if len(numbers) >= LEAST and link.theirs[theirs].fen:
            found += _of_list(link, theirs, numbers, bearing)
    return found


def _of_list(link: Link, theirs: int, numbers: Sequence[Key], bearing: dict[str, list[int]]) -> Iterator[Candidate]:
    exact = [_near(link, theirs, key, bearing.get(key.number, ())) for key in numbers]
    for at, wrong in enumerate(numbers):
        others = [some for place, some in enumerate(exact) if place != at]
        if not all(others) or prod(len(some) for some in others) > _READINGS:
            continue
        wanted = {one for number in slips(wrong.number) for one in _near(link, theirs, wrong, bearing.get(number, ()))}
        for right in {tuple(sorted(set(reading))) for reading in product(*others)}:
            rest = link.theirs[theirs].fen - sum(link.ours[ours].fen for ours in right)
            for ours in sorted(wanted.difference(right)):
                if link.ours[ours].fen == rest and len(right) == len(others):
                    yield link.candidate([*right, ours], [theirs], sure=_together(link, [*right, ours]))


def _near(link: Link, theirs: int, key: Key, places: Sequence[int]) -> list[int]:
    """Give the nearest vouchers within the window that may bear a number, of the row's own sign and not kept apart."""
    fen = link.theirs[theirs].fen
    some = [
        ours
        for ours in places
        if link.distance(ours, theirs) <= link.days
        and link.ours[ours].fen * fen > 0
        and (ours, theirs) not in link.apart
        and any(not own.before or not key.before or own.before == key.before for own in link.ours[ours].keys)
    ]
    return sorted(some, key=lambda ours: (gap(link, ours, theirs), ours))[:_NEAREST]


def _together(link: Link, ours: Sequence[int]) -> bool:
    """Tell whether vouchers are of one month, as what is paid or shown together is."""
    days = [link.ours[place].day for place in ours]
    return max(days) - min(days) <= link.settings.bank_days
