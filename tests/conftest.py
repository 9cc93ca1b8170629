"""Real databases for the tests: SQLite in a file, and a PostgreSQL server of our own."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from funds.record.create import create
from funds.record.open import open_record


def _binaries() -> Path | None:
    """Find the newest PostgreSQL on this machine."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("initdb")
    if installed:
        return installed[-1].parent
    return Path(found).parent if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_postgres(*command: str | Path) -> None:
    """Run a command as the user that PostgreSQL insists on: anybody but root."""
    first = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*first, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")


def _absent(why: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def office() -> str:
    """LibreOffice, which computes and renders workbooks; gives its path."""
    found = shutil.which("soffice")
    if found is None:
        _absent("no LibreOffice on this machine: apt-get install libreoffice-calc")
    return str(found)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server for the whole run; gives the URL of its first database."""
    binaries = _binaries()
    if binaries is None:
        _absent("no PostgreSQL on this machine: apt-get install postgresql")
        return
    folder = Path(tempfile.mkdtemp(prefix="funds-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data, port = folder / "data", _free_port()
        _as_postgres(binaries / "initdb", "-D", data, "-U", "keeper", "-A", "trust", "-E", "UTF8", "--locale=C")
        options = f"-p {port} -k {folder} -h 127.0.0.1 -c max_connections=60"
        _as_postgres(binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield f"postgresql+pg8000://keeper@127.0.0.1:{port}/postgres"
        finally:
            _as_postgres(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server_url: str) -> str:
    """Make an empty database on the server, and give its URL."""
    name = f"t{os.urandom(6).hex()}"
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server_url.rpartition("/")[0] + f"/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty record, in either database."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'record.db'}"
    else:
        address = new_database(request.getfixturevalue("server"))
    create(address)
    return address


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An open, empty record, in either database."""
    opened = open_record(url)
    yield opened
    opened.dispose()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """An open, empty record in SQLite, for what only SQLite does."""
    create(f"sqlite:///{tmp_path / 'record.db'}")
    opened = open_record(f"sqlite:///{tmp_path / 'record.db'}")
    yield opened
    opened.dispose()


@pytest.fixture
def postgresql(server: str) -> Iterator[Engine]:
    """An open, empty record in PostgreSQL, for what only PostgreSQL does."""
    address = new_database(server)
    create(address)
    opened = open_record(address)
    yield opened
    opened.dispose()
