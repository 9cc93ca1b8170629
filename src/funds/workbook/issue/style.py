"""How a workbook that goes out is written: cells, looks, and A4 paper; text never becomes a formula.

Amounts come in fen and stand as exact decimals of yuan; each formula carries the value it gives, so
that it is filled in whatever opens the file.
"""

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any, Final
from unicodedata import category, east_asian_width

from xlsxwriter import Workbook  # type: ignore[import-untyped,unused-ignore]
from xlsxwriter.utility import (  # type: ignore[import-untyped,unused-ignore]
    xl_col_to_name,
    xl_rowcol_to_cell,
)

from funds.text import _

__all__ = ["LONGEST", "BadCellError", "Book", "Look", "Page", "cell", "clean", "lines_in", "span", "wide", "yuan_of"]

#: The most characters that a cell holds; a longer text would be cut in silence.
LONGEST: Final = 32_767
_FONT: Final = "宋体"
_MONEY: Final = "#,##0.00;[Red]-#,##0.00"
_BASE: Final = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
_NORMAL: Final = {"font_name": _FONT, "font_size": 10}
_A4: Final = 9
#: The height of a row of one line, and of each line more, in points.
_ROW: Final = 18.0
_LINE: Final = 13.5
#: How much of a line is filled where a text breaks.
_FILLED: Final = 0.92

#: Properties of a cell's look, as XlsxWriter names them.
Look = dict[str, Any]


class BadCellError(ValueError):
    """A text does not fit a cell; nothing is written."""

    def __init__(self, length: int) -> None:
        """Say how long the text is."""
        what = _("A text of {length} characters does not fit a cell of a workbook; the most is {longest}.")
        super().__init__(what.format(length=length, longest=LONGEST))


def cell(row: int, column: int, *, fixed: bool = False) -> str:
    """Name a cell, counted from 0: (0, 0) is A1, or $A$1 where fixed."""
    return str(xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=fixed))


def span(first: int, last: int, column: int) -> str:
    """Name the cells of a column from one row to another, counted from 0."""
    name = xl_col_to_name(column)
    return f"{name}{first + 1}:{name}{last + 1}"


def yuan_of(fen: int) -> Decimal:
    """Give fen as an exact decimal of yuan."""
    return Decimal(fen).scaleb(-2)


def clean(text: str) -> str:
    """Give a text as a cell can hold it: signs that are not seen are replaced. Raises BadCellError where it is too long."""
    if len(text) > LONGEST:
        raise BadCellError(len(text))
    if text.isprintable():
        return text
    return "".join(sign if _seen(sign) else "\ufffd" for sign in text)


def _seen(sign: str) -> bool:
    """Tell whether a sign may stand in a cell: what is printed, a space of any width, a new line."""
    return sign.isprintable() or sign == "\n" or category(sign) == "Zs"


def wide(text: str) -> int:
    """Give how wide a text is: a Chinese sign is as wide as two others."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def lines_in(text: str, width: float) -> int:
    """Give how many lines a text takes in a column so wide; where it breaks, some of each line stays empty."""
    told = 0
    for part in text.split("\n"):
        long = wide(part)
        told += 1 if long <= width else ceil(long / max(width * _FILLED, 1))
    return told


class Book:
    """A workbook while it is written; `save` puts it, whole, in place of a file."""

    def __init__(self, title: str, day: dt.date, *, many: bool = False) -> None:
        """Begin a workbook; `many` rows are written as they come, and each row once, from the top."""
        self._buffer = BytesIO()
        self._book = Workbook(self._buffer, {"constant_memory": many, "default_format_properties": _NORMAL})
        self._book.set_properties({"title": title, "created": dt.datetime.combine(day, dt.time(), dt.UTC)})
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def page(self, name: str) -> "Page":
        """Add a sheet."""
        sheet = self._book.add_worksheet(_sheet_name(name))
        sheet.set_default_row(_ROW)
        return Page(self, sheet)

    def look(self, look: Look) -> Any:
        """Give the format of a look; each is made once."""
        key = tuple(sorted(look.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format(_BASE | look)
        return self._looks[key]

    def save(self, path: Path) -> None:
        """Write the file. What stood there before stays until the new one is complete. Raises OSError."""
        self._book.close()
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            part.write_bytes(self._buffer.getbuffer())
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise type(error)(error.errno, error.strerror, str(path)) from None


def _sheet_name(name: str) -> str:
    """Give a sheet's name without the signs that no sheet may have, cut to what fits."""
    return "".join("_" if sign in "[]:*?/\\'" else sign for sign in clean(name))[:31] or "_"


