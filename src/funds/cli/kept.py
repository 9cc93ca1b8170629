"""What lies beside the record: the book, held against the record's chains."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from funds.book.read import UnreadableError, read_folder
from funds.entry.record import Record
from funds.text import _
from funds.workspace import Workspace

__all__ = ["book_troubles", "has_books"]

_Told = tuple[str, int, str]


def has_books(workspace: Workspace) -> bool:
    """Tell whether a book was ever written."""
    return workspace.main.is_file() or any(workspace.books.glob("*/*.beancount"))


def book_troubles(
    workspace: Workspace, chains: Mapping[str, Sequence[Record]], skipped: Collection[str]
) -> Iterator[_Told]:
    """Compare each fund of the book with its chain; yields fund, number and the sentence.

    Funds in `skipped` are passed over; ``*`` there passes over those that the record lacks.
    """
    try:
        copies = read_folder(workspace.books)
    except (UnreadableError, OSError) as error:
        yield "", 0, _("The book cannot be read: {error}.").format(error=error)
        return
    for fund, chain in chains.items():
        yield from _fund(fund, chain, copies.pop(fund, []))
    if "*" not in skipped:
        for fund in sorted(set(copies) - set(skipped)):
            yield fund, 0, _("The book holds a fund that the record does not have.")


def _fund(fund: str, chain: Sequence[Record], copies: Sequence[Record]) -> Iterator[_Told]:
    by_number: dict[int, Record] = {}
    for copy in copies:
        if copy.number in by_number:
            yield fund, copy.number, _("The book holds this record twice.")
        by_number.setdefault(copy.number, copy)
    last = max(by_number, default=0)
    if last < len(chain):
        says = _("The book ends with number {last}, the record with {end}: write the book anew with funds book.")
        yield fund, last + 1, says.format(last=last, end=len(chain))
    for record in chain:
        held = by_number.get(record.number)
        if held is None and record.number <= last:
            yield fund, record.number, _("The book lacks this record.")
        elif held is not None and held != record:
            says = _("The book differs from the record in: {fields}.")
            yield fund, record.number, says.format(fields=", ".join(_differing(record, held)))
    for number in sorted(set(by_number) - {record.number for record in chain}):
        yield fund, number, _("The book holds a record that the record does not have.")


def _differing(record: Record, copy: Record) -> Iterator[str]:
    ours: dict[str, Any] = msgspec.structs.asdict(record)
    theirs = msgspec.structs.asdict(copy)
    for name, value in ours.items():
        if theirs[name] != value:
            yield name
