"""The sums of a fund, in fen, found two ways: by the fund's story, and straight from its lines.

The record's own sums are one SQL query; the tests hold it against both of these.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from funds.entry.record import Line, Record
from funds.entry.story import Story, advance
from funds.statements.window import ALWAYS, Window

__all__ = ["FLOWS", "Sums", "folded", "from_lines"]

#: Fen by measure and purpose; sums of nothing are left out.
Sums = Mapping[tuple[str, str], int]

#: The measures that are sums of a period.
FLOWS: Final = frozenset({"disbursed", "received", "spent", "disallowed", "recovered", "returned"})


def folded(records: Iterable[Record], window: Window = ALWAYS) -> Sums:
    """Fold one fund's records, in order of number, and add up what they moved in the window."""
    sums: Counter[tuple[str, str]] = Counter()
    story = Story()
    for record in records:
        if not window.reaches(record.date, record.posted):
            continue
        for measure, purpose, fen in advance(story, record):
            if measure == "approved" or (measure in FLOWS and window.holds(record.date)):
                sums[measure, purpose] += fen
    for item in story.items.values():
        spend = item.record
        if spend.kind == "spend" and not spend.refers and window.holds(spend.date):
            sums["under_review", spend.purpose] += item.left if item.open else 0
            sums["unsupported", spend.purpose] += item.left if item.missing else 0
    return {key: fen for key, fen in sums.items() if fen}


#: Which accounts tell a measure, for the kinds of record that make it; and the side it grows on.
_TOLD: Final = {
    "receive": ("received", "credit", ("40302", "13101", "32101")),
    "spend": ("spent", "debit", ("50303", "50702", "50703", "50706", "50707", "32101")),
    "refund": ("spent", "debit", ("50303", "50702", "50703", "50706", "50707", "32101")),
    "recover": ("recovered", "credit", ("135",)),
    "return": ("returned", "debit", ("40302", "32101")),
}


def from_lines(records: Iterable[Record], window: Window = ALWAYS) -> Sums:
    """Add up one fund's lines by account: what was received, spent, disallowed, recovered, returned.

    No story is kept: a reversal counts for the kind of record it reverses.
    """
    sums: Counter[tuple[str, str]] = Counter()
    seen: dict[int, Record] = {}
    for record in records:
        seen[record.number] = record
        source = seen.get(record.refers, record) if record.kind == "reverse" else record
        if not (window.reaches(record.date, record.posted) and window.holds(record.date)):
            continue
        if source.kind == "disallow":
            sums["disallowed", ""] += _net(record.lines, "debit", ("135",))
            sums["spent", source.purpose] += _net(record.lines, *_TOLD["spend"][1:]) if source.refers else 0
        elif source.kind in _TOLD:
            measure, side, accounts = _TOLD[source.kind]
            purpose = source.purpose if measure == "spent" else ""
            sums[measure, purpose] += _net(record.lines, side, accounts)
    return {key: fen for key, fen in sums.items() if fen}


def _net(lines: Iterable[Line], side: str, accounts: tuple[str, ...]) -> int:
    return sum(line.fen if line.side == side else -line.fen for line in lines if line.account in accounts)
