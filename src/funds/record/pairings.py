"""Persons' decisions on a reconciliation (人工核对): what belongs together or does not, who said so, when and why.

They are kept for ever and sealed in a chain of each fund's own, beside that of its records: a decision moves no money.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, Engine, Row, select

from funds.record.errors import BadRowError
from funds.record.open import reading
from funds.record.tables import pairing
from funds.seal import START, digest

__all__ = [
    "DecisionHead",
    "Pairing",
    "body_of",
    "decision_head",
    "decision_seals",
    "pairing_breaks",
    "pairings",
    "pairings_in",
    "sealed_in",
]

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
    """Yield a fund's decisions within a transaction, each with its seal.

    Raises BadRowError at the first that is not what was sealed, or does not follow the one before it: what anybody
    may have written decides nothing.
    """
    asked = select(pairing).where(pairing.c.fund == fund).order_by(pairing.c.number)
    for row, found in _held(connection.execute(asked).all()):
        if found is None:
            raise BadRowError(table="pairing", key=f"{row.fund} {row.number}")
        yield found, row.seal


def pairing_breaks(engine: Engine) -> Iterator[tuple[str, int]]:
    """Give fund and number of each decision that is not what was sealed, or does not follow the one before it."""
    with reading(engine) as connection:
        rows = connection.execute(select(pairing).order_by(pairing.c.fund, pairing.c.number)).all()
    yield from ((row.fund, row.number) for row, found in _held(rows) if found is None)


def _held(rows: Iterable[Row[Any]]) -> Iterator[tuple[Row[Any], Pairing | None]]:
    """Give each row with its decision; None where it is not what was sealed, or out of its place in the chain."""
    fund, number, previous = "", 0, START
    for row in rows:
        if row.fund != fund:
            fund, number, previous = row.fund, 0, START
        found = _sealed(row.body, row.seal)
        follows = found is not None and (found.fund, found.number, found.previous) == (fund, number + 1, previous)
        yield row, found if follows and row.number == number + 1 else None
        number, previous = row.number, row.seal


def _sealed(body: str, seal: str) -> Pairing | None:
    if digest(body.encode()) != seal:
        return None
    try:
        return _DECODER.decode(body)
    except msgspec.DecodeError:
        return None


class DecisionHead(NamedTuple):
    """The last number and seal of a fund's decisions, as reconciliations print it: ``FUND:match:NUMBER:SEAL``."""

    fund: str
    number: int
    seal: str

    def __str__(self) -> str:
        """Write it as `funds verify --head` reads it."""
        return f"{self.fund}:match:{self.number}:{self.seal}"


def decision_head(connection: Connection, fund: str) -> DecisionHead | None:
    """Give the head of a fund's decisions within a transaction; None where nothing was decided."""
    asked = select(pairing.c.number, pairing.c.seal).where(pairing.c.fund == fund)
    last = connection.execute(asked.order_by(pairing.c.number.desc()).limit(1)).first()
    return DecisionHead(fund, *last) if last else None


def decision_seals(engine: Engine) -> dict[str, tuple[str, ...]]:
    """Give the seals of each fund's decisions, in order."""
    asked = select(pairing.c.fund, pairing.c.seal).order_by(pairing.c.fund, pairing.c.number)
    found: dict[str, list[str]] = {}
    with reading(engine) as connection:
        for fund, seal in connection.execute(asked):
            found.setdefault(fund, []).append(seal)
    return {fund: tuple(seals) for fund, seals in found.items()}
