"""One file that holds a workspace: a plain tar of the record's copy, the settings, the law and the evidence.

The books are not in it: they are fair copies and are written anew. What comes out is checked: no
path may lead out of the folder, no link is followed, and each evidence file must be what its name says.
"""

import contextlib
import hashlib
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from funds.text import _
from funds.workspace.place import FILE, Workspace

__all__ = ["ArchiveError", "pack", "unpack"]

#: The name of the record's copy in the archive, wherever the workspace keeps it.
_RECORD: Final = "record.sqlite"
_SQLITE: Final = "sqlite:///"
_PARTS: Final = ("ledger", "reports", "evidence")


class ArchiveError(ValueError):
    """A backup cannot be made or used; the text says why."""


def pack(workspace: Workspace, target: Path, copy_record: Callable[[Path], None]) -> int:
    """Write the workspace into a new file and give the number of files in it.

    `copy_record` writes a sound copy of the record. The file has its name only when it is whole.
    Raises ArchiveError where the file is there already.
    """
    if target.exists():
        raise ArchiveError(_("{path} exists already and is not overwritten; choose another name.").format(path=target))
    if not target.parent.is_dir():
        raise ArchiveError(_("There is no folder {path}.").format(path=target.parent))
    _place(workspace)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with tempfile.TemporaryDirectory() as folder:
            record = Path(folder) / _RECORD
            copy_record(record)
            count = _write(draft, [(record, _RECORD), *_files(workspace)])
        os.link(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return count


def _place(workspace: Workspace) -> PurePosixPath:
    """Give the record's place in the workspace by funds.toml. Raises ArchiveError where it is elsewhere."""
    said = workspace.settings.database
    place = PurePosixPath(said.removeprefix(_SQLITE))
    if not said.startswith(_SQLITE) or place.is_absolute() or ".." in place.parts or not place.name:
        what = _(
            "funds.toml keeps the record outside the workspace ({database}); back it up by the database's own tools."
        )
        raise ArchiveError(what.format(database=said))
    return place


def _files(workspace: Workspace) -> Iterator[tuple[Path, str]]:
    yield workspace.root / FILE, FILE
    for part in _PARTS:
        for path in sorted((workspace.root / part).rglob("*")):
            place = path.relative_to(workspace.root)
            hidden = any(step.startswith(".") for step in place.parts)
            if path.is_file() and not path.is_symlink() and not hidden and place.parts[:2] != ("ledger", "books"):
                yield path, place.as_posix()


def _write(draft: Path, files: list[tuple[Path, str]]) -> int:
    with draft.open("xb") as raw:
        with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for path, name in files:
                archive.add(path, name, recursive=False)
        raw.flush()
        os.fsync(raw.fileno())
    return len(files)


def unpack(source: Path, folder: Path) -> Workspace:
    """Bring the workspace in a file back, into a folder that is new or empty.

    It is put together beside its place and moved there when it is whole. Raises ArchiveError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArchiveError(_("{path} is not empty; nothing was changed. Name a new folder.").format(path=folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        _read(source, draft)
        _check(draft, source)
        place = draft / _place(Workspace(draft))
        place.parent.mkdir(parents=True, exist_ok=True)
        (draft / _RECORD).rename(place)
        with contextlib.suppress(FileNotFoundError):
            folder.rmdir()
        draft.chmod(0o755)
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return Workspace(folder)


def _read(source: Path, draft: Path) -> None:
    try:
        with tarfile.open(source, mode="r:") as archive:
            for member in archive:
                steps = PurePosixPath(member.name).parts
                known = member.name in {FILE, _RECORD} or (steps[:1] and steps[0] in _PARTS)
                if not member.isreg() or ".." in steps or member.name.startswith("/") or not known:
                    what = _("{path} holds {name}, which no workspace has; it is not a backup made by funds.")
                    raise ArchiveError(what.format(path=source, name=repr(member.name)))
                archive.extract(member, draft, filter="data")
    except (tarfile.TarError, OSError) as error:
        why = getattr(error, "strerror", None) or error
        raise ArchiveError(_("{path} cannot be read as a backup: {why}.").format(path=source, why=why)) from None


def _check(draft: Path, source: Path) -> None:
    for name in (FILE, _RECORD):
        if not (draft / name).is_file():
            raise ArchiveError(_("{path} holds no {name}; it is not a whole backup.").format(path=source, name=name))
    for path in sorted((draft / "evidence").rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != path.name.partition(".")[0]:
                what = _("The evidence file {name} in {path} is not what was kept.")
                raise ArchiveError(what.format(name=path.name, path=source))
            path.chmod(path.stat().st_mode & 0o444)  # a paper with data of persons was its owner's alone
