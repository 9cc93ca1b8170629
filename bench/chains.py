"""The vouchers of `make_record.py`, judged and sealed as posting does, as chains in memory and as a book on disk."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from make_record import PER_FUND, ZONE, draft_fund

from funds.checks.judge import prepare
from funds.checks.screening import Lexicon
from funds.checks.surroundings import Surroundings
from funds.entry.record import Record
from funds.entry.story import Story, advance
from funds.law.force import Lawbook
from funds.law.policy import Policy
from funds.law.read import bind
from funds.seal import head_of, sealed

LEDGER = Path(__file__).parent.parent / "ledger"


@cache
def lawbook(code: str) -> Lawbook:
    """Read an installed programme."""
    programme, general = (
        (LEDGER / "programmes" / f"{name}.toml").read_text("utf-8") for name in (code, "union-general")
    )
    return bind(programme, general, Policy())


def _moment(draft: Record, at: int) -> dt.datetime:
    """Give a moment of posting on the draft's day that no other draft has."""
    return dt.datetime.combine(draft.date, dt.time(17, 30), ZONE) + dt.timedelta(microseconds=at)


def chains(entries: int) -> tuple[dict[str, list[Record]], dict[str, str]]:
    """Make about so many records in funds of 25 vouchers; give the chains, and the texts that judged them."""
    lexicon: Any = Lexicon.read(LEDGER / "lexicon")
    drafts = [draft for index in range(entries // (PER_FUND + 3)) for draft in draft_fund(index)]
    stamped = [(_moment(draft, at), draft) for at, draft in enumerate(drafts)]
    made: dict[str, list[Record]] = {draft.fund: [] for draft in drafts}
    stories = {fund: Story() for fund in made}
    laws: dict[str, Lawbook] = {}
    around = Surroundings()
    for moment, draft in sorted(stamped, key=lambda each: each[0]):
        fund, story = draft.fund, stories[draft.fund]
        if draft.terms:
            laws[fund] = lawbook(draft.terms.programme)
        bare = msgspec.structs.replace(draft, posted=moment, number=len(made[fund]) + 1)
        beyond = around.around(bare, laws[fund].programme.code)
        record = sealed(prepare(bare, story, laws[fund], beyond, lexicon), head_of(story.last))
        around.keep(record, story)
        advance(story, record)
        around.name(record, story)
        made[fund].append(record)
    texts = {book.hash: book.text for book in laws.values()}
    return made, {**texts, lexicon.hash: lexicon.text}
