"""The evidence store (附件): each file kept once, read-only, under the SHA-256 of its content."""

import hashlib
import os
import re
import stat
import unicodedata
from pathlib import Path
from typing import BinaryIO, Final

from funds.entry.record import Evidence
from funds.text import _

__all__ = ["MOST", "EvidenceError", "keep", "locate", "look"]

#: The largest file accepted, in bytes: a scanned contract is some megabytes.
MOST: Final = 256 * 1024 * 1024

_CHUNK: Final = 1024 * 1024
_DIGEST: Final = re.compile("[0-9a-f]{64}", re.ASCII)
_SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,8}", re.ASCII)
_READ_ONLY: Final = 0o444


class EvidenceError(ValueError):
    """An evidence file that cannot be kept or found; the text says which and why."""


def keep(store: Path, path: Path, kind: str) -> Evidence:
    """Copy a file into the store and give its evidence entry.

    The copy is read back and compared before it counts; a file that is already there is kept
    once. Raises EvidenceError for what is not a plain, non-empty, readable file.
    """
    with _opened(path) as source:
        digest, size = _digest(source, path)
        place = locate(store, digest)
        if place is None:
            source.seek(0)
            _copy(source, _folder(store, digest), digest + _suffix(path), digest)
        else:
            _verify(place, digest)
    return Evidence(kind=kind, digest=digest, size=size, name=_name(path))


def look(path: Path, kind: str) -> Evidence:
    """Give the evidence entry that a file would have, and keep nothing. Raises EvidenceError."""
    with _opened(path) as source:
        digest, size = _digest(source, path)
    return Evidence(kind=kind, digest=digest, size=size, name=_name(path))


def _opened(path: Path) -> BinaryIO:
    """Open a plain, non-empty file with a decent name. Raises EvidenceError."""
    _name(path)
    try:
        source = _open(path)
    except OSError as error:
        raise EvidenceError(_("{path} cannot be read: {why}.").format(path=path, why=_(str(error.strerror)))) from None
    try:
        _check_kind(path, source)
    except EvidenceError:
        source.close()
        raise
    return source


def locate(store: Path, digest: str) -> Path | None:
    """Give the kept file of a digest, or None. Raises EvidenceError for what is no SHA-256."""
    if not _DIGEST.fullmatch(digest):
        raise EvidenceError(_("{digest!r} is not a SHA-256.").format(digest=digest))
    folder = store / digest[:2]
    if not folder.is_dir():
        return None
    found = sorted(entry.name for entry in os.scandir(folder) if entry.name.partition(".")[0] == digest)
    return folder / found[0] if found else None


def _name(path: Path) -> str:
    name = path.name
    if any(unicodedata.category(char) in {"Cc", "Cs"} for char in name):
        what = _("The name of {path!r} holds control characters; rename the file.").format(path=str(path))
        raise EvidenceError(what)
    return name


def _open(path: Path) -> BinaryIO:
    # Without O_NONBLOCK a named pipe would wait for ever for somebody to write to it.
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


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


def _copy(source: BinaryIO, folder: Path, name: str, digest: str) -> None:
    incoming = folder / f".{name}.{os.getpid()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(incoming, flags, _READ_ONLY), "wb") as target:
            while chunk := source.read(_CHUNK):
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        _verify(incoming, digest)
        incoming.replace(folder / name)
    finally:
        incoming.unlink(missing_ok=True)
    handle = os.open(folder, os.O_RDONLY)
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
