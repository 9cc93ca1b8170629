"""The book read back: Beancount entries as the records they were written from, nothing lost.

A chain's order is that of its numbers; Beancount itself orders by date.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

from beancount.core.data import Directive, Posting, Transaction
from beancount.parser import parser

from funds.book.fields import LABELS, to_fen
from funds.book.quote import plain
from funds.book.shape import reading
from funds.chart import split_name
from funds.entry.record import Line, Record
from funds.seal import canonical, digest

__all__ = ["Copy", "UnreadableError", "copy_of", "is_record", "read_folder", "records_of"]


#: What Beancount itself writes on a line, and what we do.
_OF_LINE: Final = frozenset({"filename", "lineno", "__automatic__", "side"})
_SHOWN: Final = "what is shown is not its memo"


class UnreadableError(ValueError):
    """A transaction that claims to be a record and cannot be one; says why."""


class Copy(NamedTuple):
    """A record as the book holds it: its transaction, and the (fund, purpose part) of each line's account.

    `whole`: the record gives the seal that it bears.
    """

    record: Record
    entry: Transaction
    places: tuple[tuple[str, str], ...]
    whole: bool


def is_record(entry: Directive) -> bool:
    """Tell whether an entry claims to be a record."""
    return type(entry) is Transaction and "seal" in entry.meta


def records_of(entries: Iterable[Directive]) -> dict[str, list[Record]]:
    """Give each fund's records in order of number. Raises UnreadableError.

    Entries that are not records are passed over; repeated numbers stay, as the book holds them.
    """
    funds: defaultdict[str, list[Record]] = defaultdict(list)
    for entry in entries:
        if is_record(entry):
            record = copy_of(entry).record
            funds[record.fund].append(record)
    return {fund: sorted(records, key=lambda record: record.number) for fund, records in sorted(funds.items())}


def read_folder(folder: Path) -> dict[str, list[Record]]:
    """Read every fund's file below a folder of books, without its includes and with no check.

    Raises UnreadableError, also for text that Beancount refuses.
    """
    funds: dict[str, list[Record]] = {}
    for path in sorted(folder.glob("*/*.beancount")):
        entries, errors, _ = parser.parse_file(str(path))
        if errors:
            message = f"{path}: {errors[0].message}"
            raise UnreadableError(message)
        for fund, records in records_of(entries).items():
            funds.setdefault(fund, []).extend(records)
    return funds


def copy_of(entry: Directive) -> Copy:
    """Read one record. Raises UnreadableError."""
    try:
        return _copy(entry)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableError(str(error) or type(error).__name__) from error


def _copy(entry: Any) -> Copy:
    meta = entry.meta
    fields = reading(tuple(meta)).take(meta)
    fields["date"] = entry.date
    if entry.payee:
        fields["payee"] = plain(entry.payee)
    label = LABELS[fields["kind"]]
    if "memo" in fields and not fields["memo"] == entry.narration == label:
        raise UnreadableError(_SHOWN)
    if entry.narration != label:
        fields["memo"] = plain(entry.narration)
    lines, places = zip(*map(_line, entry.postings), strict=True) if entry.postings else ((), ())
    record = Record(lines=lines, **fields)
    return Copy(record, entry, places, digest(canonical(record)) == record.seal)


def _line(posting: Posting) -> tuple[Line, tuple[str, str]]:
    """Read a line; a red-letter line tells its side."""
    account, units, cost, price, flag, meta = posting
    if units is None or units.currency != "CNY" or cost or price or flag:
        message = f"not a plain amount of CNY: {account}"
        raise UnreadableError(message)
    code, fund, detail, purpose = split_name(account)
    amount = to_fen(units.number)
    if meta and not meta.keys() <= _OF_LINE:
        raise UnreadableError(", ".join(sorted(meta.keys() - _OF_LINE)))
    side: Any = meta.get("side") if meta else None
    if side is None:
        side = "debit" if amount > 0 else "credit"
    elif side not in {"debit", "credit"}:
        message = f"not a side: {side}"
        raise UnreadableError(message)
    fen = amount if side == "debit" else -amount
    return Line(account=code, side=side, fen=fen, detail=detail), (fund, purpose)
