"""Where a person put together what is not the same amount: by how much the two sides differ, and what stays uncovered."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from funds.reconcile.result import Result
from funds.reconcile.sides import BankLine, Entry, Material, Part

__all__ = ["Difference", "differences", "uncovered"]


class Difference(NamedTuple):
    """A group that does not tie: what its entries come to (`ours`), and its rows or lines (`theirs`), in fen, signed."""

    entries: tuple[int, ...]
    side: Literal["material", "bank"]
    ids: tuple[str, ...]
    ours: int
    theirs: int

    @property
    def fen(self) -> int:
        """By how much the entries exceed what they go with, in fen."""
        return self.ours - self.theirs


def differences(result: Result, part: Part, lines: Iterable[BankLine]) -> list[Difference]:
    """Give the groups of a fund's result that a person agreed and that do not tie.

    Rows that state no amount say nothing against an entry. A line that funds share is looked at by neither.
    """
    entries = {one.number: one for one in part.entries}
    material = {one.id: one for one in part.material}
    bank = {one.id: one for one in lines}
    return [found for found in _found(result, entries, material, bank) if found.fen]


def _found(
    result: Result, entries: Mapping[int, Entry], material: Mapping[str, Material], bank: Mapping[str, BankLine]
) -> Iterator[Difference]:
    for row in result.agreed:
        if row.stage != "person":
            continue
        own = [entries[number] for number in row.entries]
        stated = [fen for name in row.material if (fen := material[name].amount)]
        if stated:
            yield Difference(row.entries, "material", row.material, sum(one.spent for one in own), sum(stated))
        if row.bank:
            moved = sum(bank[name].amount for name in row.bank)
            yield Difference(row.entries, "bank", row.bank, sum(one.bank for one in own), moved)


def uncovered(found: Iterable[Difference]) -> int:
    """Give the spending, in fen, that no material covers though a person put the two together."""
    return sum(max(0, one.fen) for one in found if one.side == "material")
