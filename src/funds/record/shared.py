"""What every way of posting does alike: waiting for other writers, and keeping the texts that judged."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, select

from funds.entry.record import Record
from funds.law.force import Lawbook
from funds.record.tables import text

__all__ = ["TERMS", "keep_texts", "lock", "locks"]

#: The kinds of record that state the terms of an award, or end them.
TERMS: Final = frozenset({"award", "amend", "withdraw"})
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def lock(connection: Connection, names: Iterable[str]) -> None:
    """Keep other writers away from what these names stand for; in one order, so nobody waits in a ring.

    SQLite has one writer at a time. The locks only spare vain attempts: what decides is the key
    (fund, number), and (invoice, count) for invoices.
    """
    if connection.dialect.name != "postgresql":
        return
    for name in sorted(set(names)):
        connection.exec_driver_sql(_LOCK, (name,))


def locks(draft: Record, book: Lawbook | None) -> list[str]:
    """Name what a draft must have to itself: its fund, and its programme's awards, judged by number and sum."""
    fund = [f"fund {draft.fund}"] if draft.fund else []
    return [*fund, f"award {book.programme.letters}"] if book else fund


def keep_texts(connection: Connection, texts: Mapping[str, str]) -> None:
    """Keep the law and the lexicon that judged under their hashes, unless they are kept already."""
    wanted = set(texts) - {""}
    found = connection.execute(select(text.c.hash).where(text.c.hash.in_(sorted(wanted)))).scalars()
    for hash_ in sorted(wanted - set(found)):
        connection.execute(text.insert(), {"hash": hash_, "body": texts[hash_]})
