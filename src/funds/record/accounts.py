"""Declared bank accounts: each change of what is known of one is a new version; and marks on their lines.

A new version hides none before it: who declared what, when and why stays, and `ever` gives all that an account was.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, select

from funds.entry.names import fold
from funds.record.decisions import decided_lines
from funds.record.errors import RecordError
from funds.record.open import reading, writing
from funds.record.raced import again
from funds.record.rows import plain, stamp
from funds.record.tables import account, bank_line, bank_mark, bank_void
from funds.statements.bank import NONE, Account, Mark
from funds.text import N_

__all__ = [
    "Ever", "NoAccountError", "NoLineError", "NoReasonError", "Version", "VoidedError", "accounts", "declare",
    "declared", "ever", "every_mark", "mark_line", "marks", "marks_in", "versions",
]  # fmt: skip


class NoAccountError(RecordError):
    """There is no such account. Facts: account."""

    says = N_(
        "The account {account} is not declared. Declare it first: "
        "funds account add {account} --holder HOLDER --dedicated (专户) or --shared."
    )


class NoLineError(RecordError):
    """There is no such line. Facts: account, seq."""

    says = N_("Account {account} has no line {seq}. `funds account lines {account}` shows the numbers.")


class NoReasonError(RecordError):
    """An account with lines is declared otherwise, and nobody says why. Facts: account, count."""

    says = N_(
        "Account {account} has {count} lines; another holder, another use, or other funds change whose these are. "
        "Say why with --reason."
    )


class DecidedError(RecordError):
    """A person matched the line with an entry. Facts: account, seq, fund, number, maker."""

    says = N_(
        "Line {seq} of account {account} was matched with an entry by {maker} (decision {number} of fund {fund}): "
        "nothing was changed. If that is wrong, take the decision back first: funds unmatch {fund} …"
    )


class VoidedError(RecordError):
    """The line is out of account. Facts: account, seq."""

    says = N_(
        "Line {seq} of account {account} was taken out of account: `funds account lines {account} --all` says why."
    )


class Version(NamedTuple):
    """One version of what was declared of an account: by whom, when and why."""

    account: Account
    maker: str
    moment: str
    login: str
    reason: str


class Ever(NamedTuple):
    """An account as it now stands, with all the holders and codes of funds that it ever had.

    `at_large` are the holders under whom it was declared for no fund in particular, and so for all of theirs.
    """

    account: Account
    holders: tuple[str, ...]
    funds: tuple[str, ...]
    at_large: tuple[str, ...]


def declare(engine: Engine, said: Account, maker: str, now: dt.datetime, *, reason: str = "", login: str = "") -> int:
    """Declare an account, or a new version of it, and give the version's number; the same again adds none.

    Raises NoReasonError where the account has lines, whose they are changes, and no reason is given.
    """
    extra = {"maker": plain(maker), "moment": stamp(now), "login": plain(login), "reason": plain(reason)}
    return _declare(engine, said, extra)


@again
def _declare(engine: Engine, said: Account, extra: dict[str, str]) -> int:
    with writing(engine) as connection:
        known = _versions(connection, said.number)
        last = known[-1].account if known else Account("", "")
        wanted = said._replace(
            holder=plain(said.holder), bank=plain(said.bank), funds=tuple(sorted(set(said.funds))), version=last.version
        )
        if last == wanted:
            return last.version
        if known and not extra["reason"].strip() and _moves(last, wanted):
            lines = connection.execute(select(bank_line.c.seq).where(bank_line.c.account == said.number)).all()
            if lines:
                raise NoReasonError(account=said.number, count=len(lines))
        row: dict[str, Any] = {**wanted._asdict(), "version": last.version + 1, "dedicated": int(said.dedicated)}
        connection.execute(account.insert(), row | {"funds": " ".join(wanted.funds)} | extra)
    return last.version + 1


def _moves(old: Account, new: Account) -> bool:
    """Tell whether a new version changes whose the lines are; a fund that is added beside others does not."""
    added = bool(old.funds) and {*old.funds} <= {*new.funds}
    return (
        fold(old.holder) != fold(new.holder) or old.dedicated != new.dedicated or not (old.funds == new.funds or added)
    )


def accounts(engine: Engine) -> list[Account]:
    """Give every account as it now stands, by number."""
    return list({each.account.number: each.account for each in versions(engine)}.values())


def versions(engine: Engine) -> list[Version]:
    """Give every version of every account, by number and version."""
    with reading(engine) as connection:
        return _versions(connection)


def ever(engine: Engine) -> list[Ever]:
    """Give every account, by number, with all that it ever was."""
    by: dict[str, list[Account]] = {}
    for each in versions(engine):
        by.setdefault(each.account.number, []).append(each.account)
    return [
        Ever(
            some[-1],
            tuple(dict.fromkeys(each.holder for each in reversed(some)))[::-1],
            tuple(sorted({code for each in some for code in each.funds})),
            tuple(dict.fromkeys(each.holder for each in some if not each.funds)),
        )
        for some in by.values()
    ]


def declared(engine: Engine, number: str) -> Account:
    """Give an account as it now stands. Raises NoAccountError."""
    with reading(engine) as connection:
        known = _versions(connection, number)
    if not known:
        raise NoAccountError(account=number)
    return known[-1].account


def _versions(connection: Connection, number: str = "") -> list[Version]:
    own, more = Account._fields, Version._fields[1:]
    asked = select(*[account.c[name] for name in (*own, *more)]).order_by(account.c.number, account.c.version)
    rows = connection.execute(asked.where(account.c.number == number) if number else asked)
    return [
        Version(
            Account(row.number, row.holder, row.bank, bool(row.dedicated), tuple(row.funds.split()), row.version),
            *row[len(own) :],
        )
        for row in rows
    ]


@again
def mark_line(engine: Engine, given: Mark, now: dt.datetime) -> int:
    """Mark a line as not its fund's, and give the mark's version; the same again adds none.

    Raises NoLineError; VoidedError where it is out of account; DecidedError where a person matched it with an entry.
    """
    with writing(engine) as connection:
        there = select(bank_line.c.seq).where(bank_line.c.account == given.account, bank_line.c.seq == given.seq)
        if connection.execute(there).first() is None:
            raise NoLineError(account=given.account, seq=given.seq)
        out = select(bank_void.c.seq).where(bank_void.c.account == given.account, bank_void.c.seq == given.seq)
        if connection.execute(out).first() is not None:
            raise VoidedError(account=given.account, seq=given.seq)
        if given.kind != NONE:
            hold_undecided(connection, given.account, [given.seq])
        columns = [bank_mark.c[name] for name in Mark._fields]
        asked = select(*columns).where(bank_mark.c.account == given.account, bank_mark.c.seq == given.seq)
        last = connection.execute(asked.order_by(bank_mark.c.version.desc()).limit(1)).first()
        version = int(last.version) if last else 0
        stands = (last.kind, last.reason) if last else (NONE, "")
        if stands == (given.kind, plain(given.reason)) or (given.kind == NONE and stands[0] == NONE):
            return version
        moment = max(stamp(now), last.moment if last else "")  # a mark is never dated before the one it replaces
        row = {**given._asdict(), "version": version + 1, "moment": moment}
        row |= {name: plain(getattr(given, name)) for name in ("reason", "maker", "login")}
        connection.execute(bank_mark.insert(), row)
    return version + 1


def hold_undecided(connection: Connection, account: str, seqs: Iterable[int]) -> None:
    """Raise DecidedError where a person matched one of an account's lines with an entry."""
    decided = decided_lines(connection, account)
    for seq in seqs:
        if one := decided.get(seq):
            raise DecidedError(account=account, seq=seq, fund=one.fund, number=one.number, maker=one.maker)


def marks(engine: Engine, number: str) -> dict[int, Mark]:
    """Give the mark that stands on each marked line of an account, by the line's number."""
    with reading(engine) as connection:
        return marks_in(connection, number)


def marks_in(connection: Connection, number: str) -> dict[int, Mark]:
    """Give the marks of an account within a transaction."""
    newest = {mark.seq: mark for mark in _marks(connection, number)}
    return {seq: mark for seq, mark in newest.items() if mark.kind != NONE}


def every_mark(engine: Engine, number: str) -> list[Mark]:
    """Give every version of every mark on the lines of an account, also those taken back, by line and version."""
    with reading(engine) as connection:
        return _marks(connection, number)


def _marks(connection: Connection, number: str) -> list[Mark]:
    asked = select(*[bank_mark.c[name] for name in Mark._fields]).where(bank_mark.c.account == number)
    return [Mark(*row) for row in connection.execute(asked.order_by(bank_mark.c.seq, bank_mark.c.version))]
