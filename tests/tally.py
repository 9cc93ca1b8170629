"""An independent count of a fund's figures, for tests: plain loops over records, nothing of the program's sums."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from funds.entry.record import Record

Sums = dict[tuple[str, str], int]
PAST = {
    "disburse": "disbursed",
    "receive": "received",
    "recover": "recovered",
    "return": "returned",
    "disallow": "disallowed",
}


def tally(records: Sequence[Record], since: dt.date | None, as_of: dt.date, known: dt.datetime | None) -> Sums:
    """Count one fund's figures as its records up to a day, known at a moment, state them."""
    stand = [r for r in records if r.date <= as_of and (known is None or (r.posted and r.posted <= known))]
    by_number = {r.number: r for r in stand}
    undone = {r.refers: r for r in stand if r.kind == "reverse"}
    first = since or dt.date.min
    sums: Counter[tuple[str, str]] = Counter()
    approved = disbursed = 0
    for r in stand:
        if r.kind in {"award", "amend"}:
            approved = r.amount
        elif r.kind == "withdraw":
            approved = disbursed
        what, sign = (by_number[r.refers], -1) if r.kind == "reverse" else (r, 1)
        disbursed += sign * what.amount if what.kind == "disburse" else 0
        if r.date < first:
            continue
        amount = sign * what.amount
        if what.kind in PAST:
            sums[PAST[what.kind], ""] += amount
        if what.kind == "spend" and what.refers == 0:
            sums["spent", what.purpose] += amount
        if what.kind == "refund" or (what.kind == "disallow" and what.refers):
            sums["spent", by_number[what.refers].purpose] -= amount
    sums["approved", ""] = approved
    _doubts(stand, undone, first, sums)
    return {key: fen for key, fen in sums.items() if fen}


def _doubts(stand: Sequence[Record], undone: dict[int, Record], first: dt.date, sums: Counter[tuple[str, str]]) -> None:
    for spend in stand:
        if spend.kind != "spend" or spend.refers or spend.number in undone or spend.date < first:
            continue
        about = [r for r in stand if r.refers == spend.number]
        taken = [r for r in about if r.kind in {"refund", "disallow"} and r.number not in undone]
        left = spend.amount - sum(r.amount for r in taken)
        waits = any(f.severity == "review" for f in spend.findings) and not any(r.kind == "clear" for r in about)
        given = {e.kind for r in about if r.kind == "attach" for e in r.evidence}
        wanted = [need for f in spend.findings for need in f.facts.get("missing", "").split(",") if need]
        sums["under_review", spend.purpose] += left if waits else 0
        sums["unsupported", spend.purpose] += left if any(not given & set(need.split("|")) for need in wanted) else 0


def accounts(records: Sequence[Record]) -> dict[str, int]:
    """Add up debit less credit by account code."""
    found: dict[str, int] = defaultdict(int)
    for r in records:
        for line in r.lines:
            found[line.account] += line.fen * (1 if line.side == "debit" else -1)
    return found
