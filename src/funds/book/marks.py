"""What the book adds to a record for its reader, derived from the chain: flags, links, account names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from funds.chart import account_name, is_expense
from funds.checks.purpose import HOUSE
from funds.entry.record import Line, Record
from funds.law.force import Lawbook

__all__ = ["Marks", "line_account", "marks", "purpose_part", "purpose_parts"]

_UNFIT: Final = re.compile(r"[^0-9A-Za-z\u3400-\u9fff-]+")


class Marks(NamedTuple):
    """The numbers of a fund's records that wait for clearance (待核), and of those that others name."""

    waiting: frozenset[int]
    named: frozenset[int]


def marks(records: Iterable[Record]) -> Marks:
    """Find what waits and what is named, over the whole chain of one fund."""
    waiting: set[int] = set()
    named: set[int] = set()
    reversed_: set[int] = set()
    for record in records:
        if record.refers:
            named.add(record.refers)
            if record.kind in {"clear", "reverse"}:
                waiting.discard(record.refers)
            if record.kind == "reverse":
                reversed_.add(record.refers)
        if record.evidence:
            named.add(record.number)
        for finding in record.findings:
            if finding.severity == "review":
                # a paper attached later speaks of its entry
                waiting.add(record.refers if record.kind == "attach" and record.refers else record.number)
    return Marks(frozenset(waiting - reversed_), frozenset(named))


def purpose_parts(books: Sequence[Lawbook]) -> dict[str, str]:
    """Give each purpose's part of the account name, ``P2设备采购改进``; the latest text's wording stands."""
    return {
        use.id: f"P{use.number}{_UNFIT.sub('', use.name)}"
        for book in books
        for use in (*book.general.use, *book.programme.use)
    }


def purpose_part(purpose: str, names: Mapping[str, str]) -> str:
    """Give a purpose's part of the account name; none where there is no purpose."""
    if not purpose:
        return ""
    return names.get(purpose) or "P0" + HOUSE.get(purpose, _UNFIT.sub("", purpose))


def line_account(record: Record, line: Line, names: Mapping[str, str]) -> str:
    """Give the account of a line: its purpose shows on expenditure only."""
    part = purpose_part(record.purpose, names) if is_expense(line.account) else ""
    return account_name(line.account, record.fund, line.detail, part)
