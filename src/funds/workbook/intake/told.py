"""The sentence and the remedy for everything that reading a file may meet."""

from collections.abc import Mapping
from typing import Final

from funds.text import N_, _
from funds.workbook.intake.events import CellProblem, FileProblem
from funds.workbook.intake.told_cells import CELLS, NOTES

__all__ = ["CODES", "is_note", "remedy", "sentence"]

_SAVE: Final = N_(
    "Open it, choose Save As, and take the type Excel Workbook (*.xlsx); in WPS: Microsoft Excel file (*.xlsx)."
)
_ANEW: Final = N_("Open it in Excel or WPS, save it as a new .xlsx file, and import that one.")
_COPY: Final = N_("Copy the rows into the template (funds template), save it, and import that one.")

_FILES: Final[Mapping[str, tuple[str, str]]] = {
    "cannot-open": (N_("The file cannot be opened: {error}."), N_("See that it exists, and that you may read it.")),
    "no-file": (N_("It is a folder or a device, not a file."), N_("Name the .xlsx or .csv file itself.")),
    "empty-file": (N_("The file is empty: it has no byte."), N_("Save the register again, and import that file.")),
    "too-large": (N_("The file has {size}; the most is {most}."), N_("Take pictures out of it, or divide it by year.")),
    "encrypted": (
        N_("The workbook is locked with a password, so it cannot be read."),
        N_("Take the password off (Excel: File, Info, Protect Workbook; WPS: File, Encrypt), save it as .xlsx, and import it."),
    ),
    "old-format": (N_("The workbook is of the old kind ({ending}: .xls or .et), which is not read."), _SAVE),
    "binary-workbook": (N_("The workbook is a binary one (.xlsb), which is not read."), _SAVE),
    "macros": (N_("The workbook holds macros (.xlsm), which are never let in."), _SAVE),
    "other-archive": (N_("The file is packed like a workbook, but there is none in it: it may be a document or an archive."), _SAVE),
    "wrong-ending": (
        N_("The file ends in {ending}, but by its content it is {really}."),
        N_("Give it the ending .{really}, or save it anew as .xlsx, so that every program takes it for what it is."),
    ),
    "no-table": (N_("The file is no table; by its first bytes it is: {what}."), N_("Import the .xlsx or .csv file itself.")),
    "web-page": (N_("The file ends in {ending} but is a web page, as some systems export them."), _SAVE),
    "broken-file": (N_("The workbook is damaged or was cut short: it cannot be unpacked."), _ANEW),
    "broken": (N_("The workbook is damaged: {part} cannot be read."), _ANEW),
    "dtd": (N_("The workbook declares a document type, which no program for tables writes; such files can do harm."), _ANEW),
    "bomb": (
        N_("The workbook would unpack beyond measure ({what}: {read}; the most is {most})."),
        N_("Delete empty formatted rows, pictures and other sheets, or copy the rows into the template."),
    ),
    "bad-part": (N_("The workbook holds a part that may not be unpacked: {part}."), _ANEW),
    "double-part": (N_("The workbook holds the part {part} twice, so it is not certain what it says."), _ANEW),
    "encoding": (
        N_("The text is valid in none of the encodings tried ({tried})."),
        N_("Save it as .xlsx, or as CSV UTF-8, and import that file."),
    ),
    "broken-line": (
        N_("Row {row} cannot be read: a quotation mark is not closed, or a cell is longer than 32,767 characters."),
        N_("Mend the quotation marks of that row, or save the table as .xlsx."),
    ),
    "no-such-sheet": (N_("There is no sheet {sheet!r}; there are: {names}."), N_("Name one of them.")),
    "no-content": (N_("There is nothing in the file to read: no row has content."), N_("Fill in the register, save, and import it.")),
    "rows-without-header": (
        N_("Sheet {sheet} has rows of a register (such as row {row}), and no header that says what is what."),
        N_("Copy the header of the other sheets over its rows, or take the sheet out of the file."),
    ),
    "no-header": (
        N_("No row of the file is the header of this register. Wanted: {wanted}. Sheet {sheet}, row {row} says: {found}."),
        N_("Name the columns as in the template (funds template), in one row above the data."),
    ),
    "missing-column": (
        N_("Sheet {sheet}, header in row {row}: there is no column {wanted}. Headers that mean nothing here: {others}."),
        N_("Name the column as in the template, or rename the sheet 填表说明 if it is no register."),
    ),
    "same-column": (
        N_("Sheet {sheet}: more than one column means {header}: {cells}."),
        N_("Keep one of them, and give the others a header of another meaning."),
    ),
    "amount-header": (
        N_("Sheet {sheet}, cell {cell}: {read!r} says that the amounts are not in yuan."),
        N_("Turn the amounts into yuan (元), and change that text."),
    ),
    "two-layouts": (
        N_("Sheet {sheet}, header in {cell}: it fits several ledgers alike: {titles}."),
        N_("Give the sheet the name of the ledger that it is."),
    ),
    "other-kind": (
        N_("The workbook was made for the register {said!r}, not for {kind!r}."),
        N_("Import it as what it is, or use the template of the other register."),
    ),
    "newer-layout": (
        N_("The workbook was made by a newer version of this program (layout {read}; known: {known})."),
        N_("Bring the program up to date, or make a new template and copy the rows into it."),
    ),
    "far-row": (
        N_("Sheet {sheet}: {cell} has content, {gap} blank rows below row {last}: far away from the table."),
        N_("Clear that row, or move it up to the others (Ctrl+End shows where a sheet ends)."),
    ),
    "too-many-rows": (N_("Sheet {sheet}: the file has more than {most} rows with content."), N_("Divide it by year.")),
    "too-much-memory": (N_("Reading was stopped: the file needs more memory than any register does."), _COPY),
    "too-much-time": (N_("Reading was stopped: the file takes more time than any register does."), _COPY),
    "stopped": (N_("Reading was stopped: the file brought the reading process to its end (status {status})."), _COPY),
}  # fmt: skip
#: Every code that there is.
CODES: Final = frozenset(_FILES) | frozenset(CELLS)


def sentence(problem: FileProblem | CellProblem) -> str:
    """Say in the reader's language what was read and what is wrong; without the file's name."""
    return _(_said(problem)[0]).format(**_places(problem))


def remedy(problem: FileProblem | CellProblem) -> str:
    """Say in the reader's language what to do."""
    return _(_said(problem)[1]).format(**_places(problem))


def is_note(problem: CellProblem) -> bool:
    """Tell whether a problem only wants saying, and bars nothing."""
    return problem.code in NOTES


def _said(problem: FileProblem | CellProblem) -> tuple[str, str]:
    return (_FILES if isinstance(problem, FileProblem) else CELLS)[problem.code]


def _places(problem: FileProblem | CellProblem) -> dict[str, str]:
    if isinstance(problem, FileProblem):
        return problem.facts
    return {"cell": problem.cell, "read": problem.read, "header": "", **problem.facts}
