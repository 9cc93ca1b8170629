"""The tables: made by migrations, insert-only in both databases, and opened only when they are safe."""

import sqlite3
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from desks import DESK, NOW, a_spend, an_invoice, opened
from funds.finding import Refused
from funds.record import open as door
from funds.record.accounts import declare, mark_line
from funds.record.bank import keep_lines
from funds.record.chain import heads
from funds.record.create import create, grant_posting, newest, upgrade
from funds.record.errors import BusyError, NotAllowedError, RecordError
from funds.record.guards import WANTED, count_guards
from funds.record.journal import post
from funds.record.match import keep_pairing
from funds.record.materials import add_materials
from funds.record.open import NoRecordError, SchemaError, SettingError, UnguardedError, UrlError, open_record, writing
from funds.record.pairings import Pairing
from funds.record.studios import Studio, name_studio
from funds.record.support import add_support
from funds.record.tables import TABLES, metadata
from funds.record.voided import void_lines
from funds.statements.bank import Account, BankLine, Mark, Void
from funds.statements.materials import Material
from funds.statements.support import Support


def full(engine: Engine) -> str:
    """Put at least one row into every table, and give the fund."""
    fund = opened(engine)
    post(engine, [a_spend(fund, 100, key="k1", invoices=(an_invoice("1", 100),))], DESK, NOW)
    with pytest.raises(Refused):
        post(engine, [a_spend(fund, 9_000_000)], DESK, NOW)
    name_studio(engine, Studio("林工劳模和工匠人才创新工作室", "榕城机械厂"), "王会计", NOW())
    add_support(engine, Support("林工劳模和工匠人才创新工作室", 2022, "unit", 5_000_000), "王会计", NOW())
    held = Material("林工劳模和工匠人才创新工作室", "activities", "2022-11-02", {"name": "焊接培训班"})
    add_materials(engine, [held], "王会计", NOW())
    declare(engine, Account("44050174020100005678", "榕城机械厂工会委员会"), "王会计", NOW())
    keep_lines(engine, [BankLine("44050174020100005678", 0, "2022-10-20", 3_000_000, 3_000_000)], "王会计", NOW())
    mark_line(engine, Mark("44050174020100005678", 1, 0, "other", "本级经费", "王会计", ""), NOW())
    void_lines(engine, [Void("44050174020100005678", 1, "别的账户的流水", "王会计", "wang")], NOW())
    decided = Pairing(
        fund=fund, match=True, entries=(4,), bank=(("44050174020100005678", 1),), reason="同", maker="王会计"
    )
    keep_pairing(engine, decided, NOW())
    return fund


