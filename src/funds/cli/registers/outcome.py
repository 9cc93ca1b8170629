"""What became of each row of a register: posted, waiting, already there, refused, unreadable, blank or a sum."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from funds.cli.masks import hidden
from funds.money import yuan

__all__ = ["BAD", "STATUSES", "FileOutcome", "RowOutcome", "Said", "Severity"]

#: Every row ends as one of these.
STATUSES: Final = ("posted", "review", "already", "refused", "error", "blank", "total")
#: What makes the exit status 1, and keeps a file from being posted as a whole.
BAD: Final = frozenset({"refused", "error"})


#: What a finding asks for: the cell mended, the row mended, a second person, a look at it, or nothing.
Severity = Literal["error", "refuse", "review", "check", "note"]


class Said(NamedTuple):
    """A finding on a row: its code and severity, the cell, what was read, what is wrong, the clause, what to do.

    `questioned` is the amount in doubt, in fen.
    """

    code: str
    severity: Severity
    cell: str
    read: str
    says: str
    cite: str = ""
    remedy: str = ""
    questioned: int = 0

    def as_object(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "cell": self.cell,
            "read": self.read,
            "message": self.says,
            "citation": self.cite,
            "remedy": self.remedy,
            "questioned": yuan(self.questioned),
        }


@dataclass(slots=True)
class RowOutcome:
    """A row and what became of it; `amount` in fen, `number` the record's where there is one."""

    sheet: str
    row: int
    status: str
    fund: str = ""
    number: int = 0
    amount: int = 0
    said: tuple[Said, ...] = ()

    def as_object(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        known: dict[str, Any] = {"fund": self.fund} if self.fund else {}
        if self.number:
            known["number"] = self.number
        head = {"sheet": hidden(self.sheet), "row": self.row, "status": self.status}
        return {**head, **known, "findings": [each.as_object() for each in self.said]}


@dataclass(slots=True)
class FileOutcome:
    """A file and what became of it; `refused` says why it could not be read at all."""

    file: str
    sheets: list[dict[str, Any]] = field(default_factory=list)
    rows: list[RowOutcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: Said | None = None
    dry: bool = False
    #: Where its problems are marked.
    marked: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows ended as what."""
        found = dict.fromkeys(STATUSES, 0)
        for row in self.rows:
            found[row.status] += 1
        return found

    @property
    def control_total(self) -> int:
        """The sum of the amounts of all rows with content, in fen, whatever became of them."""
        return sum(row.amount for row in self.rows)

    @property
    def well(self) -> bool:
        """Whether every row with content is posted, under review or was there already."""
        return self.refused is None and not any(row.status in BAD for row in self.rows)

    @property
    def worth_a_look(self) -> bool:
        """Whether something is to be mended in the file, or looked at there; what waits for a person is not."""
        return not self.well or any(said.severity == "check" for row in self.rows for said in row.said)

    @property
    def held(self) -> list[RowOutcome]:
        """The rows that were good, and held back for others."""
        return [row for row in self.rows if any(said.code == "held-back" for said in row.said)]

    def sums(self) -> dict[str, int]:
        """Give the sum of the amounts (fen) by status; they add up to the control total."""
        found = dict.fromkeys(STATUSES, 0)
        for row in self.rows:
            found[row.status] += row.amount
        return found

    def told(self) -> Iterator[tuple[RowOutcome, Said]]:
        """Give each finding with its row, but for notes; one that several rows share (merged cells) once."""
        shared: set[tuple[str, str, str]] = set()
        for row in self.rows:
            for said in row.said:
                if said.severity == "note" or (row.sheet, said.code, said.says) in shared:
                    continue
                if said.code == "merged":
                    shared.add((row.sheet, said.code, said.says))
                yield row, said

    def as_object(self) -> dict[str, Any]:
        """Give the whole as JSON has it."""
        found: dict[str, Any] = {
            "file": self.file,
            "dry_run": self.dry,
            "sheets": self.sheets,
            "rows": [row.as_object() for row in self.rows],
            "counts": self.counts,
            "control_total": yuan(self.control_total),
            "sums": {status: yuan(fen) for status, fen in self.sums().items()},
        }
        if self.marked:
            found["marked"] = self.marked
        if self.refused:
            found["refused"] = self.refused.as_object()
        return found
