"""Post records: judge each draft in its fund's lock, number and seal it, and keep it; nothing else.

What is posted together stands together or not at all. A refusal leaves nothing in the books: the
attempt is kept in the event log.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

import msgspec
from sqlalchemy import Connection, Engine, func, select

from funds.checks.judge import Words, prepare
from funds.entry.names import invoice_key
from funds.entry.record import Record
from funds.entry.story import Story, advance
from funds.finding import Refused, refusals
from funds.law.force import Lawbook
from funds.record.around import around
from funds.record.chain import story_in
from funds.record.codes import Code, allocate, code_of
from funds.record.errors import KeyUsed, LostError, NoFundError, RacedError
from funds.record.events import log_refusal
from funds.record.open import writing
from funds.record.requests import answered, key_of, remember
from funds.record.rows import (
    ZONE,
    Row,
    award_row,
    claims_made,
    claims_released,
    measured,
    movement_rows,
    record_row,
)
from funds.record.shared import TERMS, keep_texts, lock, locks
from funds.record.tables import award, claim, movement, record
from funds.seal import head_of, sealed

__all__ = ["Clock", "Desk", "KeyUsed", "Lexicon", "Posted", "post"]

#: Gives the moment now, with its time zone; it is asked inside the fund's lock.
Clock = Callable[[], dt.datetime]

#: How often an attempt is made when other writers are faster.
_TRIES: Final = 5


class Lexicon(Words, Protocol):
    """What posting needs of a lexicon: its verdict on a line, and its text, kept under its hash."""

    @property
    def text(self) -> str:
        """The text that its hash stands for."""


class Desk(NamedTuple):
    """What drafts are judged by: the law of each programme by its code, and the lexicon."""

    lawbook: Callable[[str], Lawbook]
    lexicon: Lexicon


class Posted(NamedTuple):
    """A record that stands; `again` when it had been posted before under the same key."""

    record: Record
    again: bool = False


def post(engine: Engine, drafts: Sequence[Record], desk: Desk, moment: Clock) -> list[Posted]:
    """Post drafts together, all or none, and give the records as sealed.

    A draft has number 0. An award with an empty fund is given the next code of its programme and
    year; any other draft with an empty fund belongs to the fund of the draft before it. Records
    are stamped by `moment` in China's time, never earlier than the fund's last. Drafts with a key
    that was used before are answered with what was posted then.

    Raises Refused (kept in the event log), KeyUsed, NoFundError, or another RecordError.
    """
    key = key_of(drafts)
    tried = 0
    while True:
        tried += 1
        try:
            with writing(engine) as connection:
                return _answer(connection, drafts, key, desk, moment)
        except Refused as refused:
            log_refusal(engine, drafts, refused.findings, moment())
            raise
        except (RacedError, LostError) as error:
            if tried == _TRIES or (isinstance(error, LostError) and not key):
                raise


def _answer(connection: Connection, drafts: Sequence[Record], key: str, desk: Desk, moment: Clock) -> list[Posted]:
    lock(connection, [name for draft in drafts for name in locks(draft, _programme(draft, desk))])
    before = answered(connection, key, drafts) if key else []
    if before:
        return [Posted(found, again=True) for found in before]
    sitting = _Sitting(connection, desk, moment)
    posted = [sitting.take(draft) for draft in drafts]
    if key:
        remember(connection, key, drafts, posted)
    return [Posted(found) for found in posted]


def _programme(draft: Record, desk: Desk) -> Lawbook | None:
    """Give the law of the programme whose awards a draft is judged beside."""
    return desk.lawbook(draft.terms.programme) if draft.kind in TERMS and draft.terms else None


@dataclass
class _Sitting:
    """One transaction's work: the stories of the funds it touches, as far as they are told."""

    connection: Connection
    desk: Desk
    moment: Clock
    stories: dict[str, Story] = field(default_factory=dict)
    fund: str = ""

    def take(self, draft: Record) -> Record:
        """Judge, seal and keep one draft. Raises Refused."""
        measured(draft)
        code = self._code(draft)
        fund = self.fund = str(code) if code else draft.fund or self.fund
        story = self.stories.get(fund)
        if story is None:
            story = self.stories[fund] = story_in(self.connection, fund)
        book = self._book(draft, story, fund)
        stamped = self._stamped(draft, story, fund)
        counts = self._counts(stamped)
        surroundings = around(self.connection, stamped, book.programme.code)
        ready = prepare(stamped, story, book, surroundings, self.desk.lexicon)
        if refusals(ready.findings):
            raise Refused(ready.findings)
        kept = sealed(ready, head_of(story.last))
        released = claims_released(kept, story)
        moved = advance(story, kept)
        self._keep(kept, movement_rows(kept, moved, story))
        self._keep_claims([*claims_made(kept, story), *released], counts)
        self._keep_terms(kept, story, code)
        keep_texts(self.connection, {kept.law: book.text, kept.lexicon: self.desk.lexicon.text})
        return kept

    def _code(self, draft: Record) -> Code | None:
        """Give the code of the fund that an award opens."""
        if draft.kind != "award" or draft.terms is None or draft.fund in self.stories:
            return None
        letters = self.desk.lawbook(draft.terms.programme).programme.letters
        return allocate(self.connection, letters, draft.date.year, draft.fund)

    def _book(self, draft: Record, story: Story, fund: str) -> Lawbook:
        """Give the law that the fund was named under; only an award opens a fund."""
        terms = story.terms or (draft.terms if draft.kind == "award" else None)
        if terms is None:
            raise NoFundError(fund=fund)
        return self.desk.lawbook(terms.programme)

    def _stamped(self, draft: Record, story: Story, fund: str) -> Record:
        """Give the draft its number and moment; the moment never runs back within a fund."""
        last = story.last
        now = self.moment().astimezone(ZONE)
        if last and last.posted and last.posted > now:
            now = last.posted
        return msgspec.structs.replace(draft, fund=fund, number=last.number + 1 if last else 1, posted=now)

    def _keep(self, kept: Record, figures: list[Row]) -> None:
        self.connection.execute(record.insert(), record_row(kept))
        if figures:
            self.connection.execute(movement.insert(), figures)

    def _counts(self, draft: Record) -> dict[tuple[str, str], int]:
        """Count each invoice's uses before they are judged.

        A use that another fund adds between judging and keeping then takes the count that ours
        would have, and ours is judged again.
        """
        keys = {invoice_key(invoice.code, invoice.number) for invoice in draft.invoices if invoice.number}
        return {key: self._count(*key) for key in keys}

    def _count(self, code: str, number: str) -> int:
        same = (claim.c.code == code, claim.c.invoice == number)
        return int(self.connection.execute(select(func.max(claim.c.seq)).where(*same)).scalar() or 0)

    def _keep_claims(self, claims: list[Row], counts: dict[tuple[str, str], int]) -> None:
        for row in claims:
            key = (row["code"], row["invoice"])
            count = counts[key] if key in counts else self._count(*key)
            self.connection.execute(claim.insert(), {**row, "seq": count + 1})

    def _keep_terms(self, kept: Record, story: Story, code: Code | None) -> None:
        named = code or code_of(kept.fund)
        if kept.kind in TERMS and named:
            self.connection.execute(award.insert(), award_row(kept, story, named.letters, named.sequence))
