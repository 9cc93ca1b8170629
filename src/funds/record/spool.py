"""Judged records put aside until they are posted: on disk, so that a long register does not fill the memory."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec

from funds.entry.record import Record
from funds.record.rows import Row

__all__ = ["Aside", "Spool"]

#: Up to so many bytes no file is made.
_SMALL: Final = 1 << 20


class Aside(NamedTuple):
    """A record that stands but for moment and seal, and its rows but for those: figures, invoices, award's terms."""

    record: Record
    figures: list[Row]
    claims: list[Row]
    terms: Row | None


_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(
    tuple[Record, list[dict[str, Any]], list[dict[str, Any]], dict[str, Any] | None]
)


class Spool:
    """Records in order of judging; each can be had again by its fund."""

    def __init__(self) -> None:
        """Begin empty."""
        self._file = tempfile.SpooledTemporaryFile(max_size=_SMALL)  # noqa: SIM115  it lives as long as the spool
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._count = self._end = 0

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    def close(self) -> None:
        """Let go of all of them."""
        self._file.close()

    def add(self, aside: Aside) -> None:
        """Put one aside."""
        packed = _ENCODE(tuple(aside))
        self._places[aside.record.fund].append(self._end)
        self._file.seek(self._end)
        self._end += self._file.write(len(packed).to_bytes(4, "big") + packed)
        self._count += 1

    def of(self, fund: str) -> Iterator[Record]:
        """Give a fund's records, in order."""
        for place in self._places.get(fund, ()):
            yield self._at(place)[0].record

    def funds(self) -> list[str]:
        """Give the funds that have any."""
        return sorted(self._places)

    def __iter__(self) -> Iterator[Aside]:
        """Give all, in order of judging."""
        place = 0
        while place < self._end:
            aside, place = self._at(place)
            yield aside

    def _at(self, place: int) -> tuple[Aside, int]:
        self._file.seek(place)
        length = int.from_bytes(self._file.read(4), "big")
        return Aside(*_DECODE.decode(self._file.read(length))), place + 4 + length