def rows(engine: Engine, table: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return sorted((tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")), key=str)


def test_migrations_make_what_the_tables_say(engine: Engine) -> None:
    assert newest() == door.SCHEMA
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
    assert [step for step in found if "alembic_version" not in str(step)] == []


def test_a_second_upgrade_changes_nothing(url: str, engine: Engine) -> None:
    full(engine)
    before = {table.name: rows(engine, table.name) for table in TABLES}
    create(url)
    assert {table.name: rows(engine, table.name) for table in TABLES} == before
    assert [head.number for head in heads(engine).values()] == [4]


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_rows_are_never_changed_or_removed(engine: Engine, table: str) -> None:
    full(engine)
    before = rows(engine, table)
    assert before
    column = "moment" if table == "event" else next(iter(metadata.tables[table].columns)).name
    attempts = [f'UPDATE {table} SET "{column}" = "{column}"', f"DELETE FROM {table}"]
    if engine.dialect.name == "sqlite":
        attempts += [f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"]
        attempts += [f"INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO UPDATE SET {column} = 'x'"]
    else:
        attempts += [f"TRUNCATE {table}", f"TRUNCATE {table} CASCADE"]
    for attempt in attempts:
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.exec_driver_sql(attempt)
    assert rows(engine, table) == before


def test_columns_of_sqlite_hold_only_what_they_say(sqlite: Engine) -> None:
    opened(sqlite)
    strict = "SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"
    with sqlite.connect() as connection:
        stands = {name: bool(flag) for name, flag in connection.exec_driver_sql(strict)}
        assert all(stands[table.name] for table in TABLES)
    wrong = "INSERT INTO movement VALUES ('JY2022-001', 'spent', '', 99, '2022-01-01', '', 0, 'a lot')"
    with pytest.raises(DBAPIError, match="cannot store TEXT"), sqlite.begin() as connection:
        connection.exec_driver_sql(wrong)


def test_a_record_must_follow_on_the_one_before_it(engine: Engine) -> None:
    fund = opened(engine)
    copy = (
        "INSERT INTO record SELECT fund, number + {step}, number + {step} - 1, '{previous}', 'x', kind, date, posted, "
        "amount, refers, maker, voucher, payee, memo, body FROM record WHERE fund = '{fund}' AND number = 3"
    )
    for step, previous in ((1, "0" * 64), (2, "0" * 64)):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(text(copy.format(step=step, previous=previous, fund=fund)))


def test_a_migration_that_rebuilds_a_table_leaves_the_triggers_standing(sqlite: Engine, tmp_path: Path) -> None:
    full(sqlite)
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    own = Path(door.__file__).parent / "migrations"
    (folder / "env.py").write_text((own / "env.py").read_text("utf-8"), "utf-8")
    for ours in (own / "versions").glob("*.py"):
        (folder / "versions" / ours.name).write_text(ours.read_text("utf-8"), "utf-8")
    following = f"{int(door.SCHEMA) + 1:04d}"
    rebuilds = textwrap.dedent(REBUILDS).format(following=following, last=door.SCHEMA)
    (folder / "versions" / f"{following}_note.py").write_text(rebuilds, "utf-8")
    before = rows(sqlite, "movement")
    upgrade(sqlite, folder, following)
    with sqlite.connect() as connection:
        assert count_guards(connection) == WANTED["sqlite"]
        assert connection.exec_driver_sql("SELECT count(*) FROM movement WHERE note = ''").scalar() == len(before)
    with pytest.raises(DBAPIError, match="never removed"), sqlite.begin() as connection:
        connection.exec_driver_sql("DELETE FROM movement")
    with pytest.raises(SchemaError, match=following):
        open_record(str(sqlite.url))


REBUILDS = """
    import sqlalchemy as sa
    from alembic import op
    revision, down_revision = "{following}", "{last}"

    def upgrade():
        with op.batch_alter_table("movement", recreate="always") as table:
            table.add_column(sa.Column("note", sa.Text, nullable=False, server_default=""))
        left = op.get_bind().exec_driver_sql(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'movement'"
        ).scalar()
        assert left == 0, "batch mode used to drop triggers"
"""


def test_a_record_without_its_guards_is_not_opened(engine: Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)
    fall = {"sqlite": "DROP TRIGGER claim_no_delete", "postgresql": "DROP TRIGGER claim_insert_only ON claim"}
    with engine.begin() as connection:
        connection.exec_driver_sql(fall[engine.dialect.name])
    with pytest.raises(UnguardedError, match="insert-only"):
        open_record(url)


def test_a_guard_of_the_same_name_that_guards_nothing_is_none(engine: Engine) -> None:
    hollow = {
        "sqlite": (
            "DROP TRIGGER claim_no_delete",
            "CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim BEGIN SELECT 1; END",
        ),
        "postgresql": (
            "CREATE OR REPLACE FUNCTION funds_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$",
        ),
    }
    with engine.begin() as connection:
        for step in hollow[engine.dialect.name]:
            connection.exec_driver_sql(step)
        assert count_guards(connection) < WANTED[engine.dialect.name]
    with pytest.raises(UnguardedError, match="insert-only"):
        open_record(engine.url.render_as_string(hide_password=False))


@pytest.mark.parametrize(("found", "remedy"), [("9999", "newer"), ("0000", "up to date")])
def test_another_schema_is_refused_with_what_to_do(engine: Engine, found: str, remedy: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{found}'")
    with pytest.raises(SchemaError, match=remedy):
        open_record(engine.url.render_as_string(hide_password=False))


def test_addresses_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    with pytest.raises(NoRecordError, match="funds init"):
        open_record(f"sqlite:///{tmp_path / 'none.db'}")
    assert not (tmp_path / "none.db").exists()
    sqlite3.connect(tmp_path / "empty.db").close()
    (tmp_path / "empty.db").touch()
    with pytest.raises(NoRecordError):
        open_record(f"sqlite:///{tmp_path / 'empty.db'}")
    (tmp_path / "text.db").write_text("this is no database, but it is long enough to be read as a page" * 20, "utf-8")
    with pytest.raises(RecordError, match="no database"):
        open_record(f"sqlite:///{tmp_path / 'text.db'}")
    for wrong in ("nonsense", "mysql://x/y", "sqlite://", "oracle+what://"):
        with pytest.raises(UrlError, match="sqlite:///FILE"):
            open_record(wrong)


def test_sqlite_runs_with_the_settings_that_survive_a_power_cut(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name, _, _ in door.PRAGMAS}
    assert found == {
        "busy_timeout": 10000,
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }


def test_a_setting_that_cannot_be_made_keeps_the_record_closed(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(sqlite)
    monkeypatch.setattr(door, "PRAGMAS", (*door.PRAGMAS, ("page_size", "1024", 1024)))
    with pytest.raises(SettingError, match="page_size at 4096 where 1024 is needed"):
        open_record(str(sqlite.url))


def test_a_record_that_another_program_holds_in_another_mode_is_not_opened(
    sqlite: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(sqlite)
    sqlite.dispose()
    monkeypatch.setattr(door, "PRAGMAS", (("busy_timeout", "50", 50), *door.PRAGMAS[1:]))
    with closing(sqlite3.connect(tmp_path / "record.db")) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM record").fetchall()
        with pytest.raises(BusyError, match="held by another program"):
            open_record(str(sqlite.url))
    open_record(str(sqlite.url)).dispose()


def test_a_server_that_acknowledges_early_is_refused(postgresql: Engine) -> None:
    url = postgresql.url.render_as_string(hide_password=False)
    name = postgresql.url.database
    keeper = create_engine(url, isolation_level="AUTOCOMMIT")
    with keeper.connect() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
    keeper.dispose()
    with pytest.raises(SettingError, match="synchronous_commit"):
        open_record(url)


def test_the_posting_role_may_add_and_read_and_nothing_else(postgresql: Engine) -> None:
    role = f"clerk_{postgresql.url.database}"
    with postgresql.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN")
    grant_posting(postgresql, role)
    clerk = open_record(postgresql.url.set(username=role).render_as_string(hide_password=False))
    full(clerk)
    for attempt in (
        "UPDATE record SET memo = 'x'",
        "DELETE FROM record",
        "TRUNCATE record",
        "DROP TRIGGER x ON record",
    ):
        with pytest.raises(RecordError), writing(clerk) as connection:
            connection.exec_driver_sql(attempt)
    with pytest.raises(NotAllowedError, match="right to post"), writing(clerk) as connection:
        connection.exec_driver_sql("DELETE FROM movement")
    clerk.dispose()


def test_begin_takes_the_write_lock_only_where_rows_are_added(sqlite: Engine) -> None:
    said: list[str] = []
    event.listen(sqlite, "before_cursor_execute", lambda *about: said.append(about[2]))
    with writing(sqlite):
        pass
    with door.reading(sqlite) as connection:
        connection.exec_driver_sql("SELECT 1")
    assert said == ["BEGIN IMMEDIATE", "BEGIN", "SELECT 1"]
