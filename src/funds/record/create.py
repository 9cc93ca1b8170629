"""Make a record's tables, or bring an older record up to date, by the migrations in their order."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from funds.record.guards import WANTED, count_guards, guard
from funds.record.open import SCHEMA, UnguardedError, engine_for, writing
from funds.record.tables import TABLES

__all__ = ["create", "grant_posting", "newest", "upgrade"]

_MIGRATIONS: Final = Path(__file__).with_name("migrations")


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def newest(folder: Path = _MIGRATIONS) -> str | None:
    """Give the number of the last migration."""
    return ScriptDirectory.from_config(_config(folder)).get_current_head()


def create(url: str) -> None:
    """Make the record at a URL, or bring it up to date. Raises RecordError."""
    engine = engine_for(url, make=True)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def upgrade(engine: Engine, folder: Path = _MIGRATIONS, to: str = SCHEMA) -> None:
    """Run the migrations that are missing, all or none, and leave every guard standing.

    A migration that rebuilds a table on SQLite drops its triggers without a word; so they are
    put up again and counted in the same transaction.
    """
    config = _config(folder)
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        guard(connection)
        _counted(connection)


def _counted(connection: Connection) -> None:
    standing, wanted = count_guards(connection), WANTED[connection.dialect.name]
    if standing < wanted:
        raise UnguardedError(found=standing, wanted=wanted)


def grant_posting(engine: Engine, role: str) -> None:
    """Let a PostgreSQL role post and read, and nothing more: INSERT and SELECT on every table."""
    quoted = engine.dialect.identifier_preparer.quote_identifier(role)
    with writing(engine) as connection:
        for name in [table.name for table in TABLES]:
            connection.exec_driver_sql(f"REVOKE ALL ON {name} FROM {quoted}")
            connection.exec_driver_sql(f"GRANT SELECT, INSERT ON {name} TO {quoted}")
        connection.exec_driver_sql(f"GRANT SELECT ON alembic_version TO {quoted}")
