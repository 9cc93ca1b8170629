"""Which lines of a statement are kept already: found again once each, whatever layout the bank wrote them in.

Banks let the same movement be downloaded with other texts, without serial numbers and without balances. So it is
looked for by the surest first: its serial number; all that it says; its balance; what a person said; its words; its
place between lines that were found. Where the words differ and nothing else tells, it is asked back: neither may a
payment be swallowed by another of its day and amount, nor one be kept twice.
"""

from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import Final, NamedTuple

from funds.entry.names import fold
from funds.record.errors import RecordError
from funds.statements.bank import ANOTHER, BankLine, account_digits
from funds.statements.likened import Doubt, by_place, by_words, doubts
from funds.statements.worded import words
from funds.text import N_

__all__ = ["AnswerError", "DoubtError", "FoundError", "like", "nearest", "recognised"]

_Key = Callable[[BankLine], Hashable | None]
#: Lines that wait to be found, by key and whether they bear a serial number.
_Waiting = dict[tuple[Hashable, bool], deque[BankLine]]


class DoubtError(RecordError):
    """Of some lines of a statement nothing tells whether they are kept already; `doubts` has each with the kept one."""

    says = N_("Of {count} lines nothing tells whether they are kept already. Nothing was kept.")

    def __init__(self, told: Sequence[Doubt]) -> None:
        """Take the doubts."""
        super().__init__(count=len(told))
        self.doubts = list(told)


class AnswerError(RecordError):
    """A person says that a line is one that it cannot be."""

    says = N_("Row {row} cannot be line {seq}: no such line of its day and amount is left to be found.")


class FoundError(RecordError):
    """A person says of a line that is certain that it is another one."""

    says = N_("Row {row} is line {seq}, by its serial number or its balance; nothing else can be said of it.")


class _Way(NamedTuple):
    """One way of finding a line again: by which key a kept line is found, with which a given one asks.

    No key: the line has no part in it. Unless by its `serial`, no line is found that has one where the given one has
    another.
    """

    key: _Key
    asks: _Key
    serial: bool = False


def recognised(there: Sequence[BankLine], given: Sequence[BankLine]) -> list[BankLine | None]:
    """Give for each line of a statement the kept line that it is, or None; no kept line is two of the statement's.

    The `seq` of a given line is what a person says of it: the number of the kept one, `ANOTHER`, or 0 for nothing.
    Raises DoubtError, AnswerError, FoundError.
    """
    found: list[BankLine | None] = [None] * len(given)
    _by_ways(_SURE, there, given, found)
    _answered(there, given, found)
    _by_ways(_WORDED, there, given, found)
    by_words(_left(there, found), given, found)
    against = by_place(there, given, found)
    if unclear := doubts(_left(there, found), given, found, against):
        raise DoubtError(unclear)
    return found


def _by_ways(
    ways: Iterable[_Way], there: Sequence[BankLine], given: Sequence[BankLine], found: list[BankLine | None]
) -> None:
    for way in ways:
        waiting: _Waiting = {}
        for line in _left(there, found):
            if (key := way.key(line)) is not None:
                waiting.setdefault((key, bool(line.serial) and not way.serial), deque()).append(line)
        for place, line in enumerate(given):
            if found[place] is None and (key := way.asks(line)) is not None:
                found[place] = _next(waiting, key, free=not line.serial and not way.serial)


def _left(there: Sequence[BankLine], found: Sequence[BankLine | None]) -> list[BankLine]:
    taken = {one.seq for one in found if one}
    return [line for line in there if line.seq not in taken]


def _next(waiting: _Waiting, key: Hashable, *, free: bool) -> BankLine | None:
    """Take the first line that waits under a key; `free`: also one that bears a serial number."""
    for place in ((key, False), (key, True)) if free else ((key, False),):
        if some := waiting.get(place):
            return some.popleft()
    return None


def _answered(there: Sequence[BankLine], given: Sequence[BankLine], found: list[BankLine | None]) -> None:
    """Take what a person said, where nothing surer speaks against it."""
    left = {line.seq: line for line in _left(there, found)}
    for place, line in enumerate(given):
        sure = found[place]
        if not line.seq or (sure and sure.seq == line.seq):
            continue
        if sure:
            raise FoundError(row=line.row, seq=sure.seq)
        if line.seq == ANOTHER:
            continue
        kept = left.pop(line.seq, None)
        if kept is None or (kept.date, kept.fen) != (line.date, line.fen):
            raise AnswerError(row=line.row, seq=line.seq)
        found[place] = kept


def nearest(there: Sequence[BankLine], taken: Collection[int], lines: Sequence[BankLine]) -> dict[int, int]:
    """Give by number, of lines newly kept, that of one kept before that might be taken for it.

    It has the same day, amount and balance; or the same day and amount, where one of the two states no balance.
    """
    before: dict[Hashable, dict[int | None, int]] = {}
    for one in there:
        if one.seq not in taken:
            before.setdefault((one.date, one.fen), {}).setdefault(one.balance, one.seq)
    found: dict[int, int] = {}
    for line in lines:
        some = before.get((line.date, line.fen), {})
        other = next(iter(some.values()), 0) if line.balance is None else some.get(line.balance, some.get(None, 0))
        found |= {line.seq: other} if other else {}
    return found


def like(one: BankLine, other: BankLine) -> bool:
    """Tell whether two lines say the same of who and what for."""
    return _said(one) == _said(other)


def _said(line: BankLine) -> tuple[str, str]:
    return fold(line.counterparty), fold(line.text)


def _whole(line: BankLine) -> Hashable:
    return (*_stands(line), *_said(line), account_digits(line.counter_account))


def _stands(line: BankLine) -> tuple[str, int, int | None]:
    return line.date, line.fen, line.balance


def _balanced(line: BankLine) -> Hashable | None:
    return None if line.balance is None else _stands(line)


def _serial(line: BankLine) -> Hashable | None:
    return (line.serial, *_stands(line)) if line.serial else None


def _serial_moved(line: BankLine) -> Hashable | None:
    return (line.serial, line.date, line.fen) if line.serial else None


def _worded(line: BankLine) -> Hashable | None:
    return None if line.seq == ANOTHER else (line.date, line.fen, words(line))


def _with(key: _Key) -> _Key:
    return lambda line: None if line.balance is None else key(line)


def _without(key: _Key) -> _Key:
    return lambda line: key(line) if line.balance is None else None


#: What tells for sure: a serial number, or a balance; of two lines with the same balance first the words.
_SURE: Final = (
    _Way(_serial, _serial, serial=True),
    _Way(_serial_moved, _without(_serial_moved), serial=True),
    _Way(_without(_serial_moved), _with(_serial_moved), serial=True),
    _Way(_with(_whole), _with(_whole)),
    _Way(_balanced, _balanced),
)
#: What tells unless a person says otherwise: every word, where one of the two states no balance.
_WORDED: Final = (
    _Way(_worded, _without(_worded)),
    _Way(_without(_worded), _with(_worded)),
)
