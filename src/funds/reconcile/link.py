"""One side held against another: what is agreed so far, what is still free, and who names whom by a key."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from funds.reconcile import keys
from funds.reconcile.item import Item
from funds.reconcile.names import Relation, likeness, relation
from funds.reconcile.settings import Settings

__all__ = ["INVOICE", "VOUCHER", "Candidate", "Group", "Link", "named"]

#: By what a row names an entry; both may hold at once.
VOUCHER: Final = 1
INVOICE: Final = 2

_AMOUNT: Final = 30
_NAMES: Final[Mapping[Relation, int]] = {
    Relation.SAME: 30,
    Relation.AKIN: 25,
    Relation.MISSING: 20,
    Relation.OTHER: -20,
}
_KEYS: Final = (0, 60, 100, 160)
_PART: Final = 3


class Candidate(NamedTuple):
    """What may belong together, by places on either side; only one that is `sure` may be accepted by itself."""

    score: int
    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    sure: bool

    @property
    def places(self) -> tuple[int, ...]:
        """Both sides' places, told apart: theirs count down from -1."""
        return (*self.ours, *(~place for place in self.theirs))


class Group(NamedTuple):
    """What is agreed, by places on either side, and by which stage."""

    stage: str
    ours: tuple[int, ...]
    theirs: tuple[int, ...]


class Link:
    """Entries (ours) against rows of another side (theirs), in the order of their places."""

    __slots__ = (
        "_alike",
        "apart",
        "crowded",
        "days",
        "groups",
        "named",
        "naming",
        "open",
        "ours",
        "over",
        "settings",
        "theirs",
        "undecided",
    )

    def __init__(self, ours: Sequence[Item], theirs: Sequence[Item], days: int, settings: Settings) -> None:
        """Begin with everything free; `days` is the window of this link."""
        self.ours, self.theirs, self.days, self.settings = ours, theirs, days, settings
        self.named = named(ours, theirs, settings.voucher_days)
        self.naming: dict[int, list[int]] = {}
        for place, some in enumerate(self.named):
            for ours_place in some:
                self.naming.setdefault(ours_place, []).append(place)
        self._alike: dict[tuple[int, str], list[int]] = {}
        for item in ours:
            self._alike.setdefault((item.fen, item.name), []).append(item.day)
        self.groups: list[Group] = []
        #: Places still free: ours from 0 up, theirs from -1 down.
        self.open: set[int] = {*range(len(ours)), *(~place for place in range(len(theirs)))}
        self.apart: set[tuple[int, int]] = set()
        #: Places with too many rivals of their amount, and targets with too many possible sums.
        self.crowded: set[int] = set()
        self.over: set[int] = set()
        self.undecided: list[Candidate] = []

    def agree(self, stage: str, ours: Iterable[int], theirs: Iterable[int]) -> None:
        """Take a group as agreed: its items are free no longer."""
        group = Group(stage, tuple(sorted(ours)), tuple(sorted(theirs)))
        self.groups.append(group)
        self.open.difference_update(group.ours, (~place for place in group.theirs))

    def free_ours(self) -> list[int]:
        """Give the free places of ours, in order."""
        return sorted(place for place in self.open if place >= 0)

    def free_theirs(self) -> list[int]:
        """Give the free places of theirs, in order."""
        return sorted(~place for place in self.open if place < 0)

    def distance(self, ours: int, theirs: int) -> int:
        """Give how many days lie between two items."""
        return abs(self.ours[ours].day - self.theirs[theirs].day)

    def relation(self, ours: int, theirs: int) -> Relation:
        """Tell how the names of two items stand."""
        return relation(self.ours[ours].name, self.theirs[theirs].name)

    def barred(self, ours: int, theirs: int) -> bool:
        """Tell whether two items cannot be one by themselves: a person said so, or they bear different invoices.

        A number that differs by one slip, and that nothing else bears, bars nothing.
        """
        if (ours, theirs) in self.apart:
            return True
        if ours in self.named[theirs]:
            return False
        own = [key for key in self.ours[ours].keys if key.kind == "invoice"]
        other = [key for key in self.theirs[theirs].keys if key.kind == "invoice"]
        if not own or not other:
            return False
        slip = any(keys.near(one, two) for one in own for two in other)
        return not slip or any(by & INVOICE for by in self.named[theirs].values())

    def doubtful(self, ours: int, theirs: int) -> bool:
        """Tell whether the voucher number by which a row names an entry may be a slip, or of another month.

        The row's name is another's, and the day is not near or that other has an entry of the same amount.
        """
        by, row = self.named[theirs].get(ours, 0), self.theirs[theirs]
        if by & INVOICE or self.relation(ours, theirs) != Relation.OTHER:
            return False
        others = self._alike.get((row.fen, row.name), ())
        far = self.distance(ours, theirs) > self.settings.near_days
        return far or any(abs(day - row.day) <= self.days for day in others)

    def likely(self, ours: int, theirs: int) -> int:
        """Give the points of two items for belonging together, without those for the amount."""
        name = self.relation(ours, theirs)
        points = _NAMES[name] + max(0, self.days - self.distance(ours, theirs))
        points += _KEYS[self.named[theirs].get(ours, 0)]
        if name == Relation.OTHER:
            points += likeness(self.ours[ours].name, self.theirs[theirs].name) // 10
        return points

    def score(self, ours: Sequence[int], theirs: Sequence[int]) -> int:
        """Give the points of a pair or a sum: those of its pairs on average, and less for each further part."""
        points = [self.likely(one, two) for one in ours for two in theirs]
        return _AMOUNT + sum(points) // len(points) - _PART * (len(points) - 1)

    def candidate(self, ours: Iterable[int], theirs: Iterable[int], *, sure: bool) -> Candidate:
        """Make a candidate of places on either side."""
        one, two = tuple(sorted(ours)), tuple(sorted(theirs))
        return Candidate(self.score(one, two), one, two, sure)

    def claims(self) -> dict[int, set[int]]:
        """Give the free rows that name a free entry by key though the amount differs, and the entries they name.

        Such a row belongs there or nowhere, and such an entry takes no other row without it. A voucher number
        that several entries bear claims none of them.
        """
        found = {}
        for place in self.free_theirs():
            some = self.named[place]
            claimed = {
                one
                for one, by in some.items()
                if one in self.open and (by & INVOICE or (len(some) == 1 and not self.doubtful(one, place)))
            }
            if claimed and self.theirs[place].fen:
                found[place] = claimed
        return found


def named(ours: Sequence[Item], theirs: Sequence[Item], voucher_days: int) -> list[dict[int, int]]:
    """Give for each of theirs which of ours it names by a key, and by which: VOUCHER, INVOICE or both.

    Opposite signs name nothing; a voucher number counts within `voucher_days` only, as numbers begin again.
    """
    bearing: dict[tuple[str, str], list[tuple[int, keys.Key]]] = {}
    for place, item in enumerate(ours):
        for key in item.keys:
            bearing.setdefault((key[0], key[2]), []).append((place, key))
    found = []
    for row in theirs:
        some: dict[int, int] = {}
        for key in (*row.keys, *row.told):
            for place, own in bearing.get((key[0], key[2]), ()):
                item = ours[place]
                if not keys.same(own, key) or item.fen * row.fen < 0:
                    continue
                if key[0] == "invoice":
                    some[place] = some.get(place, 0) | INVOICE
                elif abs(item.day - row.day) <= voucher_days:
                    some[place] = some.get(place, 0) | VOUCHER
        found.append(some)
    return found
