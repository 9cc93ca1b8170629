"""Backups: taken while others post, sound or not kept, and brought back where nothing is."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine

from desks import DESK, NOW, a_spend, opened
from funds.record.backup import ElsewhereError, ExistsError, UnsoundError, backup, restore
from funds.record.chain import chain, heads
from funds.record.errors import RecordError
from funds.record.journal import post
from funds.record.open import NoRecordError, open_record
from funds.record.verify import problems


def test_a_backup_brought_back_is_the_record_it_was(sqlite: Engine, tmp_path: Path) -> None:
    fund = opened(sqlite)
    before = heads(sqlite)
    backup(str(sqlite.url), tmp_path / "copy.db")
    post(sqlite, [a_spend(fund, 100)], DESK, NOW)
    back = f"sqlite:///{tmp_path / 'back.db'}"
    restore(tmp_path / "copy.db", back)
    engine = open_record(back)
    assert heads(engine) == before
    assert post(engine, [a_spend(fund, 200)], DESK, NOW)[0].record.number == 4
    assert list(problems(engine)) == []
    engine.dispose()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["back.db", "copy.db", "record.db"]


def test_a_backup_taken_while_others_post_is_whole(sqlite: Engine, tmp_path: Path) -> None:
    fund = opened(sqlite)
    done = threading.Event()

    def clerk() -> None:
        fen = 0
        while not done.is_set():
            fen += 1
            post(sqlite, [a_spend(fund, fen)], DESK, NOW)

    writer = threading.Thread(target=clerk)
    writer.start()
    try:
        for turn in range(5):
            backup(str(sqlite.url), tmp_path / f"copy{turn}.db")
    finally:
        done.set()
        writer.join()
    kept = chain(sqlite, fund)
    for turn in range(5):
        engine = open_record(f"sqlite:///{tmp_path / f'copy{turn}.db'}")
        found = chain(engine, fund)
        assert found == kept[: len(found)]
        assert list(problems(engine)) == []
        engine.dispose()


def test_nothing_is_overwritten(sqlite: Engine, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine", "utf-8")
    with pytest.raises(ExistsError, match=r"copy\.db exists already"):
        backup(str(sqlite.url), tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text("utf-8") == "mine"
    backup(str(sqlite.url), tmp_path / "good.db")
    with pytest.raises(ExistsError):
        restore(tmp_path / "good.db", str(sqlite.url))


def test_only_a_record_is_backed_up_or_brought_back(tmp_path: Path) -> None:
    with pytest.raises(NoRecordError):
        backup(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "copy.db")
    with pytest.raises(NoRecordError):
        restore(tmp_path / "none.db", f"sqlite:///{tmp_path / 'record.db'}")
    sqlite3.connect(tmp_path / "other.db").close()
    (tmp_path / "other.db").touch()
    with pytest.raises(RecordError):
        restore(tmp_path / "other.db", f"sqlite:///{tmp_path / 'record.db'}")
    assert not (tmp_path / "record.db").exists()


@pytest.mark.parametrize(("table", "skip"), [("record_search", 8), ("record_search", 3400)])
def test_a_damaged_file_gives_no_backup(sqlite: Engine, tmp_path: Path, table: str, skip: int) -> None:
    fund = opened(sqlite)
    for fen in range(1, 8):
        post(sqlite, [a_spend(fund, fen)], DESK, NOW)
    with sqlite.connect() as connection:
        asked = f"SELECT rootpage FROM sqlite_master WHERE name = '{table}'"
        page = connection.exec_driver_sql(asked).scalar_one()
    sqlite.dispose()
    with (tmp_path / "record.db").open("r+b") as file:
        file.seek((page - 1) * 4096 + skip)
        file.write(b"\xff" * 600)
    with pytest.raises(UnsoundError, match="No sound copy"):
        backup(str(sqlite.url), tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["record.db"]


def test_a_server_has_tools_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(ElsewhereError, match="pg_dump"):
        backup("postgresql+pg8000://me@localhost/funds", tmp_path / "copy.db")
    with pytest.raises(ElsewhereError, match="pg_restore"):
        restore(tmp_path / "copy.db", "postgresql+pg8000://me@localhost/funds")
