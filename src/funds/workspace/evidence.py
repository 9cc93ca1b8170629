"""The evidence store (附件): each file kept once, read-only, under the SHA-256 of its content.

Nothing is followed out of the store: what lies behind a link is not what was kept.
"""

import errno
import hashlib
import os
import re
import stat
import unicodedata
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final

from funds.entry.record import Evidence
from funds.text import N_, _

__all__ = ["MOST", "EvidenceError", "keep", "locate", "look", "opened", "trouble"]

#: The largest file accepted, in bytes: a scanned contract is some megabytes.
MOST: Final = 256 * 1024 * 1024

_CHUNK: Final = 1024 * 1024
_DIGEST: Final = re.compile("[0-9a-f]{64}", re.ASCII)
_SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,8}", re.ASCII)
_READ_ONLY: Final = 0o444
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
#: What opening a link says instead of following it.
_LINKED: Final = frozenset({errno.ELOOP, errno.ENOTDIR})


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


def locate(store: Path, digest: str) -> Path | None:
    """Give the kept file of a digest, or None; a link is no kept file. Raises EvidenceError for what is no SHA-256."""
    _check_digest(digest)
    folder = store / digest[:2]
    if not (_is_folder(store) and _is_folder(folder)):
        return None
    found = sorted(
        entry.name for entry in os.scandir(folder) if entry.name.partition(".")[0] == digest and not entry.is_symlink()
    )
    return folder / found[0] if found else None


def opened(store: Path, digest: str) -> BufferedReader:
    """Open the kept file of a digest, step by step and through no link. Raises EvidenceError, OSError.

    FileNotFoundError says that it is not there.
    """
    _check_digest(digest)
    top = os.open(store, _FOLDER)
    try:
        folder = os.open(digest[:2], _FOLDER, dir_fd=top)
    finally:
        os.close(top)
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.name.partition(".")[0] == digest)
        if not names:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), digest)
        source = os.fdopen(os.open(names[0], _FILE, dir_fd=folder), "rb")
    finally:
        os.close(folder)
    if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
        source.close()
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), digest)
    return source


def trouble(store: Path, piece: Evidence) -> str:
    """Say what is wrong with a kept file, as a msgid with places for its name and kind; empty where it holds."""
    try:
        with opened(store, piece.digest) as source:
            size = os.fstat(source.fileno()).st_size
            found = hashlib.file_digest(source, "sha256").hexdigest()
    except (FileNotFoundError, EvidenceError):
        return N_("The evidence file {name} ({kind}) is missing.")
    except OSError as error:
        if error.errno in _LINKED:
            return N_("The evidence file {name} ({kind}) lies behind a link, which is not followed.")
        return N_("The evidence file {name} ({kind}) cannot be read.")
    if size == 0:
        return N_("The evidence file {name} ({kind}) is empty.")
    if found != piece.digest or size != piece.size:
        return N_("The evidence file {name} ({kind}) was changed after it was kept.")
    return ""


def _check_digest(digest: str) -> None:
    if not _DIGEST.fullmatch(digest):
        raise EvidenceError(_("{digest!r} is not a SHA-256.").format(digest=digest))


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _name(path: Path) -> str:
    name = path.name
    if any(unicodedata.category(char) in {"Cc", "Cs"} for char in name):
        what = _("The name of {path!r} holds control characters; rename the file.").format(path=str(path))
        raise EvidenceError(what)
    return name


def _open(path: Path) -> BinaryIO:
    # Without O_NONBLOCK a named pipe would wait for ever for somebody to write to it.
    return os.fdopen(os.open(path, _FILE), "rb")


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
