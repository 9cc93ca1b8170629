"""Many drafts at once, as a register brings them: judged before the lock is taken, posted inside it.

A register of a hundred thousand lines takes a while to judge, and nobody else should wait for
that. So it is judged against the record as it stands and against what the register itself adds;
then everything is stamped, sealed and kept in one transaction. If another writer was first
anywhere, nothing is kept, and the register is judged anew.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import islice
from typing import Any, Final, Self

import msgspec
from sqlalchemy import Connection, Engine, func, select

from funds.checks.judge import prepare
from funds.checks.surroundings import Surroundings
from funds.entry.names import invoice_key
from funds.entry.record import Record
from funds.entry.story import Story, advance
from funds.finding import Refused, refusals
from funds.law.force import Lawbook
from funds.record.around import claims_on, granted
from funds.record.chain import story_in
from funds.record.codes import Code, allocate, code_of
from funds.record.errors import NoFundError, RacedError
from funds.record.journal import Clock, Desk
from funds.record.open import reading, writing
from funds.record.rows import ZONE, Row, award_row, claims_made, measured, micros, movement_rows, record_row
from funds.record.shared import TERMS, keep_texts, lock
from funds.record.spool import Aside, Spool
from funds.record.tables import award, claim, movement, record
from funds.seal import Head, head_of, sealed

__all__ = ["Batch"]

#: How many rows are kept, and how many invoices looked up, at a time.
_HANDFUL: Final = 2000
_FEW: Final = 400
#: How often each invoice, by code and number, was used.
_Counts = dict[tuple[str, str], int]


class Batch:
    """Drafts judged one after another; `post` keeps those that stand, all or none.

    Kinds that give invoices back (a reversal) are not for registers and are not taken.
    """

    def __init__(self, engine: Engine, desk: Desk, moment: Clock) -> None:
        """Begin with the record as it stands now."""
        self._engine, self._desk, self._moment = engine, desk, moment
        self._day = moment().astimezone(ZONE)
        self._stories: dict[str, Story] = {}
        self._beyond = Surroundings()
        self._spool = Spool()
        self._looked_up: set[str] = set()
        self._before: _Counts = {}
        self._counts: _Counts = {}
        self._heads: dict[str, Head | None] = {}
        self._latest: dict[str, dt.datetime] = {}
        self._awards: dict[str, int] = {}
        self._books: dict[str, Lawbook] = {}
        #: How many entries the stories hold that are in memory now.
        self.held = 0

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Let go of what was judged."""
        self._spool.close()

    def __len__(self) -> int:
        """How many drafts stand so far."""
        return len(self._spool)

    def story(self, fund: str) -> Story:
        """Give a fund's story, with what the batch adds. Raises NoFundError, BrokenError."""
        known = self._stories.get(fund)
        if known is None:
            self.open([fund])
            known = self._stories.get(fund)
        if known is None:
            raise NoFundError(fund=fund)
        return known

    def open(self, funds: Iterable[str]) -> None:
        """Read the stories of several funds at once; those that do not exist are passed over. Raises BrokenError."""
        wanted = [fund for fund in dict.fromkeys(funds) if fund not in self._stories]
        with reading(self._engine) if wanted else nullcontext() as connection:
            for fund in wanted:
                told = story_in(connection, fund) if connection else Story()
                if told.terms is not None or fund in self._heads:
                    self._begin(fund, told)

    def _begin(self, fund: str, told: Story) -> None:
        if fund not in self._heads:
            self._heads[fund] = head_of(told.last)
            if told.last and told.last.posted:
                self._latest[fund] = told.last.posted
        for record_ in self._spool.of(fund):
            advance(told, record_)
        self._stories[fund] = told
        self.held += len(told.items)

    def before(self, fund: str) -> int:
        """Give the number of a fund's last record before the batch."""
        head = self._heads.get(fund)
        return head.number if head else 0

    def forget(self, fund: str) -> None:
        """Let go of a fund's story; it is told again when it is asked for."""
        self.held -= len(self._stories.pop(fund).items)

    def live(self) -> list[str]:
        """Give the funds whose stories are held, the one longest held first."""
        return list(self._stories)

    def look_up(self, numbers: Iterable[str]) -> None:
        """Read which of these invoices (the number of `invoice_key`) are in use, many at once."""
        wanted = sorted(set(numbers) - self._looked_up)
        if not wanted:
            return
        self._looked_up.update(wanted)
        with reading(self._engine) as connection:
            for some in _handfuls(wanted, _FEW):
                self._seed(connection, some)

    def _seed(self, connection: Connection, numbers: Sequence[str]) -> None:
        self._before |= (found := _counted(connection, numbers))
        self._counts |= found
        for code, number in found:
            for each in claims_on(connection, code, number):
                if each.sure:
                    self._beyond.claimed(code, number, each)

    def judge(self, draft: Record) -> Record:
        """Judge a draft after all before it, and give the record that it would become, not yet sealed.

        Raises Refused, TooLongError, NoFundError, CodeError, TakenError; then the draft leaves no trace.
        """
        measured(draft)
        self.look_up(invoice_key(each.code, each.number)[1] for each in draft.invoices if each.number)
        code = self._code(draft)
        story = Story() if code else self.story(draft.fund)
        book = self._book(draft, story)
        last = story.last.number if story.last else 0
        stamped = msgspec.structs.replace(
            draft, fund=str(code) if code else draft.fund, number=last + 1, posted=self._day
        )
        around = self._beyond.around(stamped, book.programme.code)
        ready = prepare(stamped, story, book, around, self._desk.lexicon)
        if refusals(ready.findings):
            raise Refused(ready.findings)
        self._take(ready, story, code)
        self._books[book.hash] = book
        return ready

    def _take(self, ready: Record, story: Story, code: Code | None) -> None:
        self._beyond.keep(ready, story)
        moved = advance(story, ready)
        self._beyond.name(ready, story)
        self._stories[ready.fund] = story
        self._heads.setdefault(ready.fund, None)
        self.held += 1
        named = code or (code_of(ready.fund) if ready.kind in TERMS else None)
        terms = award_row(ready, story, named.letters, named.sequence) if named else None
        self._spool.add(Aside(ready, movement_rows(ready, moved, story), claims_made(ready, story), terms))

    def _book(self, draft: Record, story: Story) -> Lawbook:
        terms = story.terms or draft.terms
        if terms is None:
            raise NoFundError(fund=draft.fund)
        book = self._desk.lawbook(terms.programme)
        if draft.kind in TERMS and book.programme.letters not in self._awards:
            self._read_awards(book)
        return book

    def _read_awards(self, book: Lawbook) -> None:
        with reading(self._engine) as connection:
            self._beyond.granted(book.programme.code, granted(connection, book.programme.code))
            self._awards[book.programme.letters] = _awards(connection, book.programme.letters)

    def _code(self, draft: Record) -> Code | None:
        """Give the code of the fund that an award opens, after those that the batch has given."""
        if draft.kind != "award" or draft.terms is None:
            return None
        letters = self._desk.lawbook(draft.terms.programme).programme.letters
        with reading(self._engine) as connection:
            code = allocate(connection, letters, draft.date.year, draft.fund)
        while not draft.fund and str(code) in self._stories:
            code = code._replace(sequence=code.sequence + 1)
        return code

    def post(self) -> int:
        """Keep every draft that stands, in one transaction, and give their number.

        Raises RacedError where another writer was first, or the day is another than that of the
        judging: then nothing is kept, and a new batch must judge everything anew.
        """
        if not self._spool:
            return 0
        self._stories, self._beyond = {}, Surroundings()  # judged with, and no longer needed
        with writing(self._engine) as connection:
            awards = (f"award {letters}" for letters in self._awards)
            lock(connection, [*awards, *(f"fund {fund}" for fund in self._spool.funds())])
            self._hold(connection)
            texts = {book.hash: book.text for book in self._books.values()}
            keep_texts(connection, {**texts, self._desk.lexicon.hash: self._desk.lexicon.text})
            asides = iter(self._spool)
            while some := list(islice(asides, _HANDFUL)):
                self._keep(connection, some)
        return len(self._spool)

    def _hold(self, connection: Connection) -> None:
        """Hold that all stands as it did when the batch was judged: heads, invoices, awards. Raises RacedError."""
        if any(_awards(connection, letters) != count for letters, count in self._awards.items()):
            raise RacedError
        numbers = {fund: head.number if head else 0 for fund, head in self._heads.items()}
        for funds in _handfuls(sorted(numbers), _FEW):
            last = (
                select(record.c.fund, func.max(record.c.number)).where(record.c.fund.in_(funds)).group_by(record.c.fund)
            )
            found = {row[0]: row[1] for row in connection.execute(last)}
            if any(found.get(fund, 0) != numbers[fund] for fund in funds):
                raise RacedError
        for some in _handfuls(sorted(self._looked_up), _FEW):
            if any(self._before.get(key) != count for key, count in _counted(connection, some).items()):
                raise RacedError

    def _keep(self, connection: Connection, some: Sequence[Aside]) -> None:
        """Stamp, seal and keep some records; the moment is that of keeping, and never runs back in a fund."""
        now = self._moment().astimezone(ZONE)
        if now.date() != self._day.date():
            raise RacedError
        rows: defaultdict[Any, list[Row]] = defaultdict(list)
        for ready, figures, claims, terms in some:
            posted = max(now, self._latest.get(ready.fund, now))
            kept = sealed(msgspec.structs.replace(ready, posted=posted), self._heads[ready.fund])
            self._heads[ready.fund] = head_of(kept)
            rows[record].append(record_row(kept))
            rows[movement] += ({**row, "posted": micros(posted)} for row in figures)
            rows[claim] += map(self._numbered, claims)
            rows[award] += [terms] if terms else []
        for table in (record, movement, claim, award):
            if rows[table]:
                connection.execute(table.insert(), rows[table])

    def _numbered(self, row: Row) -> Row:
        key = row["code"], row["invoice"]
        count = self._counts[key] = self._counts.get(key, 0) + 1
        return {**row, "seq": count}


def _counted(connection: Connection, numbers: Sequence[str]) -> _Counts:
    """Count the uses of these invoices by code and number."""
    last = func.max(claim.c.seq)
    asked = select(claim.c.code, claim.c.invoice, last).where(claim.c.invoice.in_(numbers))
    rows = connection.execute(asked.group_by(claim.c.code, claim.c.invoice))
    return {(code, number): count for code, number, count in rows}


def _awards(connection: Connection, letters: str) -> int:
    return int(connection.execute(select(func.count()).where(award.c.letters == letters)).scalar() or 0)


def _handfuls(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (items[at : at + size] for at in range(0, len(items), size))
