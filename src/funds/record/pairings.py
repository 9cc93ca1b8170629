"""Persons' decisions on a reconciliation (人工核对): what belongs together or does not, who said so, when and why.

They are kept for ever and sealed in a chain of each fund's own, beside that of its records: a decision moves no money.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final

import msgspec
from sqlalchemy import Connection, Engine, select

from funds.record.errors import RacedError
from funds.record.open import reading, writing
from funds.record.rows import ZONE, plain
from funds.record.tables import pairing
from funds.seal import START, digest

__all__ = ["Pairing", "keep_pairing", "pairing_breaks", "pairings", "pairings_in", "standing"]

_TRIES: Final = 5
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

    @property
    def about(self) -> tuple[object, ...]:
        """What it is about: the same sets are the same matter."""
        return self.entries, self.material, self.bank

    def touches(self, other: "Pairing") -> bool:
        """Tell whether two decisions speak of any of the same rows or lines, or of the same entries on one side."""
        rows = set(self.material) & set(other.material) or set(self.bank) & set(other.bank)
        same = set(self.entries) & set(other.entries)
        sides = (self.material and other.material) or (self.bank and other.bank)
        return bool(rows or (same and sides))


_DECODER: Final = msgspec.json.Decoder(Pairing)


def standing(decided: Iterable[Pairing]) -> list[Pairing]:
    """Give the decisions that stand, of funds held together, in the order in which they were made.

    A later match replaces an earlier one that shares an entry, a row or a line with it; what was said not to belong
    together undoes a match of the same, and stands until they are matched again.
    """
    stands: list[Pairing] = []
    for one in sorted(decided, key=lambda each: (each.moment, each.fund, each.number)):
        stands = [each for each in stands if not _replaces(one, each)] + [one]
    return stands


def _replaces(one: Pairing, earlier: Pairing) -> bool:
    """Tell whether a decision takes the place of an earlier one, on either side of the reconciliation."""
    own = {(one.fund, number) for number in one.entries} & {(earlier.fund, number) for number in earlier.entries}
    for mine, theirs in ((set(one.material), set(earlier.material)), (set(one.bank), set(earlier.bank))):
        if not mine or not theirs:
            continue
        if one.match and earlier.match and (own or mine & theirs):
            return True
        if own and mine & theirs:
            return True
    return False


def keep_pairing(engine: Engine, given: Pairing, now: dt.datetime) -> tuple[int, bool]:
    """Keep a decision; give its number in the fund, and whether it is new: one that stands already adds none."""
    for _tried in range(1, _TRIES):
        with suppress(RacedError):
            return _keep(engine, given, now)
    return _keep(engine, given, now)


def _keep(engine: Engine, given: Pairing, now: dt.datetime) -> tuple[int, bool]:
    with writing(engine) as connection:
        there = list(_read(connection, given.fund))
        latest = next((one for one, _seal in reversed(there) if one.touches(given)), None)
        if latest is not None and (latest.about, latest.match) == (given.about, given.match):
            return latest.number, False
        made = msgspec.structs.replace(
            given,
            reason=plain(given.reason),
            maker=plain(given.maker),
            login=plain(given.login),
            moment=now.astimezone(ZONE).isoformat(timespec="microseconds"),
            number=len(there) + 1,
            previous=there[-1][1] if there else START,
        )
        body = _ENCODER.encode(made)
        row = {"fund": made.fund, "number": made.number, "before": made.number - 1 or None}
        connection.execute(pairing.insert(), row | {"body": body.decode(), "seal": digest(body)})
    return made.number, True


def pairings(engine: Engine, fund: str) -> list[Pairing]:
    """Give a fund's decisions in the order in which they were made."""
    with reading(engine) as connection:
        return pairings_in(connection, fund)


def pairings_in(connection: Connection, fund: str) -> list[Pairing]:
    """Give a fund's decisions within a transaction."""
    return [one for one, _seal in _read(connection, fund)]


def _read(connection: Connection, fund: str) -> Iterator[tuple[Pairing, str]]:
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
