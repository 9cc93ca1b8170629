"""The seal (封印): each record's SHA-256 over its canonical text, which holds the seal before it.

The canonical text is JSON in UTF-8: keys sorted, no white space, empty fields left out, integers
and strings only. So anybody can re-check a chain with a JSON library and SHA-256. What a chain
proves: changes before a head that somebody outside holds are detected. It proves no more.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from funds.entry.record import Record

__all__ = ["START", "Break", "Head", "breaks", "canonical", "digest", "head_of", "sealed"]

#: What stands in place of a previous seal in a fund's first record.
START: Final = "0" * 64

_ENCODER: Final = msgspec.json.Encoder(order="sorted")


class Head(NamedTuple):
    """The last number and seal of a fund (链首), printed on everything issued."""

    fund: str
    number: int
    seal: str

    def __str__(self) -> str:
        """Write it as `funds verify --head` reads it."""
        return f"{self.fund}:{self.number}:{self.seal}"


class Break(NamedTuple):
    """A place where a chain does not hold: which record, and how (`order`, `link` or `seal`)."""

    number: int
    how: str


def head_of(record: Record | None) -> Head | None:
    """Give the head that a fund's last record makes; None before its first."""
    return Head(record.fund, record.number, record.seal) if record else None


def digest(content: bytes) -> str:
    """Give the SHA-256 of a content in hex."""
    return hashlib.sha256(content).hexdigest()


def canonical(record: Record) -> bytes:
    """Give the text that a record's seal covers: everything but the seal itself."""
    bare = msgspec.structs.replace(record, seal="") if record.seal else record
    return _ENCODER.encode(bare)


def sealed(record: Record, head: Head | None) -> Record:
    """Give the record with the number and link after `head` (None: the first) and its seal."""
    number, previous = (head.number + 1, head.seal) if head else (1, START)
    linked = msgspec.structs.replace(record, number=number, previous=previous, seal="")
    return msgspec.structs.replace(linked, seal=digest(_ENCODER.encode(linked)))


def breaks(records: Iterable[Record]) -> Iterator[Break]:
    """Walk one fund's records in the order given and yield each place where the chain breaks."""
    previous, expected = START, 1
    for record in records:
        if record.number != expected:
            yield Break(record.number, "order")
        elif record.previous != previous:
            yield Break(record.number, "link")
        if digest(canonical(record)) != record.seal:
            yield Break(record.number, "seal")
        previous, expected = record.seal, record.number + 1
