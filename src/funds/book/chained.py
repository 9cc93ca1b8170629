"""One fund's records held against each other and against the sealed head: nothing changed, missing or added."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePath

from beancount.core.data import Transaction

from funds.book.faults import Fault
from funds.book.marks import marks
from funds.book.read import Copy
from funds.money import yuan
from funds.seal import START, Head

__all__ = ["chain_faults", "in_order"]


def in_order(copies: Iterable[Copy]) -> list[Copy]:
    """Give copies in order of number, one of each; of repeated ones the first whose seal holds."""
    chosen: dict[int, Copy] = {}
    for copy in copies:
        held = chosen.get(copy.record.number)
        if held is None or (not held.whole and copy.whole):
            chosen[copy.record.number] = copy
    return [chosen[number] for number in sorted(chosen)]


def chain_faults(fund: str, copies: Sequence[Copy], head: Head | None) -> Iterator[Fault]:
    """Yield every fault of one fund's chain; `copies` as they were read, `head` as it was sealed."""
    yield from _places(fund, copies)
    ordered = in_order(copies)
    yield from _chain(fund, ordered)
    yield from _entries(fund, ordered)
    yield from _end(fund, ordered[-1], {copy.record.number: copy for copy in ordered}, head)


def _places(fund: str, copies: Sequence[Copy]) -> Iterator[Fault]:
    """See that each record stands once, in its fund's file, and in that file after those of lower number."""
    seen: set[int] = set()
    highest = 0
    for copy in sorted(copies, key=lambda copy: copy.entry.meta["lineno"]):
        number, meta = copy.record.number, copy.entry.meta
        file = meta["filename"]
        if number in seen:
            yield Fault("record-repeated", meta, {"fund": fund, "number": number})
        elif _stem(file) != fund:
            yield Fault("file-of-other-fund", meta, {"fund": fund, "number": number, "file": PurePath(file).name})
        elif number < highest:
            yield Fault("record-reordered", meta, {"fund": fund, "number": number, "after": highest})
        else:
            highest = number
        seen.add(number)


@lru_cache(maxsize=16)
def _stem(file: str) -> str:
    return PurePath(file).stem


def _chain(fund: str, ordered: Sequence[Copy]) -> Iterator[Fault]:
    """See that numbers run 1, 2, 3 …, and that each record gives its seal and names the one before it."""
    previous, expected = START, 1
    for record, entry, _, whole in ordered:
        if record.number != expected:
            missing = str(expected) if record.number == expected + 1 else f"{expected}-{record.number - 1}"
            yield Fault("record-missing", entry.meta, {"fund": fund, "number": record.number, "missing": missing})
        elif record.previous != previous:
            yield Fault("link-broken", entry.meta, {"fund": fund, "number": record.number})
        if not whole:
            yield Fault("seal-broken", entry.meta, {"fund": fund, "number": record.number})
        previous, expected = record.seal, record.number + 1


def _entries(fund: str, ordered: Sequence[Copy]) -> Iterator[Fault]:
    """Hold what is derived and not sealed against the record: whose lines, which flag, in balance."""
    complete = ordered[-1].record.number == len(ordered)  # else what clears a record may be what is missing
    waiting = marks([copy.record for copy in ordered]).waiting
    for record, entry, places, whole in ordered:
        facts = {"fund": fund, "number": record.number}
        for other, _ in places:
            if other != fund:
                yield Fault("line-of-other-fund", entry.meta, {**facts, "other": other})
        if entry.tags or (entry.links and not entry.links <= {f"{fund}.{record.number}", f"{fund}.{record.refers}"}):
            yield from _foreign(entry, facts, whole=whole)
        wanted = "!" if record.number in waiting else "*"
        if complete and entry.flag != wanted:
            yield Fault("flag-differs", entry.meta, {**facts, "found": entry.flag, "wanted": wanted})
        if record.lines:
            difference = sum(line.fen if line.side == "debit" else -line.fen for line in record.lines)
            if difference:
                yield Fault("not-balanced", entry.meta, {**facts, "difference": yuan(difference)})


def _foreign(entry: Transaction, facts: Mapping[str, object], *, whole: bool) -> Iterator[Fault]:
    """Tell tags and links that are not a record's own; of a broken record its seal tells already."""
    if whole:
        yield Fault("links-differ", entry.meta, {**facts, "found": ", ".join(sorted({*entry.tags, *entry.links}))})


def _end(fund: str, last: Copy, by_number: dict[int, Copy], head: Head | None) -> Iterator[Fault]:
    """Hold the end of the chain against the sealed head."""
    record, meta = last.record, last.entry.meta
    facts = {"fund": fund, "number": record.number}
    if head is None:
        yield Fault("head-missing", meta, facts)
    elif record.number < head.number:
        yield Fault("tail-cut", meta, {**facts, "head": head.number})
    elif record.number > head.number:
        yield Fault("beyond-head", meta, {**facts, "head": head.number})
    elif by_number[head.number].record.seal != head.seal:
        yield Fault("head-differs", meta, facts)
