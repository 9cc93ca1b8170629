"""The supporting-material ledgers (台账) brought in: every sheet of the workbook, every row told, all or none."""

from pathlib import Path
from typing import Any, Final

import click

from funds.cli.identity import IdentityError, identity_keys
from funds.cli.materials.fields import columns_of, headers_of, made
from funds.cli.materials.meant import Meant, Studios, fits
from funds.cli.registers.asked import Asked
from funds.cli.registers.decided import held_back
from funds.cli.registers.fault import Fault, FaultError
from funds.cli.registers.outcome import FileOutcome, RowOutcome, Said, Severity
from funds.cli.registers.papers import evidence_of
from funds.cli.registers.run import How
from funds.cli.registers.sheets import Sheets
from funds.cli.registers.sums import Sums
from funds.entry.kept import FILE
from funds.money import yuan
from funds.record.errors import NoFundError
from funds.record.materials import add_materials, materials
from funds.statements.materials import PERSONAL, Match, Material, Shelf, content, hidden, hidden_in
from funds.text import N_, _
from funds.workbook.intake.events import CellProblem, FileProblem, RowRead, SheetFound
from funds.workbook.intake.read import read
from funds.workbook.intake.told import is_note, remedy, sentence
from funds.workbook.layout import words
from funds.workspace import EvidenceError, NoWorkspaceError

__all__ = ["bring_in_materials"]

_KIND: Final = "materials"
_PREFIX: Final = "material-"
#: What is only said of these rows, by code: the sentence, and what to do.
_SAYS: Final = {
    "id-repeated": (
        N_("The number {id} stands in row {first} of this sheet already, for the same studio."),
        N_("Give each row of a ledger a number of its own; delete the row if it was entered twice."),
    ),
    "row-repeated": (
        N_("It says the same as row {first} of this file, for the same studio."),
        N_("Delete it if it was entered twice; if it is another one, give both a 编号."),
    ),
    "row-like-standing": (
        N_("It looks like row {number} of this ledger, but differs in: {columns}."),
        N_("If it is that row, correct it: funds material add {ledger} STUDIO --replaces {number}; else give it another number."),
    ),
    "still-to-come": (N_("{date} is still to come: record it when it is given."), N_("Correct the day.")),
}  # fmt: skip


def bring_in_materials(path: Path, asked: Asked, how: How) -> tuple[FileOutcome, Sheets]:
    """Bring the ledgers of one file in, and tell what became of each row. Raises RecordError, EvidenceError."""
    asked.folder = path.absolute().parent
    outcome, sheets = FileOutcome(path.name, dry=how.dry), Sheets()
    rows = _Rows(asked, sheets, how)
    for done, event in enumerate(read(path, _KIND), 1):
        how.tick(done, 0)
        match event:
            case FileProblem():
                outcome.refused = Said(event.code, "error", "", path.name, sentence(event), "", remedy(event))
            case SheetFound():
                sheets.add(event)
                rows.kinds[event.name] = event.kind.removeprefix(_PREFIX)
            case RowRead(status="blank" | "total"):
                said = tuple(map(rows.problem, event.problems))
                outcome.rows.append(RowOutcome(event.sheet, event.row, event.status, amount=event.sum or 0, said=said))
            case RowRead():
                outcome.rows.append(rows.take(event))
    outcome.sheets, outcome.notes = sheets.objects(), sheets.notes()
    Sums(sheets).hold(outcome.rows)
    if outcome.refused is not None or (not outcome.well and not how.partial):
        held_back(outcome)
    elif not how.dry:
        rows.post()
    return outcome, sheets


