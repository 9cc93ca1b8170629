"""The process that reads an invoice file: it may use so much memory and time and no more, and writes only its answer.

It is started by `read` with the open file as its standard input, and answers on its standard output.
"""

import contextlib
import hashlib
import sys

import msgspec
from msgspec.structs import replace

from funds.einvoice import limits
from funds.einvoice.files import reads
from funds.einvoice.invoice import Problem, Read
from funds.untrusted.process import Bounds, confine

__all__ = ["main", "told"]


def told(content: bytes, name: str) -> list[Read]:
    """Read a file, and tell as a problem whatever keeps it from being read; what was read is told by its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    return [replace(each, digest=digest) for each in _told(content, name)]


def _told(content: bytes, name: str) -> list[Read]:
    try:
        return list(reads(content, name))
    except MemoryError:
        return [Read(problems=(Problem("too-much-memory"),))]
    except Exception as broken:  # noqa: BLE001  a file broken in a way nobody thought of is still a file to be told of
        return [Read(problems=(Problem("broken-file", {"part": type(broken).__name__}),))]


def main(arguments: list[str]) -> None:
    """Read the file on standard input, by the name given."""
    confine(Bounds(limits.MEMORY_BYTES, limits.CPU_SECONDS, limits.OPEN_FILES))
    name = arguments[0].encode("utf-8", "replace").decode()
    with open(0, "rb", closefd=False) as file, contextlib.suppress(BrokenPipeError):
        answer = msgspec.msgpack.encode(told(file.read(limits.FILE_BYTES), name))
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
