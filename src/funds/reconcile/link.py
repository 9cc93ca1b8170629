"""One side held against another: what is agreed so far, what is still free, and who names whom by a key."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from funds.reconcile.item import Item
from funds.reconcile.named import INVOICE, VOUCHER, named, running
from funds.reconcile.names import Relation, likeness
from funds.reconcile.party import stands
from funds.reconcile.settings import Settings

__all__ = ["INVOICE", "VOUCHER", "Candidate", "Group", "Link", "named"]

_AMOUNT: Final = 30
_NAMES: Final[Mapping[Relation, int]] = {
    Relation.SAME: 30,
    Relation.AKIN: 25,
    Relation.MISSING: 20,
    Relation.SLIP: 15,
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
        "bank",
        "crowded",
        "days",
        "groups",
        "named",
        "naming",
        "open",
        "ours",
        "over",
        "running",
        "settings",
        "theirs",
        "undecided",
    )

    def __init__(self, ours: Sequence[Item], theirs: Sequence[Item], settings: Settings, *, bank: bool = False) -> None:
        """Begin with everything free; theirs are rows of material, or lines of the `bank`."""
        self.ours, self.theirs, self.settings, self.bank = ours, theirs, settings, bank
        #: The window of this link.
        self.days = settings.bank_days if bank else settings.material_days
        self.named = named(ours, theirs, settings.voucher_days)
        self.running = running(ours)
        self.naming: dict[int, list[int]] = {}
        for place, some in enumerate(self.named):
            for ours_place in some:
                self.naming.setdefault(ours_place, []).append(place)
        self._alike: dict[tuple[int, str], list[int]] = {}
        for item in ours:
            self._alike.setdefault((item.fen, item.name.core), []).append(item.day)
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
        return stands(self.ours[ours].name, self.theirs[theirs].name)

    def elsewhere(self, row: Item, days: int) -> bool:
        """Tell whether an entry of the row's own name and amount lies within so many days of it."""
        return any(abs(day - row.day) <= days for day in self._alike.get((row.fen, row.name.core), ()))

    def likely(self, ours: int, theirs: int) -> int:
        """Give the points of two items for belonging together, without those for the amount."""
        name = self.relation(ours, theirs)
        points = _NAMES[name] + max(0, self.days - self.distance(ours, theirs))
        points += _KEYS[self.named[theirs].get(ours, 0)]
        if name == Relation.OTHER:
            points += likeness(self.ours[ours].name.core, self.theirs[theirs].name.core) // 10
        return points

    def score(self, ours: Sequence[int], theirs: Sequence[int]) -> int:
        """Give the points of a pair or a sum: those of its pairs on average, and less for each further part."""
        points = [self.likely(one, two) for one in ours for two in theirs]
        return _AMOUNT + sum(points) // len(points) - _PART * (len(points) - 1)

    def candidate(self, ours: Iterable[int], theirs: Iterable[int], *, sure: bool) -> Candidate:
        """Make a candidate of places on either side."""
        one, two = tuple(sorted(ours)), tuple(sorted(theirs))
        return Candidate(self.score(one, two), one, two, sure)
