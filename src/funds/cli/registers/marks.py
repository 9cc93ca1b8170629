"""The user's own workbook given back with its problems marked: FILE-问题.xlsx."""

from collections.abc import Collection
from pathlib import Path

from funds.cli.registers.outcome import FileOutcome
from funds.cli.registers.sheets import Sheets
from funds.workbook.issue.marked import Mark, Tally, TargetError, marked, target_for

__all__ = ["mark"]


def mark(source: Path, outcome: FileOutcome, sheets: Sheets, taken: Collection[Path] = ()) -> tuple[Path | None, str]:
    """Write the workbook with the problems beside the user's, where there are any, under a name that is not `taken`.

    Gives its path, and why it could not be written: what became of the rows is told all the same.
    """
    if outcome.refused is not None or not outcome.worth_a_look:
        return None, ""
    marks = [
        Mark(
            row.sheet,
            row.row,
            said.cell,
            said.severity,
            said.read,
            said.says,
            said.cite,
            said.remedy,
            formula=said.code in {"no-value", "elsewhere"},
        )
        for row, said in outcome.told()
    ]
    target = target_for(source, taken)
    try:
        marked(source, target, marks, _tallies(outcome), outcome.control_total, sheets.headers)
    except TargetError as error:
        return None, str(error)
    except OSError as error:
        return None, f"{target}: {error.strerror}"
    return target, ""


def _tallies(outcome: FileOutcome) -> list[Tally]:
    """Count the rows by what became of them; those that only others held back are told apart from the refused."""
    held = len(outcome.held)
    told = []
    for status, count in outcome.counts.items():
        if status == "refused":
            told += [Tally(status, count - held), *([Tally("held", held)] if held else [])]
        else:
            told.append(Tally(status, count))
    return told
