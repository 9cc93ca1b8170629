"""Stage 1: what a person decided wins always; and entries that a reversal has undone are out by themselves."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from funds.reconcile.link import Link
from funds.reconcile.sides import Entry

__all__ = ["Decision", "agree_decided", "agree_reversed", "matched"]


class Decision(NamedTuple):
    """A kept decision as it concerns one link: its entries and rows, by whatever tells them apart."""

    match: bool
    entries: frozenset[Hashable]
    rows: frozenset[Hashable]

    @property
    def pairs(self) -> set[tuple[Hashable, Hashable]]:
        """Each entry with each row."""
        return {(entry, row) for entry in self.entries for row in self.rows}


def matched(decisions: Iterable[Decision]) -> tuple[list[Decision], set[tuple[Hashable, Hashable]]]:
    """Give the matches of one link that stand, and the pairs kept apart, of decisions in the order they were made.

    A later match replaces an earlier one with which it shares an entry or a row. What was said not to belong together
    undoes a match of the same, and stays apart until it is matched again.
    """
    standing: list[Decision] = []
    apart: set[tuple[Hashable, Hashable]] = set()
    for one in decisions:
        if one.match:
            standing = [
                two for two in standing if two.entries.isdisjoint(one.entries) and two.rows.isdisjoint(one.rows)
            ]
            standing.append(one)
            apart -= one.pairs
        else:
            standing = [two for two in standing if not (two.entries & one.entries and two.rows & one.rows)]
            apart |= one.pairs
    return standing, apart


def agree_decided(link: Link, decisions: Iterable[Decision]) -> set[int]:
    """Agree what a person matched, whatever the amounts; give the places kept back.

    Of a match of which a part is not there (after the cut-off, or corrected since), the rest is kept back: it
    belongs to that part, and so to nothing else.
    """
    ours: dict[Hashable, int] = {item.id: place for place, item in enumerate(link.ours)}
    theirs: dict[Hashable, int] = {item.id: place for place, item in enumerate(link.theirs)}
    standing, apart = matched(decisions)
    link.apart |= {(ours[one], theirs[two]) for one, two in apart if one in ours and two in theirs}
    back: set[int] = set()
    for match in standing:
        entries, rows = _places(match.entries, ours), _places(match.rows, theirs)
        if len(entries) == len(match.entries) and len(rows) == len(match.rows):
            link.agree("person", entries, rows)
        else:
            back.update(entries, (~place for place in rows))
    link.open -= back
    return back


def _places(ids: Iterable[Hashable], places: Mapping[Hashable, int]) -> list[int]:
    return [places[one] for one in ids if one in places]


def agree_reversed(link: Link, entries: Sequence[Entry]) -> None:
    """Agree each entry with the reversal that undid it: together they come to nothing, and need nothing.

    The latest first, so that a reversal which was itself reversed lets its entry stand.
    """
    places = {entry.number: place for place, entry in enumerate(entries)}
    for place in range(len(entries) - 1, -1, -1):
        entry = entries[place]
        undone = places.get(entry.refers) if entry.kind == "reverse" else None
        if undone is None or place not in link.open or undone not in link.open:
            continue
        if link.ours[place].fen + link.ours[undone].fen == 0:
            link.agree("reversed", (undone, place), ())
