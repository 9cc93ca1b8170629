"""The peer that `funds spend` is held against: a click + SQLAlchemy Core script that inserts one row, as durably.

Usage: python bench/insert_row.py FILE FUND FEN
"""

from typing import Any

import click
from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, event

METADATA = MetaData()
ENTRY = Table(
    "bare_entry",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("fund", Text, nullable=False),
    Column("fen", Integer, nullable=False),
    Column("memo", Text, nullable=False),
)
PRAGMAS = (
    "busy_timeout = 10000",
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "recursive_triggers = ON",
)


@click.command()
@click.argument("path")
@click.argument("fund")
@click.argument("fen", type=int)
@click.option("--memo", default="购买专业技术书籍")
def insert(path: str, fund: str, fen: int, memo: str) -> None:
    """Insert one row."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    METADATA.create_all(engine)
    with engine.begin() as connection:
        connection.execute(ENTRY.insert(), {"fund": fund, "fen": fen, "memo": memo})
    click.echo(f"{fund} {fen}")


if __name__ == "__main__":
    insert()
