"""Back up a record that is in use, and bring a backup back; a copy is only kept when it is sound.

Copying the file of a live database can lose entries; so SQLite's own backup is used. PostgreSQL
has its own tools (pg_dump, pg_restore), and we refer to them.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from funds.record.errors import RecordError
from funds.record.open import NoRecordError, open_record
from funds.text import N_

__all__ = ["ElsewhereError", "ExistsError", "UnsoundError", "backup", "restore"]


class ElsewhereError(RecordError):
    """The record is on a server, which has its own way of making backups."""

    says = N_("This record is kept by PostgreSQL: back it up with pg_dump and bring it back with pg_restore.")


class ExistsError(RecordError):
    """A file is there already. Facts: path."""

    says = N_("{path} exists already and is not overwritten. Choose another name, or move it away first.")


class UnsoundError(RecordError):
    """The copy did not pass SQLite's own check. Facts: path, message."""

    says = N_("No sound copy of {path} could be made ({message}); nothing was kept. Check the disk.")


def _file(url: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise ElsewhereError
    return Path(parsed.database)


def backup(url: str, target: Path) -> None:
    """Write a copy of the record to a new file, while others may be posting.

    Raises ElsewhereError, NoRecordError, ExistsError, UnsoundError.
    """
    source = _file(url)
    open_record(url).dispose()
    _copy(source, target)


def restore(source: Path, url: str) -> None:
    """Bring a backup back to where no record is. Raises as `backup`, and SchemaError."""
    target = _file(url)
    if not source.is_file():
        raise NoRecordError(where=source)
    open_record(f"sqlite:///{source}").dispose()
    _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    """Copy by SQLite's backup to a file beside the target; check, flush, and only then name it."""
    if target.exists():
        raise ExistsError(path=target)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(draft)) as new:
            old.backup(new)
            _sound(new, source)
        _flush(draft)
        os.link(draft, target)
        _flush(target.parent)
    except FileExistsError as error:
        raise ExistsError(path=target) from error
    except sqlite3.Error as error:
        raise UnsoundError(path=source, message=error) from error
    finally:
        draft.unlink(missing_ok=True)


def _sound(copy: sqlite3.Connection, source: Path) -> None:
    said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise UnsoundError(path=source, message=said)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
