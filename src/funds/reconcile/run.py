"""Reconcile funds three ways: entries with material, entries with the bank, and material with the bank by them.

Material is each fund's own. The bank's lines may be any fund's whose money is on the account, so that the funds of
one account are held against them together: what could be another fund's is not taken.
"""

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence
from functools import partial
from typing import Final, NamedTuple

from funds.reconcile.classes import classes
from funds.reconcile.decided import Decision
from funds.reconcile.held import Held, held, of_part, with_papers
from funds.reconcile.item import APART, of_bank, of_entries, of_material
from funds.reconcile.link import Link
from funds.reconcile.result import Agreed, Left, Result
from funds.reconcile.settings import Settings
from funds.reconcile.sides import BankLine, Entry, Kept, Material, Part, is_paper
from funds.reconcile.stages import run

__all__ = ["reconcile", "reconcile_together"]

_DEFAULT: Final = Settings()


class _Cut(NamedTuple):
    """A fund's share as of the day, in order."""

    fund: str
    entries: list[Entry]
    rows: list[Material]
    kept: list[Kept]


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
    return reconcile_together([Part(fund, entries, material, kept)], bank, as_of, settings)[0]


def reconcile_together(
    parts: Sequence[Part],
    bank: Iterable[BankLine],
    as_of: dt.date,
    settings: Settings = _DEFAULT,
    *,
    since: dt.date | None = dt.date.min,
) -> list[Result]:
    """Hold several funds against the lines of the accounts that their money is on, as `reconcile` does one.

    `since` is the first day of which there are statements; None: there are none. Lines that are left over are
    told with each fund, since they may be any's. The order of the funds has no effect but on that of the results.
    """
    order = sorted(range(len(parts)), key=lambda at: parts[at].fund)
    cut = [_cut(parts[at], as_of) for at in order]
    lines = sorted((one for one in bank if one.date <= as_of), key=lambda one: (one.date, one.id))
    _unique([one.id for one in lines])
    banked = _bank(cut, lines, settings)
    whose = partial(_whose, [part.fund for part in cut])
    results = {}
    for at, part in zip(order, cut, strict=True):
        own = of_part(banked, whose, part.fund)
        days = {entry.number: entry.date for entry in part.entries}
        spent = with_papers(_material(part, settings), part.entries, part.kept)
        results[at] = _result(part.fund, as_of, spent, own._replace(ours=_covered(own.ours, days, since)))
    return [results[at] for at in range(len(parts))]


def _whose(funds: Sequence[str], number: int) -> tuple[str, int]:
    """Give the fund of an entry, and its number there."""
    return funds[number // APART], number % APART


def _cut(part: Part, as_of: dt.date) -> _Cut:
    own = sorted((one for one in part.entries if one.date <= as_of), key=lambda one: one.number)
    rows = sorted((one for one in part.material if one.date <= as_of), key=lambda one: (one.date, one.id))
    _unique([one.number for one in own])
    _unique([one.id for one in rows])
    return _Cut(part.fund, own, rows, list(part.kept))


def _unique(ids: Sequence[Hashable]) -> None:
    if len(set(ids)) != len(ids):
        twice = sorted({str(one) for one in ids if ids.count(one) > 1})
        message = f"not unique: {', '.join(twice)}"
        raise ValueError(message)


def _material(part: _Cut, settings: Settings) -> Held:
    decisions = [
        Decision(one.match, frozenset(one.entries), rows)
        for one in part.kept
        if one.entries and (rows := frozenset(name for name in one.material if not is_paper(name)))
    ]
    mine = _partaking(part.entries, decisions, bank=False)
    link = Link(of_entries(mine, bank=False), of_material(part.rows), settings)
    run(link, mine, decisions)
    return held("material", link, classes(link, bank=False), settings.shown)


def _bank(parts: Sequence[_Cut], lines: Sequence[BankLine], settings: Settings) -> Held:
    """Hold all parts against the lines; the number of each entry is made one that no other part has."""
    kept = sorted(((at, one) for at, part in enumerate(parts) for one in part.kept), key=lambda each: each[1].made)
    decisions = [
        Decision(one.match, frozenset(at * APART + number for number in one.entries), frozenset(one.bank))
        for at, one in kept
        if one.entries and one.bank
    ]
    own = [_moved(entry, at) if at else entry for at, part in enumerate(parts) for entry in part.entries]
    mine = _partaking(own, decisions, bank=True)
    link = Link(of_entries(mine, bank=True), of_bank(one for one in lines if not one.marked), settings, bank=True)
    run(link, mine, decisions)
    told = held("bank", link, classes(link, bank=True), settings.shown)
    looks = {one.id: one.looks for one in lines if one.looks}
    theirs = [
        one._replace(cls=looks.get(str(one.id), one.cls)) if one.cls == "no-entry" else one for one in told.theirs
    ]
    marked = [Left(one.id, one.marked, one.amount, "bank") for one in lines if one.marked]
    order = {one.id: at for at, one in enumerate(lines)}
    return told._replace(theirs=tuple(sorted((*theirs, *marked), key=lambda one: order[str(one.id)])))


def _moved(entry: Entry, at: int) -> Entry:
    refers = at * APART + entry.refers if entry.refers else 0
    return entry._replace(number=at * APART + entry.number, refers=refers)


def _partaking(own: Sequence[Entry], decisions: Iterable[Decision], *, bank: bool) -> list[Entry]:
    """Give the entries with an amount on this link, and those that a person brought in."""
    brought = frozenset[Hashable]().union(*(one.entries for one in decisions if one.match))
    return [one for one in own if (one.bank if bank else one.spent) or one.number in brought]


def _covered(left: Iterable[Left], days: dict[int, dt.date], since: dt.date | None) -> tuple[Left, ...]:
    """Class the entries that no statement could show."""
    cls = "no-statement" if since is None else "before-statement"
    return tuple(
        one._replace(cls=cls) if one.cls == "no-bank-line" and (since is None or days[int(one.id)] < since) else one
        for one in left
    )


def _result(fund: str, as_of: dt.date, spent: Held, banked: Held) -> Result:
    (spending, material), (entries, bank) = spent.sums, banked.sums
    return Result(
        fund=fund,
        as_of=as_of,
        agreed=_agreed(spent, banked),
        entries=tuple(sorted((*spent.ours, *banked.ours), key=lambda one: one.id)),
        material=spent.theirs,
        bank=banked.theirs,
        ambiguous=(*spent.ambiguous, *banked.ambiguous),
        totals={"spending": spending, "material": material, "entries": entries, "bank": bank},
    )


def _agreed(*told: Held) -> tuple[Agreed, ...]:
    """Give what is agreed; where both links agree alike on the same entries, in one row."""
    rows: dict[tuple[tuple[int, ...], str, int], Agreed] = {}
    for one in told:
        for group in one.groups:
            ours = sum(group.entries.values())
            numbers = tuple(group.entries)
            key = numbers, group.stage, abs(ours)
            row = rows.get(key) or Agreed(group.stage, numbers, (), (), abs(ours), {})
            if one.side == "material":
                rows[key] = row._replace(material=group.ids, sums={"spending": ours, "material": group.fen, **row.sums})
            else:
                rows[key] = row._replace(bank=group.ids, sums={**row.sums, "entries": ours, "bank": group.fen})
    return tuple(sorted(rows.values(), key=lambda row: (row.entries, not row.material, row.stage)))
