"""The evidence store (附件): each file kept once, read-only, under the SHA-256 of its content.

Nothing is followed out of the store: what lies behind a link is not what was kept.
"""

import errno
import hashlib
import os
import re
import stat
import unicodedata
from pathlib import Path
from typing import BinaryIO, Final

from funds.entry.record import Evidence
from funds.text import _
from funds.workspace.stored import FILE, PRIVATE, EvidenceError, locate, opened, places, tighten, trouble

__all__ = ["MOST", "EvidenceError", "keep", "locate", "look", "opened", "tighten", "trouble"]

#: The largest file accepted, in bytes: a scanned contract is some megabytes.
MOST: Final = 256 * 1024 * 1024

_CHUNK: Final = 1024 * 1024
_SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,8}", re.ASCII)
_READ_ONLY: Final = 0o444
#: Signs that are not seen but turn what is seen around: fdp.exe would be read as exe.pdf.
_TURNING: Final = frozenset(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"
)


def keep(store: Path, path: Path, kind: str, *, private: bool = False) -> Evidence:
    """Copy a file into the store and give its evidence entry.

    The copy is read back and compared before it counts; a file that is already there is kept
    once. A `private` one, which holds data of persons, is its owner's alone to read, also where it
    was there before. Raises EvidenceError for what is not a plain, non-empty, readable file.
    """
    with _opened(path) as source:
        digest, size = _digest(source, path)
        there = places(store, digest)
        for place in there:
            _verify(place, digest)
        if not there:
            source.seek(0)
            target = _folder(store, digest) / f"{digest}{_suffix(path)}"
            _copy(source, target, digest, PRIVATE if private else _READ_ONLY)
    if private:
        tighten(store, {digest})
    return Evidence(kind=kind, digest=digest, size=size, name=_name(path))


def look(path: Path, kind: str) -> Evidence:
    """Give the evidence entry that a file would have, and keep nothing. Raises EvidenceError."""
    with _opened(path) as source:
        digest, size = _digest(source, path)
    return Evidence(kind=kind, digest=digest, size=size, name=_name(path))


def _opened(path: Path) -> BinaryIO:
    """Open a plain, non-empty file with a decent name, no link. Raises EvidenceError."""
    _name(path)
    try:
        source = _open(path)
    except OSError as error:
        if error.errno == errno.ELOOP:
            what = _(
                "{path} is a link and is not followed: it may lead to a file that nobody meant. Give the file itself."
            )
            raise EvidenceError(what.format(path=path)) from None
        raise EvidenceError(_("{path} cannot be read: {why}.").format(path=path, why=_(str(error.strerror)))) from None
    except ValueError:  # a path with a NUL in it
        raise EvidenceError(_("{path!r} is no path of a file.").format(path=str(path))) from None
    try:
        _check_kind(path, source)
    except EvidenceError:
        source.close()
        raise
    return source


def _name(path: Path) -> str:
    name = path.name
    if any(char in _TURNING or unicodedata.category(char) in {"Cc", "Cs"} for char in name):
        what = _("The name of {path!r} holds control or direction signs; rename the file.").format(path=str(path))
        raise EvidenceError(what)
    return name


def _open(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, FILE), "rb")


def _check_kind(path: Path, source: BinaryIO) -> None:
    found = os.fstat(source.fileno())
    if not stat.S_ISREG(found.st_mode):
        raise EvidenceError(_("{path} is not a file.").format(path=path))
    if found.st_size == 0:
        raise EvidenceError(_("{path} is empty; give the file with its content.").format(path=path))
    if found.st_size > MOST:
        most = MOST // _CHUNK
        raise EvidenceError(_("{path} is larger than {most} MB; split or compress it.").format(path=path, most=most))


def _digest(source: BinaryIO, path: Path) -> tuple[str, int]:
    total, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        total.update(chunk)
        size += len(chunk)
    if size == 0:
        raise EvidenceError(_("{path} is empty; give the file with its content.").format(path=path))
    return total.hexdigest(), size


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ".bin"


def _folder(store: Path, digest: str) -> Path:
    """Make the folder of a digest; a link in its place could lead outside, so it is refused."""
    folder = store / digest[:2]
    for part in (store, folder):
        part.mkdir(exist_ok=True)
        if part.is_symlink():
            raise EvidenceError(_("{path} is a link; evidence is kept in a folder of its own.").format(path=part))
    return folder


def _copy(source: BinaryIO, target: Path, digest: str, mode: int) -> None:
    incoming = target.with_name(f".{target.name}.{os.getpid()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(incoming, flags, mode), "wb") as file:
            while chunk := source.read(_CHUNK):
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        _verify(incoming, digest)
        incoming.replace(target)
    finally:
        incoming.unlink(missing_ok=True)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _verify(place: Path, digest: str) -> None:
    if place.is_symlink() or not place.is_file():
        raise EvidenceError(_("{path} is not a file.").format(path=place))
    with place.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != digest:
        what = _("{path} no longer holds what was kept there; restore it from a backup.").format(path=place)
        raise EvidenceError(what)
