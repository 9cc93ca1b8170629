"""Records, rows of material and lines of the bank, as the sides of a reconciliation take them; ids that people can type.

A row or line goes by the user's own id (编号) where that is the only one so called, whatever its day; else by its
ledger or account and its number there. So an id means the same on every cut-off day.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Final

from funds.entry.names import invoice_key
from funds.entry.record import Record
from funds.entry.story import retold
from funds.reconcile import sides
from funds.reconcile.sides import PAPER, Entry
from funds.record.pairings import Pairing
from funds.statements.bank import Account, BankLine, Mark
from funds.statements.materials import Material, standing

__all__ = ["Lines", "Shelves", "entries_of", "kept_of"]

_LECTURES: Final = "lectures"
_LAST: Final = 4

_Row = tuple[str, str, int]
_Line = tuple[str, int]


#: What looks like an id of ours is nobody's own.
_RESERVED: Final = re.compile(r".*:\d+(\.\d+)?")


def _named(own: Iterable[tuple[str, str]]) -> list[str]:
    """Give each its own id where nothing else goes by it; else the other given."""
    pairs = list(own)
    often = Counter(name for name, _other in pairs)
    free = {name for name, count in often.items() if count == 1 and name and not _RESERVED.fullmatch(name)}
    return [name if name in free else other for name, other in pairs]


class Shelves:
    """A fund's rows of material as of a day: those that stand, by the ids they go by."""

    def __init__(self, rows: Sequence[Material], day: str) -> None:
        """Take the fund's rows, the replaced ones too."""
        stands = standing(rows)
        plain = Counter(f"{row.ledger}:{row.number}" for row in stands)
        others = [
            name if plain[name := f"{row.ledger}:{row.number}"] == 1 else f"{row.studio}/{name}" for row in stands
        ]
        ids = _named(zip([row.own_id for row in stands], others, strict=True))
        self.rows: dict[str, Material] = {name: row for name, row in zip(ids, stands, strict=True) if row.date <= day}
        self._ids: dict[_Row, str] = {row.place: name for name, row in self.rows.items()}
        self._known = dict(zip(others, ids, strict=True))
        self._rows: dict[_Row, Material] = {row.place: row for row in rows}
        self._later: dict[_Row, _Row] = {
            (row.studio, row.ledger, row.replaces): row.place for row in rows if row.replaces
        }

    @property
    def sides(self) -> list[sides.Material]:
        """The rows as a side of the reconciliation."""
        return [_side(name, row) for name, row in self.rows.items()]

    def found(self, typed: str) -> Material | None:
        """Give the row that goes by an id, its own or that of ledger and number."""
        return self.rows.get(typed) or self.rows.get(self._known.get(typed, ""))

    def shown(self, place: _Row) -> str | None:
        """Give the id of the row that now stands for one; None where it was taken back or lies after the day.

        A row that was corrected in what a decision rests on is no longer the row that was looked at. An entry's own
        paper goes by its entry and its place there.
        """
        if place[1].startswith(PAPER):
            return f"{place[1]}.{place[2]}"
        first = self._rows.get(place)
        while place in self._later:
            place = self._later[place]
        last = self._rows.get(place)
        return self._ids.get(place) if first and last and _same(first, last) else None


def _side(name: str, row: Material) -> sides.Material:
    """Give a row as a side; of what somebody else paid for neither amount nor number speaks for this fund."""
    day = dt.date.fromisoformat(row.date)
    if row.amount and row.stated is None:
        return sides.Material(name, row.ledger, day)
    invoice = (row.invoice_code, row.invoice_number)
    return sides.Material(name, row.ledger, day, row.stated, invoice, row.voucher, _counterparty(row))


def _same(one: Material, two: Material) -> bool:
    """Tell whether a correction leaves all that a decision rests on: day, amount, keys and who was paid."""
    facts = [
        (
            row.date,
            row.stated,
            row.fund,
            row.voucher,
            invoice_key(row.invoice_code, row.invoice_number),
            _counterparty(row),
        )
        for row in (one, two)
    ]
    return facts[0] == facts[1]


def _counterparty(row: Material) -> str:
    """Give who was paid: the supplier or maker, or the lecturer."""
    return str(row.fields.get("payee") or (row.fields.get("person") if row.ledger == _LECTURES else "") or "")


