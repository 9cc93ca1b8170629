"""The lines of bank statements: kept once, whatever statements overlap, and never changed; some taken out of account."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, func, select

from funds.record.errors import BadRowError
from funds.record.open import reading, writing
from funds.record.overlap import like, nearest, recognised
from funds.record.raced import again
from funds.record.rows import plain, stamp
from funds.record.tables import bank_line, bank_void
from funds.statements.bank import BankLine, Gap, sorted_lines
from funds.statements.torn import Torn, torn

__all__ = ["Kept", "Pair", "bank_lines", "every_line", "keep_lines", "line_breaks", "lines_in", "lines_out"]

_COLUMNS = [bank_line.c[name] for name in BankLine._fields]


class Pair(NamedTuple):
    """A statement's line as it was given, and the kept one for which it was taken though they are worded otherwise."""

    given: BankLine
    kept: BankLine


class Kept(NamedTuple):
    """What became of the lines of a statement.

    `lines` has, in the statement's order, each line as it is now kept; `new` the numbers of those that were added;
    `alike` those taken for a kept one whose words are others; `near` by number of a new line that of another with
    the same day, amount and balance; `gaps` the gaps among all lines of the account. Tried only, the numbers are
    those that would be given. Where the statement is `torn` out of another account, nothing was kept.
    """

    lines: list[BankLine]
    new: set[int]
    alike: list[Pair]
    near: dict[int, int]
    gaps: list[Gap]
    torn: Torn | None = None


def keep_lines(engine: Engine, given: Sequence[BankLine], maker: str, now: dt.datetime, *, dry: bool = False) -> Kept:
    """Keep the lines of one account's statement that are not there yet: all or, on any exception, none.

    Whether a line is there already is told as `recognised` has it; lines taken out of account count for nothing.
    A statement that tears kept lines apart is not kept. `dry` only tries.
    """
    if dry or not given:
        with reading(engine) as connection:
            return _matched(connection, given)
    return _keep(engine, given, maker, now)


@again
def _keep(engine: Engine, given: Sequence[BankLine], maker: str, now: dt.datetime) -> Kept:
    moment = stamp(now)
    with writing(engine) as connection:
        kept = _matched(connection, given, plain(maker), moment)
        rows = [line._asdict() | {"before": line.seq - 1 or None} for line in kept.lines if line.seq in kept.new]
        if rows and not kept.torn:
            connection.execute(bank_line.insert(), rows)
    return kept


def _matched(connection: Connection, given: Sequence[BankLine], maker: str = "", moment: str = "") -> Kept:
    if not given:
        return Kept([], set(), [], {}, [])
    account = given[0].account
    there = _read(connection, account)
    last = connection.execute(select(func.max(bank_line.c.seq)).where(bank_line.c.account == account)).scalar() or 0
    lines: list[BankLine] = []
    alike: list[Pair] = []
    new: set[int] = set()
    plain_lines = list(map(_plain, given))
    for line, found in zip(plain_lines, recognised(there, plain_lines), strict=True):
        if found:
            lines.append(found)
            alike += [] if like(line, found) else [Pair(line, found)]
            continue
        last += 1
        new.add(last)
        lines.append(line._replace(seq=last, maker=maker, moment=moment))
    added = [line for line in lines if line.seq in new]
    near = nearest(there, {line.seq for line in lines}, added)
    return Kept(lines, new, alike, near, sorted_lines([*there, *added]).gaps, torn(there, lines, new))


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


def bank_lines(engine: Engine, account: str, since: str = "", as_of: str = "") -> list[BankLine]:
    """Give an account's lines that stand in the order of time; `since` and `as_of` are ISO days, both included."""
    with reading(engine) as connection:
        return [line for line in lines_in(connection, account, as_of) if since <= line.date]


def lines_in(connection: Connection, account: str, as_of: str = "") -> list[BankLine]:
    """Give an account's lines that stand in the order of time; `as_of` is an ISO day, included."""
    lines = sorted_lines(_read(connection, account)).lines
    return [line for line in lines if not as_of or line.date <= as_of]


def lines_out(connection: Connection, account: str, as_of: str) -> list[BankLine]:
    """Give an account's lines up to an ISO day that were taken out of account, as they were brought in."""
    asked = select(*_COLUMNS).where(bank_line.c.account == account, bank_line.c.date <= as_of, ~_stands())
    return [_line(BankLine(*row)) for row in connection.execute(asked.order_by(bank_line.c.seq))]


def every_line(engine: Engine, account: str) -> list[BankLine]:
    """Give an account's lines as they were brought in, those taken out of account among them."""
    with reading(engine) as connection:
        return _read(connection, account, voided=True)


def _read(connection: Connection, account: str, *, voided: bool = False) -> list[BankLine]:
    asked = select(*_COLUMNS).where(bank_line.c.account == account).order_by(bank_line.c.seq)
    return [_line(BankLine(*row)) for row in connection.execute(asked if voided else asked.where(_stands()))]


def _line(line: BankLine) -> BankLine:
    """Give a line as it was kept. Raises BadRowError where this program did not write it."""
    try:
        for day in (line.date, line.until or line.date):
            dt.date.fromisoformat(day)
    except ValueError as error:
        raise BadRowError(table="bank_line", key=f"{line.account} {line.seq}") from error
    return line


def line_breaks(engine: Engine) -> Iterator[tuple[str, int]]:
    """Give account and number of each line that this program did not write so."""
    with reading(engine) as connection:
        rows = [BankLine(*row) for row in connection.execute(select(*_COLUMNS).order_by(*_COLUMNS[:2]))]
    for line in rows:
        try:
            _line(line)
        except BadRowError:
            yield line.account, line.seq


def _stands() -> ColumnElement[bool]:
    out = select(bank_void.c.seq).where(bank_void.c.account == bank_line.c.account, bank_void.c.seq == bank_line.c.seq)
    return ~out.exists()