class Page:
    """A sheet while it is written; rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Any) -> None:
        """Take a sheet of a workbook."""
        self._book, self.sheet = book, sheet
        self._widths: dict[int, float] = {}
        self._tall: dict[int, int] = {}
        self._fixed: set[int] = set()

    def text(self, row: int, column: int, text: str, look: Look) -> None:
        """Write a text as a text, whatever it begins with."""
        if text:
            self.sheet.write_string(row, column, clean(text), self._book.look(look))
            if "text_wrap" in look and column in self._widths:
                self._tall[row] = max(self._tall.get(row, 1), lines_in(text, self._widths[column]))
        else:
            self.sheet.write_blank(row, column, None, self._book.look(look))

    def money(self, row: int, column: int, fen: int | None, look: Look) -> None:
        """Write an amount of fen; None leaves the cell empty."""
        shown = self._book.look({"num_format": _MONEY, "align": "right"} | look)
        if fen is None:
            self.sheet.write_blank(row, column, None, shown)
        else:
            self.sheet.write_number(row, column, yuan_of(fen), shown)

    def number(self, row: int, column: int, number: int | Decimal | None, look: Look) -> None:
        """Write a number as the look's own format shows it; None leaves the cell empty."""
        if number is None:
            self.sheet.write_blank(row, column, None, self._book.look(look))
        else:
            self.sheet.write_number(row, column, number, self._book.look(look))

    def day(self, row: int, column: int, day: dt.date, look: Look) -> None:
        """Write a date."""
        shown = self._book.look({"num_format": "yyyy-mm-dd", "align": "center"} | look)
        self.sheet.write_datetime(row, column, dt.datetime.combine(day, dt.time()), shown)

    def sum(self, row: int, column: int, formula: str, fen: int, look: Look) -> None:
        """Write a formula of an amount, rounded to the fen, with the value it gives."""
        shown = self._book.look({"num_format": _MONEY, "align": "right"} | look)
        self.sheet.write_formula(row, column, f"=ROUND({formula},2)", shown, yuan_of(fen))

    def rate(self, row: int, column: int, formula: str, percent: str | None, look: Look, none: str = "不适用") -> None:
        """Write a formula of a rate that gives `none` where it does not exist; `percent` is the value it gives."""
        shown = self._book.look({"num_format": "0.00%", "align": "right"} | look)
        value = none if percent is None else Decimal(percent).scaleb(-2)
        self.sheet.write_formula(row, column, f"={formula}", shown, value)

    def said(self, row: int, column: int, formula: str, text: str, look: Look) -> None:
        """Write a formula that gives a text, with the text it gives."""
        self.sheet.write_formula(row, column, f"={formula}", self._book.look(look), text)

    def across(self, row: int, first: int, last: int, text: str, look: Look) -> None:
        """Write a text across several cells of a row."""
        shown = self._book.look(look)
        if first == last:
            self.text(row, first, text, look)
            return
        self.sheet.merge_range(row, first, row, last, "", shown)
        if text:
            self.sheet.write_string(row, first, clean(text), shown)

    def widths(self, widths: Iterable[float]) -> None:
        """Set the width of each column, in characters."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
            self._widths[column] = width

    def height(self, row: int, points: float) -> None:
        """Set the height of a row, whatever stands in it."""
        self._fixed.add(row)
        self.sheet.set_row(row, points)

    def grow(self, row: int) -> None:
        """Make a row as high as its wrapped texts need: not every program does so by itself."""
        if self._tall.get(row, 1) > 1:
            self.sheet.set_row(row, _ROW + _LINE * (self._tall[row] - 1))

    def paper(
        self,
        last: tuple[int, int],
        *,
        landscape: bool,
        repeat: tuple[int, int] | None = None,
        breaks: Sequence[int] = (),
        scale: int = 0,
    ) -> None:
        """Set A4 paper up to a last cell: rows that come again on each page, page numbers, one page wide.

        `breaks` are rows before which a page begins; with `scale` in percent the width is not fitted,
        since a spreadsheet that fits pages takes no notice of breaks.
        """
        sheet = self.sheet
        for row in self._tall:
            if row not in self._fixed:
                self.grow(row)
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.set_footer("&C&9第 &P 页，共 &N 页", {"margin": 0.3})
        sheet.print_area(0, 0, *last)
        # numbers of invoices and vouchers are texts on purpose; no green corners for that
        sheet.ignore_errors({"number_stored_as_text": f"A1:{cell(*last)}"})
        if repeat:
            sheet.repeat_rows(*repeat)
        if scale:
            sheet.set_print_scale(scale)
        else:
            sheet.fit_to_pages(1, 0)
        if breaks:
            sheet.set_h_pagebreaks(list(breaks))
