"""The lines of bank statements: kept once, whatever statements overlap, and never changed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from sqlalchemy import Connection, Engine, func, select

from funds.entry.names import fold
from funds.record.errors import RacedError
from funds.record.open import reading, writing
from funds.record.rows import ZONE, plain
from funds.record.tables import bank_line
from funds.statements.bank import BankLine, Gap, sorted_lines

__all__ = ["Kept", "bank_lines", "keep_lines", "lines_in"]

_TRIES = 5
_COLUMNS = [bank_line.c[name] for name in BankLine._fields]


class Kept(NamedTuple):
    """What became of the lines of a statement.

    `lines` has, in the statement's order, each line as it is now kept; `new` the numbers of those that were
    added; `alike` by number of a new line that of another with the same day, amount and balance; `gaps` the
    gaps among all lines of the account. Tried only, the numbers are those that would be given.
    """

    lines: list[BankLine]
    new: set[int]
    alike: dict[int, int]
    gaps: list[Gap]


def keep_lines(engine: Engine, given: Sequence[BankLine], maker: str, now: dt.datetime, *, dry: bool = False) -> Kept:
    """Keep the lines of one account's statement that are not there yet: all or, on any exception, none.

    A line is there already by its serial number with day, amount and balance; else by day, amount, balance,
    counterparty, text and how often the same came before on that day. `dry` only tries.
    """
    if dry or not given:
        with reading(engine) as connection:
            return _matched(connection, given)
    for _tried in range(1, _TRIES):
        with suppress(RacedError):
            return _keep(engine, given, maker, now)
    return _keep(engine, given, maker, now)


def _keep(engine: Engine, given: Sequence[BankLine], maker: str, now: dt.datetime) -> Kept:
    moment = now.astimezone(ZONE).isoformat(timespec="microseconds")
    with writing(engine) as connection:
        kept = _matched(connection, given, plain(maker), moment)
        rows = [line._asdict() | {"before": line.seq - 1 or None} for line in kept.lines if line.seq in kept.new]
        if rows:
            connection.execute(bank_line.insert(), rows)
    return kept


def _matched(connection: Connection, given: Sequence[BankLine], maker: str = "", moment: str = "") -> Kept:
    if not given:
        return Kept([], set(), {}, [])
    account = given[0].account
    there = _read(connection, account)
    known = _Known(there)
    last = connection.execute(select(func.max(bank_line.c.seq)).where(bank_line.c.account == account)).scalar() or 0
    lines: list[BankLine] = []
    new: set[int] = set()
    alike: dict[int, int] = {}
    for line in map(_plain, given):
        if found := known.take(line):
            lines.append(found)
            continue
        last += 1
        new.add(last)
        lines.append(line._replace(seq=last, maker=maker, moment=moment))
        if other := known.like(line):
            alike[last] = other
    added = [line for line in lines if line.seq in new]
    return Kept(lines, new, alike, sorted_lines([*there, *added]).gaps)


def _plain(line: BankLine) -> BankLine:
    return line._replace(
        counterparty=plain(line.counterparty),
        counter_account=plain(line.counter_account),
        text=plain(line.text),
        serial=plain(line.serial),
        voucher=plain(line.voucher),
        own_id=plain(line.own_id),
        name=plain(line.name),
        sheet=plain(line.sheet),
    )


class _Known:
    """The lines that are kept, each to be found again once: the second of two equal ones finds the second."""

    def __init__(self, lines: Iterable[BankLine]) -> None:
        self._serials: dict[tuple[str, str, int], list[BankLine]] = {}
        self._prints: dict[tuple[object, ...], list[BankLine]] = {}
        self._likes: dict[tuple[str, int, int], list[BankLine]] = {}
        self._taken: set[int] = set()
        for line in lines:
            if line.serial:
                self._serials.setdefault((line.serial, line.date, line.fen), []).append(line)
            self._prints.setdefault(_print(line), []).append(line)
            if line.balance is not None:
                self._likes.setdefault((line.date, line.fen, line.balance), []).append(line)

    def take(self, line: BankLine) -> BankLine | None:
        """Give the kept line that this one is, and let no other be it."""
        by_serial = self._serials.get((line.serial, line.date, line.fen), []) if line.serial else []
        for known in by_serial:
            if known.seq not in self._taken and _agree(known.balance, line.balance):
                self._taken.add(known.seq)
                return known
        for known in self._prints.get(_print(line), []):
            if known.seq not in self._taken and not (known.serial and line.serial):
                self._taken.add(known.seq)
                return known
        return None

    def like(self, line: BankLine) -> int:
        """Give the number of a kept line of the same day, amount and balance, or 0."""
        if line.balance is None:
            return 0
        same = self._likes.get((line.date, line.fen, line.balance), [])
        return next((known.seq for known in same if known.seq not in self._taken), 0)


def _agree(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def _print(line: BankLine) -> tuple[object, ...]:
    return line.date, line.fen, line.balance, fold(line.counterparty), fold(line.text)


def bank_lines(engine: Engine, account: str, since: str = "", as_of: str = "") -> list[BankLine]:
    """Give an account's lines in the order of time; `since` and `as_of` are ISO days, both included."""
    with reading(engine) as connection:
        return [line for line in lines_in(connection, account, as_of) if since <= line.date]


def lines_in(connection: Connection, account: str, as_of: str = "") -> list[BankLine]:
    """Give an account's lines in the order of time within a transaction; `as_of` is an ISO day, included."""
    lines = sorted_lines(_read(connection, account)).lines
    return [line for line in lines if not as_of or line.date <= as_of]


def _read(connection: Connection, account: str) -> list[BankLine]:
    asked = select(*_COLUMNS).where(bank_line.c.account == account).order_by(bank_line.c.seq)
    return [BankLine(*row) for row in connection.execute(asked)]
