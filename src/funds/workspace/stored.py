"""What lies in the evidence store (附件): found by its SHA-256, opened through no link, held against what was kept."""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import Final

from funds.entry.record import Evidence
from funds.text import N_, _

__all__ = ["FILE", "PRIVATE", "EvidenceError", "locate", "opened", "places", "tighten", "trouble"]

_DIGEST: Final = re.compile("[0-9a-f]{64}", re.ASCII)
#: The rights to a file with data of persons; and those of others that it may not have.
PRIVATE: Final = 0o400
_OTHERS: Final = 0o077
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
#: How a file is opened: without O_NONBLOCK a named pipe would wait for ever for somebody to write to it.
FILE: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
#: What opening a link says instead of following it.
_LINKED: Final = frozenset({errno.ELOOP, errno.ENOTDIR})


class EvidenceError(ValueError):
    """An evidence file that cannot be kept or found; the text says which and why."""


def locate(store: Path, digest: str) -> Path | None:
    """Give the kept file of a digest, or None; a link is no kept file. Raises EvidenceError for what is no SHA-256."""
    return next(iter(places(store, digest)), None)


def places(store: Path, digest: str) -> list[Path]:
    """Give every file of a digest that is no link, in order of name."""
    _check_digest(digest)
    folder = store / digest[:2]
    if not (_is_folder(store) and _is_folder(folder)):
        return []
    with os.scandir(folder) as entries:
        return sorted(folder / each.name for each in entries if _is_of(each.name, {digest}) and not each.is_symlink())


def opened(store: Path, digest: str) -> BufferedReader:
    """Open the kept file of a digest, step by step and through no link. Raises EvidenceError, OSError.

    FileNotFoundError says that it is not there.
    """
    with _shelf(store, digest) as (folder, names):
        return _plain(folder, names[0])


def trouble(store: Path, piece: Evidence) -> str:
    """Say what is wrong with a kept file, as a msgid with places for its name and kind; empty where it holds.

    Whatever bears its digest is looked at: a copy beside it must not speak for it.
    """
    try:
        with _shelf(store, piece.digest) as (folder, names):
            found = [_amiss(folder, name, piece) for name in names]
    except (FileNotFoundError, EvidenceError):
        return N_("The evidence file {name} ({kind}) is missing.")
    except OSError as error:
        return _unopened(error)
    wrong = [each for each in found if each]
    if wrong and not all(found):
        return N_(
            "Of the evidence file {name} ({kind}) several copies are in the store, and not each of them is what was kept."
        )
    return wrong[0] if wrong else ""


@contextmanager
def _shelf(store: Path, digest: str) -> Iterator[tuple[int, list[str]]]:
    """Give the folder of a digest, reached through no link, and the names in it that are of that digest."""
    _check_digest(digest)
    top = os.open(store, _FOLDER)
    try:
        folder = os.open(digest[:2], _FOLDER, dir_fd=top)
    finally:
        os.close(top)
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if _is_of(entry.name, {digest}))
        if not names:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), digest)
        yield folder, names
    finally:
        os.close(folder)


def _is_of(name: str, digests: Collection[str]) -> bool:
    return name.partition(".")[0] in digests


def _plain(folder: int, name: str) -> BufferedReader:
    source = os.fdopen(os.open(name, FILE, dir_fd=folder), "rb")
    if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
        source.close()
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), name)
    return source


def _amiss(folder: int, name: str, piece: Evidence) -> str:
    """Say what is wrong with one file; empty where it is what was kept."""
    try:
        with _plain(folder, name) as source:
            size = os.fstat(source.fileno()).st_size
            found = hashlib.file_digest(source, "sha256").hexdigest()
    except OSError as error:
        return _unopened(error)
    if size == 0:
        return N_("The evidence file {name} ({kind}) is empty.")
    if found != piece.digest or size != piece.size:
        return N_("The evidence file {name} ({kind}) was changed after it was kept.")
    return ""


def _unopened(error: OSError) -> str:
    if error.errno in _LINKED:
        return N_("The evidence file {name} ({kind}) lies behind a link, which is not followed.")
    return N_("The evidence file {name} ({kind}) cannot be read.")


def tighten(store: Path, digests: Collection[str]) -> None:
    """Leave the kept files of these digests, which hold data of persons, to their owner's eyes alone."""
    for folder in sorted({digest[:2] for digest in digests}):
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(store / folder) as entries:
            for entry in entries:
                if _is_of(entry.name, digests) and not entry.is_symlink():
                    _tighten(store / folder / entry.name)


def _tighten(path: Path) -> None:
    # Of a file that is somebody else's nothing can be said here; its owner's next book closes it.
    with suppress(PermissionError):
        handle = os.open(path, FILE)
        try:
            if stat.S_IMODE(os.fstat(handle).st_mode) & _OTHERS:
                os.fchmod(handle, PRIVATE)
        finally:
            os.close(handle)


def _check_digest(digest: str) -> None:
    if not _DIGEST.fullmatch(digest):
        raise EvidenceError(_("{digest!r} is not a SHA-256.").format(digest=digest))


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False
