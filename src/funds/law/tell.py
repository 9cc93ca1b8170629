"""A programme told clause by clause, in sentences that a finance officer reads."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from funds.law.programme import Programme
from funds.law.values import Tier, Value
from funds.law.wording import SENTENCES, amount
from funds.text import N_, _

__all__ = ["SECTIONS", "Told", "amounts", "told", "usual"]

#: The sections in the order in which they are told, under their headings.
SECTIONS: Final = (
    ("tier", N_("Amounts")), ("per_item", N_("Amounts for each item")), ("instalment", N_("Instalments")),
    ("once", N_("One grant each")), ("renewal", N_("A later cycle")), ("payee", N_("To whom it is paid")),
    ("pool", N_("The pool of a year")), ("quota", N_("How many")), ("uses", N_("The list of uses")),
    ("use", N_("Permitted uses")), ("prohibition", N_("Forbidden uses")), ("support", N_("Who bears other costs")),
    ("evidence", N_("Papers")), ("threshold", N_("Fixed assets")), ("ledger", N_("Supporting-material ledgers")),
    ("eligibility", N_("Conditions")), ("calendar", N_("Dates")), ("procedure", N_("Who decides")),
    ("assessment", N_("Assessment")), ("removal", N_("Removal of the title")),
    ("indicator", N_("Outline of supporting material")), ("forms", N_("Forms")), ("paper", N_("Names of papers")),
    ("personal", N_("Papers with data of persons")), ("unstated", N_("Left open by the documents")),
)  # fmt: skip


class Told(NamedTuple):
    """One value in words: its clause, the sentence, its days in force, and its note.

    The days are empty where they are the programme's usual ones.
    """

    cite: str
    text: str
    dates: str
    note: str


def usual(programme: Programme) -> dt.date | None:
    """Give the day from which most of a programme's values stand; None where it has none."""
    days = [value.since for name, _title in SECTIONS for value in getattr(programme, name)]
    return Counter(days).most_common(1)[0][0] if days else None


def told(programme: Programme, day: dt.date | None = None) -> Iterator[tuple[str, list[Told]]]:
    """Yield each section that says anything (on a day), under its heading, value by value."""
    since = usual(programme)
    for name, title in SECTIONS:
        values = [value for value in getattr(programme, name) if day is None or value.stands(day)]
        if values:
            say: Callable[[Any], str] = SENTENCES[name]
            yield _(title), [Told(value.cite, say(value), _dates(value, since), value.note) for value in values]


def amounts(tier: Tier) -> str:
    """Say what a tier grants, in yuan."""
    return amount(tier.min, tier.max)


def _dates(value: Value, usually: dt.date | None) -> str:
    if value.until is not None:
        return _("from {since} to {until}").format(since=value.since, until=value.until)
    return "" if value.since == usually else _("from {since}").format(since=value.since)
