"""One side held against the entries, as it is told: by numbers and ids, with what is agreed, left over and in doubt."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from funds.reconcile.decided import Decision, matched
from funds.reconcile.link import Link
from funds.reconcile.result import Ambiguous, Left, Sums
from funds.reconcile.sides import Entry, Kept, is_paper

__all__ = ["Group", "Held", "held", "of_part", "with_papers"]

Side = Literal["material", "bank"]


class Group(NamedTuple):
    """What belongs together: the stage, the entries' numbers with their fen, the rows' ids, and the rows' fen."""

    stage: str
    entries: Mapping[int, int]
    ids: tuple[str, ...]
    fen: int


class Held(NamedTuple):
    """A link after its stages: the groups agreed, what is left on either side, and what a person must decide."""

    side: Side
    groups: tuple[Group, ...]
    ours: tuple[Left, ...]
    theirs: tuple[Left, ...]
    ambiguous: tuple[Ambiguous, ...]

    @property
    def sums(self) -> tuple[Sums, Sums]:
        """The sums of the entries and of the rows, in fen: agreed + left = all."""
        ours = sum(sum(group.entries.values()) for group in self.groups)
        return _sums(ours, self.ours), _sums(sum(group.fen for group in self.groups), self.theirs)


def _sums(agreed: int, free: Iterable[Left]) -> Sums:
    left = sum(one.amount for one in free)
    return Sums(agreed + left, agreed, left)


def held(side: Side, link: Link, classes: Mapping[int, str], shown: int) -> Held:
    """Tell a link after its stages; of the candidates of an entry at most `shown`."""
    ours, theirs = link.ours, link.theirs
    groups = tuple(
        Group(
            group.stage,
            {int(ours[place].id): ours[place].fen for place in group.ours},
            tuple(str(theirs[place].id) for place in group.theirs),
            sum(theirs[place].fen for place in group.theirs),
        )
        for group in link.groups
    )
    mine = tuple(Left(ours[place].id, classes[place], ours[place].fen, side) for place in link.free_ours())
    rest = tuple(Left(theirs[place].id, classes[~place], theirs[place].fen, side) for place in link.free_theirs())
    return Held(side, groups, mine, rest, _ambiguous(side, link, shown))


def _ambiguous(side: Side, link: Link, shown: int) -> tuple[Ambiguous, ...]:
    found: dict[tuple[int, ...], list[tuple[tuple[str, ...], int]]] = {}
    for one in link.undecided:
        if link.open.issuperset(one.places):
            numbers = tuple(int(link.ours[place].id) for place in one.ours)
            ids = tuple(str(link.theirs[place].id) for place in one.theirs)
            found.setdefault(numbers, []).append((ids, one.score))
    return tuple(Ambiguous(numbers, side, tuple(found[numbers][:shown])) for numbers in sorted(found))


def with_papers(told: Held, entries: Iterable[Entry], kept: Iterable[Kept]) -> Held:
    """Agree the entries that no row stands against, and that bear all their papers, with these.

    Not where a person said of one of the papers that it does not belong to the entry.
    """
    said = [Decision(one.match, frozenset(one.entries), frozenset(one.material)) for one in kept]
    refused = {number for number, _paper in matched(one for one in said if any(map(is_paper, one.rows)))[1]}
    papers = {entry.number: entry.papers for entry in entries if entry.papers and entry.number not in refused}
    borne = {one.id: one for one in told.ours if one.cls == "no-material" and one.id in papers}
    groups = [Group("evidence", {int(one.id): one.amount}, papers[int(one.id)], 0) for one in borne.values()]
    return told._replace(groups=(*told.groups, *groups), ours=tuple(one for one in told.ours if one.id not in borne))


def of_part(told: Held, whose: Callable[[int], tuple[str, int]], fund: str) -> Held:
    """Give one fund's share of what is held together: `whose` gives the fund of a number, and its number there.

    Every row that is left over may be this fund's, and is told. Where funds share an agreed row, each is given
    what its own entries come to, and the first the rest, if there is any.
    """

    def own(number: int) -> int | None:
        of, within = whose(number)
        return within if of == fund else None

    return told._replace(
        groups=tuple(share for group in told.groups if (share := _share(group, own)) is not None),
        ours=tuple(one._replace(id=number) for one in told.ours if (number := own(int(one.id))) is not None),
        ambiguous=tuple(_undecided(told.ambiguous, whose, fund)),
    )


def _undecided(
    ambiguous: Sequence[Ambiguous], whose: Callable[[int], tuple[str, int]], fund: str
) -> Iterator[Ambiguous]:
    """Give what concerns one fund, with the entries of others that go with its own, or would have the same rows."""
    of = {one.entries: [whose(number) for number in one.entries] for one in ambiguous}
    wanting: dict[str, set[tuple[str, int]]] = {}
    for one in ambiguous:
        for ids, _score in one.candidates:
            for name in ids:
                wanting.setdefault(name, set()).update(of[one.entries])
    for one in ambiguous:
        numbers = tuple(number for name, number in of[one.entries] if name == fund)
        if numbers:
            beside = {(name, number) for name, number in of[one.entries] if name != fund}
            wanted = set[tuple[str, int]]().union(*(wanting[name] for ids, _ in one.candidates for name in ids))
            rivals = {(name, number) for name, number in wanted if name != fund} - beside
            yield one._replace(entries=numbers, beside=tuple(sorted(beside)), rivals=tuple(sorted(rivals)))


def _share(group: Group, own: Callable[[int], int | None]) -> Group | None:
    mine = {number: fen for each, fen in group.entries.items() if (number := own(each)) is not None}
    if not mine:
        return None
    if len(mine) == len(group.entries):
        return group._replace(entries=mine)
    first: Sequence[int] = list(group.entries)
    rest = group.fen - sum(group.entries.values()) if own(first[0]) is not None else 0
    return group._replace(entries=mine, fen=sum(mine.values()) + rest)
