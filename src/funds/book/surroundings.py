"""What stood beyond a fund when a record was posted, told from the records of a book in order of posting."""

from typing import Final

from funds.checks.case import Around, Claim, Granted
from funds.entry.record import Invoice, Record
from funds.entry.story import Story

__all__ = ["Surroundings"]

_NAMED: Final = frozenset({"award", "amend"})
_TERMS: Final = frozenset({"award", "amend", "withdraw"})
_BOUGHT: Final = frozenset({"spend", "disallow"})
_Key = tuple[str, str]


class Surroundings:
    """The standing uses of invoices and the awards of each programme, as far as the records have been told."""

    def __init__(self) -> None:
        """Begin before the first record."""
        self._claims: dict[_Key, dict[tuple[str, int], Claim]] = {}
        self._awards: dict[str, dict[str, Granted]] = {}

    def around(self, record: Record, programme: str) -> Around:
        """Give what a record's checks may look at beyond its fund."""
        claims = {}
        for invoice in record.invoices:
            standing = self._claims.get(_key(invoice)) if invoice.number else None
            if standing:
                claims[invoice.code, invoice.number] = tuple(standing.values())
        awards: tuple[Granted, ...] = ()
        if record.kind in _NAMED:
            others = self._awards.get(programme, {})
            awards = tuple(others[fund] for fund in sorted(others) if fund != record.fund)
        return Around(claims, awards)

    def keep(self, record: Record, story: Story) -> None:
        """Keep the invoices that a record uses up, and give back those that it reverses; `story` is the one before."""
        if record.invoices:
            owner = record.fund, record.number
            for key, invoice in _used(record, story).items():
                claim = Claim(record.fund, record.number, invoice.share, invoice.face)
                self._claims.setdefault(key, {})[owner] = claim
        elif record.kind == "reverse" and (item := story.items.get(record.refers)):
            for key in _used(item.record, story):
                self._claims.get(key, {}).pop((record.fund, record.refers), None)

    def name(self, record: Record, story: Story) -> None:
        """Keep an award as it stands after its record; `story` is the one after."""
        if record.kind in _TERMS and story.terms:
            year = (story.named or record.date).year
            amount = story.figures["approved"]
            granted = Granted(record.fund, year, amount, story.terms, withdrawn=record.kind == "withdraw")
            self._awards.setdefault(story.terms.programme, {})[record.fund] = granted


def _used(record: Record, story: Story) -> dict[_Key, Invoice]:
    """Give the invoices an entry uses up; one that carries on an earlier entry uses none of that entry's anew."""
    if record.kind not in _BOUGHT:
        return {}
    earlier = story.items.get(record.refers)
    held = {_key(invoice) for invoice in earlier.record.invoices} if earlier else set()
    keyed = {_key(invoice): invoice for invoice in record.invoices if invoice.number}
    return {key: invoice for key, invoice in keyed.items() if key not in held}


def _key(invoice: Invoice) -> _Key:
    """Give an invoice's key as the record keeps it: PostgreSQL knows no NUL."""
    return invoice.code.replace("\0", "\ufffd"), invoice.number.replace("\0", "\ufffd")
