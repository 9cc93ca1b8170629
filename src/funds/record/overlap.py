"""Which lines of a statement are kept already: found again once each, whatever layout the bank wrote them in.

Banks let the same movement be downloaded with other texts, without serial numbers and without balances. So it is
looked for by the surest first: its serial number; all that it says; its balance; last, who the other side is.
"""

from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import Final, NamedTuple

from funds.entry.names import fold
from funds.statements.bank import BankLine, account_digits

__all__ = ["like", "nearest", "recognised"]

#: Signs of a name, and of an account's number, that are enough to be told by.
_NAME: Final = 3
_NUMBER: Final = 6
#: Other sides of one day and amount among which a shortened name is looked for; among more it would fit anybody.
_PARTIES: Final = 1_000

_Key = Callable[[BankLine], Hashable | None]
#: Lines that wait to be found, by key and whether they bear a serial number.
_Waiting = dict[tuple[Hashable, bool], deque[BankLine]]


class _Way(NamedTuple):
    """One way of finding a line again: by which key a kept line is found, with which a given one asks.

    No key: the line has no part in it. Unless by its `serial`, no line is found that has one where the given one has
    another.
    """

    key: _Key
    asks: _Key
    serial: bool = False


def recognised(there: Sequence[BankLine], given: Sequence[BankLine]) -> list[BankLine | None]:
    """Give for each line of a statement the kept line that it is, or None; no kept line is two of the statement's."""
    found: list[BankLine | None] = [None] * len(given)
    left = list(there)
    for way in _WAYS:
        waiting: _Waiting = {}
        for line in left:
            if (key := way.key(line)) is not None:
                waiting.setdefault((key, bool(line.serial) and not way.serial), deque()).append(line)
        for place, line in enumerate(given):
            if found[place] is None and (key := way.asks(line)) is not None:
                found[place] = _next(waiting, key, free=not line.serial and not way.serial)
        taken = {one.seq for one in found if one}
        left = [line for line in left if line.seq not in taken]
    _by_party(left, given, found)
    return found


def _next(waiting: _Waiting, key: Hashable, *, free: bool) -> BankLine | None:
    """Take the first line that waits under a key; `free`: also one that bears a serial number."""
    for place in ((key, False), (key, True)) if free else ((key, False),):
        if some := waiting.get(place):
            return some.popleft()
    return None


def _by_party(left: Iterable[BankLine], given: Sequence[BankLine], found: list[BankLine | None]) -> None:
    """Find lines, of which the given or the kept one states no balance, by a name that is missing or shortened."""
    parties: dict[Hashable, dict[_Party, None]] = {}
    waiting: _Waiting = {}
    for line in left:
        parties.setdefault(_moved(line), {})[_party(line)] = None
        waiting.setdefault(((_moved(line), _party(line)), bool(line.serial)), deque()).append(line)
    for place, line in enumerate(given):
        moved = _moved(line)
        if found[place] is not None or moved not in parties:
            continue
        some, own = parties[moved], _party(line)
        for other in some if len(some) <= _PARTIES else ():
            if (own.balanced and other.balanced) or not _alike(own, other):
                continue
            found[place] = _next(waiting, (moved, other), free=not line.serial)
            if found[place]:
                break


class _Party(NamedTuple):
    """The other side of a line as it is compared, and whether the line states a balance."""

    name: str
    number: str
    balanced: bool


def _party(line: BankLine) -> _Party:
    return _Party(fold(line.counterparty), account_digits(line.counter_account), line.balance is not None)


def _alike(one: _Party, other: _Party) -> bool:
    """Tell whether one side has no name, or a shortened one, or both have the same account."""
    short, long = sorted((one.name, other.name), key=len)
    same = one.number == other.number and len(one.number) >= _NUMBER
    return same or not short or (len(short) >= _NAME and short in long)


def nearest(there: Sequence[BankLine], taken: Collection[int], lines: Sequence[BankLine]) -> dict[int, int]:
    """Give by number, of lines newly kept, that of one kept before with the same day, amount and balance."""
    before = {_stands(one): one.seq for one in reversed(there) if one.balance is not None and one.seq not in taken}
    return {line.seq: before[_stands(line)] for line in lines if _stands(line) in before}


def like(one: BankLine, other: BankLine) -> bool:
    """Tell whether two lines say the same of who and what for."""
    return _said(one) == _said(other)


def _said(line: BankLine) -> tuple[str, str]:
    return fold(line.counterparty), fold(line.text)


def _whole(line: BankLine) -> Hashable:
    return (*_stands(line), *_said(line))


def _stands(line: BankLine) -> tuple[str, int, int | None]:
    return line.date, line.fen, line.balance


def _moved(line: BankLine) -> Hashable:
    return line.date, line.fen


def _balanced(line: BankLine) -> Hashable | None:
    return None if line.balance is None else _stands(line)


def _serial(line: BankLine) -> Hashable | None:
    return (line.serial, *_stands(line)) if line.serial else None


def _serial_moved(line: BankLine) -> Hashable | None:
    return (line.serial, line.date, line.fen) if line.serial else None


def _named(line: BankLine) -> Hashable | None:
    return line.date, line.fen, fold(line.counterparty)


def _with(key: _Key) -> _Key:
    return lambda line: None if line.balance is None else key(line)


def _without(key: _Key) -> _Key:
    return lambda line: key(line) if line.balance is None else None


#: Where a side states no balance, its words must tell.
_WAYS: Final = (
    _Way(_serial, _serial, serial=True),
    _Way(_serial_moved, _without(_serial_moved), serial=True),
    _Way(_without(_serial_moved), _with(_serial_moved), serial=True),
    _Way(_whole, _whole),
    _Way(_balanced, _balanced),
    _Way(_named, _without(_named)),
    _Way(_without(_named), _with(_named)),
)
