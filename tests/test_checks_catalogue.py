"""The catalogue page beside the programmes is the one the checks give; each row is there once."""

from pathlib import Path

from funds.checks.all import CHECKS
from funds.checks.catalogue import catalogue

PAGE = Path(__file__).parent.parent / "ledger" / "CHECKS.md"


def test_the_page_is_what_the_checks_give() -> None:
    assert PAGE.read_text("utf-8") == catalogue(), "run: python -m funds.checks.catalogue > ledger/CHECKS.md"


def test_every_check_has_one_heading() -> None:
    headings = [line.removeprefix("## ") for line in catalogue().splitlines() if line.startswith("## ")]
    assert headings == [check.code for check in CHECKS]
