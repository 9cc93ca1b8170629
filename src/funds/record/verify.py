"""Check the record against itself: every sealed text, and every row that was drawn from it.

Nothing here trusts a row: the text is decoded, its seal and link are computed anew, and the rows
that lists and sums read are made again and compared. What differs is yielded, all of it.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, Engine, Table, case, select

from funds.entry.record import Record
from funds.entry.story import Story, advance
from funds.record import rows
from funds.record.chain import spans
from funds.record.codes import code_of
from funds.record.open import reading
from funds.record.tables import award, claim, movement, record, request, text
from funds.seal import START, canonical, digest
from funds.text import N_

__all__ = ["SAYS", "Problem", "legible", "problems"]

_DECODER: Final = msgspec.json.Decoder(Record)

#: The sentence of each kind of problem.
SAYS: Final = {
    "order": N_("a record is missing, repeated or out of order"),
    "link": N_("it does not follow on the record before it"),
    "seal": N_("its text is not what was sealed"),
    "form": N_("its text cannot be read as a record"),
    "record": N_("its {field} in the list differs from what was sealed"),
    "movement": N_("its figures differ from what was sealed"),
    "award": N_("its terms in the list differ from what was sealed"),
    "claim": N_("its use of invoices differs from what was sealed"),
    "orphan": N_("rows of {field} belong to no record"),
    "request": N_("its client key answers with another record, or with none"),
    "text": N_("a kept text of law or lexicon is not what its name says, or is missing"),
}


class Problem(NamedTuple):
    """Something that does not agree: where (number 0: the fund as a whole), how, and which field."""

    fund: str
    number: int
    how: str
    field: str = ""


class _Seen(NamedTuple):
    """What the walk has met: each fund's last number, the law and lexicons named, the invoices used, the keys."""

    last: dict[str, int]
    named: set[str]
    claimed: list[rows.Row]
    keys: dict[tuple[str, int], str]


def problems(engine: Engine) -> Iterator[Problem]:
    """Check every fund, then what belongs to no fund; yields nothing when all agrees.

    Some funds are read at a time, so that others can go on posting; what they post meanwhile is
    left for the next time.
    """
    seen = _Seen({}, set(), [], {})
    for first, last in spans(engine):
        yield from _handful(engine, first, last, seen)
    with reading(engine) as connection:
        beyond = [
            *_claims(connection, seen),
            *_requests(connection, seen),
            *_orphans(connection),
            *_texts(connection, seen.named),
        ]
    yield from beyond


def legible(engine: Engine, fund: str) -> Iterator[Record]:
    """Give the records of a fund whose texts can be read at all, sealed or not: for what else they name."""
    with reading(engine) as connection:
        bodies = connection.execute(select(record.c.body).where(record.c.fund == fund).order_by(record.c.number))
        texts = list(bodies.scalars())
    for body in texts:
        with suppress(msgspec.DecodeError):
            yield _DECODER.decode(body)


def _handful(engine: Engine, first: str, last: str, seen: _Seen) -> list[Problem]:
    codes = select(record.c.fund).where(record.c.fund.between(first, last)).distinct().order_by(record.c.fund)
    with reading(engine) as connection:
        funds = connection.execute(codes).scalars().all()
        return [problem for fund in funds for problem in _fund(connection, fund, seen)]


def _texts(connection: Connection, named: set[str]) -> Iterator[Problem]:
    stored = connection.execute(select(text.c.hash, text.c.body))
    kept = {hash_: digest(body.encode()) == hash_ for hash_, body in stored}
    for hash_ in sorted(set(kept) | named):
        if not kept.get(hash_, False):
            yield Problem("", 0, "text", hash_)


