"""The process that reads a file: it may use so much memory and time and no more, and writes nothing but its answer.

It is started by `read` with the open file as its standard input, and answers on its standard output:
batches of events, each with its length before it.
"""

import contextlib
import datetime as dt
import gc
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Final

import msgspec

from funds.untrusted.process import Bounds, confine
from funds.workbook.intake import limits
from funds.workbook.intake.events import Event, FileProblem, RowRead, packed
from funds.workbook.intake.refusal import FileRefusedError
from funds.workbook.intake.sheets import events

__all__ = ["main", "told"]

_BATCH: Final = 500
_packed: Final = lru_cache(maxsize=8192)(packed)


def told(file: IO[bytes], name: str, kind: str, sheet: str) -> Iterator[Event]:
    """Read a file, and tell as an event whatever keeps it from being read."""
    try:
        yield from events(file, name, kind, sheet)
    except FileRefusedError as refused:
        yield refused.problem
    except MemoryError:
        yield FileProblem("too-much-memory")
    except Exception as broken:  # noqa: BLE001  a file broken in a way nobody thought of is still a file to be told of
        yield FileProblem("broken-file", {"error": type(broken).__name__})


def main(arguments: list[str]) -> None:
    """Read the file on standard input as the kind, by the name and for the sheet given."""
    confine(Bounds(limits.MEMORY_BYTES, limits.CPU_SECONDS, limits.OPEN_FILES))
    gc.disable()
    kind, name, sheet = arguments
    encoder = msgspec.msgpack.Encoder()
    batch: list[Event] = []
    with open(0, "rb", closefd=False) as file, contextlib.suppress(BrokenPipeError):
        for event in told(file, name, kind, sheet):
            if isinstance(event, RowRead):
                _pack(event)
            batch.append(event)
            if len(batch) >= _BATCH or not isinstance(event, RowRead):
                _send(encoder.encode(batch))
                batch.clear()
        _send(encoder.encode(batch))


def _pack(row: RowRead) -> None:
    for key, value in row.cells.items():
        if type(value) is dt.date:
            row.cells[key] = _packed(value)


def _send(batch: bytes) -> None:
    sys.stdout.buffer.write(len(batch).to_bytes(4, "big") + batch)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
