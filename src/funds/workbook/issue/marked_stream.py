"""Mark a large register, or a CSV file: read row by row and written row by row, in little memory.

Values, number formats, fonts, fills, borders, widths, merges, frozen panes and hidden sheets are carried over;
validations, pictures and the user's own comments are not. Formulas become the values they had,
and one that had none stays.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped,unused-ignore]
from openpyxl import Workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from xlsxwriter.format import Format  # type: ignore[import-untyped,unused-ignore]

from funds.workbook.intake.sheet import survey
from funds.workbook.issue import marked_words as words
from funds.workbook.issue.marked_csv import fields
from funds.workbook.issue.marked_looks import looks
from funds.workbook.issue.marked_whole import COMMENTED, first_columns, open_serial
from funds.workbook.issue.marked_words import Mark

__all__ = ["mark_csv", "mark_streamed"]

#: The most links that Excel takes on one sheet.
_LINKS: Final = 65_000
_COLUMN: Final = re.compile(rb"<col [^>]*>")
_ATTRIBUTE: Final = re.compile(rb'(\w+)="([^"]*)"')
_PANE: Final = re.compile(rb"<pane [^>]*frozen[^>]*>")
_BEGINNING: Final = 200_000
#: What a file's width has beyond the characters that XlsxWriter counts in: five of seven pixels.
_PADDING: Final = 0.71
#: The name of the version cell's twin, by which the reader knows a sheet of ours.
_LAYOUT: Final = "funds_layout"

Told = Mapping[tuple[int, str], Sequence[Mark]]


class _Field:
    """A field of a CSV file, with the names that a cell has."""

    __slots__ = ("_style_id", "column", "value")

    def __init__(self, column: int, value: str) -> None:
        """Stand in a column, counted from 1."""
        self.column, self.value, self._style_id = column, value, 0


class _Page:
    """A sheet being written: cells in order of row and column, the marked ones filled and commented."""

    def __init__(self, out: Any, form: Callable[[int, str], Format | None], told: Told, left: int, header: int) -> None:
        """Write to a sheet of XlsxWriter; `left` is how many cells may still get a comment."""
        self.out, self.form, self.left, self.header = out, form, left, header
        self.tall: dict[int, int] = {}
        self.above: dict[int, int] = {}
        self.rows: dict[int, dict[int, Sequence[Mark]]] = {}
        for (row, letters), marks in told.items():
            self.rows.setdefault(row, {})[column_index_from_string(letters)] = marks

    def write(self, rows: Iterable[Iterable[Any]]) -> None:
        """Write every row, and then the marks on rows below the last one."""
        at = 0
        for at, cells in enumerate(rows, 1):
            marked = self.rows.pop(at, None)
            for cell in cells:
                value = cell.value
                if value is None and not hasattr(cell, "_style_id"):
                    continue
                if at > self.header:
                    self.above[cell.column] = cell._style_id  # noqa: SLF001
                marks = marked.pop(cell.column, ()) if marked else ()
                self._put(at - 1, cell, marks)
            self._bare(at, marked or {})
        for row in sorted(self.rows):
            self._bare(row, self.rows[row])

    def _put(self, row: int, cell: Any, marks: Sequence[Mark]) -> None:
        column = cell.column - 1
        form = self.form(cell._style_id, words.worst(marks) if marks else "")  # noqa: SLF001  the only door to it
        value = cell.value
        if value is None and (formula := words.formula(marks)):
            self.out.write_formula(row, column, formula, form, "")
        elif value is None or value == "":
            self.out.write_blank(row, column, None, form)
        elif isinstance(value, bool):
            self.out.write_boolean(row, column, value, form)
        elif isinstance(value, int | float):
            self.out.write_number(row, column, value, form)
        elif isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
            self.out.write_datetime(row, column, value, form)
        else:
            self.out.write_string(row, column, str(value)[: words.LONGEST], form)
        self._say(row, column, marks)

    def _bare(self, row: int, marked: Mapping[int, Sequence[Mark]]) -> None:
        """Mark cells of a row that were never made: they look as their column does, or the cell above."""
        for column in sorted(marked):
            style = self.tall.get(column) or self.above.get(column, 0)
            self.out.write_blank(row - 1, column - 1, None, self.form(style, words.worst(marked[column])))
            self._say(row - 1, column - 1, marked[column])

    def _say(self, row: int, column: int, marks: Sequence[Mark]) -> None:
        if marks and self.left > 0:
            options = {"author": "funds", "width": 360, "height": 160, "x_scale": 1}
            self.out.write_comment(row, column, words.comment(marks), options)
            self.left -= 1


def mark_streamed(
    source: Path,
    draft: Path,
    marks: Sequence[Mark],
    facts: Sequence[words.Fact],
    headers: Mapping[str, int],
    stamp: str,
) -> None:
    """Write a workbook's sheets to `draft`, row by row, with its cells marked and a summary in front."""
    with closing(open_serial(source, read_only=True)) as book:
        pages = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            if not words.is_summary(sheet.title, sheet.iter_rows(values_only=True)):
                pages.append(sheet)
        first = first_columns(book, headers)
        told = words.by_cell(marks, first)
        with _writing(draft, stamp, mac=book.epoch == CALENDAR_MAC_1904) as out:
            summary = out.add_worksheet(words.theirs(sheet.title for sheet in pages))
            form, left = looks(out, book), COMMENTED
            for sheet in pages:
                made = out.add_worksheet(sheet.title)
                page = _Page(made, form, told.get(sheet.title, {}), left, headers.get(sheet.title, 0))
                _set_up(page, sheet)
                page.write(sheet.iter_rows())
                left = page.left
            _carry_layout(out, book)
            _summary(out, summary, marks, facts, (first, {sheet.title for sheet in pages}))


