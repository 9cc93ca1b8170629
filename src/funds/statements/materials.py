"""The rows of the supporting-material ledgers (台账): what stands, what is the same, and what is hidden from view.

A row is never edited: a later one corrects it, and an empty one with a reason withdraws it. Identity numbers and
telephones are personal data (个人信息保护法): wherever they are shown, only the first three and the last two signs are.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from funds.entry.names import fold, invoice_key
from funds.entry.personal import numbers_in
from funds.entry.record import Evidence

__all__ = ["PERSONAL", "Match", "Material", "Shelf", "content", "hidden", "hidden_in", "masked", "standing"]

#: The columns that hold personal data whatever they say.
PERSONAL: Final = frozenset({"identity", "phone"})
#: A voucher, an invoice or a document has numbers as long: they are no persons'.
_NEVER: Final = frozenset(
    {"number", "document", "card", "voucher", "invoice_code", "invoice_number", "digest", "fund", "studio"}
)
#: Who paid for a thing that a row tells of: this fund's grant, where the row does not say.
_OF_THE_GRANT: Final = frozenset({"grant", ""})
_FIRST: Final = 3
_LAST: Final = 2


class Material(NamedTuple):
    """A row: `number` within the studio's ledger, `own_id` the user's own, `amount` in fen or None, `date` ISO.

    `fields` are the ledger's other columns by key: texts, whole numbers, fen, ISO days. A row without a date
    withdraws the one that it `replaces`, for the `reason` given.
    """

    studio: str
    ledger: str
    date: str
    fields: Mapping[str, Any] = {}
    own_id: str = ""
    fund: str = ""
    voucher: str = ""
    invoice_code: str = ""
    invoice_number: str = ""
    amount: int | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    reason: str = ""
    replaces: int = 0
    number: int = 0
    maker: str = ""
    moment: str = ""

    @property
    def place(self) -> tuple[str, str, int]:
        """Where the row is: studio, ledger, number."""
        return self.studio, self.ledger, self.number

    @property
    def title(self) -> str:
        """What the row is called: the name of the thing, or else the person's."""
        return str(self.fields.get("name") or self.fields.get("person", ""))

    @property
    def sort(self) -> str:
        """Which of its ledger's sorts it is of; empty where it does not say."""
        return str(self.fields.get("sort", ""))

    @property
    def stated(self) -> int | None:
        """What it states of the fund's spending, in fen; of a thing that somebody else paid for, nothing."""
        return self.amount or None if self.fields.get("source", "") in _OF_THE_GRANT else None

    @property
    def papers(self) -> frozenset[str]:
        """The kinds of the files that it bears."""
        return frozenset(piece.kind for piece in self.evidence)


def standing(rows: Iterable[Material]) -> list[Material]:
    """Give the rows that stand: those that no later one replaces, without those that withdraw."""
    every = list(rows)
    replaced = {(row.studio, row.ledger, row.replaces) for row in every if row.replaces}
    return [row for row in every if row.date and row.place not in replaced]


class Match(NamedTuple):
    """The standing row that another is or looks like: its number, and the columns that differ."""

    number: int
    columns: tuple[str, ...] = ()


class Shelf:
    """The standing rows of one studio's ledger, to tell whether a row is there already."""

    def __init__(self, rows: Iterable[Material]) -> None:
        """Take the ledger's rows in order of number, the replaced ones too."""
        self._stands: dict[int, Material] = {}
        self._by_id: dict[str, int] = {}
        self._by_content: dict[tuple[Any, ...], int] = {}
        self._was: dict[tuple[Any, ...], int] = {}
        self._later: dict[int, int] = {}
        for row in rows:
            self.add(row)

    def add(self, row: Material) -> None:
        """Put a row on the shelf, in the place of the one that it replaces."""
        old = self._stands.pop(row.replaces, None)
        if old is not None:
            self._forget(old, row)
        if not row.date:
            return
        self._stands[row.number] = row
        if row.own_id:
            self._by_id[fold(row.own_id)] = row.number
        self._by_content[content(row)] = row.number

    def _forget(self, old: Material, by: Material) -> None:
        if self._by_id.get(fold(old.own_id)) == old.number:
            del self._by_id[fold(old.own_id)]
        if self._by_content.get(content(old)) == old.number:
            del self._by_content[content(old)]
        self._was[content(old)] = old.number
        self._later[old.number] = by.number

    def match(self, row: Material) -> Match | None:
        """Give the standing row that this one is or looks like, but for the one it replaces; None where it is new.

        One without an own number looks like a row that said the same and was corrected since, too: else an old sheet
        brought in again would bring the fault back.
        """
        known = self._by_id.get(fold(row.own_id)) if row.own_id else None
        if known is None:
            known = self._by_content.get(content(row))
            if known is None and not row.own_id:
                known = self._corrected(row)
            # two pieces bought together are alike in all but their numbers
            if known is None or (row.own_id and self._stands[known].own_id):
                return None
        columns = _differing(row, self._stands[known])
        if known == row.replaces and columns:
            return None
        return Match(known, columns)

    def _corrected(self, row: Material) -> int | None:
        """Give the row that now stands for one that said the same."""
        number = self._was.get(content(row))
        while number is not None and number not in self._stands:
            number = self._later.get(number)
        return number


def content(row: Material) -> tuple[Any, ...]:
    """Give all that a row says, but for its own number, its files and its note."""
    invoice = invoice_key(row.invoice_code, row.invoice_number) if row.invoice_number else ("", "")
    return (row.date, row.fund, row.voucher, invoice, row.amount, tuple(sorted(row.fields.items())))


_PLAIN: Final = ("own_id", "fund", "date", "voucher", "amount", "note")


def _differing(row: Material, other: Material) -> tuple[str, ...]:
    """Name the columns in which two rows differ; files need only be among those there already."""
    found = ["id" if name == "own_id" else name for name in _PLAIN if getattr(row, name) != getattr(other, name)]
    ours, theirs = (invoice_key(each.invoice_code, each.invoice_number) for each in (row, other))
    if ours != theirs:
        found.append("invoice_number")
    found += [key for key in sorted({*row.fields, *other.fields}) if row.fields.get(key) != other.fields.get(key)]
    kept = {(piece.kind, piece.digest) for piece in other.evidence}
    if not {(piece.kind, piece.digest) for piece in row.evidence} <= kept:
        found.append("files")
    return tuple(found)


def hidden(text: str) -> str:
    """Hide a personal number: its first three and last two signs are left; of a short one none."""
    if len(text) <= _FIRST + _LAST:
        return "*" * len(text)
    return text[:_FIRST] + "*" * (len(text) - _FIRST - _LAST) + text[-_LAST:]


def hidden_in(text: str, such: Callable[[str], bool] | None = None) -> str:
    """Hide the identity, mobile and bank card numbers that stand within a text, however they were typed.

    `such` tells of a number's bare signs whether it is to be hidden; without it each is.
    """
    shown = text
    for found in reversed(numbers_in(text)):
        if such is not None and not such(found.signs):
            continue
        shown = shown[: found.start] + hidden(found.signs) + shown[found.end :]
    return shown


def masked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of a row by key with all personal numbers hidden."""
    return {key: _masked(key, value) for key, value in values.items()}


def _masked(key: str, value: Any) -> Any:
    if key in PERSONAL:
        return hidden(str(value)) if value else value
    if isinstance(value, str) and key not in _NEVER:
        return hidden_in(value)
    return value
