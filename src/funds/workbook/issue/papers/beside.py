"""What is left over on either side and seems to speak of the same, so that it is shown in one row with what it differs by."""

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from funds.reconcile.item import Item, of_bank, of_entries, of_material
from funds.reconcile.link import named
from funds.reconcile.settings import Settings
from funds.reconcile.sides import BankLine as BankSide
from funds.reconcile.sides import Material as MaterialSide
from funds.workbook.issue.papers.side_rows import Reconciled, Shown, Side

__all__ = ["beside", "joined"]

#: The classes whose entries and rows name each other by a key, and those that agree by their amount.
_BY_KEY: Final = frozenset({"amount-differs", "document-twice", "stated-twice"})
_BY_AMOUNT: Final = frozenset({"outside-window"})
_Thing = TypeVar("_Thing", bound=Hashable)


def beside(cls: str, shown: Shown, numbers: Sequence[int], ids: Sequence[str], side: Side) -> Iterator[tuple[int, str]]:
    """Give the pairs of entries and rows, left over under a class on one side, that seem to speak of the same."""
    if cls not in _BY_KEY | _BY_AMOUNT:
        return
    ours = of_entries((shown.sides[number] for number in numbers), bank=side == "bank")
    theirs = list(_rows(shown.made, ids) if side == "material" else _lines(shown.made, ids))
    if cls in _BY_AMOUNT:
        first: dict[int, str] = {}
        for row in reversed(theirs):
            first[row.fen] = str(row.id)
        yield from ((int(one.id), first[one.fen]) for one in ours if one.fen in first)
        return
    for row, some in zip(theirs, named(ours, theirs, Settings().voucher_days), strict=True):
        yield from ((int(ours[place].id), str(row.id)) for place in some)


def _rows(made: Reconciled, ids: Iterable[str]) -> list[Item]:
    rows = ((name, made.material[name]) for name in ids)
    return of_material(
        MaterialSide(
            name, row.ledger, dt.date.fromisoformat(row.date), row.stated, (row.invoice_code, row.invoice_number),
            row.voucher,
        )
        for name, row in rows
    )  # fmt: skip


def _lines(made: Reconciled, ids: Iterable[str]) -> list[Item]:
    lines = ((name, made.lines[name]) for name in ids)
    return of_bank(
        BankSide(name, dt.date.fromisoformat(line.date), line.fen, "", line.text, line.voucher) for name, line in lines
    )


def joined(things: Iterable[_Thing], pairs: Iterable[tuple[_Thing, _Thing]]) -> list[list[_Thing]]:
    """Put together what hangs together by pairs; what is in none stands alone."""
    at = {one: [one] for one in things}
    for one, two in pairs:
        if at[one] is not at[two]:
            both = at[one] + at[two]
            at.update(dict.fromkeys(both, both))
    return list({id(some): some for some in at.values()}.values())
