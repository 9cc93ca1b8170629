"""Each check by its tiny book: the finding comes, and does not come when the one thing is put right."""

from pathlib import Path

import pytest

from funds.checks.all import CHECKS
from funds.checks.judge import remedy, sentence
from scenario import play, read

BOOKS = Path(__file__).parent / "books"
CODES = sorted(path.parent.name for path in BOOKS.glob("*/scenario.toml"))
BY_CODE = {check.code: check for check in CHECKS}


def test_every_check_has_its_tiny_book() -> None:
    assert sorted(BY_CODE) == CODES
    assert len(BY_CODE) == len(CHECKS)


@pytest.mark.parametrize("code", CODES)
def test_the_finding_comes_and_no_other_bar_with_it(code: str) -> None:
    scenario = read(BOOKS / code / "scenario.toml")
    *before, last = play(scenario)
    assert [f.code for record in before for f in record.findings if f.severity == "refuse"] == []
    mine = [finding for finding in last.findings if finding.code == code]
    assert mine, [finding.code for finding in last.findings]
    assert {finding.severity for finding in mine} <= set(BY_CODE[code].severity.split(", "))
    assert "{" not in sentence(mine[0]) + remedy(mine[0])
    assert mine[0].cite or code in {"no-terms", "use-unknown"}


@pytest.mark.parametrize("code", CODES)
def test_the_finding_stays_away_when_that_one_thing_is_right(code: str) -> None:
    scenario = read(BOOKS / code / "scenario.toml")
    *drafts, last = scenario.drafts
    if last == scenario.quiet:
        assert code in NEVER_QUIET
        return
    *_, right = play(scenario, [*drafts, scenario.quiet])
    assert code not in [finding.code for finding in right.findings]
    assert [finding.code for finding in right.findings if finding.severity == "refuse"] == []


#: Here the record as a whole is out of place; the other books hold it in its right place.
NEVER_QUIET = {"no-award", "already-awarded", "not-closed", "no-such-entry", "reversal-reversed"}
