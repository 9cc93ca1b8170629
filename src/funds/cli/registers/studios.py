"""The list of studios brought in: each row a studio, or a new version of what is known of one."""

from pathlib import Path

import click

from funds.cli.identity import IdentityError
from funds.cli.masks import hidden
from funds.cli.programmes import programme_code
from funds.cli.registers.asked import Asked
from funds.cli.registers.decided import held_back
from funds.cli.registers.fault import Fault, FaultError
from funds.cli.registers.outcome import FileOutcome, RowOutcome, Said, Severity
from funds.cli.registers.run import How
from funds.cli.registers.sheets import Sheets
from funds.entry.identity import places_among
from funds.entry.names import fold
from funds.record.studios import Studio, name_studios, studios
from funds.text import _
from funds.workbook.intake.events import CellProblem, FileProblem, RowRead, SheetFound
from funds.workbook.intake.read import read
from funds.workbook.intake.told import is_note, remedy, sentence

__all__ = ["studios_in"]


def studios_in(asked: Asked, path: Path, how: How) -> tuple[FileOutcome, Sheets]:
    """Bring a list of studios in, and tell what became of each row. Raises RecordError."""
    outcome, sheets = FileOutcome(path.name, dry=how.dry), Sheets()
    known = {each.studio: each for each in studios(asked.engine)}
    seen: dict[str, Studio] = {}
    for event in read(path, "studios"):
        match event:
            case FileProblem():
                outcome.refused = Said(event.code, "error", "", path.name, sentence(event), "", remedy(event))
            case SheetFound():
                sheets.add(event)
            case RowRead(status="blank" | "total"):
                outcome.rows.append(RowOutcome(event.sheet, event.row, event.status))
            case RowRead():
                outcome.rows.append(_row(asked, event, sheets, known, seen))
    outcome.sheets, outcome.notes = sheets.objects(), sheets.notes()
    if outcome.refused is not None or (not outcome.well and not how.partial):
        held_back(outcome)
    elif not how.dry:
        name_studios(asked.engine, list(seen.values()), asked.actor, how.moment())
    return outcome, sheets


def _row(asked: Asked, row: RowRead, sheets: Sheets, known: dict[str, Studio], seen: dict[str, Studio]) -> RowOutcome:
    said = tuple(_problem(problem) for problem in row.problems)
    outcome = RowOutcome(row.sheet, row.row, "error", said=said)
    if row.status == "error":
        return outcome
    try:
        studio = _studio(asked, row, known)
    except FaultError as error:
        fault = error.fault
    else:
        if studio.studio not in seen:
            seen[studio.studio] = studio
            outcome.status = "already" if known.get(studio.studio) == studio else "posted"
            return outcome
        outcome.status = "refused"
        fault = Fault("studio-repeated", "studio", {"studio": studio.studio})
    cell, read_ = sheets.cell(row, fault.key), sheets.read(row, fault.key)
    severity: Severity = "refuse" if outcome.status == "refused" else "error"
    outcome.said += (Said(fault.code, severity, cell, hidden(read_), hidden(fault.says), "", hidden(fault.remedy)),)
    return outcome


def _problem(problem: CellProblem) -> Said:
    return Said(
        problem.code,
        "note" if is_note(problem) else "error",
        problem.cell,
        hidden(problem.read),
        hidden(sentence(problem)),
        "",
        hidden(remedy(problem)),
    )


def _studio(asked: Asked, row: RowRead, known: dict[str, Studio]) -> Studio:
    """Make the studio of a row; what the row leaves empty stays as it is known. Raises FaultError for an unknown programme."""
    named = {name: row.cells[name] for name in Studio._fields if name in row.cells}
    if held := places_among(named.items()):
        raise FaultError(code="cannot-be-meant", key=held[0], why=IdentityError(held))
    before = next((each for name, each in known.items() if fold(name) == fold(named["studio"])), None)
    if before is not None:
        named = {**before._asdict(), **named, "studio": before.studio}
    if "programme" in row.cells:
        try:
            named["programme"] = programme_code(asked.workspace, named["programme"])
        except click.UsageError as error:
            raise FaultError(code="cannot-be-meant", key="programme", why=error.format_message()) from None
        if named["programme"] not in asked.workspace.programmes():
            why = _("There is no programme {code}.").format(code=named["programme"])
            raise FaultError(code="cannot-be-meant", key="programme", why=why)
    return Studio(**named)
