"""Keep a person's decision on a reconciliation (人工核对), once, in the chain of the fund's decisions."""

import datetime as dt
from collections.abc import Collection
from typing import Final

import msgspec
from sqlalchemy import Connection, Engine

from funds.reconcile.sides import Kept
from funds.record.decisions import links, standing
from funds.record.materials import materials_in
from funds.record.open import writing
from funds.record.pairings import Pairing, body_of, pairings_in, sealed_in
from funds.record.raced import again
from funds.record.rows import plain, stamp
from funds.record.sided import Lines, Shelves, kept_of
from funds.record.tables import pairing
from funds.seal import START, digest

__all__ = ["keep_pairing"]

_TICK: Final = dt.timedelta(microseconds=1)
#: Lines are the same by account and number: their ids are not asked.
_NO_LINES: Final = Lines({})


@again
def keep_pairing(engine: Engine, given: Pairing, now: dt.datetime, beside: Collection[str] = ()) -> tuple[int, bool]:
    """Keep a decision; give its number in the fund, and whether it is new: one that stands already adds none.

    `beside` are the funds held together with its own: a decision of theirs may have replaced an earlier one of its
    own. It is dated after all of theirs and its own, whatever the clock says, so that it wins.
    """
    with writing(engine) as connection:
        own = list(sealed_in(connection, given.fund))
        shelves = _shelves(connection, given.fund)
        every = [(one, kept_of(one, shelves, _NO_LINES)) for one, _seal in own]
        for fund in sorted({*beside} - {given.fund}):
            its = _shelves(connection, fund)
            every += [(one, kept_of(one, its, _NO_LINES)) for one in pairings_in(connection, fund)]
        same = _same(given, kept_of(given, shelves, _NO_LINES), every)
        if same is not None:
            return same, False
        made = msgspec.structs.replace(
            given,
            reason=plain(given.reason),
            maker=plain(given.maker),
            login=plain(given.login),
            moment=_moment(now, [one.moment for one, _kept in every]),
            number=len(own) + 1,
            previous=own[-1][1] if own else START,
        )
        body = body_of(made)
        row = {"fund": made.fund, "number": made.number, "before": made.number - 1 or None}
        connection.execute(pairing.insert(), row | {"body": body.decode(), "seal": digest(body)})
    return made.number, True


def _same(given: Pairing, meant: Kept, every: Collection[tuple[Pairing, Kept]]) -> int | None:
    """Give the number of the decision that says the same and stands in full, if there is one."""
    wanted = links(given.fund, meant)
    stands = {id(one) for one in standing(every, whole=True)}
    alike = (one.number for one, kept in every if id(one) in stands and links(one.fund, kept) == wanted)
    return next(alike, None)


def _shelves(connection: Connection, fund: str) -> Shelves:
    return Shelves(materials_in(connection, fund), dt.date.max.isoformat())


def _moment(now: dt.datetime, kept: Collection[str]) -> str:
    """Give the moment of a decision: now, or just after the last that was kept."""
    after = [dt.datetime.fromisoformat(one) + _TICK for one in kept]
    return stamp(max([now, *after]))
