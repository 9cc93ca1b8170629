"""Files with data of persons (个人信息保护法 第二十八条): which they are, wherever in the record they came once more.

A file is one by what it holds, so one that came under such a kind anywhere is one everywhere, by its SHA-256.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from sqlalchemy import Column, Connection, Engine, or_, select

from funds.record.open import reading
from funds.record.tables import material, record

__all__ = ["personal_digests"]

#: A piece of evidence as it is sealed: the keys sorted, nothing between them. Within a text the quotes are escaped.
_PIECE: Final = re.compile(r'"digest":"([0-9a-f]{64})","kind":"([^"]+)"')


def personal_digests(engine: Engine, kinds: Collection[str]) -> frozenset[str]:
    """Give the SHA-256 of each file that came under one of the kinds, with any entry or any row of material."""
    if not kinds:
        return frozenset()
    with reading(engine) as connection:
        return frozenset(
            digest
            for column in (record.c.body, material.c.evidence)
            for text in _holding(connection, column, kinds)
            for digest, kind in _PIECE.findall(text)
            if kind in kinds
        )


def _holding(connection: Connection, column: Column[str], kinds: Collection[str]) -> Iterator[str]:
    """Give the texts of a column in which one of the kinds stands: few, so that all others stay where they are."""
    named = or_(*(column.contains(f'"kind":"{kind}"', autoescape=True) for kind in sorted(kinds)))
    yield from connection.execute(select(column).where(named)).scalars()
