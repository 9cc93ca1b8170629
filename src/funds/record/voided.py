"""Lines taken out of account (作废): a statement brought in wrongly is not deleted, but takes part in nothing any more."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection, Engine, select

from funds.record.accounts import NoLineError, hold_undecided
from funds.record.open import reading, writing
from funds.record.raced import again
from funds.record.rows import plain, stamp
from funds.record.tables import bank_line, bank_void
from funds.statements.bank import Void

__all__ = ["void_lines", "voids", "voids_in"]


@again
def void_lines(engine: Engine, given: Sequence[Void], now: dt.datetime) -> list[int]:
    """Take lines out of account, all or none, and give the numbers of those that were not out before.

    Raises NoLineError, and DecidedError for a line that a person matched with an entry.
    """
    moment = stamp(now)
    rows: list[dict[str, object]] = []
    with writing(engine) as connection:
        for account in {void.account for void in given}:
            lines = select(bank_line.c.seq).where(bank_line.c.account == account)
            there, out = set(connection.execute(lines).scalars()), voids_in(connection, account)
            own = {void.seq: void for void in given if void.account == account}
            hold_undecided(connection, account, sorted(own.keys() - out.keys()))
            for void in own.values():
                if void.seq not in there:
                    raise NoLineError(account=account, seq=void.seq)
                if void.seq not in out:
                    said = {name: plain(getattr(void, name)) for name in ("reason", "maker", "login")}
                    rows.append({**void._asdict(), **said, "moment": moment})
        if rows:
            connection.execute(bank_void.insert(), rows)
    return sorted(int(str(row["seq"])) for row in rows)


def voids(engine: Engine, account: str) -> dict[int, Void]:
    """Give what was said of each line of an account that is out of it, by the line's number."""
    with reading(engine) as connection:
        return voids_in(connection, account)


def voids_in(connection: Connection, account: str) -> dict[int, Void]:
    """Give the same within a transaction."""
    asked = select(*[bank_void.c[name] for name in Void._fields]).where(bank_void.c.account == account)
    return {row.seq: Void(*row) for row in connection.execute(asked.order_by(bank_void.c.seq))}
