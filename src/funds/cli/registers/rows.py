"""Each row judged: is it readable, is it new, do the rules let it in; nothing is posted here."""

import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from funds.cli.identity import IdentityError
from funds.cli.masks import hidden, hidden_as
from funds.cli.registers.alike import Alike
from funds.cli.registers.asked import Asked
from funds.cli.registers.cells import column_of
from funds.cli.registers.drafts import BACK, DRAFTERS, Draft, referring
from funds.cli.registers.fault import Fault, FaultError
from funds.cli.registers.finding import Place, by_name, entries, remedy_of, says_of
from funds.cli.registers.invoice import numbers_in
from funds.cli.registers.outcome import BAD, RowOutcome, Said, Severity
from funds.cli.registers.papers import evidence_of
from funds.cli.registers.posted import Found, Posted
from funds.cli.registers.sheets import Sheets
from funds.entry.identity import identity_places
from funds.entry.kept import FILE
from funds.entry.record import Evidence, Record, Verdict
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
        self._seen: dict[bytes, Place] = {}
        self._made: dict[str, list[Place]] = {}
        self.alike = Alike()
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

    def notes(self, row: RowRead) -> tuple[Said, ...]:
        """Tell what was seen on a blank row or a sum row: a remark, a text beside the table, a sum that cannot be read."""
        return tuple(self._cell(problem)._replace(severity="note") for problem in row.problems)

    def attempt(self, row: RowRead) -> RowOutcome | None:
        """Judge a row that may speak of a later one; None, and as if it had not been seen, where it is not let in."""
        refused, seen = len(self.refused), len(self._seen)
        outcome = self.take(row)
        if outcome.status not in BAD:
            return outcome
        del self.refused[refused:]
        if len(self._seen) > seen:
            self._seen.popitem()
        return None

    def take(self, row: RowRead) -> RowOutcome:
        """Judge one row with content."""
        said = tuple(self._cell(problem) for problem in row.problems)
        amount = row.cells.get("amount", 0)
        sheet, fund = sys.intern(row.sheet), sys.intern(row.cells.get("fund", ""))
        outcome = RowOutcome(sheet, row.row, "error", fund, 0, amount, said)
        if row.status == "error":
            return outcome
        try:
            draft = self._draft(self._asked, row.cells, self._batch.story)
            outcome.amount = draft.record.amount if amount >= 0 else -draft.record.amount
            self._judge(row, draft, outcome)
        except FaultError as error:
            outcome.said += (self._fault(row, self._told(row, error.fault)),)
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
        mark = hashlib.blake2b(_encode(draft), digest_size=16).digest()
        place = Place(outcome.sheet, outcome.row)
        first = self._seen.setdefault(mark, place)
        if first != place:
            outcome.status = "refused"
            outcome.said += (
                self._fault(row, Fault("row-repeated", "amount", {"sheet": first.sheet, "row": str(first.row)})),
            )
            return
        named = self._evidence(draft)
        record = msgspec.structs.replace(draft.record, evidence=tuple(each for each, _path, _kind in named))
        match = self._posted.match(record)
        if match is not None:
            self._known(row, match, outcome)
            return
        if draft.files and not named:
            evidence_of(self._asked, draft.files)  # raises what is wrong with them
        if held := identity_places(record):
            key = "files" if held[0] == FILE else held[0]
            raise FaultError(code="cannot-be-meant", key=key, why=IdentityError(held))
        if record.kind in BACK:  # only now: what it is about may be used up by the very entry that it is
            record = referring(record, self._batch.story(record.fund))
        ready = self._batch.judge(record)
        outcome.fund, outcome.number = sys.intern(ready.fund), ready.number
        self._made.setdefault(outcome.fund, []).append(place)
        self.alike.take(ready, place)
        waits = any(finding.severity == "review" for finding in ready.findings)
        outcome.status = "review" if waits else "posted"
        outcome.said += tuple(self._verdict(row, finding) for finding in ready.findings)
        self.files += [(path, kind, each.digest) for each, path, kind in named]

    def _evidence(self, draft: Draft) -> list[tuple[Evidence, Path, str]]:
        """Look at the files that a row names; none where one cannot be had, which matters only if the row is new."""
        if not draft.files:
            return []
        try:
            found, files = evidence_of(self._asked, draft.files)
        except FaultError:
            return []
        return [(each, path, kind) for each, (path, kind) in zip(found, files, strict=True)]

    def _known(self, row: RowRead, match: Found, outcome: RowOutcome) -> None:
        """Tell that a row is posted already, or what differs from the entry that it looks like."""
        outcome.fund, outcome.number = match.fund, match.number
        facts = {"fund": match.fund, "number": str(match.number)}
        outcome.status = "refused" if match.columns else "already"
        if match.undone:
            outcome.said += (self._fault(row, Fault("reversed-since", "amount", facts), "check"),)
        if not match.columns:
            return
        headers = self._posted.headers(self._kind)
        facts["columns"] = "、".join(headers.get(column, column) for column in match.columns)
        code = {"awards": "award-differs"}.get(self._kind, "row-like-posted")
        code = "papers-later" if match.columns == ("files",) else code
        outcome.said += (self._fault(row, Fault(code, match.columns[0], facts), "refuse"),)

    def _at(self, row: RowRead, key: str) -> tuple[str, str]:
        """Give a cell, and what it says: numbers of persons hidden, here as in all that is told of a row."""
        return self._sheets.cell(row, key), hidden_as(key, self._sheets.read(row, key))

    def _cell(self, problem: Any) -> Said:
        severity: Severity = "note" if is_note(problem) else "error"
        says, how = (hidden_as(problem.key, text(problem)) for text in (cell_sentence, cell_remedy))
        return Said(problem.code, severity, problem.cell, hidden_as(problem.key, problem.read), says, "", how)

    def _fault(self, row: RowRead, fault: Fault, severity: Severity = "error") -> Said:
        cell, read = self._at(row, fault.key)
        severity = "refuse" if fault.code == "row-repeated" else severity
        says, how = (hidden_as(fault.key, text) for text in (fault.says, fault.remedy))
        return Said(fault.code, severity, cell, read, says, "", how)

    def _told(self, row: RowRead, fault: Fault) -> Fault:
        """Name the entries that a fault speaks of."""
        if "numbers" not in fault.facts:
            return fault
        facts = fault.facts
        return fault._replace(facts=facts | {"entries": entries(facts["numbers"], facts["fund"], self._where(row))})

    def _where(self, row: RowRead) -> Callable[[str, int], Place | None]:
        """Give what finds the row of the file that an entry comes from, as it is called on a row's own sheet."""

        def where(fund: str, number: int) -> Place | None:
            made, at = self._made.get(fund, ()), number - self._batch.before(fund) - 1
            if not 0 <= at < len(made):
                return None
            return made[at]._replace(sheet="") if made[at].sheet == row.sheet else made[at]

        return where

    def _names(self, row: RowRead) -> Mapping[str, str]:
        if self._kind == "awards":
            return self._asked.names(self._asked.programme(row.cells["programme"]).programme.code)
        terms = self._batch.story(row.cells["fund"]).terms
        return self._asked.names(terms.programme) if terms else {}

    def _verdict(self, row: RowRead, finding: Verdict) -> Said:
        """Tell a finding of the checks."""
        cell, read = self._at(row, column_of(finding))
        told = by_name(finding, lambda: self._names(row))
        says = hidden(says_of(told, row.cells.get("fund", ""), self._where(row)))
        says = sys.intern(says)  # many rows lack the same papers
        how = remedy_of(told)
        return Said(finding.code, finding.severity, cell, read, says, finding.cite, how, finding.questioned)
