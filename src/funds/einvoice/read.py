"""Reading an invoice file: in a process of its own, so that no file can harm the one that asks."""

import os
import subprocess
from pathlib import Path
from typing import Final

import msgspec

from funds.einvoice import limits
from funds.einvoice.files import ZIPPED
from funds.einvoice.invoice import Problem, Read
from funds.einvoice.xml import looks_like
from funds.untrusted.process import NoFileError, end_of, opened, started

__all__ = ["passes_as_one", "read"]

#: How many bytes tell what a file is.
_BEGIN: Final = 512
_ENDINGS: Final = frozenset({".xml", ".ofd", ".zip"})
_CHILD: Final = "funds.einvoice.child"


def passes_as_one(path: Path) -> bool:
    """Tell whether a file passes as an electronic invoice's: it is called XML, OFD or zip, or begins as one does.

    False where it cannot be read.
    """
    try:
        with opened(path) as file:
            begin = os.read(file, _BEGIN)
    except (NoFileError, OSError):
        return False
    return path.suffix.lower() in _ENDINGS or begin.startswith(ZIPPED) or looks_like(begin)


def read(path: Path) -> tuple[Read, ...]:
    """Read an XML text, an OFD, or a zip of several; never fails: what cannot be read is a problem of its reading.

    A reading for each invoice, and one for each part of a zip that holds none; at least one.
    """
    try:
        with opened(path) as file:
            size = os.fstat(file).st_size
            if size > limits.FILE_BYTES:
                return _refused("too-large", size=f"{size >> 20} MiB", most=f"{limits.FILE_BYTES >> 20} MiB")
            return _told(file, path.name)
    except NoFileError as refused:
        return _refused(refused.code, **refused.facts)


def _told(file: int, name: str) -> tuple[Read, ...]:
    with started(_CHILD, file, [name]) as child:
        try:
            answer = child.stdout.read(limits.ANSWER_BYTES) if child.stdout else b""
        finally:
            if child.stdout:
                child.stdout.close()
            _end(child)
    try:
        return msgspec.msgpack.decode(answer, type=tuple[Read, ...])
    except (msgspec.DecodeError, ValueError):
        code, facts = end_of(child.returncode)
        return _refused(code, **facts)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Let the reading process come to its end, which it has told of by closing its answer."""
    try:
        child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _refused(code: str, **facts: str) -> tuple[Read, ...]:
    return (Read(problems=(Problem(code, facts),)),)
