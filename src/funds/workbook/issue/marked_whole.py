"""Mark a register of ordinary size: loaded whole, so that its looks stay as they are, and saved again.

What openpyxl keeps is kept: styles, merges, widths, validations, conditional formats, names. Formulas
become the values they had, and one that had none stays; pictures, external links and macros are not carried over.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import Alignment, Color, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from funds.workbook.issue import marked_words as words
from funds.workbook.issue.marked_words import Mark

__all__ = ["COMMENTED", "SerialReader", "first_columns", "mark_whole", "open_serial"]

#: Beyond this many marked cells the rest is filled and not commented: many comments make Excel slow.
COMMENTED: Final = 2_000
#: So many rows up and down a cell's neighbours are asked how an empty cell looks.
_NEAR: Final = 50
_BOLD: Final = Font(bold=True)
_LINK: Final = Font(color="0563C1", underline="single")
_WRAP: Final = Alignment(wrap_text=True, vertical="top")
_COLOURS: Final = frozenset(words.COLOURS.values())


class SerialReader(ExcelReader):
    """A reader that leaves dates as the serials they are, so that they are written back to the digit."""

    def read_worksheets(self) -> None:
        """Read the sheets with no number format taken for a date's."""
        book: Any = self.wb
        book._date_formats = set()  # noqa: SLF001  openpyxl has no other way to keep a serial
        book._timedelta_formats = set()  # noqa: SLF001
        super().read_worksheets()


