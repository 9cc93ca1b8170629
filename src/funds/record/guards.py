"""The triggers that keep every table insert-only: rows are added, never changed, removed or replaced."""

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Connection, Table, text

from funds.record.tables import TABLES

__all__ = ["WANTED", "count_guards", "guard"]

#: As SQLite keeps it; it is put up with IF NOT EXISTS behind the first two words.
_NEVER: Final = "CREATE TRIGGER {table}_{name} BEFORE {event} BEGIN SELECT RAISE(ABORT, '{why}'); END"
_SQLITE: Final = (
    ("no_update", "UPDATE ON {table}", "rows of {table} are never changed"),
    ("no_delete", "DELETE ON {table}", "rows of {table} are never removed"),
    (
        "no_replace",
        "INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})",
        "rows of {table} never change",
    ),
)
_BODY: Final = (
    " BEGIN RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = '55000'; END "
)
_FUNCTION: Final = f"CREATE OR REPLACE FUNCTION funds_insert_only() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$"
_POSTGRESQL: Final = (
    "CREATE OR REPLACE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION funds_insert_only()"
)

#: How many triggers must stand, by the kind of database.
WANTED: Final = {"sqlite": 3 * len(TABLES), "postgresql": len(TABLES)}

#: A trigger of ours: by its name, enabled, before UPDATE, DELETE and TRUNCATE of the whole statement, running our text.
_STANDING: Final = text(
    "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE t.tgname = c.relname || '_insert_only' AND t.tgenabled = 'O' AND t.tgtype = 58 AND t.tgqual IS NULL "
    "AND p.prosrc = :body AND c.relnamespace = current_schema()::regnamespace"
)


def _same(table: Table) -> str:
    return " AND ".join(f"{column.name} = NEW.{column.name}" for column in table.primary_key)


def _texts(table: Table) -> Iterator[str]:
    """Give the triggers of a table as SQLite keeps them."""
    for name, event, why in _SQLITE:
        trigger = _NEVER.format(table="{table}", name=name, event=event, why=why)
        yield trigger.format(table=table.name, same=_same(table))


def guard(connection: Connection, tables: Iterable[Table] = TABLES) -> None:
    """Put up every trigger that is not there."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION)
        for table in tables:
            connection.exec_driver_sql(_POSTGRESQL.format(table=table.name))
        return
    for table in tables:
        for trigger in _texts(table):
            connection.exec_driver_sql(trigger.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS", 1))


def count_guards(connection: Connection) -> int:
    """Count the triggers that stand; one of another text under the same name is none of them."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(_STANDING, {"body": _BODY}).scalar_one())
    kept = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'").scalars()
    return len(_OURS.intersection(kept))


#: Every trigger that must stand in SQLite, as it keeps them.
_OURS: Final = frozenset(trigger for table in TABLES for trigger in _texts(table))
