"""A record from before lines could be taken out of account is brought up to date, in both databases, with what it holds."""

from pathlib import Path

import pytest
from alembic import command

from conftest import new_database
from desks import NOW
from funds.record.accounts import marks, versions
from funds.record.bank import bank_lines
from funds.record.create import _config, upgrade
from funds.record.guards import WANTED, count_guards
from funds.record.open import engine_for, writing
from funds.record.voided import void_lines
from funds.statements.bank import Account, Void

ACCOUNT = "INSERT INTO account VALUES ('111122223333', 1, '甲工会', '', 1, 'JY2022-001', '王会计', '2023')"
LINE = (
    "INSERT INTO bank_line VALUES "
    "('111122223333', 1, NULL, '2022-10-20', 100, 100, '', '', '', '', '', '', 'f', 'a.csv', 'a', 2, '王会计', '2023')"
)
MARK = "INSERT INTO bank_mark VALUES ('111122223333', 1, 1, 'other', '本级经费', '王会计', '2023')"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_earlier_record_is_brought_up_to_date(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> None:
    url = f"sqlite:///{tmp_path / 'r.db'}" if kind == "sqlite" else new_database(request.getfixturevalue("server"))
    engine = engine_for(url, make=True)
    config = _config(Path(__file__).parents[1] / "src" / "funds" / "record" / "migrations")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        for row in (ACCOUNT, LINE, MARK):
            connection.exec_driver_sql(row)
    upgrade(engine)
    with engine.connect() as connection:
        assert count_guards(connection) == WANTED[kind]
    (version,) = versions(engine)
    assert version.account == Account("111122223333", "甲工会", "", dedicated=True, funds=("JY2022-001",), version=1)
    assert (version.maker, version.login, version.reason) == ("王会计", "", "")
    assert [(line.seq, line.until) for line in bank_lines(engine, "111122223333")] == [(1, "")]
    assert marks(engine, "111122223333")[1].login == ""
    assert void_lines(engine, [Void("111122223333", 1, "错", "王会计")], NOW()) == [1]
    engine.dispose()
