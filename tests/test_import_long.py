"""Long registers: funds let go of and told again, and the bar that only a terminal shows."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from doors import Door, funded, opened
from funds.cli.registers import rows as judging
from registers import GOOD, register

FUNDS = ("JY2022-001", "JY2022-002", "JY2022-003")


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A workspace with three funds."""
    door = opened(funded(tmp_path / "one").root, tmp_path / "w")
    for turn, fund in enumerate(FUNDS[1:], 2):
        door.must(
            "award", "--programme", "jieyang-2022", "--kind", "model", "--studio", f"第{turn}工作室", "--unit",
            f"第{turn}机械厂", "--lead", "陈工", "--recommender", f"第{turn}总工会", "--amount", "20000", "--date", "2022-10-08",
            "--document", f"揭工总〔2022〕{turn}号",
        )  # fmt: skip
        door.must("disburse", fund, "20000", "--date", "2022-10-17", "--document", "拨 1")
        door.must("receive", fund, "20000", "--date", "2022-10-20", "--voucher", "记-1")
    return door


def _mixed(path: Path, count: int) -> Path:
    """A register with the funds by turns, and at its head a refund of a row at its end."""
    rows = [
        {
            **GOOD, "fund": FUNDS[turn % 3], "voucher": f"记-{turn + 10}", "amount": 5 + turn % 900 / 100, "payee": f"榕城{turn}图文店",
            "invoice_number": f"{24440000000000001000 + turn}", "memo": f"工作室宣传册印制{turn}",
        }
        for turn in range(count)
    ]  # fmt: skip
    back = {**rows[-1], "event": "退款", "amount": 1, "voucher": "记-9999", "date": "2022-11-20"}
    return register(path, "spending", [back, *rows])


def test_funds_let_go_of_come_to_the_same(door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_MOST", 4)
    file = _mixed(tmp_path / "a.xlsx", 1200)
    told = door.must("import", "spending", str(file), "--format", "json").object
    assert told["counts"]["posted"] == 1201
    assert [row["row"] for row in told["rows"]] == list(range(2, 1203))
    assert len({(row["fund"], row["number"]) for row in told["rows"]}) == 1201
    for fund in FUNDS:
        numbers = [record.number for record in door.chain(fund)]
        assert numbers == list(range(1, len(numbers) + 1))
    assert door("verify").status == 0
    again = door.must("import", "spending", str(file), "--format", "json").object
    assert again["counts"]["already"] == 1201


@pytest.mark.parametrize("terminal", [True, False])
def test_a_terminal_shows_how_far_the_reading_is(door: Door, tmp_path: Path, *, terminal: bool) -> None:
    file = _mixed(tmp_path / "b.xlsx", 9000)
    leader, follower = pty.openpty()
    environment = {**os.environ, "FUNDS_WORKSPACE": str(door.root), "FUNDS_ACTOR": "王会计", "TERM": "xterm"}
    command = [str(Path(sys.executable).with_name("funds")), "import", "spending", str(file), "--dry-run"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=follower if terminal else subprocess.PIPE
    ) as process:
        os.close(follower)
        seen = b""
        source = leader if terminal else process.stderr.fileno()  # type: ignore[union-attr]
        while piece := _read(source):
            seen += piece
        process.wait()
    os.close(leader)
    assert (b"b.xlsx" in seen, b"%" in seen) == (terminal, terminal)


def _read(source: int) -> bytes:
    try:
        return os.read(source, 65536)
    except OSError:  # a terminal whose other side is closed
        return b""
