"""Rows that wait: those of funds whose stories were let go, and those that speak of other rows of the file."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import msgspec

from funds.workbook.intake.events import RowRead, decoder, packed

__all__ = ["Later"]

_ENCODE: Final = msgspec.msgpack.Encoder().encode


class Later:
    """Waiting rows, packed small; given back fund by fund, each fund's in the order of the file."""

    def __init__(self) -> None:
        """Begin with none."""
        self._rows: defaultdict[str, list[bytes]] = defaultdict(list)
        self._last: defaultdict[str, list[bytes]] = defaultdict(list)

    def add(self, row: RowRead, *, last: bool = False) -> None:
        """Let a row wait; `last` for what speaks of others of its fund."""
        fund = row.cells.get("fund", "")
        cells = {key: packed(value) if isinstance(value, dt.date) else value for key, value in row.cells.items()}
        small = _ENCODE([msgspec.structs.replace(row, cells=cells)])
        (self._last if last else self._rows)[fund].append(small)

    def rows(self) -> Iterator[RowRead]:
        """Give the rows back."""
        decode = decoder().decode
        for fund in sorted({*self._rows, *self._last}):
            for packed_ in (*self._rows.get(fund, ()), *self._last.get(fund, ())):
                for event in decode(packed_):
                    if isinstance(event, RowRead):
                        yield event
