"""What is said of rows once it is decided whether their file is posted: held back, waiting, or alike."""

from collections.abc import Iterable

from funds.cli.registers.alike import Pair
from funds.cli.registers.fault import Fault
from funds.cli.registers.finding import Place, named
from funds.cli.registers.outcome import FileOutcome, Said
from funds.cli.registers.sheets import Sheets
from funds.money import yuan
from funds.text import _

__all__ = ["held_back", "twice", "waiting"]


def held_back(outcome: FileOutcome) -> None:
    """Nothing of the file is posted: say so of each row that could have been."""
    fault = Fault("held-back", "", {})
    for row in outcome.rows:
        if row.status in {"posted", "review"}:
            row.status, row.number = "refused", 0
            kept = tuple(said for said in row.said if said.severity == "review")
            row.said = (Said("held-back", "note", "", "", fault.says, "", fault.remedy), *kept)


def waiting(outcome: FileOutcome) -> None:
    """Say of each row that is posted under review that it waits for a person, and for no mending."""
    says = _("It is posted as record {number} of {fund} and waits: funds clear {fund} {number} (a second person).")
    for row in outcome.rows:
        if row.status == "review":
            waits = says.format(number=row.number, fund=row.fund)
            row.said = tuple(
                said._replace(remedy=f"{waits} {said.remedy}") if said.severity == "review" else said
                for said in row.said
            )


def twice(outcome: FileOutcome, pairs: Iterable[Pair], sheets: Sheets) -> None:
    """Tell of each row that may be another one of the file, entered once more."""
    found = {pair.row: pair for pair in pairs}
    for row in outcome.rows if found else ():
        pair = found.get(Place(row.sheet, row.row))
        if pair is not None:
            first = pair.first._replace(sheet="") if pair.first.sheet == row.sheet else pair.first
            key = "fund" if pair.code == "fund-mistaken" else "amount"
            read = row.fund if key == "fund" else yuan(row.amount)
            fault = Fault(pair.code, key, {"first": named(first)})
            row.said += (Said(fault.code, "check", sheets.cell(row, key), read, fault.says, "", fault.remedy),)
