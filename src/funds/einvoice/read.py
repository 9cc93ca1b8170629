"""Reading an invoice file: in a process of its own, so that no file can harm the one that asks."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec

from funds.einvoice import limits
from funds.einvoice.files import ZIPPED
from funds.einvoice.invoice import Problem, Read
from funds.einvoice.xml import looks_like

__all__ = ["begins_as_one", "read"]

#: How many bytes tell what a file is.
_BEGIN: Final = 512
_CHILD: Final = "funds.einvoice.child"
_OPEN: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def begins_as_one(path: Path) -> bool:
    """Tell whether a file begins as those of electronic invoices do: as XML, or as a zip. False where it cannot be opened."""
    try:
        file = os.open(path, _OPEN)
    except (OSError, ValueError):
        return False
    try:
        begin = os.read(file, _BEGIN) if stat.S_ISREG(os.fstat(file).st_mode) else b""
    except OSError:
        return False
    finally:
        os.close(file)
    return begin.startswith(ZIPPED) or looks_like(begin)


def read(path: Path) -> tuple[Read, ...]:
    """Read an XML text, an OFD, or a zip of several; never fails: what cannot be read is a problem of its reading.

    A reading for each invoice, and one for each part of a zip that holds none; at least one.
    """
    try:
        file = os.open(path, _OPEN)
    except OSError as error:
        return _refused("cannot-open", error=error.strerror or "")
    try:
        about = os.fstat(file)
        if not stat.S_ISREG(about.st_mode):
            return _refused("no-file")
        if about.st_size > limits.FILE_BYTES:
            return _refused("too-large", size=f"{about.st_size >> 20} MiB", most=f"{limits.FILE_BYTES >> 20} MiB")
        return _told(file, path.name)
    finally:
        os.close(file)


def _told(file: int, name: str) -> tuple[Read, ...]:
    command = [sys.executable, "-P", "-m", _CHILD, name]
    with subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:  # noqa: S603  our own module
        try:
            answer = child.stdout.read(limits.ANSWER_BYTES) if child.stdout else b""
        finally:
            if child.stdout:
                child.stdout.close()
            _end(child)
    try:
        return msgspec.msgpack.decode(answer, type=tuple[Read, ...])
    except (msgspec.DecodeError, ValueError):
        return _ended(child.returncode)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Let the reading process come to its end, which it has told of by closing its answer."""
    try:
        child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _ended(code: int) -> tuple[Read, ...]:
    """Tell how a child ended that did not answer."""
    if code == -getattr(signal, "SIGXCPU", signal.SIGTERM):
        return _refused("too-much-time")
    if code == -getattr(signal, "SIGKILL", signal.SIGTERM):
        return _refused("too-much-memory")
    return _refused("stopped", status=str(code))


def _refused(code: str, **facts: str) -> tuple[Read, ...]:
    return (Read(problems=(Problem(code, facts),)),)
