"""What others than the grant put into a studio: each is a row; a wrong one is replaced by a new one, never edited."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from funds.record.awards import awards
from funds.record.chain import chain
from funds.record.errors import RecordError
from funds.record.open import reading, writing
from funds.record.raced import again
from funds.record.rows import plain, stamp
from funds.record.studios import studios
from funds.record.tables import award, support
from funds.statements.support import PutIn, Support, granted, put_in, standing
from funds.text import N_

__all__ = [
    "NoRowError",
    "ReplacedError",
    "TwiceError",
    "add_support",
    "earlier_names",
    "known_studios",
    "put_into",
    "supports",
]

_COLUMNS = [support.c[name] for name in Support._fields]


class NoRowError(RecordError):
    """There is no such row to replace. Facts: studio, number."""

    says = N_("Studio {studio} has no income row {number}. `funds income list` shows the numbers.")


class ReplacedError(RecordError):
    """The row was replaced already. Facts: studio, number, by."""

    says = N_("Income row {number} of studio {studio} was replaced by row {by} already: replace that one.")


class TwiceError(RecordError):
    """The same stands already. Facts: studio, number."""

    says = N_(
        "Income row {number} of studio {studio} says the same already; nothing was added. "
        "If it is another sum, tell the two apart by --date, --document or --memo."
    )


@again
def add_support(engine: Engine, given: Support, maker: str, now: dt.datetime) -> int:
    """Keep a row, and give its number within the studio: 1, 2, 3 … without a gap.

    Raises NoRowError, ReplacedError, TwiceError.
    """
    with writing(engine) as connection:
        earlier = _read(connection, given.studio)
        _fits(given, earlier)
        asked = select(func.max(support.c.number)).where(support.c.studio == given.studio)
        number = (connection.execute(asked).scalar() or 0) + 1
        row: dict[str, Any] = {**given._asdict(), "number": number, "before": number - 1 or None}
        row |= {"replaces": given.replaces or None, "in_kind": int(given.in_kind)}
        row |= {"document": plain(given.document), "memo": plain(given.memo), "maker": plain(maker)}
        row |= {"moment": stamp(now)}
        connection.execute(support.insert(), row)
    return number


def _fits(given: Support, earlier: list[Support]) -> None:
    """Hold that what is replaced is there and stands, and that nothing is entered twice."""
    if given.replaces and given.replaces not in {row.number for row in earlier}:
        raise NoRowError(studio=given.studio, number=given.replaces)
    for row in earlier:
        if given.replaces and row.replaces == given.replaces:
            raise ReplacedError(studio=given.studio, number=given.replaces, by=row.number)
    for row in standing(earlier):
        if _content(row) == _content(given):
            raise TwiceError(studio=given.studio, number=row.number)


def _content(row: Support) -> Support:
    return row._replace(number=0, maker="", moment="", replaces=0, document=plain(row.document), memo=plain(row.memo))


def supports(engine: Engine, studio: str = "") -> list[Support]:
    """Give every row, or those of one studio, by studio and number; the replaced ones too."""
    with reading(engine) as connection:
        return _read(connection, studio)


def _read(connection: Connection, studio: str) -> list[Support]:
    asked = select(*_COLUMNS).order_by(support.c.studio, support.c.number)
    if studio:
        asked = asked.where(support.c.studio == studio)
    rows = (Support(*row) for row in connection.execute(asked))
    return [row._replace(in_kind=bool(row.in_kind), replaces=row.replaces or 0) for row in rows]


def known_studios(engine: Engine) -> dict[str, str]:
    """Give every studio that is known, by an entry, an award or such a row, with its programme where it has one."""
    known = {row.studio: "" for row in supports(engine)}
    known |= {grant.studio: grant.programme for grant in awards(engine)}
    return known | {row.studio: row.programme or known.get(row.studio, "") for row in studios(engine)}


def put_into(engine: Engine, studio: str) -> PutIn:
    """Add up what was put into a studio by year and source, in fen: its funds' receipts, and what others gave."""
    funds = [grant.fund for grant in awards(engine) if grant.studio == studio]
    grants = [(studio, granted(chain(engine, fund))) for fund in funds]
    return put_in(supports(engine, studio), grants)


def earlier_names(engine: Engine, studio: str) -> list[str]:
    """Give the earlier names of a studio's funds under which such rows stand: `put_into` does not count these."""
    funds = [grant.fund for grant in awards(engine) if grant.studio == studio]
    named = select(award.c.studio).where(award.c.fund.in_(funds), award.c.studio != studio)
    asked = select(support.c.studio).where(support.c.studio.in_(named)).distinct().order_by(support.c.studio)
    with reading(engine) as connection:
        return list(connection.execute(asked).scalars())
