"""The awards as they stand, fund by fund: programme, tier, studio, unit and the last amendment."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Engine, select

from funds.record.open import reading
from funds.record.rows import micros
from funds.record.tables import award, record

__all__ = ["Standing", "awards"]


class Standing(NamedTuple):
    """An award as its last amendment left it; `named` is the day of naming, `approved` in fen."""

    fund: str
    programme: str
    tier: str
    kind: str
    studio: str
    unit: str
    holder: str
    lead: str
    recommender: str
    named: dt.date
    approved: int
    withdrawn: bool


def awards(
    engine: Engine,
    *,
    programme: str | None = None,
    fund: str | None = None,
    known: dt.datetime | None = None,
) -> Iterator[Standing]:
    """Give the awards by fund, of one programme or fund where asked, as known at a moment."""
    asked = select(award).order_by(award.c.fund, award.c.number)
    if programme is not None:
        asked = asked.where(award.c.programme == programme)
    if fund is not None:
        asked = asked.where(award.c.fund == fund)
    if known is not None:
        linked = (record.c.fund == award.c.fund) & (record.c.number == award.c.number)
        asked = asked.join(record, linked).where(record.c.posted <= micros(known))
    with reading(engine) as connection:
        rows = connection.execution_options(yield_per=2000).execute(asked)
        for _code, steps in groupby(rows, key=lambda row: row.fund):
            first, *rest = steps
            row = rest[-1] if rest else first
            yield Standing(
                fund=row.fund,
                programme=row.programme,
                tier=row.tier,
                kind=row.sort,
                studio=row.studio,
                unit=row.unit,
                holder=row.holder,
                lead=row.lead,
                recommender=row.recommender,
                named=dt.date.fromisoformat(first.date),
                approved=row.amount,
                withdrawn=row.kind == "withdraw",
            )
