"""Declared bank accounts: each change of what is known of one is a new version; and marks on their lines."""

import datetime as dt
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from funds.record.errors import RacedError, RecordError
from funds.record.open import reading, writing
from funds.record.rows import ZONE, plain
from funds.record.tables import account, bank_line, bank_mark
from funds.statements.bank import NONE, Account, Mark
from funds.text import N_

__all__ = ["NoAccountError", "NoLineError", "accounts", "declare", "declared", "mark_line", "marks", "marks_in"]

_TRIES = 5


class NoAccountError(RecordError):
    """There is no such account. Facts: account."""

    says = N_(
        "The account {account} is not declared. Declare it first: "
        "funds account add {account} --holder HOLDER --dedicated (专户) or --shared."
    )


class NoLineError(RecordError):
    """There is no such line. Facts: account, seq."""

    says = N_("Account {account} has no line {seq}. `funds account lines {account}` shows the numbers.")


def declare(engine: Engine, said: Account, maker: str, now: dt.datetime) -> int:
    """Declare an account, or a new version of it, and give the version's number; the same again adds none."""
    for _tried in range(1, _TRIES):
        with suppress(RacedError):
            return _declare(engine, said, maker, now)
    return _declare(engine, said, maker, now)


def _declare(engine: Engine, said: Account, maker: str, now: dt.datetime) -> int:
    with writing(engine) as connection:
        known = _read(connection, said.number)
        last = known[0].version if known else 0
        wanted = said._replace(funds=tuple(sorted(set(said.funds))), version=last)
        if known and known[0] == wanted:
            return last
        row: dict[str, Any] = {**wanted._asdict(), "version": last + 1, "dedicated": int(said.dedicated)}
        row |= {"funds": " ".join(wanted.funds), "holder": plain(said.holder), "bank": plain(said.bank)}
        row |= {"maker": plain(maker), "moment": _moment(now)}
        connection.execute(account.insert(), row)
    return last + 1


def accounts(engine: Engine) -> list[Account]:
    """Give every account as it now stands, by number."""
    with reading(engine) as connection:
        return _read(connection)


def declared(engine: Engine, number: str) -> Account:
    """Give an account as it now stands. Raises NoAccountError."""
    with reading(engine) as connection:
        known = _read(connection, number)
    if not known:
        raise NoAccountError(account=number)
    return known[0]


def _read(connection: Connection, number: str = "") -> list[Account]:
    newer = account.alias("newer")
    last = select(func.max(newer.c.version)).where(newer.c.number == account.c.number).scalar_subquery()
    asked = select(*[account.c[name] for name in Account._fields]).where(account.c.version == last)
    if number:
        asked = asked.where(account.c.number == number)
    rows = (Account(*row) for row in connection.execute(asked.order_by(account.c.number)))
    return [row._replace(dedicated=bool(row.dedicated), funds=tuple(str(row.funds).split())) for row in rows]


def mark_line(engine: Engine, given: Mark, now: dt.datetime) -> int:
    """Mark a line as not its fund's, and give the mark's version; the same again adds none. Raises NoLineError."""
    for _tried in range(1, _TRIES):
        with suppress(RacedError):
            return _mark(engine, given, now)
    return _mark(engine, given, now)


def _mark(engine: Engine, given: Mark, now: dt.datetime) -> int:
    with writing(engine) as connection:
        there = select(bank_line.c.seq).where(bank_line.c.account == given.account, bank_line.c.seq == given.seq)
        if connection.execute(there).first() is None:
            raise NoLineError(account=given.account, seq=given.seq)
        columns = [bank_mark.c[name] for name in Mark._fields]
        asked = select(*columns).where(bank_mark.c.account == given.account, bank_mark.c.seq == given.seq)
        last = connection.execute(asked.order_by(bank_mark.c.version.desc()).limit(1)).first()
        version = int(last.version) if last else 0
        stands = (last.kind, last.reason) if last else (NONE, "")
        if stands == (given.kind, plain(given.reason)) or (given.kind == NONE and stands[0] == NONE):
            return version
        row = {**given._asdict(), "version": version + 1, "reason": plain(given.reason), "maker": plain(given.maker)}
        connection.execute(bank_mark.insert(), {**row, "moment": _moment(now)})
    return version + 1


def marks(engine: Engine, number: str) -> dict[int, Mark]:
    """Give the mark that stands on each marked line of an account, by the line's number."""
    with reading(engine) as connection:
        return marks_in(connection, number)


def marks_in(connection: Connection, number: str) -> dict[int, Mark]:
    """Give the marks of an account within a transaction."""
    columns = [bank_mark.c[name] for name in Mark._fields]
    asked = select(*columns).where(bank_mark.c.account == number).order_by(bank_mark.c.seq, bank_mark.c.version)
    newest = {row.seq: Mark(*row) for row in connection.execute(asked)}
    return {seq: mark for seq, mark in newest.items() if mark.kind != NONE}


def _moment(now: dt.datetime) -> str:
    return now.astimezone(ZONE).isoformat(timespec="microseconds")
