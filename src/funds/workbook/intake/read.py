"""Reading a register: in a process of its own, so that no file can harm the one that asks."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import msgspec

from funds.untrusted.process import NoFileError, end_of, opened, started
from funds.workbook.intake.events import Done, Event, FileProblem, decoder

__all__ = ["read"]

_CHILD: Final = "funds.workbook.intake.child"
#: No batch of a sound child is longer; a length beyond it is not believed.
_LONGEST: Final = 256 << 20


def read(path: Path, kind: str, *, sheet: str = "") -> Iterator[Event]:
    """Read a workbook or CSV as a kind of register (spending, awards …), giving sheets, rows and problems as they come.

    Each SheetFound precedes its rows. The last event is Done, or a FileProblem where the file is
    refused; rows that came before a FileProblem must not be used. `sheet` names the only sheet to be read.
    Closing the iterator ends the reading process.
    """
    try:
        with opened(path) as file, _reading(file, [kind, path.name, sheet]) as child:
            yield from _told(child)
    except NoFileError as refused:
        yield FileProblem(refused.code, refused.facts)


@contextmanager
def _reading(file: int, arguments: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start the reading process, and be sure that it has ended whatever happens."""
    child = started(_CHILD, file, arguments)
    try:
        yield child
    finally:
        child.kill()
        if child.stdout:
            child.stdout.close()
        child.wait()


def _told(child: subprocess.Popen[bytes]) -> Iterator[Event]:
    decode = decoder().decode
    last: Event | None = None
    while batch := _batch(child.stdout):
        try:
            told = decode(batch)
        except (msgspec.DecodeError, ValueError):
            break
        if told:
            last = told[-1]
            yield from told
    if not isinstance(last, Done | FileProblem):
        yield FileProblem(*end_of(child.wait()))


def _batch(source: IO[bytes] | None) -> bytes:
    """Read one batch, or nothing where the child has said all, or died within one."""
    length = source.read(4) if source else b""
    size = int.from_bytes(length, "big")
    if source is None or len(length) < 4 or size > _LONGEST:  # noqa: PLR2004  bytes of a length
        return b""
    batch = source.read(size)
    return batch if len(batch) == size else b""