def _fund(connection: Connection, fund: str, seen: _Seen) -> Iterator[Problem]:
    """Walk one fund's chain, tell its story anew, and compare what was drawn from each record."""
    story = Story()
    previous, expected = START, 1
    figures = _by_number(connection, movement, fund)
    terms = _by_number(connection, award, fund)
    stored = connection.execute(select(record).where(record.c.fund == fund).order_by(record.c.number)).mappings()
    for row in stored:
        number = row["number"]
        if number != expected:
            yield Problem(fund, number, "order")
        try:
            found = _DECODER.decode(row["body"])
        except msgspec.DecodeError:
            yield Problem(fund, number, "form")
            return
        link = msgspec.structs.replace(found, seal=row["seal"])
        if link.previous != previous:
            yield Problem(fund, number, "link")
        yield from _itself(link, dict(row))
        released = rows.claims_released(link, story)
        moved = rows.movement_rows(link, advance(story, link), story)
        if _sorted(moved) != _sorted(figures.pop(number, [])):
            yield Problem(fund, number, "movement")
        if _terms(link, story) != terms.pop(number, []):
            yield Problem(fund, number, "award")
        seen.claimed.extend([*rows.claims_made(link, story), *released])
        seen.keys[fund, number] = rows.plain(link.key)
        seen.named.update({link.law, link.lexicon} - {""})
        previous, expected = link.seal, number + 1
        seen.last[fund] = number
    for number in sorted({*figures, *terms}):
        yield Problem(fund, number, "orphan", "movement" if number in figures else "award")


def _itself(link: Record, row: dict[str, Any]) -> Iterator[Problem]:
    """Compare a record's text with its seal, and its own row with its text."""
    if digest(row["body"].encode()) != link.seal or canonical(link).decode() != row["body"]:
        yield Problem(row["fund"], row["number"], "seal")
    for field, value in rows.record_row(link).items():
        if row[field] != value and field != "body":
            yield Problem(row["fund"], row["number"], "record", field)


def _terms(link: Record, story: Story) -> list[rows.Row]:
    code = code_of(link.fund)
    if link.kind not in {"award", "amend", "withdraw"} or code is None:
        return []
    return [rows.award_row(link, story, code.letters, code.sequence)]


def _by_number(connection: Connection, table: Table, fund: str) -> dict[int, list[rows.Row]]:
    asked = select(table).where(table.c.fund == fund).order_by(table.c.number)
    found = [dict(row) for row in connection.execute(asked).mappings()]
    return {number: list(group) for number, group in groupby(found, key=lambda row: row["number"])}


def _sorted(found: list[rows.Row]) -> list[rows.Row]:
    return sorted(found, key=lambda row: (row["measure"], row["purpose"]))


def _claims(connection: Connection, seen: _Seen) -> Iterator[Problem]:
    """Compare the uses of invoices, whatever their count, with those that the records make."""
    wanted = Counter(_claim(row) for row in seen.claimed)
    stored = (dict(row) for row in connection.execute(select(claim)).mappings())
    found = Counter(_claim(row) for row in stored if _met(row, seen.last))
    differing = {key[:2] for key in (wanted - found) | (found - wanted)}
    by = case((claim.c.released_by > 0, claim.c.released_by), else_=claim.c.number)
    whose = select(record.c.number).where(record.c.fund == claim.c.fund, record.c.number == by)
    differing |= {(row.fund, row.number) for row in connection.execute(select(claim).where(~whose.exists()))}
    for fund, number in sorted(differing):
        yield Problem(fund, number, "claim")


def _met(row: rows.Row, last: dict[str, int]) -> bool:
    """Tell whether a use is by what the walk has met, and not by what was posted since."""
    posted = row["released_by"] or row["number"]
    return bool(posted <= last.get(row["fund"], posted))


def _claim(row: rows.Row) -> tuple[Any, ...]:
    return row["fund"], row["number"], row["code"], row["invoice"], row["share"], row["face"], row["released_by"]


def _requests(connection: Connection, seen: _Seen) -> Iterator[Problem]:
    """Compare the client keys with those sealed; of records posted together one may bear the key of all."""
    stored = connection.execute(select(request.c.fund, request.c.number, request.c.key))
    answers = {((fund, number), key) for fund, number, key in stored}
    wrong = {at for at, key in seen.keys.items() if key and (at, key) not in answers}
    for at, key in answers:
        sealed = seen.keys.get(at)
        posted_since = sealed is None and at[1] > seen.last.get(at[0], 0) and at[0] in seen.last
        if sealed not in {"", key} and not posted_since:
            wrong.add(at)
    for fund, number in sorted(wrong):
        yield Problem(fund, number, "request")


def _orphans(connection: Connection) -> Iterator[Problem]:
    for table in (movement, award):
        whose = select(record.c.number).where(record.c.fund == table.c.fund)
        for fund in connection.execute(select(table.c.fund).where(~whose.exists()).distinct()).scalars():
            yield Problem(fund, 0, "orphan", table.name)
