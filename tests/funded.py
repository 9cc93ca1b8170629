"""A fund in memory for tests of the checks: rows of a scenario judged one by one, under a law made up for it."""

import datetime as dt
from pathlib import Path
from typing import Any

from desks import PROGRAMMES
from funds.checks.case import NOWHERE, Around
from funds.checks.judge import prepare
from funds.entry.record import Record
from funds.entry.story import Story, advance
from funds.law.force import Lawbook
from funds.law.policy import Policy
from funds.law.read import bind
from funds.seal import head_of, sealed
from scenario import LEXICON, draft, lawbook

EVERY = Path(__file__).parent / "books" / "every-rule.toml"
JIEYANG = lawbook("jieyang-2022", PROGRAMMES, {})


def every(**changes: str) -> Lawbook:
    """Give the law of the made-up programme, with some of its text changed."""
    text = EVERY.read_text("utf-8")
    for old, new in (pair.split("->") for pair in changes.values()):
        assert old in text
        text = text.replace(old, new)
    return bind(text, (PROGRAMMES / "union-general.toml").read_text("utf-8"), Policy())


class Fund:
    """A fund in memory: rows of a scenario, each judged, and posted unless refused."""

    def __init__(self, book: Lawbook = JIEYANG, around: Around | None = None) -> None:
        self.book, self.story, self.around = book, Story(), around or NOWHERE

    def judged(self, **row: Any) -> Record:
        made = draft({"fund": "JY2022-001", **row}, self.book)
        return prepare(made, self.story, self.book, self.around, LEXICON)

    def post(self, **row: Any) -> list[str]:
        record = sealed(self.judged(**row), head_of(self.story.last))
        codes = [found.code for found in record.findings if found.severity != "note"]
        if not any(found.severity == "refuse" for found in record.findings):
            advance(self.story, record)
        return codes


def received(book: Lawbook = JIEYANG) -> Fund:
    fund = Fund(book)
    assert fund.post(kind="award", amount="30000.00", date=dt.date(2022, 3, 1)) == []
    for kind in ("disburse", "receive"):
        assert fund.post(kind=kind, amount="30000.00", date=dt.date(2022, 3, 10)) == []
    return fund
