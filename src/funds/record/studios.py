"""Studios, with or without an award: each change of what is known of one is a new version."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Engine, func, select

from funds.record.open import reading, writing
from funds.record.raced import again
from funds.record.rows import stamp
from funds.record.tables import studio

__all__ = ["Studio", "name_studio", "name_studios", "studios"]


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
    return name_studios(engine, [named], maker, now)[0]


@again
def name_studios(engine: Engine, named: Sequence[Studio], maker: str, now: dt.datetime) -> list[int]:
    """Keep several studios, all or none, and give the versions' numbers."""
    moment = stamp(now)
    with writing(engine) as connection:
        return [_add(connection, each, maker, moment) for each in named]


def _add(connection: Connection, named: Studio, maker: str, moment: str) -> int:
    columns = [studio.c[name] for name in Studio._fields]
    version = connection.execute(select(func.max(studio.c.version)).where(studio.c.studio == named.studio)).scalar()
    if version:
        last = select(*columns).where(studio.c.studio == named.studio, studio.c.version == version)
        if Studio(*connection.execute(last).one()) == named:
            return int(version)
    row = {**named._asdict(), "version": (version or 0) + 1, "maker": maker, "moment": moment}
    connection.execute(studio.insert(), row)
    return (version or 0) + 1


def studios(engine: Engine) -> list[Studio]:
    """Give every studio as it now stands, by name."""
    newer = studio.alias("newer")
    last = select(func.max(newer.c.version)).where(newer.c.studio == studio.c.studio).scalar_subquery()
    asked = select(*[studio.c[name] for name in Studio._fields]).where(studio.c.version == last)
    with reading(engine) as connection:
        return [Studio(*row) for row in connection.execute(asked.order_by(studio.c.studio))]
