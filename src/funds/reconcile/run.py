"""Reconcile one fund three ways: entries with material, entries with the bank, and material with the bank by them."""

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence
from typing import Final, Literal, NamedTuple

from funds.reconcile.classes import classes
from funds.reconcile.decided import Decision
from funds.reconcile.item import of_bank, of_entries, of_material
from funds.reconcile.link import Link
from funds.reconcile.result import Agreed, Ambiguous, Left, Result, Sums
from funds.reconcile.settings import Settings
from funds.reconcile.sides import BankLine, Entry, Kept, Material
from funds.reconcile.stages import run

__all__ = ["reconcile"]

_DEFAULT: Final = Settings()


class _Ran(NamedTuple):
    """One link after its stages, and the class of what is left."""

    side: Literal["material", "bank"]
    link: Link
    classes: dict[int, str]


def reconcile(
    fund: str,
    as_of: dt.date,
    entries: Iterable[Entry],
    material: Iterable[Material] = (),
    bank: Iterable[BankLine] = (),
    kept: Iterable[Kept] = (),
    settings: Settings = _DEFAULT,
) -> Result:
    """Hold one fund's entries against its material and its bank lines, as of the end of a day.

    What is dated later takes no part. Numbers and ids are each unique on their side; raises ValueError if not.
    The order of the sides has no effect; decisions come in the order they were made.
    """
    own = sorted((one for one in entries if one.date <= as_of), key=lambda one: one.number)
    rows = sorted((one for one in material if one.date <= as_of), key=lambda one: (one.date, one.id))
    lines = sorted((one for one in bank if one.date <= as_of), key=lambda one: (one.date, one.id))
    _unique([one.number for one in own], [one.id for one in rows], [one.id for one in lines])
    decisions = list(kept)
    spent = _material(own, rows, decisions, settings)
    banked = _bank(own, lines, decisions, settings)
    left = (*_left_ours(spent), *_left_ours(banked))
    return Result(
        fund=fund,
        as_of=as_of,
        agreed=_agreed(spent, banked),
        entries=tuple(sorted(left, key=lambda one: one.id)),
        material=_left_theirs(spent),
        bank=_left_theirs(banked),
        ambiguous=(*_ambiguous(spent, settings.shown), *_ambiguous(banked, settings.shown)),
        totals={
            "spending": _sums(spent, ours=True),
            "material": _sums(spent, ours=False),
            "entries": _sums(banked, ours=True),
            "bank": _sums(banked, ours=False),
        },
    )


def _unique(*sides: Sequence[Hashable]) -> None:
    for ids in sides:
        if len(set(ids)) != len(ids):
            twice = sorted({str(one) for one in ids if ids.count(one) > 1})
            message = f"not unique: {', '.join(twice)}"
            raise ValueError(message)


def _material(own: Sequence[Entry], rows: Sequence[Material], kept: Sequence[Kept], settings: Settings) -> _Ran:
    decisions = [
        Decision(one.match, frozenset(one.entries), frozenset(one.material))
        for one in kept
        if one.entries and one.material
    ]
    mine = _partaking(own, decisions, bank=False)
    link = Link(of_entries(mine, bank=False), of_material(rows), settings.material_days, settings)
    run(link, mine, decisions)
    return _Ran("material", link, classes(link, bank=False))


def _bank(own: Sequence[Entry], lines: Sequence[BankLine], kept: Sequence[Kept], settings: Settings) -> _Ran:
    decisions = [
        Decision(one.match, frozenset(one.entries), frozenset(one.bank)) for one in kept if one.entries and one.bank
    ]
    mine = _partaking(own, decisions, bank=True)
    link = Link(of_entries(mine, bank=True), of_bank(lines), settings.bank_days, settings)
    run(link, mine, decisions)
    return _Ran("bank", link, classes(link, bank=True))


def _partaking(own: Sequence[Entry], decisions: Iterable[Decision], *, bank: bool) -> list[Entry]:
    """Give the entries with an amount on this link, and those that a person brought in."""
    brought = frozenset[int]().union(*(one.entries for one in decisions if one.match))
    return [one for one in own if (one.bank if bank else one.spent) or one.number in brought]


def _agreed(*ran: _Ran) -> tuple[Agreed, ...]:
    """Give what is agreed; where both links agree alike on the same entries, in one row."""
    rows: dict[tuple[tuple[int, ...], str, int], tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for one in ran:
        for stage, ours, theirs in one.link.groups:
            numbers = tuple(int(one.link.ours[place].id) for place in ours)
            amount = abs(sum(one.link.ours[place].fen for place in ours))
            ids = tuple(str(one.link.theirs[place].id) for place in theirs)
            material, bank = rows.get((numbers, stage, amount), ((), ()))
            rows[numbers, stage, amount] = (ids, bank) if one.side == "material" else (material, ids)
    found = [Agreed(stage, numbers, *rows[numbers, stage, amount], amount) for numbers, stage, amount in rows]
    return tuple(sorted(found, key=lambda row: (row.entries, not row.material, row.stage)))


def _left_ours(ran: _Ran) -> tuple[Left, ...]:
    items = ran.link.ours
    return tuple(Left(items[place].id, ran.classes[place], items[place].fen) for place in ran.link.free_ours())


def _left_theirs(ran: _Ran) -> tuple[Left, ...]:
    items = ran.link.theirs
    return tuple(Left(items[place].id, ran.classes[~place], items[place].fen) for place in ran.link.free_theirs())


def _ambiguous(ran: _Ran, shown: int) -> tuple[Ambiguous, ...]:
    found: dict[tuple[int, ...], list[tuple[tuple[str, ...], int]]] = {}
    for one in ran.link.undecided:
        if ran.link.open.issuperset(one.places):
            numbers = tuple(int(ran.link.ours[place].id) for place in one.ours)
            ids = tuple(str(ran.link.theirs[place].id) for place in one.theirs)
            found.setdefault(numbers, []).append((ids, one.score))
    return tuple(Ambiguous(numbers, ran.side, tuple(found[numbers][:shown])) for numbers in sorted(found))


def _sums(ran: _Ran, *, ours: bool) -> Sums:
    items = ran.link.ours if ours else ran.link.theirs
    free = ran.link.free_ours() if ours else ran.link.free_theirs()
    taken = [place for group in ran.link.groups for place in (group.ours if ours else group.theirs)]
    return Sums(
        all=sum(item.fen for item in items),
        agreed=sum(items[place].fen for place in taken),
        left=sum(items[place].fen for place in free),
    )
