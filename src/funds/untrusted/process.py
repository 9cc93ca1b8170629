"""Reading a file from outside in a process of its own: it may use so much and no more, and writes only its answer.

A file that harms its reader harms nobody else. The reader gets the open file as its standard input.
"""

import contextlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["Bounds", "NoFileError", "confine", "end_of", "opened", "started"]

_OPEN: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
#: Seconds between the limit of processor time that is told and the one that kills: the end tells what limit it was.
_SPARE: Final = 5


class NoFileError(Exception):
    """A path that cannot be read: `code` is ``cannot-open`` or ``no-file``, `facts` what the system says."""

    def __init__(self, code: str, **facts: str) -> None:
        """Keep why, and what the system says."""
        super().__init__(code)
        self.code = code
        self.facts = facts


class Bounds(NamedTuple):
    """What a reading process may use: bytes of address space, seconds of processor, open files."""

    memory: int
    seconds: int
    files: int


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """Open a regular file to be read, and close it; a pipe or a device is not waited for. Raises NoFileError."""
    try:
        file = os.open(path, _OPEN)
    except (OSError, ValueError) as error:
        raise NoFileError(code="cannot-open", error=getattr(error, "strerror", "") or "") from error
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise NoFileError(code="no-file")
        yield file
    finally:
        os.close(file)


def started(module: str, file: int, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start one of our modules as the process that reads an open file; its answer comes on its standard output."""
    command = [sys.executable, "-P", "-m", module, *arguments]
    return subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603


def end_of(status: int) -> tuple[str, dict[str, str]]:
    """Tell how a process ended that did not answer: ``too-much-time``, ``too-much-memory``, or ``stopped``."""
    if status == -getattr(signal, "SIGXCPU", signal.SIGTERM):
        return "too-much-time", {}
    if status == -getattr(signal, "SIGKILL", signal.SIGTERM):
        return "too-much-memory", {}
    return "stopped", {"status": str(status)}


def confine(bounds: Bounds) -> None:
    """Bind the process that calls: beyond its bounds it fails or ends, and it writes no file."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415  not on every system

        for what, most in (
            (resource.RLIMIT_AS, bounds.memory),
            (resource.RLIMIT_CPU, bounds.seconds),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, bounds.files),
            (resource.RLIMIT_CORE, 0),
        ):
            _least, hard = resource.getrlimit(what)
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            spare = _SPARE if what == resource.RLIMIT_CPU and least == most else 0
            resource.setrlimit(what, (least, least + spare if hard == resource.RLIM_INFINITY else least))
