"""What stands beyond a fund when a record is judged, told from records in order of posting.

A book read back begins with nothing; a register that is judged as a whole begins with what the
record holds already.
"""

from collections.abc import Iterable
from typing import Final

from funds.checks.awards import Awards, Granted
from funds.checks.case import NOWHERE, Around, Claim
from funds.entry.names import invoice_key
from funds.entry.record import Record
from funds.entry.story import Story
from funds.entry.used import given_back, used

__all__ = ["Surroundings"]

_NAMED: Final = frozenset({"award", "amend"})
_TERMS: Final = frozenset({"award", "amend", "withdraw"})
#: A use of an invoice number: the invoice's code, and the entry.
_Use = tuple[str, str, int]


class Surroundings:
    """The standing uses of invoices and the awards of each programme, as far as the records have been told."""

    def __init__(self) -> None:
        """Begin before the first record."""
        self._claims: dict[str, dict[_Use, Claim]] = {}
        self._awards: dict[str, Awards] = {}

    def claimed(self, code: str, number: str, claim: Claim) -> None:
        """Begin with a use of an invoice that stands, by `invoice_key`."""
        self._claims.setdefault(number, {})[code, claim.fund, claim.number] = claim

    def granted(self, programme: str, awards: Iterable[Granted]) -> None:
        """Begin with the awards of a programme as they stand."""
        self._awards[programme] = Awards(awards)

    def around(self, record: Record, programme: str) -> Around:
        """Give what a record's checks may look at beyond its fund."""
        claims = {}
        for invoice in record.invoices:
            code, number = key = invoice_key(invoice.code, invoice.number)
            standing = self._claims.get(number) if invoice.number else None
            if standing:
                claims[key] = tuple(
                    claim._replace(sure=other == code)
                    for (other, _, _), claim in standing.items()
                    if other == code or not (other and code)
                )
        named = record.kind in _NAMED and self._awards.get(programme)
        return Around(claims, named or NOWHERE.awards)

    def keep(self, record: Record, story: Story) -> None:
        """Keep the invoices that a record uses up, and give back those that it reverses; `story` is the one before."""
        if record.invoices:
            for (code, number), invoice in used(record, story).items():
                claim = Claim(record.fund, record.number, invoice.share, invoice.face)
                self._claims.setdefault(number, {})[code, record.fund, record.number] = claim
        for each, invoices in given_back(record, story):
            for code, number in invoices:
                self._claims.get(number, {}).pop((code, record.fund, each.number), None)

    def name(self, record: Record, story: Story) -> None:
        """Keep an award as it stands after its record; `story` is the one after."""
        if record.kind in _TERMS and story.terms:
            year = (story.named or record.date).year
            amount = story.figures["approved"]
            granted = Granted(record.fund, year, amount, story.terms, withdrawn=record.kind == "withdraw")
            self._awards.setdefault(story.terms.programme, Awards()).keep(granted)
