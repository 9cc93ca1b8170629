"""Read a fund's chain: every record is checked against its own seal and the one before it."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Engine, Select, func, select

from funds.entry.record import Record
from funds.entry.story import Story, retold
from funds.record.errors import NoFundError, RecordError
from funds.record.open import reading
from funds.record.tables import award, record, text
from funds.seal import START, Head, digest
from funds.text import N_

__all__ = [
    "BrokenError",
    "chain",
    "chain_in",
    "every",
    "heads",
    "named",
    "record_of",
    "records_of",
    "spans",
    "story",
    "story_in",
    "texts",
]

_DECODER = msgspec.json.Decoder(Record)
#: How many funds are read in one transaction.
_HANDFUL: Final = 100
_CHAIN = (record.c.fund, record.c.number, record.c.seal, record.c.body)


class BrokenError(RecordError):
    """A record is not what was sealed. Facts: fund, number."""

    says = N_("Record {number} of fund {fund} is not what was sealed. Nothing is added to it; run `funds verify`.")


def record_of(fund: str, number: int, seal: str, body: str) -> Record:
    """Decode one row, and check that it is what was sealed. Raises BrokenError."""
    if digest(body.encode()) != seal:
        raise BrokenError(fund=fund, number=number)
    found = _DECODER.decode(body)
    if found.number != number or found.fund != fund:
        raise BrokenError(fund=fund, number=number)
    msgspec.structs.force_setattr(found, "seal", seal)
    return found


def records_of(rows: Iterable[Any]) -> Iterator[Record]:
    """Decode rows that come in order of fund and number. Raises BrokenError at the first break."""
    at, previous, expected = "", START, 1
    for fund, number, seal, body in rows:
        if fund != at:
            at, previous, expected = fund, START, 1
        found = record_of(fund, number, seal, body)
        if number != expected or found.previous != previous:
            raise BrokenError(fund=fund, number=expected)
        yield found
        previous, expected = seal, number + 1


def chain_in(connection: Connection, fund: str) -> Iterator[Record]:
    """Read one fund's records within a transaction; none where there is no such fund."""
    rows = connection.execute(select(*_CHAIN).where(record.c.fund == fund).order_by(record.c.number))
    return records_of(rows)


def story_in(connection: Connection, fund: str) -> Story:
    """Fold one fund's records within a transaction."""
    return retold(chain_in(connection, fund))


def chain(engine: Engine, fund: str) -> list[Record]:
    """Give one fund's records in order of number. Raises NoFundError, BrokenError."""
    with reading(engine) as connection:
        found = list(chain_in(connection, fund))
    if not found:
        raise NoFundError(fund=fund)
    return found


def every(engine: Engine, programme: str | None = None) -> Iterator[Record]:
    """Give all records, fund by fund, each in order of number; of one programme where asked.

    Each fund is read whole, and some funds at a time: a reader who is slow with them does not
    keep others from posting.
    """
    within = [record.c.fund.in_(named(programme))] if programme is not None else []
    for first, last in spans(engine):
        asked = select(*_CHAIN).where(record.c.fund.between(first, last), *within)
        with reading(engine) as connection:
            rows = connection.execute(asked.order_by(record.c.fund, record.c.number)).all()
        yield from records_of(rows)


def spans(engine: Engine) -> list[tuple[str, str]]:
    """Give the first and the last code of each handful of funds, in order of their codes."""
    asked = select(record.c.fund).distinct().order_by(record.c.fund)
    with reading(engine) as connection:
        funds = connection.execute(asked).scalars().all()
    return [(funds[at], funds[min(at + _HANDFUL, len(funds)) - 1]) for at in range(0, len(funds), _HANDFUL)]


def named(programme: str) -> Select[tuple[str]]:
    """Ask for the funds of a programme."""
    return select(award.c.fund).where(award.c.programme == programme, award.c.kind == "award")


def story(engine: Engine, fund: str) -> Story:
    """Give one fund's story so far. Raises NoFundError, BrokenError."""
    return retold(chain(engine, fund))


def heads(engine: Engine, *, known: int | None = None) -> dict[str, Head]:
    """Give every fund's last number and seal, as known at a moment (microseconds) where asked."""
    link = record.alias("link")
    last = select(func.max(link.c.number)).where(link.c.fund == award.c.fund)
    if known is not None:
        last = last.where(link.c.posted <= known)
    asked = (
        select(record.c.fund, record.c.number, record.c.seal)
        .join(award, (award.c.fund == record.c.fund) & (award.c.kind == "award"))
        .where(record.c.number == last.correlate(award).scalar_subquery())
        .order_by(record.c.fund)
    )
    with reading(engine) as connection:
        return {fund: Head(fund, number, seal) for fund, number, seal in connection.execute(asked)}


def texts(engine: Engine) -> dict[str, str]:
    """Give the kept texts of law and lexicon by their SHA-256."""
    with reading(engine) as connection:
        return {row.hash: row.body for row in connection.execute(select(text.c.hash, text.c.body))}
