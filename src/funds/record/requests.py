"""Client keys: the same key and content again is answered with the first result."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from funds.entry.record import Record
from funds.record.chain import record_of
from funds.record.errors import KeyUsed
from funds.record.rows import plain
from funds.record.tables import record, request
from funds.seal import digest

__all__ = ["KeysError", "answered", "key_of", "remember"]

_ENCODER: Final = msgspec.json.Encoder(order="sorted")


class KeysError(ValueError):
    """Drafts posted together carry different keys: a mistake of the calling program."""


def key_of(drafts: Sequence[Record]) -> str:
    """Give the one key of drafts that are posted together; empty where none has one."""
    keys = {draft.key for draft in drafts if draft.key}
    if len(keys) > 1:
        raise KeysError(sorted(keys))
    return plain(next(iter(keys), ""))


def _asked(drafts: Sequence[Record]) -> str:
    return digest(_ENCODER.encode(drafts))


def answered(connection: Connection, key: str, drafts: Sequence[Record]) -> list[Record]:
    """Give what was posted under a key before; nothing where it is new. Raises KeyUsed."""
    same = select(request.c.digest, record.c.fund, record.c.number, record.c.seal, record.c.body)
    joined = same.join(record, (record.c.fund == request.c.fund) & (record.c.number == request.c.number))
    rows = connection.execute(joined.where(request.c.key == key).order_by(request.c.seq)).all()
    if rows and rows[0].digest != _asked(drafts):
        raise KeyUsed(key=key, fund=rows[0].fund, number=rows[0].number)
    return [record_of(row.fund, row.number, row.seal, row.body) for row in rows]


def remember(connection: Connection, key: str, drafts: Sequence[Record], posted: Sequence[Record]) -> None:
    """Keep what was asked under a key and which records answered it."""
    asked = _asked(drafts)
    rows = [
        {"key": key, "seq": place, "digest": asked, "fund": found.fund, "number": found.number}
        for place, found in enumerate(posted, 1)
    ]
    connection.execute(request.insert(), rows)
