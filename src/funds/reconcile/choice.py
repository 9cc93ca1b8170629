"""Stage 5: of candidates that share items, those that beat every rival by the margin; the rest is for a person."""

from collections.abc import Iterable
from typing import NamedTuple

from funds.reconcile.link import Candidate

__all__ = ["Chosen", "choose", "distinct", "order", "sole"]


class Chosen(NamedTuple):
    """The candidates accepted, in order, and those still standing that share nothing with them."""

    accepted: list[Candidate]
    standing: list[Candidate]


def order(candidate: Candidate) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Give the order of candidates: best score first, then by place, so that no input order shows through."""
    return -candidate.score, candidate.ours, candidate.theirs


def distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Give each group of items once, sure where it was found so in any way: it is no rival of itself."""
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], Candidate] = {}
    for one in candidates:
        key = one.ours, one.theirs
        if one.sure or key not in found:
            found[key] = one
    return list(found.values())


def _by_place(candidates: Iterable[Candidate]) -> dict[int, list[Candidate]]:
    found: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        for place in candidate.places:
            found.setdefault(place, []).append(candidate)
    return found


def sole(candidates: list[Candidate]) -> list[Candidate]:
    """Give the sure candidates that share no item with any other."""
    at = _by_place(candidates)
    return [one for one in candidates if one.sure and all(len(at[place]) == 1 for place in one.places)]


def choose(candidates: Iterable[Candidate], margin: int) -> Chosen:
    """Choose disjoint candidates, the best first, each by at least `margin` points over every rival left.

    Rivals meet only within a connected group, so groups need not be told apart. What an accepted one shares
    is out, which may free another: so it is gone through again until nothing changes.
    """
    standing = sorted(set(candidates), key=order)
    accepted: list[Candidate] = []
    changed = True
    while changed:
        changed = False
        at, taken = _by_place(standing), set[int]()
        for one in standing:
            if one.sure and taken.isdisjoint(one.places) and _wins(one, at, taken, margin):
                accepted.append(one)
                taken.update(one.places)
                changed = True
        standing = [one for one in standing if taken.isdisjoint(one.places)]
    return Chosen(accepted, standing)


def _wins(one: Candidate, at: dict[int, list[Candidate]], taken: set[int], margin: int) -> bool:
    return all(
        rival is one or one.score - rival.score >= margin or not taken.isdisjoint(rival.places)
        for place in one.places
        for rival in at[place]
    )
