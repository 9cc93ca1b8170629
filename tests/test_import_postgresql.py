"""Registers on PostgreSQL: the same door, the other database."""

from pathlib import Path

from sqlalchemy import Engine

from doors import AWARD, Door, environment
from funds.record.chain import chain
from registers import MEAL, SECOND, spent


def test_a_register_comes_in_on_postgresql(postgresql: Engine, tmp_path: Path) -> None:
    url = postgresql.url.render_as_string(hide_password=False)
    door = Door(tmp_path / "w")
    with environment(FUNDS_DATABASE=url):
        door.must(*AWARD)
        door.must("disburse", "JY2022-001", "30000", "--date", "2022-10-17", "--document", "拨 1")
        door.must("receive", "JY2022-001", "30000", "--date", "2022-10-20", "--voucher", "记-1")
        file = spent(tmp_path / "支出.xlsx", {}, MEAL, SECOND)
        said = door("import", "spending", str(file), "--partial", "--format", "json")
        assert [row["status"] for row in said.object["rows"]] == ["posted", "refused", "posted"]
        again = door("import", "spending", str(file), "--partial", "--format", "json")
        assert [row["status"] for row in again.object["rows"]] == ["already", "refused", "already"]
        assert door("verify").status == 0
    assert len(chain(postgresql, "JY2022-001")) == 5
