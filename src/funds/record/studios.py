"""Studios, with or without an award: each change of what is known of one is a new version."""

import datetime as dt
from contextlib import suppress
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from funds.record.errors import RacedError
from funds.record.open import reading, writing
from funds.record.rows import ZONE
from funds.record.tables import studio

__all__ = ["Studio", "name_studio", "studios"]

_TRIES = 5


class Studio(NamedTuple):
    """A studio as it now stands; `studio` is its name, which does not change between versions."""

    studio: str
    unit: str
    lead: str = ""
    recommender: str = ""
    programme: str = ""
    level: str = ""
    note: str = ""


def name_studio(engine: Engine, named: Studio, maker: str, now: dt.datetime) -> int:
    """Keep a studio, or a new version of it, and give the version's number; the same again adds none."""
    for _tried in range(1, _TRIES):
        with suppress(RacedError):
            return _add(engine, named, maker, now)
    return _add(engine, named, maker, now)


def _add(engine: Engine, named: Studio, maker: str, now: dt.datetime) -> int:
    columns = [studio.c[name] for name in Studio._fields]
    with writing(engine) as connection:
        version = connection.execute(select(func.max(studio.c.version)).where(studio.c.studio == named.studio)).scalar()
        if version:
            last = select(*columns).where(studio.c.studio == named.studio, studio.c.version == version)
            if Studio(*connection.execute(last).one()) == named:
                return int(version)
        row = {**named._asdict(), "version": (version or 0) + 1, "maker": maker}
        connection.execute(studio.insert(), {**row, "moment": now.astimezone(ZONE).isoformat(timespec="microseconds")})
    return (version or 0) + 1


def studios(engine: Engine) -> list[Studio]:
    """Give every studio as it now stands, by name."""
    newer = studio.alias("newer")
    last = select(func.max(newer.c.version)).where(newer.c.studio == studio.c.studio).scalar_subquery()
    asked = select(*[studio.c[name] for name in Studio._fields]).where(studio.c.version == last)
    with reading(engine) as connection:
        return [Studio(*row) for row in connection.execute(asked.order_by(studio.c.studio))]
