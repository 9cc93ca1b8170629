"""Each tiny book, forged past the checks: the stock loader reports it as its expected.txt says."""

from pathlib import Path

import pytest

from golden import BOOKS, reported
from scenario import read


@pytest.mark.parametrize("code", sorted(path.parent.name for path in BOOKS.glob("*/scenario.toml")))
def test_a_forged_record_is_reported_as_expected(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    said = reported(read(BOOKS / code / "scenario.toml"), tmp_path)
    assert said == (BOOKS / code / "expected.txt").read_text("utf-8")
    assert code in said or said.startswith("not written")
