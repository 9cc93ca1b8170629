"""What one record writes besides its sealed text: the rows that lists, sums and searches read.

Posting writes these rows, and verifying makes them again from the sealed text to compare.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from funds.entry.record import Award, Invoice, Record
from funds.entry.story import Movement, Story
from funds.entry.used import given_back, used
from funds.record.errors import RecordError
from funds.seal import canonical
from funds.text import N_

__all__ = [
    "LONGEST",
    "ZONE",
    "Row",
    "TooLongError",
    "award_row",
    "claims_made",
    "claims_released",
    "measured",
    "micros",
    "moment",
    "movement_rows",
    "plain",
    "record_row",
    "stamp",
]

Row = dict[str, Any]

#: The longest text, in characters, that may stand in a key or an index.
LONGEST: Final = 200
#: Posting is stamped in China's time.
ZONE: Final = dt.timezone(dt.timedelta(hours=8))
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICRO: Final = dt.timedelta(microseconds=1)


class TooLongError(RecordError):
    """A text that must be searchable is too long."""

    says = N_("The {field} has {length} characters; the most is {longest}. Write the rest in the note.")


def micros(posted: dt.datetime) -> int:
    """Give a moment as microseconds since 1970 UTC."""
    return (posted - _EPOCH) // _MICRO


def moment(value: int) -> dt.datetime:
    """Give the moment (+08:00) that `micros` wrote."""
    return (_EPOCH + value * _MICRO).astimezone(ZONE)


def stamp(now: dt.datetime) -> str:
    """Give a moment as rows without a seal hold it: ISO 8601 of +08:00, to the microsecond."""
    return now.astimezone(ZONE).isoformat(timespec="microseconds")


def measured(record: Record) -> None:
    """Raise TooLongError where a text is too long for a key."""
    fields = [("voucher", record.voucher), ("payee", record.payee), ("key", record.key)]
    for invoice in record.invoices:
        fields += [("invoice", invoice.code), ("invoice", invoice.number)]
    for field, text in fields:
        if len(text) > LONGEST:
            raise TooLongError(field=field, length=len(text), longest=LONGEST)


def plain(text: str) -> str:
    """Give a text as both databases can hold it beside the sealed one: PostgreSQL knows no NUL."""
    return text.replace("\0", "\ufffd")


def _posted(record: Record) -> int:
    return micros(record.posted) if record.posted else 0


def record_row(record: Record) -> Row:
    """Give a sealed record's own row."""
    return {
        "fund": record.fund,
        "number": record.number,
        "before": record.number - 1 or None,
        "previous": record.previous,
        "seal": record.seal,
        "kind": record.kind,
        "date": record.date.isoformat(),
        "posted": _posted(record),
        "amount": record.amount,
        "refers": record.refers,
        "maker": plain(record.maker),
        "voucher": plain(record.voucher),
        "payee": plain(record.payee),
        "memo": plain(record.memo),
        "body": canonical(record).decode(),
    }


#: The figures that are no sums of a period: they are about spending, on the day of that spending.
_PARTS: Final = frozenset({"under_review", "unsupported"})


def movement_rows(record: Record, moved: Iterable[Movement], story: Story) -> list[Row]:
    """Give a row for each figure that a record moved, by measure and purpose; none for nothing.

    `story` is the fund's, before or after the record.
    """
    sums: dict[tuple[str, str], int] = {}
    for measure, purpose, fen in moved:
        sums[measure, purpose] = sums.get((measure, purpose), 0) + fen
    date, about = record.date.isoformat(), _about(record, story).isoformat()
    stamp = {"fund": record.fund, "number": record.number, "date": date, "posted": _posted(record)}
    return [
        {
            **stamp,
            "measure": measure,
            "purpose": plain(purpose),
            "about": about if measure in _PARTS and about != date else "",
            "fen": fen,
        }
        for (measure, purpose), fen in sums.items()
        if fen
    ]


def _about(record: Record, story: Story) -> dt.date:
    """Give the date of the spending that a record is about: its own, or that of the entry it names."""
    item = story.items.get(record.refers)
    if item is None or record.kind == "spend":
        return record.date
    earlier = story.items.get(item.record.refers)
    return item.record.date if earlier is None or item.record.kind == "spend" else earlier.record.date


_NO_TERMS: Final = Award(programme="", tier="", studio="", unit="", holder="")


def award_row(record: Record, story: Story, letters: str, sequence: int) -> Row:
    """Give the row of an award, amendment or withdrawal: the terms and amount that stand after it.

    `story` is the fund's after the record; `letters` and `sequence` are those of the fund's code.
    """
    now = story.terms or _NO_TERMS
    named = story.named or record.date
    return {
        "fund": record.fund,
        "number": record.number,
        "kind": record.kind,
        "programme": now.programme,
        "letters": letters,
        "year": named.year,
        "sequence": sequence,
        "date": record.date.isoformat(),
        "amount": story.figures["approved"],
        "tier": now.tier,
        "sort": now.kind,
        "studio": plain(now.studio),
        "unit": plain(now.unit),
        "holder": plain(now.holder),
        "lead": plain(now.lead),
        "recommender": plain(now.recommender),
    }


def claims_made(record: Record, story: Story) -> list[Row]:
    """Give the uses of the invoices that a record uses up; `story` is the fund's, before or after the record.

    Rows still lack their `seq`.
    """
    return _claims(record, used(record, story))


def claims_released(record: Record, story: Story) -> list[Row]:
    """Give the uses of invoices that a reversal gives back."""
    return [
        {**row, "released_by": record.number}
        for each, invoices in given_back(record, story)
        for row in _claims(each, invoices)
    ]


def _claims(record: Record, invoices: Mapping[tuple[str, str], Invoice]) -> list[Row]:
    return [_claim(key, record, invoice.share, invoice.face) for key, invoice in invoices.items()]


def _claim(key: tuple[str, str], record: Record, share: int, face: int | None) -> Row:
    return {
        "code": key[0],
        "invoice": key[1],
        "fund": record.fund,
        "number": record.number,
        "share": share,
        "face": face,
        "released_by": 0,
    }
