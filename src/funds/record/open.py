"""Open the record: with the settings under which an acknowledged entry survives a power cut.

SQLite: rollback journal with EXTRA synchronisation, foreign keys and recursive triggers on,
BEGIN IMMEDIATE for whoever writes. Each setting is read back, and the record is not opened under
any other. PostgreSQL: by URL, through pg8000; a server that acknowledges early is refused.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from funds.record.errors import RecordError, told
from funds.record.guards import WANTED, count_guards
from funds.text import N_, _

__all__ = [
    "SCHEMA",
    "NoRecordError",
    "SchemaError",
    "SettingError",
    "UnguardedError",
    "UrlError",
    "engine_for",
    "open_record",
    "reading",
    "writing",
]

#: The schema this program writes: the last migration's number.
SCHEMA: Final = "0006"

#: SQLite's settings: what is set, and what must then be read back.
PRAGMAS: Final[tuple[tuple[str, str, object], ...]] = (
    ("busy_timeout", "10000", 10000),
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", 3),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
)
_SERVER: Final = (("fsync", "on"), ("full_page_writes", "on"), ("synchronous_commit", "on"))
_LOOSE: Final = frozenset({"off", "local", "remote_write"})


class UrlError(RecordError):
    """The URL names no database we know."""

    says = N_("{url} is no address of a record. Write sqlite:///FILE or postgresql+pg8000://USER@HOST/DATABASE.")


class NoRecordError(RecordError):
    """There is no record at the address."""

    says = N_(
        "There is no record at {where}. `funds init --upgrade` makes an empty one; `funds restore` brings back a backup."
    )


class SchemaError(RecordError):
    """The record was written by another version of the program."""

    says = N_("The record has schema {found}, this program needs {wanted}. {remedy}")


class SettingError(RecordError):
    """A setting that durability rests on could not be made."""

    says = N_("The database keeps {name} at {found} where {wanted} is needed, so an entry could be lost. Not opened.")


class UnguardedError(RecordError):
    """A trigger that keeps the tables insert-only is gone."""

    says = N_(
        "Of the {wanted} triggers that keep the record insert-only {found} are left. Not opened; run `funds verify`."
    )


def engine_for(url: str, *, make: bool = False) -> Engine:
    """Give an engine for a URL; nothing is read yet. `make` lets SQLite make the file."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise UrlError(url=url) from error
    if backend == "sqlite" and parsed.database:
        return _sqlite(parsed, Path(parsed.database), make=make)
    if backend == "postgresql":
        return _postgresql(parsed)
    raise UrlError(url=parsed.render_as_string())


def _sqlite(url: URL, path: Path, *, make: bool) -> Engine:
    address = f"file:{quote(str(path.absolute()))}?mode={'rwc' if make else 'rw'}"

    def connect() -> sqlite3.Connection:
        if not make and not path.is_file():
            raise NoRecordError(where=path)
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        try:
            _settle(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(url, creator=connect)
    event.listen(engine, "begin", _begin)
    return engine


def _settle(connection: sqlite3.Connection) -> None:
    """Make each setting and read it back."""
    for name, value, wanted in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise SettingError(name=name, found=found, wanted=value)


def _begin(connection: Connection) -> None:
    """Take SQLite's write lock first where rows will be added: reading first would lose updates."""
    writes = connection.get_execution_options().get("funds_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL) -> Engine:
    chosen = url.set(drivername="postgresql+pg8000") if url.drivername == "postgresql" else url
    try:
        engine = create_engine(chosen)
    except ImportError as error:
        raise UrlError(url=url.render_as_string()) from error
    event.listen(engine, "connect", _strict_server)
    return engine


def _strict_server(connection: Any, _record: object) -> None:
    """Refuse a server that would acknowledge an entry before it is safe on disk."""
    try:
        with closing(connection.cursor()) as cursor:
            _hold_server(cursor)
        connection.rollback()
    except BaseException:
        connection.close()
        raise


def _hold_server(cursor: Any) -> None:
    for name, wanted in _SERVER:
        cursor.execute(f"SELECT current_setting('{name}')")
        found = cursor.fetchone()[0]
        if found in _LOOSE:
            raise SettingError(name=name, found=found, wanted=wanted)


def open_record(url: str) -> Engine:
    """Open an existing record. Raises RecordError: none there, other schema, unguarded, unsafe."""
    engine = engine_for(url)
    try:
        _inspect(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _inspect(engine: Engine) -> None:
    with reading(engine) as connection:
        known = engine.dialect.has_table(connection, "alembic_version")
        if not known:
            raise NoRecordError(where=engine.url.render_as_string())
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if found != SCHEMA:
            raise SchemaError(found=found, wanted=SCHEMA, remedy=_remedy(str(found)))
        standing, wanted = count_guards(connection), WANTED[engine.dialect.name]
        if standing < wanted:
            raise UnguardedError(found=standing, wanted=wanted)


def _remedy(found: str) -> str:
    if found > SCHEMA:
        return _("It was written by a newer version: install that version of funds.")
    return _("Bring it up to date: `funds init --upgrade`.")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read in one transaction, so that what is read together belongs together."""
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    try:
        with engine.connect().execution_options(**options) as connection:
            yield connection
    except DBAPIError as error:
        raise told(error) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Add rows in one transaction: all of them or, on any exception, none."""
    try:
        with engine.connect().execution_options(funds_writes=True) as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        raise told(error) from error
