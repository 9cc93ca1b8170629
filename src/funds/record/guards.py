"""The triggers that keep every table insert-only: rows are added, never changed, removed or replaced."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, Table

from funds.record.tables import TABLES

__all__ = ["WANTED", "count_guards", "guard"]

_NEVER: Final = "CREATE TRIGGER IF NOT EXISTS {table}_{name} BEFORE {event} BEGIN SELECT RAISE(ABORT, '{why}'); END"
_SQLITE: Final = (
    ("no_update", "UPDATE ON {table}", "rows of {table} are never changed"),
    ("no_delete", "DELETE ON {table}", "rows of {table} are never removed"),
    (
        "no_replace",
        "INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})",
        "rows of {table} never change",
    ),
)
_FUNCTION: Final = (
    "CREATE OR REPLACE FUNCTION funds_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = '55000'; END $$"
)
_POSTGRESQL: Final = (
    "CREATE OR REPLACE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION funds_insert_only()"
)

#: How many triggers must stand, by the kind of database.
WANTED: Final = {"sqlite": 3 * len(TABLES), "postgresql": len(TABLES)}

_COUNT: Final = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%~_no~_%' ESCAPE '~'",
    "postgresql": "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE t.tgname = c.relname || '_insert_only' AND t.tgenabled <> 'D' "
    "AND c.relnamespace = current_schema()::regnamespace",
}


def _same(table: Table) -> str:
    return " AND ".join(f"{column.name} = NEW.{column.name}" for column in table.primary_key)


def guard(connection: Connection, tables: Iterable[Table] = TABLES) -> None:
    """Put up every trigger that is not there."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION)
        for table in tables:
            connection.exec_driver_sql(_POSTGRESQL.format(table=table.name))
        return
    for table in tables:
        for name, event, why in _SQLITE:
            trigger = _NEVER.format(table="{table}", name=name, event=event, why=why)
            connection.exec_driver_sql(trigger.format(table=table.name, same=_same(table)))


def count_guards(connection: Connection) -> int:
    """Count the triggers that stand."""
    return int(connection.exec_driver_sql(_COUNT[connection.dialect.name]).scalar_one())