def open_serial(source: Path, *, read_only: bool) -> Workbook:
    """Open a workbook for its values and number formats; dates stay serials."""
    reader = SerialReader(str(source), read_only=read_only, data_only=True, keep_links=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl cannot carry over; told in this module's first lines
        try:
            reader.read()
        except BaseException:
            reader.archive.close()
            raise
    return reader.wb


def mark_whole(
    source: Path,
    draft: Path,
    marks: Sequence[Mark],
    facts: Sequence[words.Fact],
    headers: Mapping[str, int],
    stamp: str,
) -> None:
    """Write the user's workbook to `draft` with its cells marked and a summary in front."""
    book = open_serial(source, read_only=False)
    _keep_what_merges_hide(book, source)
    _clear(book)
    first = first_columns(book, headers)
    _mark(book, marks, first, headers)
    _summary(book, marks, facts, first)
    book.properties.contentStatus = stamp
    book.save(draft)


def first_columns(book: Workbook, headers: Mapping[str, int]) -> dict[str, str]:
    """Give the first column, by sheet, under which a header stands: it carries the marks of whole rows."""
    found = {}
    for sheet in book.worksheets:
        row = headers.get(sheet.title, 0)
        if row > 0:
            cells = next(sheet.iter_rows(row, row), ())
            filled = (cell.column for cell in cells if cell.value not in {None, ""})
            found[sheet.title] = get_column_letter(next(filled, 1))
    return found


def _keep_what_merges_hide(book: Workbook, source: Path) -> None:
    """Put back the values that merges hide: loading drops them, and the reader counts them."""
    merged = [sheet for sheet in book.worksheets if sheet.merged_cells.ranges]
    if not merged:
        return
    plain = open_serial(source, read_only=True)
    for sheet in merged:
        for cell in _hidden(sheet, plain[sheet.title]):
            held = Cell(sheet, cell.row, cell.column)
            held.value = cell.value
            held.data_type = cell.data_type
            held.number_format = cell.number_format
            sheet._cells[cell.row, cell.column] = held  # noqa: SLF001  merged cells take no value by any other way
    plain.close()


def _hidden(sheet: Worksheet, plain: Any) -> Iterator[Any]:
    tops = _tops(sheet)
    bottom = max(row for row, _column in tops) if tops else 0
    plain.reset_dimensions()
    for at, cells in enumerate(plain.iter_rows(), 1):
        if at > bottom:
            return
        yield from (cell for cell in cells if cell.value is not None and (cell.row, cell.column) in tops)


def _tops(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Give for each cell that a merge hides the one that is seen in its place."""
    tops: dict[tuple[int, int], tuple[int, int]] = {}
    for spread in sheet.merged_cells.ranges:
        first = (spread.min_row, spread.min_col)
        tops |= dict.fromkeys(((row, column) for row, column in spread.cells if (row, column) != first), first)
    return tops


def _clear(book: Workbook) -> None:
    """Take away the summary, fills and comments of an earlier marked copy."""
    for sheet in list(book.worksheets):
        if words.is_summary(sheet.title, sheet.iter_rows(values_only=True)):
            book.remove(sheet)
            continue
        for cell in sheet._cells.values():  # noqa: SLF001  walking the rows would make cells that are not there
            if isinstance(cell, Cell):
                _cleared(cell)


def _cleared(cell: Cell) -> None:
    if cell.comment is not None and words.HEAD in cell.comment.text:
        own = cell.comment.text.partition(words.HEAD)[0].rstrip()
        cell.comment = Comment(own, cell.comment.author) if own else None
    fill = cell.fill
    if fill.fill_type == "solid" and str(fill.fgColor.rgb)[-6:] in _COLOURS:
        before = fill.bgColor
        none = before == Color() or before.type == "indexed"
        cell.fill = PatternFill() if none else PatternFill("solid", fgColor=copy(before))


def _mark(book: Workbook, marks: Sequence[Mark], first: Mapping[str, str], headers: Mapping[str, int]) -> None:
    left = COMMENTED
    for name, cells in words.by_cell(marks, first).items():
        if name not in book.sheetnames:
            continue
        sheet = book[name]
        tops = _tops(sheet)
        for (row, letters), told in cells.items():
            at = (row, column_index_from_string(letters))
            cell = _ready(sheet, tops.get(at, at), headers.get(name, 0))
            _fill(cell, words.worst(told))
            if cell.value is None:
                cell.value = words.formula(told) or None
            if left > 0:
                cell.comment = _comment(cell, told)
                left -= 1


def _ready(sheet: Worksheet, at: tuple[int, int], header: int) -> Any:
    """Give a cell; one that was never made gets the looks that are seen there: its row's, its column's, its neighbour's."""
    cells = sheet._cells  # noqa: SLF001
    if at in cells:
        return cells[at]
    cell: Any = sheet.cell(*at)
    row, column = at
    wide: Any = sheet.row_dimensions.get(row)
    tall = (one for one in sheet.column_dimensions.values() if (one.min or 0) <= column <= (one.max or 0))
    near = [*range(row - 1, max(header, row - _NEAR), -1), *range(row + 1, row + _NEAR)]
    beside: Any = (cells.get((each, column)) for each in near)
    for other in (wide, *tall, *beside):
        if other is not None and other.has_style:
            cell._style = copy(other._style)  # noqa: SLF001
            _cleared(cell)  # the neighbour may be marked itself
            break
    return cell


def _fill(cell: Cell, severity: str) -> None:
    """Fill a cell; the colour it had is kept where a solid fill does not show it, to be given back."""
    before = cell.fill
    had = copy(before.fgColor) if before.fill_type == "solid" else Color()
    cell.fill = PatternFill("solid", fgColor=words.COLOURS[severity], bgColor=had)


def _comment(cell: Cell, told: Sequence[Mark]) -> Comment:
    own = cell.comment.text + "\n\n" if cell.comment is not None else ""
    made = Comment(own + words.comment(told), "funds")
    made.width, made.height = 360, min(400, 60 + 20 * made.text.count("\n") + len(made.text) // 2)
    return made


def _summary(book: Workbook, marks: Sequence[Mark], facts: Sequence[words.Fact], first: Mapping[str, str]) -> None:
    known = set(book.sheetnames)
    sheet = book.create_sheet(words.theirs(known), 0)
    for at, width in enumerate(words.WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    _text(sheet, 1, 1, words.title(), Font(bold=True, size=14))
    row = 2
    for row, (name, value) in enumerate(facts, 2):
        _text(sheet, row, 1, name)
        if isinstance(value, str):
            _text(sheet, row, 2, value)
            continue
        cell = sheet.cell(row, 2, value)
        cell.alignment = Alignment(horizontal="left")
        if isinstance(value, Decimal):
            cell.number_format = words.MONEY
    row += 2
    for at, header in enumerate(words.headers(), 1):
        _text(sheet, row, at, header, _BOLD)
    sheet.freeze_panes = sheet.cell(row + 1, 1)
    sheet.auto_filter.ref = f"A{row}:F{row + len(marks)}"
    for row, mark in enumerate(marks, row + 1):  # noqa: B020  goes on below the header
        _line(sheet, row, mark, words.place(mark, first) if mark.sheet in known else None)
    _print_set_up(sheet)
    book.active = 0
    for other in book.worksheets:  # sheets selected together are typed into together
        for view in other.views.sheetView:
            view.tabSelected = other is sheet


def _print_set_up(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _line(sheet: Worksheet, row: int, mark: Mark, at: tuple[int, str] | None) -> None:
    sheet.row_dimensions[row].height = words.height(mark)
    for column, text in enumerate(words.line(mark), 1):
        _text(sheet, row, column, text, wrap=True)
    sheet.cell(row, 4).fill = PatternFill("solid", fgColor=words.COLOURS[mark.severity])
    if at is not None:
        cell = sheet.cell(row, 2)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=words.link(mark.sheet, at))
        cell.font = _LINK


def _text(sheet: Worksheet, row: int, column: int, text: str, font: Font | None = None, *, wrap: bool = False) -> None:
    cell = sheet.cell(row, column)
    if text:
        cell.value = words.cleaned(text)
        cell.data_type = "s"  # never a formula
    if font is not None:
        cell.font = font
    if wrap:
        cell.alignment = _WRAP