class _Rows:
    """Judges the rows of a file one after another, against what stands and the rows before."""

    def __init__(self, asked: Asked, sheets: Sheets, how: How) -> None:
        self._asked, self._sheets, self._how = asked, sheets, how
        self._today = how.moment().date().isoformat()
        self._studios = Studios(asked.engine)
        self._named: dict[str, Meant | str] = {}
        self._shelves: dict[tuple[str, str], Shelf] = {}
        self._ids: dict[tuple[str, str, str], tuple[str, int]] = {}
        self._said: dict[tuple[Any, ...], tuple[tuple[str, int], bool]] = {}
        self._good: list[tuple[Material, RowOutcome]] = []
        self._files: list[tuple[Path, str, str]] = []
        self.kinds: dict[str, str] = {}

    def take(self, row: RowRead) -> RowOutcome:
        """Judge one row with content."""
        said = tuple(self.problem(problem) for problem in row.problems)
        amount = row.cells.get("amount", 0)
        outcome = RowOutcome(row.sheet, row.row, "error", row.cells.get("fund", ""), 0, amount, said)
        if row.status != "error":
            try:
                self._judge(row, outcome)
            except FaultError as error:
                outcome.said += (self._fault(row, error.fault),)
        return outcome

    def _judge(self, row: RowRead, outcome: RowOutcome) -> None:
        """Tell what a readable row is. Raises FaultError."""
        ledger = self.kinds[row.sheet]
        studio = self._studio(row)
        typed = row.cells.get("files", ())
        evidence, files = evidence_of(self._asked, typed) if typed else ((), ())
        cells = {key: value for key, value in row.cells.items() if key not in {"studio", "files"}}
        made_ = _meant("id", lambda: made(studio.studio, ledger, cells))._replace(evidence=evidence)
        _meant("fund", lambda: fits(studio, made_.fund))
        _no_identity(made_)
        if made_.date > self._today:
            self._refuse(row, outcome, "date", "still-to-come", date=made_.date)
            return
        match = self._match(studio, ledger, made_)
        if match is not None:
            outcome.number = match.number
            outcome.status = "refused" if match.columns else "already"
            names = headers_of(ledger, match.columns)
            for column in match.columns:
                self._refuse(
                    row, outcome, column, "row-like-standing", number=match.number, columns=names, ledger=ledger
                )
            return
        if again := self._again(studio, made_, row):
            code, first = again
            self._refuse(row, outcome, "id", code, id=hidden_in(made_.own_id), first=first)
            return
        outcome.status = "posted"
        self._good.append((made_, outcome))
        self._files += [(path, kind, each.digest) for (path, kind), each in zip(files, evidence, strict=True)]

    def _again(self, studio: Meant, made_: Material, row: RowRead) -> tuple[str, int] | None:
        """Tell whether an earlier row of the file has the same number, or says the same without one, and which."""
        ledger, here = (studio.studio, made_.ledger), (row.sheet, row.row)
        if made_.own_id and (first := self._ids.setdefault((*ledger, made_.own_id), here)) != here:
            return "id-repeated", first[1]
        first, numbered = self._said.setdefault((*ledger, content(made_)), (here, bool(made_.own_id)))
        if first != here and not (numbered and made_.own_id):
            return "row-repeated", first[1]
        return None

    def _studio(self, row: RowRead) -> Meant:
        """Give the studio of a row, or that of its fund. Raises FaultError, naming near ones."""
        key = "studio" if "studio" in row.cells else "fund"
        if key not in row.cells:
            why = _("Say whose row it is: by 工作室名称, or by 专项资金编号.")
            raise FaultError(code="cannot-be-meant", key="studio", why=why)
        named = str(row.cells[key])
        if named not in self._named:
            try:
                self._named[named] = self._studios.meant(named)
            except (NoWorkspaceError, NoFundError) as error:
                self._named[named] = str(error)
        found = self._named[named]
        if isinstance(found, str):
            raise FaultError(code="cannot-be-meant", key=key, why=found)
        return found

    def _match(self, studio: Meant, ledger: str, row: Material) -> Match | None:
        """Give the standing row that this one is or looks like, under any name that the studio has had."""
        for name in studio.names:
            if (name, ledger) not in self._shelves:
                self._shelves[name, ledger] = Shelf(materials(self._asked.engine, studio=name, ledger=ledger))
            if found := self._shelves[name, ledger].match(row):
                return found
        return None

    def post(self) -> None:
        """Keep the files that good rows name, and the rows. Raises EvidenceError where a file was changed meanwhile."""
        for path, kind, digest in self._files:
            if self._asked.workspace.keep(path, kind).digest != digest:
                what = _("{path} was changed while the register was read. Nothing was posted; bring it in again.")
                raise EvidenceError(what.format(path=path))
        rows = [row for row, _outcome in self._good]
        kept = add_materials(self._asked.engine, rows, self._asked.actor, self._how.moment())
        for (_row, outcome), each in zip(self._good, kept, strict=True):
            outcome.number = each.number
            outcome.status = "posted" if each.new else "already"

    def _refuse(self, row: RowRead, outcome: RowOutcome, key: str, code: str, **facts: object) -> None:
        outcome.status = "refused"
        cell, read_ = self._at(row, key)
        says, how = (_(text).format(**facts) for text in _SAYS[code])
        outcome.said += (Said(code, "refuse", cell, read_, says, words.HOUSE, how),)

    def _fault(self, row: RowRead, fault: Fault) -> Said:
        cell, read_ = self._at(row, fault.key)
        return Said(fault.code, "error", cell, read_, fault.says, self._cite(row, fault.key), fault.remedy)

    def _cite(self, row: RowRead, key: str) -> str:
        columns = columns_of(self.kinds[row.sheet])
        return columns[key].cite if key in columns else ""

    def _at(self, row: RowRead, key: str) -> tuple[str, str]:
        """Give a cell, and what it says: personal numbers hidden."""
        value = row.cells.get(key)
        column = columns_of(self.kinds[row.sheet]).get(key)
        read_ = self._sheets.read(row, key)
        if isinstance(value, int) and column is not None and column.reads == "money" and key not in row.typed:
            read_ = yuan(value)
        return self._sheets.cell(row, key), hidden(read_) if key in PERSONAL else hidden_in(read_)

    @staticmethod
    def problem(problem: CellProblem) -> Said:
        """Tell of a cell: personal numbers hidden."""
        severity: Severity = "note" if is_note(problem) else "error"
        hide = hidden if problem.key in PERSONAL else hidden_in
        facts = {name: hide(fact) if name == "read" else fact for name, fact in problem.facts.items()}
        kept = CellProblem(problem.code, problem.cell, problem.key, hide(problem.read), facts)
        return Said(kept.code, severity, kept.cell, kept.read, sentence(kept), "", remedy(kept))


def _no_identity(row: Material) -> None:
    """Hold that an identity number stands only in its own column. Raises FaultError."""
    if keys := identity_keys(row, [piece.name for piece in row.evidence]):
        why = IdentityError(tuple(headers_of(row.ledger, [key]) for key in keys))
        key = "files" if keys[0] == FILE else keys[0]
        raise FaultError(code="cannot-be-meant", key=key, why=why)


def _meant(key: str, make: Any) -> Any:
    try:
        return make()
    except click.UsageError as error:
        raise FaultError(code="cannot-be-meant", key=key, why=error.format_message()) from None