def mark_csv(
    source: Path,
    draft: Path,
    marks: Sequence[Mark],
    facts: Sequence[words.Fact],
    headers: Mapping[str, int],
    stamp: str,
) -> None:
    """Write a CSV file as a workbook of one sheet, every field as text, with its cells marked and a summary in front."""
    named = [*headers, *(mark.sheet for mark in marks), source.stem]
    name = _sheet_name(next(name for name in named if name))
    marks = [mark._replace(sheet=name) for mark in marks]
    with _writing(draft, stamp) as out:
        summary = out.add_worksheet(words.SUMMARY)
        made = out.add_worksheet(name)
        text = {colour: out.add_format({"num_format": "@", **_filled(colour)}) for colour in ("", *words.COLOURS)}
        made.set_column(0, 25, 16, text[""])
        if headers:
            made.freeze_panes(max(headers.values()), 0)
        told = words.by_cell(marks, {}).get(name, {})
        page = _Page(made, lambda _style, severity: text[severity], told, COMMENTED, 0)
        lines = fields(source, headers.get(source.stem, max(headers.values(), default=1)))
        page.write([_Field(at, field) for at, field in enumerate(row, 1)] for row in lines)
        _summary(out, summary, marks, facts, ({}, {name}))


def _filled(severity: str) -> dict[str, Any]:
    return {"bg_color": f"#{words.COLOURS[severity]}", "pattern": 1} if severity else {}


def _sheet_name(name: str) -> str:
    plain = re.sub(r"[\[\]:*?/\\]", "_", name).strip("'")[:31] or "Sheet1"
    return plain if not plain.startswith(words.SUMMARY) else f"_{plain}"[:31]


@contextmanager
def _writing(draft: Path, stamp: str, *, mac: bool = False) -> Iterator[Any]:
    """Give a workbook to write to; whatever happens, nothing of it is left open or lying about."""
    with TemporaryDirectory(prefix="funds-") as folder:
        options = {"constant_memory": True, "strings_to_urls": False, "date_1904": mac, "tmpdir": folder}
        out = xlsxwriter.Workbook(str(draft), options)
        out.set_properties({"status": stamp})
        try:
            yield out
            out.close()
        finally:
            for page in out.worksheets():
                page.row_data_fh.close()