class Lines:
    """The lines of some accounts, by the ids they go by."""

    def __init__(self, accounts: Mapping[str, Sequence[BankLine]], day: str = "9999-12-31") -> None:
        """Take each account's lines in the order of time; those after the day only for their names."""
        self.of = {number: [line for line in some if line.date <= day] for number, some in accounts.items()}
        short = Counter(number[-_LAST:] for number in accounts)
        self._short = {number: number[-_LAST:] if short[number[-_LAST:]] == 1 else number for number in accounts}
        every = [line for some in accounts.values() for line in some]
        others = [f"{self._short[line.account]}:{line.seq}" for line in every]
        ids = _named(zip([line.own_id for line in every], others, strict=True))
        self.lines: dict[str, BankLine] = {
            name: line for name, line in zip(ids, every, strict=True) if line.date <= day
        }
        self._ids: dict[_Line, str] = {(line.account, line.seq): name for name, line in self.lines.items()}

    def side(
        self,
        account: Account,
        marks: Mapping[int, Mark],
        looks: Callable[[BankLine], str],
        moved: Container[tuple[str, int]] = (),
    ) -> list[sides.BankLine]:
        """Give an account's lines as a side; marked ones bear the class under which they were set apart.

        Other money stays other money on a dedicated account (专户), unless all that came has gone. `moved` are the
        ends of transfers between the holder's own accounts, which are nobody's receipt or payment.
        """
        own = [(name, line) for name, line in self.lines.items() if line.account == account.number]
        kinds = {line.seq: "transfer" for _name, line in own if (line.account, line.seq) in moved}
        kinds |= {line.seq: marks[line.seq].kind for _name, line in own if line.seq in marks}
        if account.dedicated and sum(line.fen for _name, line in own if kinds.get(line.seq) == "other") != 0:
            kinds = {seq: "other-money" if kind == "other" else kind for seq, kind in kinds.items()}
        return [
            sides.BankLine(
                name, dt.date.fromisoformat(line.date), line.fen, line.counterparty, line.text, line.voucher,
                kinds.get(line.seq, ""), looks(line),
            )
            for name, line in own
        ]  # fmt: skip

    def found(self, typed: str) -> BankLine | None:
        """Give the line that goes by an id: its own, or its account (or the last signs of it) and number."""
        if typed in self.lines:
            return self.lines[typed]
        account, _colon, number = typed.rpartition(":")
        fits = [name for name in self._short if name.endswith(account)] if account else list(self._short)
        if len(fits) != 1 or not number.isdecimal():
            return None
        return self.lines.get(self._ids.get((fits[0], int(number)), ""))

    def shown(self, account: str, seq: int) -> str | None:
        """Give the id of a line; None where it lies after the day."""
        return self._ids.get((account, seq))


def kept_of(one: Pairing, shelves: Shelves, lines: Lines) -> sides.Kept:
    """Give a person's decision as the reconciliation takes it.

    A row that was corrected since in nothing that matters is its correction; one that stands no more keeps a name
    that nothing can have, so that the rest of a match is kept back for a person.
    """
    material = tuple(shelves.shown(place) or f"\0{'/'.join(map(str, place))}" for place in one.material)
    bank = tuple(lines.shown(*line) or f"\0{line[0]}:{line[1]}" for line in one.bank)
    return sides.Kept(one.match, one.entries, material, bank, one.moment)


def entries_of(chain: Sequence[Record], *, papers: bool) -> list[Entry]:
    """Give a fund's entries; where `papers` count, each with its own, if all that are asked are there."""
    own = sides.entries(chain)
    if not papers:
        return own
    borne = dict(_papers(chain))
    return [one._replace(papers=borne[one.number]) if one.number in borne else one for one in own]


def _papers(chain: Sequence[Record]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give the ids of the papers that prove each standing spending which lacks none."""
    story = retold(chain)
    for number, item in story.items.items():
        if item.record.kind == "spend" and not item.reversed_by and not item.missing:
            pieces = enumerate(story.proofs.papers(number), 1)
            borne = tuple(f"{PAPER}{number}.{at}" for at, piece in pieces if story.proofs.counts(number, piece))
            if borne:
                yield number, borne
