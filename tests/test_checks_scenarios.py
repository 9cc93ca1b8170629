"""Scenarios a finance officer could sign, played with the installed programmes and the real lexicon."""

from pathlib import Path

import pytest

from funds.entry.record import Record
from scenario import play, read

SCENARIOS = sorted((Path(__file__).parent / "programmes" / "scenarios").glob("*.toml"))


def said(record: Record) -> list[str]:
    """Give what bars a record or puts it under review, with the clause."""
    return [f"{found.severity} {found.code} {found.cite}" for found in record.findings if found.severity != "note"]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_each_record_meets_what_the_scenario_says(path: Path) -> None:
    scenario = read(path)
    assert [said(record) for record in play(scenario)] == scenario.expect
