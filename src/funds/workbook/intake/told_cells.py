"""The sentence and the remedy for each problem of a cell."""

from collections.abc import Mapping
from typing import Final

from funds.text import N_

__all__ = ["CELLS", "NOTES"]

_AMOUNT: Final = N_("Write the amount in yuan, such as 1234.50.")
_DAY: Final = N_("Write the day as 2022-10-08 or 2022年10月8日.")
_CLEAR: Final = N_("Nothing need be done; clear the cell if it is not wanted.")
_AS_TEXT: Final = N_(
    "Set the cell's format to Text first, then type the number anew from the paper; copying brings the loss along."
)
_KEEP_VALUE: Final = N_("Open the file in Excel or WPS and save it, or copy the cell and paste it as a value.")

#: By code: what is wrong, and what to do. Places: cell, read, header, and the facts of the code.
CELLS: Final[Mapping[str, tuple[str, str]]] = {
    "missing": (N_("{cell}: {header} is empty, and must be filled."), N_("Fill it in.")),
    "above-header": (
        N_("{cell}: this row stands above the header in row {header}, as when the header was sorted with the rows."),
        N_("Move the header back to the top, or delete the row if it is none of the register."),
    ),
    "merged": (
        N_("The cells {area} are merged, so that only the first of them holds a value."),
        N_("Unmerge the cells and fill in each row."),
    ),
    "no-value": (N_("{cell}: the formula {read} has no value that was kept."), _KEEP_VALUE),
    "elsewhere": (N_("{cell}: the formula {read} takes its value from another workbook."), _KEEP_VALUE),
    "error-cell": (N_("{cell}: {header} holds the error {read}."), N_("Mend the formula, or type the value.")),
    "not-a-fund": (
        N_("{cell}: {read!r} is not a fund's code; one reads JY2022-003."),
        N_("Type the code; funds list shows them."),
    ),
    "not-an-amount": (N_("{cell}: {read!r} is not an amount in yuan."), _AMOUNT),
    "amount-unit": (N_("{cell}: {read!r} is not in plain yuan."), _AMOUNT),
    "amount-format": (
        N_("{cell}: the number {read} is shown in a unit of its own (万元 or %), so it is not certain what amount is meant."),
        N_("Type the amount in yuan, with a number format of two decimals."),
    ),
    "amount-is-day": (
        N_("{cell}: {header} holds the day {read}; the cell has a date format."),
        N_("Set the cell's format to Number, and see that the amount is right."),
    ),
    "amount-too-large": (N_("{cell}: {read} is beyond 100 billion yuan."), _AMOUNT),
    "below-a-fen": (
        N_("{cell}: {read} goes below a fen; nothing is rounded here."),
        N_("Type the amount to the fen, as the paper has it; in a formula use ROUND(…,2)."),
    ),
    "not-a-day": (N_("{cell}: {read!r} is not a day."), _DAY),
    "no-such-day": (N_("{cell}: there is no day {read!r}."), _DAY),
    "day-unclear": (N_("{cell}: {read!r} does not say clearly which year, month and day are meant."), _DAY),
    "day-number": (N_("{cell}: the number {read} does not say clearly which day is meant."), _DAY),
    "day-serial": (N_("{cell}: the number {read} under a date format is no day that can be relied on."), _DAY),
    "day-out-of-range": (N_("{cell}: the year of {day} cannot be meant; 1990 to 2099 are read."), _DAY),
    "time-cell": (N_("{cell}: {read} has the format of a time of day, which is not what {header} wants."), N_("Change the cell's format, and type the value anew.")),
    "digits-lost": (
        N_("{cell}: {read} was kept as a number, and a number keeps only 15 digits; the rest of {header} is lost."),
        _AS_TEXT,
    ),
    "not-a-code": (N_("{cell}: {read!r} cannot be {header}."), _AS_TEXT),
    "not-a-count": (N_("{cell}: {read!r} is not a whole number."), N_("Type a whole number, zero or more.")),
    "not-a-choice": (N_("{cell}: {read!r} is none of what {header} may say: {offered}."), N_("Choose one of them.")),
    "not-a-file": (N_("{cell}: {read!r} is not the name of a file."), N_("Write names of files, with ; between them.")),
    "control-sign": (N_("{cell}: the text holds a sign that is not seen ({sign})."), N_("Type the text anew.")),
    "text-too-long": (N_("{cell}: {header} has {length} characters; the most is {longest}."), N_("Shorten it.")),
    "total-or-row": (
        N_("{cell}: {read!r} may be a sum line or a row of data."),
        N_("Clear the fund and the date if it is a sum line; fill in both, and word the text otherwise, if it is not."),
    ),
    "far-cell": (N_("{cell}: there is content far to the right of the table; it was not read."), _CLEAR),
    "beside": (N_("{cell}: {read!r} stands in a row that has nothing in the columns that are read."), _CLEAR),
    "header-again": (N_("{cell}: the header is repeated here; the row was passed over."), _CLEAR),
    "remark": (N_("{cell}: {read!r} was taken for a remark or a signature line, and passed over."), _CLEAR),
}  # fmt: skip
#: What only wants saying.
NOTES: Final = frozenset({"far-cell", "beside", "header-again", "remark"})
