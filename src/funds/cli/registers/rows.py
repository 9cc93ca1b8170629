"""Each row judged: is it readable, is it new, do the rules let it in; nothing is posted here."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from funds.checks.judge import remedy, sentence
from funds.cli.registers.asked import Asked
from funds.cli.registers.cells import column_of
from funds.cli.registers.drafts import DRAFTERS, Draft
from funds.cli.registers.fault import Fault, FaultError
from funds.cli.registers.invoice import numbers_in
from funds.cli.registers.outcome import RowOutcome, Said, Severity
from funds.cli.registers.posted import Posted
from funds.cli.registers.sheets import Sheets
from funds.entry.record import Record, Verdict
from funds.finding import Refused
from funds.record.batch import Batch
from funds.record.errors import NoFundError, RecordError
from funds.workbook.intake.events import RowRead
from funds.workbook.intake.told import is_note
from funds.workbook.intake.told import remedy as cell_remedy
from funds.workbook.intake.told import sentence as cell_sentence

__all__ = ["Rows"]

_encode: Final = msgspec.msgpack.Encoder().encode
#: How many entries are held in memory before the first funds are let go.
_MOST: Final = 8_000
#: The column of a programme's or fund's name, by kind of register.
_NAMED: Final = {"awards": "programme"}


class Rows:
    """Judges a file's rows one after another, each against the record and the rows before it."""

    def __init__(self, asked: Asked, kind: str, batch: Batch, sheets: Sheets) -> None:
        """Begin with the record as the batch sees it."""
        self._asked, self._kind, self._batch, self._sheets = asked, kind, batch, sheets
        self._draft: Callable[..., Draft] = DRAFTERS[kind]
        self._posted = Posted(asked.engine, batch)
        self._gone: set[str] = set()
        self._seen: dict[bytes, tuple[str, int]] = {}
        self.refused: list[tuple[list[Record], tuple[Verdict, ...]]] = []
        self.files: list[tuple[Path, str, str]] = []

    def ahead(self, rows: Sequence[RowRead]) -> None:
        """Look up at once what some rows will need: their funds and their invoices."""
        named = [row.cells for row in rows if row.status == "row"]
        self._batch.look_up(number for cells in named for number in numbers_in(cells))
        if self._kind != "awards":
            self._batch.open(cells["fund"] for cells in named if cells["fund"] not in self._gone)

    def let_go(self, row: RowRead) -> bool:
        """Tell whether the story of a row's fund is no longer held."""
        return row.cells.get("fund") in self._gone

    def shed(self) -> None:
        """Let go of the funds that came first, where too many entries are held: their further rows wait."""
        for fund in self._batch.live():
            if self._batch.held <= _MOST:
                return
            self._batch.forget(fund)
            self._posted.forget(fund)
            self._gone.add(fund)

    def take(self, row: RowRead) -> RowOutcome:
        """Judge one row with content."""
        said = tuple(self._cell(problem) for problem in row.problems)
        amount = row.cells.get("amount", 0)
        outcome = RowOutcome(row.sheet, row.row, "error", row.cells.get("fund", ""), 0, amount, said)
        if row.status == "error":
            return outcome
        try:
            draft = self._draft(self._asked, row.cells, self._batch.story)
            outcome.amount = draft.record.amount if amount >= 0 else -draft.record.amount
            self._judge(row, draft, outcome)
        except FaultError as error:
            outcome.said += (self._fault(row, error.fault),)
        except Refused as refused:
            outcome.status = "refused"
            outcome.said += tuple(self._verdict(row, each) for each in refused.findings if each.severity != "note")
            self.refused.append(([draft.record], tuple(refused.findings)))
        except RecordError as error:
            key = "fund" if isinstance(error, NoFundError) else "memo"
            code = "no-such-fund" if isinstance(error, NoFundError) else "too-long"
            cell, read = self._at(row, _NAMED.get(self._kind, key))
            outcome.said += (Said(code, "error", cell, read, str(error)),)
        return outcome

    def _judge(self, row: RowRead, draft: Draft, outcome: RowOutcome) -> None:
        """Tell what a readable row is; raises Refused where the rules do not let it in."""
        mark = hashlib.blake2b(_encode(draft.record), digest_size=16).digest()
        first = self._seen.setdefault(mark, (row.sheet, row.row))
        if first != (row.sheet, row.row):
            outcome.status = "refused"
            outcome.said += (
                self._fault(row, Fault("row-repeated", "amount", {"sheet": first[0], "row": str(first[1])})),
            )
            return
        match = self._posted.match(draft.record)
        if match is not None:
            outcome.fund, outcome.number = match.fund, match.number
            outcome.status = "refused" if match.columns else "already"
            if match.columns:
                outcome.said += tuple(self._differs(row, match.fund, match.number, match.columns))
            return
        ready = self._batch.judge(draft.record)
        outcome.fund, outcome.number = ready.fund, ready.number
        waits = any(finding.severity == "review" for finding in ready.findings)
        outcome.status = "review" if waits else "posted"
        outcome.said += tuple(self._verdict(row, finding) for finding in ready.findings)
        digests = [each.digest for each in draft.record.evidence]
        self.files += [(path, kind, digest) for (path, kind), digest in zip(draft.files, digests, strict=True)]

    def _differs(self, row: RowRead, fund: str, number: int, columns: tuple[str, ...]) -> Any:
        headers = self._posted.headers(self._kind)
        names = "、".join(headers.get(column, column) for column in columns)
        for column in columns:
            yield self._fault(
                row, Fault("row-like-posted", column, {"fund": fund, "number": str(number), "columns": names}), "refuse"
            )

    def _at(self, row: RowRead, key: str) -> tuple[str, str]:
        return self._sheets.cell(row, key), self._sheets.read(row, key)

    def _cell(self, problem: Any) -> Said:
        says, how = cell_sentence(problem), cell_remedy(problem)
        return Said(problem.code, "note" if is_note(problem) else "error", problem.cell, problem.read, says, "", how)

    def _fault(self, row: RowRead, fault: Fault, severity: Severity = "error") -> Said:
        cell, read = self._at(row, fault.key)
        severity = "refuse" if fault.code == "row-repeated" else severity
        return Said(fault.code, severity, cell, read, fault.says, "", fault.remedy)

    def _verdict(self, row: RowRead, finding: Verdict) -> Said:
        cell, read = self._at(row, column_of(finding))
        return Said(
            finding.code,
            finding.severity,
            cell,
            read,
            sentence(finding),
            finding.cite,
            remedy(finding),
            finding.questioned,
        )