def _carry_layout(out: Any, book: Workbook) -> None:
    name = book.defined_names.get(_LAYOUT)
    if name is not None and name.attr_text:
        out.define_name(_LAYOUT, f"={name.attr_text}")


def _set_up(page: _Page, sheet: Any) -> None:
    """Give a sheet the widths, looks of columns, frozen panes and hiddenness that the user's has."""
    made = page.out
    with sheet._get_source() as xml:  # noqa: SLF001  reading row by row tells nothing of the columns
        beginning = xml.read(_BEGINNING).partition(b"<sheetData")[0]
    for column in _COLUMN.findall(beginning):
        has = dict(_ATTRIBUTE.findall(column))
        width = max(float(has[b"width"]) - _PADDING, 0) if b"width" in has else None
        options = {"hidden": True} if has.get(b"hidden") in {b"1", b"true"} else {}
        first, last, style = int(has[b"min"]), min(int(has[b"max"]), 16_384), int(has.get(b"style", 0))
        made.set_column(first - 1, last - 1, width, page.form(style, "") if style else None, options)
        page.tall |= dict.fromkeys(range(first, last + 1), style)
    if pane := _PANE.search(beginning):
        has = dict(_ATTRIBUTE.findall(pane[0]))
        made.freeze_panes(int(float(has.get(b"ySplit", 0))), int(float(has.get(b"xSplit", 0))))
    with sheet._get_source() as xml:  # noqa: SLF001
        merges = survey(xml).merges
    # not merge_range, which writes every cell again: the values are those of the user
    made.merge.extend([[row - 1, column - 1, last - 1, end - 1] for row, column, last, end in merges])
    if sheet.sheet_state == "hidden":
        made.hide()
    elif sheet.sheet_state == "veryHidden":
        made.very_hidden()


def _summary(
    out: Any,
    page: Any,
    marks: Sequence[Mark],
    facts: Sequence[words.Fact],
    where: tuple[Mapping[str, str], set[str]],
) -> None:
    bold, left = out.add_format({"bold": True}), out.add_format({"align": "left"})
    money = out.add_format({"align": "left", "num_format": words.MONEY})
    for at, width in enumerate(words.WIDTHS):
        page.set_column(at, at, width)
    page.write_string(0, 0, words.title(), out.add_format({"bold": True, "font_size": 14}))
    row = 0
    for row, (name, value) in enumerate(facts, 1):
        page.write_string(row, 0, name)
        if isinstance(value, str):
            page.write_string(row, 1, value)
        else:
            page.write_number(row, 1, value, money if isinstance(value, Decimal) else left)
    row += 2
    for at, header in enumerate(words.headers()):
        page.write_string(row, at, header, bold)
    page.freeze_panes(row + 1, 0)
    page.autofilter(row, 0, row + len(marks), len(words.WIDTHS) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for cells in _lines(out, row + 1, marks, where):
        for write, *asked in cells:
            getattr(page, write)(*asked)
    page.activate()


def _lines(
    out: Any, row: int, marks: Sequence[Mark], where: tuple[Mapping[str, str], set[str]]
) -> Iterator[list[tuple[Any, ...]]]:
    """Give what is to be written for each mark: a method of the sheet and its arguments."""
    first, known = where
    wrap = {"text_wrap": True, "valign": "top"}
    plain, blue = out.add_format(wrap), out.add_format({**wrap, "font_color": "#0563C1", "underline": 1})
    fills = {severity: out.add_format({**wrap, **_filled(severity)}) for severity in words.COLOURS}
    for count, mark in enumerate(marks):
        cells: list[tuple[Any, ...]] = [("set_row", row + count, words.height(mark))]
        at = words.place(mark, first) if mark.sheet in known else None
        for column, text in enumerate(words.line(mark)):
            if column == 1 and at is not None and count < _LINKS:
                cells.append(("write_url", row + count, 1, f"internal:{words.link(mark.sheet, at)}", blue, text))
            else:
                look = fills[mark.severity] if column == 3 else plain  # noqa: PLR2004  the problem's column
                write = "write_string" if text else "write_blank"
                cells.append((write, row + count, column, text, look))
        yield cells
