"""The user's own workbook given back with its problems marked: FILE-问题.xlsx."""

from pathlib import Path

from funds.cli.registers.outcome import FileOutcome
from funds.cli.registers.sheets import Sheets
from funds.money import yuan
from funds.workbook.issue.marked import Mark, TargetError, marked, target_for

__all__ = ["mark"]


def mark(source: Path, outcome: FileOutcome, sheets: Sheets) -> tuple[Path | None, str]:
    """Write the workbook with the problems beside the user's, where there are any.

    Gives its path, and why it could not be written: what became of the rows is told all the same.
    """
    if outcome.refused is not None or outcome.well:
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
    target = target_for(source)
    try:
        marked(source, target, marks, list(outcome.counts.items()), yuan(outcome.control_total), sheets.headers)
    except TargetError as error:
        return None, str(error)
    except OSError as error:
        return None, f"{target}: {error.strerror}"
    return target, ""
