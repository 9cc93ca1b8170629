"""What an opened book holds: the records of each fund, the heads that were sealed, and what does not belong."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final

from beancount.core import data

from funds.book.faults import Fault
from funds.book.read import Copy, UnreadableError, copy_of, is_record
from funds.seal import Head

__all__ = ["Contents", "contents", "document_faults"]

#: What the opening file alone may hold, besides Fava's options and extensions.
_CUSTOM: Final = frozenset({"funds-book", "funds-head", "fava-option", "fava-extension", "fava-sidebar-link"})


@dataclass(slots=True)
class Contents:
    """A book taken apart. `said` is the count of funds and of records that the opening file states."""

    copies: dict[str, list[Copy]] = field(default_factory=lambda: defaultdict(list))
    heads: dict[str, Head] = field(default_factory=dict)
    said: tuple[int, int] | None = None
    documents: list[data.Document] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many records the book holds."""
        return sum(map(len, self.copies.values()))


def contents(entries: Iterable[data.Directive], opened: str) -> Contents:
    """Take a book apart; `opened` is the opened file, the only one whose heads count."""
    found = Contents()
    for entry in entries:
        if is_record(entry):
            _record(found, entry)
        elif isinstance(entry, data.Document):
            found.documents.append(entry)
        elif isinstance(entry, data.Custom) and entry.meta["filename"] == opened and entry.type in _CUSTOM:
            _custom(found, entry)
        elif not _belongs(entry, opened):
            found.faults.append(Fault("foreign-entry", entry.meta, {"what": type(entry).__name__.lower()}))
    return found


def _belongs(entry: data.Directive, opened: str) -> bool:
    if isinstance(entry, data.Query):
        return bool(entry.meta["filename"] == opened)
    return isinstance(entry, (data.Open, data.Balance))


def _record(found: Contents, entry: Any) -> None:
    try:
        copy = copy_of(entry)
    except UnreadableError as error:
        facts = {"fund": entry.meta.get("fund", "?"), "number": entry.meta.get("number", "?"), "why": error}
        found.faults.append(Fault("record-unreadable", entry.meta, facts))
        return
    found.copies[copy.record.fund].append(copy)


def _custom(found: Contents, entry: data.Custom) -> None:
    values = [value.value for value in entry.values or ()]
    if entry.type == "funds-head":
        fund, number, seal = values
        if fund in found.heads:
            found.faults.append(Fault("foreign-entry", entry.meta, {"what": "custom"}))
        found.heads[fund] = Head(fund, int(number), seal)
    elif entry.type == "funds-book":
        _, funds, records = values
        found.said = int(funds), int(records)


def document_faults(found: Contents) -> Iterator[Fault]:
    """Tell documents that are no evidence of the record they are linked to; evidence files are named by digest.

    Funds that have a fault already are passed over.
    """
    if not found.documents:  # a copy of the book without its evidence
        return
    known = {fault.facts.get("fund") for fault in found.faults}
    digests = {
        (fund, f"{fund}.{copy.record.number}", evidence.digest)
        for fund, copies in found.copies.items()
        for copy in copies
        for evidence in copy.record.evidence
    }
    for document in found.documents:
        fund = document.account.rpartition(":")[2]
        shown = {(fund, link, _digest(document.filename)) for link in document.links or ("",)}
        if fund not in known and (document.tags or not shown <= digests):
            yield Fault("foreign-entry", document.meta, {"what": "document"})


def _digest(path: object) -> str:
    return PurePath(str(path)).name.partition(".")[0]
