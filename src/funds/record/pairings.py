"""Persons' decisions on a reconciliation (人工核对): what belongs together or does not, who said so, when and why.

They are kept for ever and sealed in a chain of each fund's own, beside that of its records: a decision moves no money.
"""

from collections.abc import Iterator
from typing import Final

import msgspec
from sqlalchemy import Connection, Engine, select

from funds.record.open import reading
from funds.record.tables import pairing
from funds.seal import START, digest

__all__ = ["Pairing", "body_of", "pairing_breaks", "pairings", "pairings_in", "sealed_in"]

_ENCODER: Final = msgspec.json.Encoder(order="sorted")


class Pairing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision: these belong together (`match`), or do not, whatever the program finds.

    `material` are rows by studio, ledger and number, `bank` lines by account and number.
    """

    fund: str
    match: bool
    entries: tuple[int, ...]
    material: tuple[tuple[str, str, int], ...] = ()
    bank: tuple[tuple[str, int], ...] = ()
    reason: str
    maker: str
    login: str = ""
    moment: str = ""
    number: int = 0
    previous: str = ""


_DECODER: Final = msgspec.json.Decoder(Pairing)


def body_of(one: Pairing) -> bytes:
    """Give a decision as it is sealed and stored."""
    return _ENCODER.encode(one)


def pairings(engine: Engine, fund: str) -> list[Pairing]:
    """Give a fund's decisions in the order in which they were made."""
    with reading(engine) as connection:
        return pairings_in(connection, fund)


def pairings_in(connection: Connection, fund: str) -> list[Pairing]:
    """Give a fund's decisions within a transaction."""
    return [one for one, _seal in sealed_in(connection, fund)]


def sealed_in(connection: Connection, fund: str) -> Iterator[tuple[Pairing, str]]:
    """Yield a fund's decisions within a transaction, each with its seal."""
    asked = select(pairing.c.body, pairing.c.seal).where(pairing.c.fund == fund).order_by(pairing.c.number)
    for body, seal in connection.execute(asked):
        yield _DECODER.decode(body), seal


def pairing_breaks(engine: Engine) -> Iterator[tuple[str, int]]:
    """Give fund and number of each decision that is not what was sealed, or does not follow the one before it."""
    asked = select(pairing).order_by(pairing.c.fund, pairing.c.number)
    with reading(engine) as connection:
        rows = connection.execute(asked).all()
    at, previous = "", START
    for row in rows:
        if row.fund != at:
            at, previous = row.fund, START
        whole = digest(row.body.encode()) == row.seal
        found = _DECODER.decode(row.body) if whole else None
        if found is None or (found.fund, found.number, found.previous) != (row.fund, row.number, previous):
            yield row.fund, row.number
        previous = row.seal
