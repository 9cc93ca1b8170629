"""Lines of a statement found among kept ones by their words, or by their place between lines that were found.

It is asked only of lines of the same day and amount of which one states no balance, since balances tell for sure;
two that bear different serial numbers are two. What remains undecided is a doubt, for a person to settle.
"""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from funds.statements.bank import ANOTHER, BankLine, sorted_lines
from funds.statements.worded import Tie, Words, tie, words

__all__ = ["Doubt", "by_place", "by_words", "doubts"]

#: Comparisons of wordings of one day and amount, and lines of one place; where there are more, a person is asked.
_COMPARED: Final = 1_000_000
_REROUTED: Final = 40_000
_PLACED: Final = 1_000
_Moved = tuple[str, int]
_Found = list[BankLine | None]


class Doubt(NamedTuple):
    """A line of a statement that may be the kept one or another of its day and amount."""

    given: BankLine
    kept: BankLine


class _Party(NamedTuple):
    words: Words
    balanced: bool
    serial: str


def _moved(line: BankLine) -> _Moved:
    return line.date, line.fen


def _party(line: BankLine) -> _Party:
    return _Party(words(line), line.balance is not None, line.serial)


def _apart(one: _Party, other: _Party) -> bool:
    """Tell whether balances or serial numbers keep two lines apart, where they were not found by them."""
    return (one.balanced and other.balanced) or bool(one.serial and other.serial)


def by_words(left: Sequence[BankLine], given: Sequence[BankLine], found: _Found) -> None:
    """Find the lines whose words agree wholly, then in part, then those of which one says nothing at all."""
    waiting: dict[_Moved, dict[_Party, deque[BankLine]]] = {}
    for line in left:
        waiting.setdefault(_moved(line), {}).setdefault(_party(line), deque()).append(line)
    asked: dict[_Moved, list[tuple[int, _Party]]] = {}
    for place in _open(given, found):
        if (moved := _moved(given[place])) in waiting:
            asked.setdefault(moved, []).append((place, _party(given[place])))
    for moved, places in asked.items():
        _settle(places, waiting[moved], found)


def _open(given: Sequence[BankLine], found: _Found) -> Iterator[int]:
    """Give the places of the lines not found, but for those of which a person says that they are others."""
    return (place for place, line in enumerate(given) if found[place] is None and line.seq != ANOTHER)


def _settle(places: Sequence[tuple[int, _Party]], some: dict[_Party, deque[BankLine]], found: _Found) -> None:
    """Find the lines of one day and amount, the surest first."""
    every = {own for _place, own in places}
    if len(every) * len(some) > _COMPARED:
        return
    fits = {own: {other: tie(own.words, other.words) for other in some if not _apart(own, other)} for own in every}
    held: dict[int, _Party] = {}
    for least in (Tie.WHOLLY, Tie.PARTLY, Tie.BARE):
        for place, own in places:
            if found[place] is None:
                fit = next((other for other, how in fits[own].items() if how >= least and some[other]), None)
                if fit:
                    found[place], held[place] = some[fit].popleft(), fit
    if len(places) * len(some) <= _REROUTED:
        reach = {place: [other for other, how in fits[own].items() if how >= Tie.BARE] for place, own in places}
        for place, _own in places:
            if found[place] is None:
                _reroute(place, reach, some, held, found)


def _reroute(
    start: int,
    reach: dict[int, list[_Party]],
    some: dict[_Party, deque[BankLine]],
    held: dict[int, _Party],
    found: _Found,
) -> None:
    """Find a line for one that is left, where others that have what it needs can do with another (augmenting path).

    Else a shortened name that fits two kept lines could take the only one that the next line of the statement fits.
    """
    came: dict[_Party, int] = {}
    queue = deque([start])
    while queue:
        place = queue.popleft()
        for other in (each for each in reach[place] if each not in came):
            came[other] = place
            if some[other]:
                _hand_on(start, other, some[other].popleft(), came, held, found)
                return
            queue.extend(at for at, party in held.items() if party == other)


def _hand_on(
    start: int, other: _Party, line: BankLine | None, came: dict[_Party, int], held: dict[int, _Party], found: _Found
) -> None:
    """Give a line to who asked for it, what that one had to who asked for that, and so on."""
    while True:
        place = came[other]
        found[place], line = line, found[place]
        before = held.get(place)
        held[place] = other
        if place == start or before is None:
            return
        other = before


def by_place(there: Sequence[BankLine], given: Sequence[BankLine], found: _Found) -> set[int]:
    """Find the lines that stand, as many and of the same amounts, between the same two kept ones.

    Gives the places of those that stand so and yet are not found, since their words or serial numbers speak against it.
    """
    order = sorted_lines(there).lines
    at = {line.seq: place for place, line in enumerate(order)}
    against: set[int] = set()
    for first, last in _runs(given, found):
        before, after = found[first - 1], found[last]
        between = order[at[before.seq] + 1 : at[after.seq]] if before and after else []
        run = given[first:last]
        if len(run) > _PLACED or Counter(map(_moved, between)) != Counter(map(_moved, run)):
            continue
        for place, line in enumerate(run, first):
            own = _party(line)
            same = [one for one in between if _moved(one) == _moved(line)]
            fit = next((one for one in same if not _speaks_against(own, _party(one))), None)
            if fit is None:
                against.add(place)
                continue
            found[place] = fit
            between.remove(fit)
    return against


def _speaks_against(one: _Party, other: _Party) -> bool:
    return _apart(one, other) or tie(one.words, other.words) is Tie.OTHER


def _runs(given: Sequence[BankLine], found: _Found) -> list[tuple[int, int]]:
    """Give, from first to behind the last, each run of lines not found that stands between two that were."""
    runs: list[tuple[int, int]] = []
    first = 0
    for place, one in enumerate(found):
        if one is None:
            continue
        if 0 < first < place and all(line.seq != ANOTHER for line in given[first:place]):
            runs.append((first, place))
        first = place + 1
    return runs


def doubts(left: Sequence[BankLine], given: Sequence[BankLine], found: _Found, against: set[int]) -> list[Doubt]:
    """Give the lines not found that may yet be one of those left: what they say neither agrees nor clearly differs.

    One whose words are another's is no doubt, unless its place speaks for it (`against`).
    """
    waiting: dict[_Moved, dict[_Party, BankLine]] = {}
    for line in left:
        waiting.setdefault(_moved(line), {}).setdefault(_party(line), line)
    asked = Counter(_moved(given[place]) for place in _open(given, found))
    told: list[Doubt] = []
    for place in _open(given, found):
        some = waiting.get(_moved(given[place]), {})
        if asked[_moved(given[place])] * len(some) > _COMPARED:
            told.append(Doubt(given[place], next(iter(some.values()))))
        elif kept := _likeliest(_party(given[place]), some, against=place in against):
            told.append(Doubt(given[place], kept))
    return told


def _likeliest(own: _Party, some: dict[_Party, BankLine], *, against: bool) -> BankLine | None:
    weighed = ((_weight(own, other, against=against), kept) for other, kept in some.items())
    weight, kept = max(weighed, key=lambda each: each[0], default=(Tie.OTHER, None))
    return kept if weight > Tie.OTHER else None


def _weight(one: _Party, other: _Party, *, against: bool) -> Tie:
    if one.balanced and other.balanced:
        return Tie.OTHER
    weight = tie(one.words, other.words)
    if against:
        return max(weight, Tie.UNSURE)
    if one.serial and other.serial and weight < Tie.PARTLY:
        return Tie.OTHER
    return weight
