"""The command as a process: a reader that goes away, Ctrl-C, and a record on PostgreSQL."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import new_database
from doors import AWARD, Door, call, environment, funded

FUNDS = [sys.executable, "-c", "import sys; from funds.cli.main import main; sys.argv[0] = 'funds'; sys.exit(main())"]


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return funded(tmp_path / "w")


def test_a_reader_that_goes_away_is_no_error(door: Door) -> None:
    typed = [*FUNDS, "list", "--workspace", str(door.root)]
    with subprocess.Popen(typed, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
    for typed_first in ("--help", "--version"):
        with subprocess.Popen(
            [*FUNDS, typed_first], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == ""


def test_control_c_stops_without_a_traceback(tmp_path: Path) -> None:
    typed = [*FUNDS, "demo", str(tmp_path / "demo")]
    with subprocess.Popen(typed, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 30
        while not (tmp_path / "demo" / "papers").exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130, (out, err)
    assert "Traceback" not in err


#: A command during which Ctrl-C comes while the database calls back: what it raises then is the database's own error.
SWALLOWED = """
import os, signal, sqlite3, sys
import click
import funds.cli.run as door

def callback():
    connection = sqlite3.connect(":memory:")
    connection.create_function("f", 0, lambda: os.kill(os.getpid(), signal.SIGINT))
    connection.execute("SELECT f()").fetchall()

door.command_line = lambda: click.Command("x", callback=callback)
sys.exit(door.run([]))
"""


def test_control_c_that_a_library_turns_into_its_own_error_still_stops() -> None:
    done = subprocess.run([sys.executable, "-c", SWALLOWED], capture_output=True, text=True, check=False)
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr


def test_all_of_it_works_on_postgresql(server: str, tmp_path: Path) -> None:
    address = new_database(server)
    with environment(FUNDS_WORKSPACE="", FUNDS_ACTOR="王会计"):
        root = str(tmp_path / "w")
        assert call("init", root, "--database", address).status == 0
        said = call(*AWARD, "--workspace", root)
        assert (said.status, said.out.split()[0]) == (0, "JY2022-001"), said
        assert call("disburse", "JY2022-001", "30000", "--date", "2022-10-17", "--workspace", root).status == 0
        assert "backup" not in call("show", "JY2022-001", "--workspace", root).err
        said = call("backup", str(tmp_path / "w.tar"), "--workspace", root)
        assert said.status == 2
        assert "own tools" in said.err
