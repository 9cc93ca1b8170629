"""Verifying the record: whatever somebody changed behind the program's back is found and named."""

import datetime as dt
from collections.abc import Sequence

import pytest
from sqlalchemy import Engine

from desks import DESK, NOW, a_spend, an_invoice, opened
from funds.entry.record import Record
from funds.record.journal import post
from funds.record.verify import SAYS, Problem, problems

#: What somebody does to the tables, and what is then found.
FALLS: Sequence[tuple[str, str, list[Problem]]] = (
    (
        "UPDATE record SET body = replace(body, '12345', '12346') WHERE number = 4",
        "a figure in the sealed text",
        [Problem("F", 4, "seal"), Problem("F", 4, "record", "amount"), Problem("F", 4, "movement"), Problem("F", 4, "claim")],
    ),
    ("UPDATE record SET amount = amount + 1 WHERE number = 4", "an amount", [Problem("F", 4, "record", "amount")]),
    ("UPDATE record SET memo = 'x' WHERE number = 4", "a memo", [Problem("F", 4, "record", "memo")]),
    ("UPDATE record SET date = '2022-11-21' WHERE number = 4", "a date", [Problem("F", 4, "record", "date")]),
    ("UPDATE movement SET fen = fen + 1 WHERE measure = 'spent' AND number = 4", "a sum", [Problem("F", 4, "movement")]),
    ("DELETE FROM movement WHERE number = 3", "a sum left out", [Problem("F", 3, "movement")]),
    ("DELETE FROM record WHERE number = 5", "the last record", [Problem("F", 5, "orphan", "movement"), Problem("F", 5, "claim")]),
    ("UPDATE award SET amount = 1", "the terms", [Problem("F", 1, "award")]),
    ("UPDATE claim SET share = 1 WHERE invoice = '21'", "an invoice's share", [Problem("F", 4, "claim")]),
    ("DELETE FROM claim WHERE invoice = '22'", "an invoice's use", [Problem("F", 5, "claim")]),
    ("UPDATE movement SET fund = 'JY2022-009' WHERE number = 5", "a sum's fund",
     [Problem("F", 5, "movement"), Problem("JY2022-009", 0, "orphan", "movement")]),
)  # fmt: skip


def bare(engine: Engine) -> None:
    """Take the guards away, as somebody would who means to change the record."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
            for name in names:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            return
        for table in ("record", "movement", "award", "claim", "text"):
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")


@pytest.fixture
def fund(engine: Engine) -> str:
    code = opened(engine)
    for number, fen in (("21", 12345), ("22", 678)):
        post(engine, [a_spend(code, fen, invoices=(an_invoice(number, fen),))], DESK, NOW)
    assert list(problems(engine)) == []
    bare(engine)
    return code


@pytest.mark.parametrize(("fall", "what", "found"), FALLS, ids=[what for _, what, _ in FALLS])
def test_what_somebody_changed_is_found(engine: Engine, fund: str, fall: str, what: str, found: list[Problem]) -> None:
    assert what
    with engine.begin() as connection:
        connection.exec_driver_sql(fall)
    wanted = [each._replace(fund=fund) if each.fund == "F" else each for each in found]
    assert sorted(problems(engine)) == sorted(wanted)
    assert all(SAYS[problem.how] for problem in problems(engine))


def test_a_figure_resealed_breaks_the_link_after_it(engine: Engine, fund: str) -> None:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("UPDATE record SET seal = 'e' WHERE number = 4")
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
            connection.exec_driver_sql("BEGIN")
    else:
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE record DROP CONSTRAINT record_link")
            connection.exec_driver_sql("UPDATE record SET seal = 'e' WHERE number = 4")
    assert set(problems(engine)) == {Problem(fund, 4, "seal"), Problem(fund, 5, "link")}


def test_a_text_that_is_no_record_and_a_law_that_is_not_its_hash_are_found(engine: Engine, fund: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE text SET body = body || ' ' WHERE body <> '{}'")
        connection.exec_driver_sql("DELETE FROM text WHERE body = '{}'")
        connection.exec_driver_sql("UPDATE record SET body = '{' WHERE number = 5")
    found = list(problems(engine))
    assert Problem(fund, 5, "form") in found
    assert [problem.how for problem in found].count("text") == 2


def test_a_record_taken_out_of_the_middle_is_found(sqlite: Engine) -> None:
    code = opened(sqlite)
    for fen in (100, 200):
        post(sqlite, [a_spend(code, fen)], DESK, NOW)
    bare(sqlite)
    with sqlite.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("DELETE FROM record WHERE number = 4")
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN")
    found = list(problems(sqlite))
    assert Problem(code, 5, "order") in found
    assert Problem(code, 5, "link") in found


def test_what_others_post_meanwhile_is_no_problem(engine: Engine) -> None:
    code, other = opened(engine), opened(engine)
    post(engine, [a_spend(code, 100, invoices=(an_invoice("31", 100),))], DESK, NOW)
    with engine.begin() as connection:
        guard = {"sqlite": "DROP TRIGGER movement_no_delete", "postgresql": "ALTER TABLE movement DISABLE TRIGGER USER"}
        connection.exec_driver_sql(guard[engine.dialect.name])
        connection.exec_driver_sql(f"DELETE FROM movement WHERE fund = '{code}' AND number = 4")
    walk = problems(engine)
    assert next(walk) == Problem(code, 4, "movement")
    undo = Record(fund=code, kind="reverse", date=dt.date(2022, 12, 1), refers=4, reason="重复", maker="王会计")
    post(engine, [undo], DESK, NOW)
    post(engine, [a_spend(other, 100, invoices=(an_invoice("32", 100),))], DESK, NOW)
    opened(engine)
    assert list(walk) == []
