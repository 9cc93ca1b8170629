"""A link looked at from one side: a target is a single item of that side, its parts are of the other."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from funds.reconcile.item import Item, fund_of
from funds.reconcile.link import Candidate, Link
from funds.reconcile.names import Relation
from funds.reconcile.party import Party, stands
from funds.reconcile.search import grain

__all__ = ["Turned"]


class Turned:
    """A link with its targets and parts; where `theirs`, the targets are rows and the parts entries."""

    __slots__ = ("_by_day", "_by_name", "_by_shelf", "_fitting", "_of_core", "link", "parts", "targets", "theirs")

    def __init__(self, link: Link, *, theirs: bool) -> None:
        """Look at a link as it stands; what becomes agreed later is not seen."""
        self.link, self.theirs = link, theirs
        self.targets: Sequence[Item] = link.theirs if theirs else link.ours
        self.parts: Sequence[Item] = link.ours if theirs else link.theirs
        self._by_name: dict[Party, list[tuple[int, int]]] = {}
        self._by_shelf: dict[tuple[str, int], list[int]] = {}
        self._by_day: dict[int, list[int]] = {}
        self._fitting: dict[frozenset[Party], list[Party]] = {}
        for place in link.free_ours() if theirs else link.free_theirs():
            part = self.parts[place]
            self._by_name.setdefault(part.name, []).append((part.day, place))
            self._by_shelf.setdefault((part.shelf, part.day), []).append(place)
            self._by_day.setdefault(part.day, []).append(place)
        for some in self._by_name.values():
            some.sort()
        self._of_core: dict[str, list[Party]] = {}
        for name in sorted(self._by_name):
            self._of_core.setdefault(name.core, []).append(name)

    def free_targets(self) -> list[int]:
        """Give the free targets, in order."""
        return self.link.free_theirs() if self.theirs else self.link.free_ours()

    def pair(self, target: int, part: int) -> tuple[int, int]:
        """Give a target and a part as ours and theirs."""
        return (part, target) if self.theirs else (target, part)

    def token(self, target: int) -> int:
        """Give a target's place as the link counts it: theirs from -1 down."""
        return ~target if self.theirs else target

    def candidate(self, target: int, parts: Sequence[int], *, sure: bool) -> Candidate:
        """Make a candidate of a target and its parts; funds share one by its numbers, or by amounts that are no chance."""
        ours, theirs = (parts, [target]) if self.theirs else ([target], parts)
        if sure and len({fund_of(self.link.ours[part]) for part in ours}) > 1:
            fens = [self.link.ours[part].fen for part in ours]
            odd = grain(fens) * self.link.settings.chance_unnamed <= abs(sum(fens))
            sure = odd or all(part in self.link.named[target] for part in parts)
        return self.link.candidate(ours, theirs, sure=sure)

    def takes(self, target: int, part: int) -> bool:
        """Tell whether a part is free, smaller than the target, of the same sign, and not kept apart by a person."""
        fen, whole = self.parts[part].fen, self.targets[target].fen
        smaller = 0 < fen < whole if whole > 0 else whole < fen < 0
        return (
            smaller
            and (part if self.theirs else ~part) in self.link.open
            and self.pair(target, part) not in self.link.apart
        )

    def near(self, target: int, names: Iterable[Party], days: int = 0) -> list[int]:
        """Give the parts within the window (or so many days) whose name is not of others than `names`."""
        asked = frozenset(names)
        if asked not in self._fitting:
            known = self._by_name if len(self._by_name) <= self.link.settings.names else self._plainly(asked)
            self._fitting[asked] = [name for name in known if all(stands(name, one) != Relation.OTHER for one in asked)]
        within = days or self.link.days
        first, last = self.targets[target].day - within, self.targets[target].day + within
        found = []
        for name in self._fitting[asked]:
            some = self._by_name[name]
            some = some[bisect_left(some, (first, -1)) : bisect_right(some, (last + 1, -1))]
            found += [part for _, part in some if self.takes(target, part)]
        return found

    def _plainly(self, asked: Iterable[Party]) -> list[Party]:
        """Give the names that are the same as one of those asked for, or missing."""
        cores = {one.core for one in asked} | {""}
        return [name for core in sorted(cores) for name in self._of_core.get(core, ())]

    def beside(self, target: int, part: int, days: int) -> list[int]:
        """Give the parts in the ledger of a part and of its day, or so many days later or before."""
        shelf, day = self.parts[part].shelf, self.parts[part].day
        places = [
            place for each in range(day - days, day + days + 1) for place in self._by_shelf.get((shelf, each), ())
        ]
        return [place for place in places if self.takes(target, place)]

    def abreast(self, target: int, part: int) -> list[int]:
        """Give the parts of a part's day, in whatever ledger."""
        return [place for place in self._by_day.get(self.parts[part].day, ()) if self.takes(target, place)]
