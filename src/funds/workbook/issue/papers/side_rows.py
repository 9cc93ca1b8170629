"""The cells of a reconciliation: an entry, a row of material, a bank line, as the sheet shows them, side by side.

Amounts in fen; what was paid is positive. Identity and telephone numbers are hidden.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from funds.entry.record import Evidence, Record
from funds.reconcile.result import Result
from funds.reconcile.sides import Entry, entries
from funds.statements.bank import BankLine
from funds.statements.materials import Material, hidden_in
from funds.statements.papers.known import Fund
from funds.statements.papers.words import KINDS
from funds.workbook.issue.papers.frame import grouped
from funds.workbook.issue.papers.reconciled_words import LEDGER_NAMES

__all__ = ["Block", "Line", "Ours", "Paper", "Reconciled", "Shown", "Side"]

Side = Literal["material", "bank"]
#: Of the names of an entry's own papers, so many are told.
_NAMED: Final = 3


class Reconciled(NamedTuple):
    """One fund's reconciliation, and what its numbers and ids stand for; `uses` are the names of uses by id.

    `decided` says who agreed a group and why, by its entries; `marked` who set a line apart and why, by its id.
    `decisions` is the head of the chain of decisions, empty where there are none.
    """

    fund: Fund
    result: Result
    records: Mapping[int, Record]
    material: Mapping[str, Material]
    lines: Mapping[str, BankLine]
    uses: Mapping[str, str] = {}
    decided: Mapping[tuple[int, ...], str] = {}
    marked: Mapping[str, str] = {}
    decisions: str = ""


class Ours(NamedTuple):
    """An entry: what it spent and what it paid from the bank, each only where it is told in this place."""

    number: int
    date: dt.date
    voucher: str
    memo: str
    payee: str
    spent: int | None
    paid: int | None


class Paper(NamedTuple):
    """A row of a ledger, or an entry's own papers; `fen` is None where no amount is stated."""

    id: str
    ledger: str
    date: dt.date | None
    what: str
    invoice: str
    fen: int | None


class Line(NamedTuple):
    """A bank line, or several as one."""

    id: str
    date: dt.date | None
    who: str
    paid: int


class Block(NamedTuple):
    """Rows next to each other that belong together, and on what ground (核对依据)."""

    ours: tuple[Ours, ...] = ()
    papers: tuple[Paper, ...] = ()
    lines: tuple[Line, ...] = ()
    basis: str = ""

    @property
    def height(self) -> int:
        """How many rows it takes."""
        return max(len(self.ours), len(self.papers), len(self.lines))

    @property
    def sums(self) -> tuple[int | None, int | None, int | None, int | None]:
        """What was spent, paid, shown by material and shown by the bank; None where no amount stands."""
        return (
            _sum(one.spent for one in self.ours),
            _sum(one.paid for one in self.ours),
            _sum(one.fen for one in self.papers),
            _sum(one.paid for one in self.lines),
        )

    @property
    def day(self) -> dt.date:
        """The first day in it."""
        days = [one.date for one in self.ours]
        days += [one.date for one in self.papers if one.date]
        days += [one.date for one in self.lines if one.date]
        return min(days, default=dt.date.max)


def _sum(some: Iterable[int | None]) -> int | None:
    stated = [fen for fen in some if fen is not None]
    return sum(stated) if stated else None


class Shown:
    """What the numbers and ids of a fund's result are shown as. Raises KeyError for one that stands for nothing."""

    def __init__(self, made: Reconciled) -> None:
        """Take a fund's reconciliation."""
        self.made = made
        self.sides: dict[int, Entry] = {entry.number: entry for entry in entries(made.records.values())}
        self._files: dict[int, list[Evidence]] = {}
        for record in made.records.values():
            about = record.refers if record.kind == "attach" else record.number
            self._files.setdefault(about, []).extend(record.evidence)

    def ours(self, number: int, sides: Iterable[Side]) -> Ours:
        """Show an entry with its amounts on the sides named, where it has any there."""
        record, side = self.made.records[number], self.sides.get(number)
        told = frozenset(sides)
        spent = side.spent if side and "material" in told else 0
        paid = -side.bank if side and "bank" in told else 0
        payee = hidden_in(record.payee or record.holder)
        return Ours(number, record.date, record.voucher, self._memo(record), payee, spent or None, paid or None)

    def _memo(self, record: Record) -> str:
        refers = f"第{record.refers}号" if record.refers else ""
        use = self.made.uses.get(record.purpose, record.purpose)
        head = use if record.kind == "spend" and not refers else f"{refers}{KINDS[record.kind]}"
        tail = record.memo or record.reason or record.note or record.document
        return hidden_in("：".join(part for part in (head, tail) if part))

    def paper(self, name: str) -> Paper:
        """Show a row of material."""
        row = self.made.material[name]
        person = row.fields.get("person")
        who = str(row.fields.get("payee") or (person if person != row.title else "") or row.fields.get("unit") or "")
        what = f"{row.title}（{who}）" if row.title and who else row.title or who
        invoice = "-".join(part for part in (row.invoice_code, row.invoice_number) if part)
        ledger = LEDGER_NAMES.get(row.ledger, row.ledger)
        return Paper(name, ledger, dt.date.fromisoformat(row.date), hidden_in(what), invoice, row.stated)

    def borne(self, number: int, ids: Sequence[str]) -> Paper:
        """Show an entry's own papers in one row; they state no amount of their own."""
        files = self._files.get(number, [])
        names = [hidden_in(file.name) for file in files[:_NAMED]] if len(files) == len(ids) else []
        more = "等" if len(ids) > len(names) > 0 else ""
        return Paper(f"{len(ids)}件", "附件", None, "、".join(names) + more, "", None)

    def line(self, name: str, paid: int | None = None) -> Line:
        """Show a bank line; where `paid` of it is this fund's, the whole is named."""
        line = self.made.lines[name]
        who = hidden_in(line.counterparty or line.text)
        if paid is not None and paid != -line.fen:
            who += f"（全笔{grouped(abs(line.fen))}）"
        who += self.made.marked.get(name, "")
        return Line(name, dt.date.fromisoformat(line.date), who, -line.fen if paid is None else paid)
