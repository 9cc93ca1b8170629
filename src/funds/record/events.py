"""The event log: attempts that were refused, by whom, when, and every finding."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Engine, select

from funds.entry.record import Record, Verdict
from funds.record.open import reading, writing
from funds.record.rows import Row, plain, stamp
from funds.record.tables import event

__all__ = ["Attempt", "attempts", "log_refusal", "log_refusals"]

_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_DRAFTS: Final = msgspec.json.Decoder(tuple[Record, ...])
_FINDINGS: Final = msgspec.json.Decoder(tuple[Verdict, ...])


class Attempt(NamedTuple):
    """A refused attempt: the moment (+08:00), who, what was asked, and what was found."""

    moment: dt.datetime
    maker: str
    login: str
    drafts: tuple[Record, ...]
    findings: tuple[Verdict, ...]


def log_refusal(engine: Engine, drafts: Sequence[Record], findings: Iterable[Verdict], now: dt.datetime) -> None:
    """Keep a refused attempt, in a transaction of its own."""
    log_refusals(engine, [(drafts, findings)], now)


def log_refusals(
    engine: Engine, refused: Iterable[tuple[Sequence[Record], Iterable[Verdict]]], now: dt.datetime
) -> None:
    """Keep refused attempts, each its drafts and findings, in one transaction of their own."""
    moment = stamp(now)
    rows = [_row(drafts, findings, moment) for drafts, findings in refused]
    if rows:
        with writing(engine) as connection:
            connection.execute(event.insert(), rows)


def _row(drafts: Sequence[Record], findings: Iterable[Verdict], moment: str) -> Row:
    first = drafts[0]
    return {
        "moment": moment,
        "fund": plain(first.fund),
        "kind": first.kind,
        "maker": plain(first.maker),
        "login": plain(first.login),
        "drafts": _ENCODER.encode(list(drafts)).decode(),
        "findings": _ENCODER.encode(list(findings)).decode(),
    }


def attempts(engine: Engine, *, fund: str | None = None, maker: str | None = None) -> list[Attempt]:
    """Give the refused attempts in the order they were made; of one fund or person where asked."""
    asked = select(event).order_by(event.c.id)
    if fund is not None:
        asked = asked.where(event.c.fund == fund)
    if maker is not None:
        asked = asked.where(event.c.maker == maker)
    with reading(engine) as connection:
        rows = connection.execute(asked).all()
    return [
        Attempt(
            dt.datetime.fromisoformat(row.moment),
            row.maker,
            row.login,
            _DRAFTS.decode(row.drafts),
            _FINDINGS.decode(row.findings),
        )
        for row in rows
    ]
